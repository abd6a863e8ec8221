"""Invented people, firms, numbers and places that pass every check and belong to nobody.

An identity number begins 110199, an area code never given, and a credit code carries it too.
Every name says 示例, 虚构, 演示 or 样本; every place lies in 虚构省. Choices come from a digest
of seed, index and purpose: the same arguments give the same person on any machine.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_T = TypeVar("_T")

AREA = "110199"
"""An area code that was never given: Beijing, no district of this number."""

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORG_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
    "戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
)
_GIVEN = ("示例", "虚构", "演示", "样本")
_TRADES = ("贸易", "机械", "食品", "纺织", "建材", "物流", "电子", "包装", "农业", "印务")
_MARKS = ("晨光", "远帆", "青禾", "长河", "云峰", "锦程", "瑞祥", "恒远", "星桥", "南屏")
_STREETS = ("演示路", "样本街", "虚拟大道", "示范巷", "例证路", "假设街")
_DISTRICTS = ("临江区", "望山区", "青田区", "东渡区", "西岭区")
_FIRST_BIRTH = date(1962, 1, 1)
_BIRTH_SPAN = 14_000


def draw(seed: int, index: int, purpose: str, count: int) -> int:
    """A number from 0 to ``count - 1``, the same for the same arguments.

    >>> draw(1, 0, "surname", 10) == draw(1, 0, "surname", 10)
    True
    """
    digest = hashlib.sha256(f"{seed}/{index}/{purpose}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % count


def pick(seed: int, index: int, purpose: str, choices: Sequence[_T]) -> _T:
    """One of the choices, the same for the same arguments."""
    return choices[draw(seed, index, purpose, len(choices))]


def id_no(born_on: date, order: int) -> str:
    """An identity number of the area never given; an odd order means a man.

    Source: GB 11643-1999 (check character, ISO 7064 MOD 11-2).

    >>> id_no(date(1990, 3, 7), 1)
    '110199199003070017'
    """
    body = f"{AREA}{born_on:%Y%m%d}{order % 1000:03d}"
    total = sum(int(sign) * weight for sign, weight in zip(body, _ID_WEIGHTS, strict=True))
    return body + _ID_CHECKS[total % 11]


def uscc(order: int, kind: str = "91") -> str:
    """A unified social credit code of the area never given, both check characters right.

    ``kind`` is 91 for a firm and 92 for a sole trader.
    Source: GB 32100-2015 (last character) over GB 11714-1997 (the ninth of the inner code).

    >>> uscc(1)
    '91110199990000017G'
    """
    inner = f"99{order % 1_000_000:06d}"
    total = sum(
        _ORG_SIGNS.index(sign) * weight
        for sign, weight in zip(inner, _ORG_WEIGHTS, strict=True)
    )
    rest = 11 - total % 11
    body = kind + AREA + inner + {10: "X", 11: "0"}.get(rest, str(rest))
    total = sum(
        _USCC_SIGNS.index(sign) * weight
        for sign, weight in zip(body, _USCC_WEIGHTS, strict=True)
    )
    return body + _USCC_SIGNS[(31 - total) % 31]


def mobile(order: int) -> str:
    """A mobile number of the range 1380000xxxx.

    >>> mobile(17)
    '13800000017'
    """
    return f"1380000{order % 10_000:04d}"


def account(order: int) -> str:
    """An account number of 19 digits that no bank gives: it begins 9900.

    >>> account(7)
    '9900000000000000007'
    """
    return f"9900{order:015d}"


def person(seed: int, index: int, purpose: str = "person") -> tuple[str, date, str, str]:
    """Name, birth, sex and identity number of one invented person."""
    surname = pick(seed, index, f"{purpose} surname", SURNAMES)
    given = pick(seed, index, f"{purpose} given", _GIVEN)
    born = _FIRST_BIRTH + timedelta(days=draw(seed, index, f"{purpose} birth", _BIRTH_SPAN))
    order = draw(seed, index, f"{purpose} order", 1000)
    return surname + given, born, "男" if order % 2 else "女", id_no(born, order)


def firm(seed: int, index: int, form: str = "有限公司") -> str:
    """The name of one invented firm."""
    mark = pick(seed, index, "firm mark", _MARKS)
    return f"示例市{mark}虚构{pick(seed, index, 'firm trade', _TRADES)}{form}"


def place(seed: int, index: int, purpose: str = "place") -> str:
    """An address in a province that does not exist."""
    street = pick(seed, index, f"{purpose} street", _STREETS)
    district = pick(seed, index, f"{purpose} district", _DISTRICTS)
    number = 1 + draw(seed, index, f"{purpose} number", 299)
    room = 101 + draw(seed, index, f"{purpose} room", 800)
    return f"虚构省示例市{district}{street}{number}号{room}室"
