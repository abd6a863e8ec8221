"""``calc identifier``: whether a number can be one, without ever repeating it.

Source: GB 11643 (resident id), GB 32100 (uscc), UPU S10 (mail), ISO/IEC 7812 (cards).
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.shape import Calculator, Key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recoverydocs.claims.calculators.inputs import Answer

_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "  # noqa: SIM905
    "61 62 63 64 65 71 81 82 83".split()
)
_USCC_REGIONS = _PROVINCES | {"10"}
_USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_AUTHORITIES = frozenset("123456789ANY")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_CARD_LENGTHS = range(13, 20)
_TENS = 10
_FULL_WIDTH = {ord("！") + offset: ord("!") + offset for offset in range(94)}

Checked = tuple[str, str, dict[str, str], list[str]]
"""Reason, normalised number, further results, notes."""


def identifier(*, type: str, value: str, as_of: str | None = None) -> Answer:  # noqa: A002
    """Whether an identifier is well formed, and what it says of birth and sex.

    Blanks and full-width forms are folded first. An area unknown below the province is valid,
    with a note. Without ``as_of`` no birth date is in the future.

    Args:
        type: ``resident-id``, ``uscc``, ``mail-s10``, ``bank-card`` or ``mobile``.
        value: the number as text.
        as_of: the day on which a birth date must have come.

    Raises:
        CalculatorError: an unknown type, or no text.
    """
    kind = inputs.choice("type", type, CHECKS)
    raw = inputs.text("value", value)
    today = inputs.optional_day("as_of", as_of)
    folded = _fold(raw)
    check, standard = CHECKS[kind]
    reason, normalised, more, notes = check(folded, today)
    valid = reason == "ok"
    result: dict[str, Any] = {
        "valid": valid,
        "reason": reason,
        "normalised": normalised if valid else None,
    }
    if valid:
        result |= more
    return {"result": result, "working": [_WORDS[reason], *notes], "sources": [standard]}


_WORDS: Mapping[str, str] = {
    "ok": "长度、字符、构成与校验位均符合",
    "length": "位数不符",
    "charset": "含有不允许的字符",
    "region": "前两位不是省级行政区划代码",
    "date": "出生日期码不是有效日期",
    "future-date": "出生日期晚于核对日",
    "check-digit": "校验位不符",
    "prefix": "号段或类别码不符",
}


def _fold(raw: str) -> str:
    """Full-width forms to their plain ones, blanks dropped, capital letters.

    No other character becomes a digit or a letter: a ring around a number is no number.
    """
    plain = "".join(character for character in raw if not character.isspace())
    plain = plain.translate(_FULL_WIDTH)
    return plain.upper() if plain.isascii() else plain


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _resident_id(text: str, today: date | None) -> Checked:
    reason, birth = _resident_id_reason(text, today)
    if reason != "ok" or birth is None:
        return reason, "", {}, []
    sex = "男" if int(text[16]) % 2 else "女"
    notes = (
        [] if text[:6] in _areas() else ["前六位的地区代码在省级以下未收录，不影响有效性判断"]
    )
    return "ok", text, {"birth": birth.isoformat(), "sex": sex}, notes


def _resident_id_reason(  # noqa: PLR0911 - one return a reason
    text: str, today: date | None
) -> tuple[str, date | None]:
    if len(text) != 18:  # noqa: PLR2004 - GB 11643
        return "length", None
    if not _digits(text[:17]) or not (_digits(text[17]) or text[17] == "X"):
        return "charset", None
    if text[:2] not in _PROVINCES:
        return "region", None
    try:
        birth = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return "date", None
    if today is not None and birth > today:
        return "future-date", None
    total = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
    if _ID_CHECKS[total % 11] != text[17]:
        return "check-digit", None
    return "ok", birth


@cache
def _areas() -> frozenset[str]:
    """Every six-digit area that the standard-number package knows."""
    from stdnum import numdb  # noqa: PLC0415 - a large table, read at the first id number only

    known: set[str] = set()

    def gather(branch: Any, head: str) -> None:  # noqa: ANN401 - the package's own tree
        for _, low, _, _, children in branch:
            code = head + low
            if len(code) == 6:  # noqa: PLR2004 - province, prefecture, county
                known.add(code)
            gather(children, code)

    gather(numdb.get("cn/loc").prefixes, "")
    return frozenset(known)


def _uscc(text: str, _: date | None) -> Checked:
    if len(text) != 18:  # noqa: PLR2004 - GB 32100
        return "length", "", {}, []
    if any(character not in _USCC_CHARACTERS for character in text) or not _digits(text[2:8]):
        return "charset", "", {}, []
    if text[0] not in _USCC_AUTHORITIES:
        return "prefix", "", {}, []
    if text[2:4] not in _USCC_REGIONS:
        return "region", "", {}, []
    total = sum(
        _USCC_CHARACTERS.index(character) * pow(3, place, 31)
        for place, character in enumerate(text[:17])
    )
    if _USCC_CHARACTERS[-total % 31] != text[17]:
        return "check-digit", "", {}, []
    return "ok", text, {}, []


def _mail_s10(text: str, _: date | None) -> Checked:
    if len(text) != 13:  # noqa: PLR2004 - UPU S10
        return "length", "", {}, []
    head, digits, tail = text[:2], text[2:11], text[11:]
    letters = head + tail
    if not _digits(digits) or not (letters.isascii() and letters.isalpha()):
        return "charset", "", {}, []
    total = sum(int(d) * weight for d, weight in zip(digits, _S10_WEIGHTS, strict=False))
    check = 11 - total % 11
    expected = {10: 0, 11: 5}.get(check, check)
    if int(digits[8]) != expected:
        return "check-digit", "", {}, []
    return "ok", text, {}, []


def _bank_card(text: str, _: date | None) -> Checked:
    if len(text) not in _CARD_LENGTHS:
        return "length", "", {}, []
    if not _digits(text):
        return "charset", "", {}, []
    if text[0] == "0":
        return "prefix", "", {}, []
    total = 0
    for place, digit in enumerate(reversed(text)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value >= _TENS else value
    if total % 10:
        return "check-digit", "", {}, []
    return "ok", text, {}, []


def _mobile(text: str, _: date | None) -> Checked:
    if len(text) != 11:  # noqa: PLR2004 - the numbering plan
        return "length", "", {}, []
    if not _digits(text):
        return "charset", "", {}, []
    if text[0] != "1" or text[1] not in "3456789":
        return "prefix", "", {}, []
    return "ok", text, {}, []


CHECKS: Mapping[str, tuple[Callable[[str, date | None], Checked], str]] = {
    "resident-id": (_resident_id, "GB 11643-1999 公民身份号码"),
    "uscc": (_uscc, "GB 32100-2015 法人和其他组织统一社会信用代码编码规则"),
    "mail-s10": (_mail_s10, "UPU S10 邮件号码"),
    "bank-card": (_bank_card, "ISO/IEC 7812-1 校验位"),
    "mobile": (_mobile, "电信网编号计划：13 至 19 开头的 11 位号码"),
}
"""Each type of identifier with its check and the standard it follows."""


IDENTIFIER = Calculator(
    "identifier",
    identifier,
    (
        Key("type", "text", "what the number should be", choices=tuple(CHECKS)),
        Key("value", "text", "the number"),
        Key("as_of", "text", "day of the check", required=False, is_today=True),
    ),
    "Whether an identifier is well formed.",
)
