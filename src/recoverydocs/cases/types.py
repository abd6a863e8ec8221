"""The kinds of value that case data holds, each read strictly from text.

Money and rates are decimal strings, dates ISO text, identifiers text: a JSON number or a
float in their place is refused, since digits may be lost already.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from recoverydocs.errors import mask
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RATE = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?")
_LINE_BREAKS = frozenset("\n")
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SECRET = frozenset(
    {
        "account_no",
        "e_channel",
        "id_no",
        "identifier",
        "legal_rep_id",
        "number",
        "payee_account",
    }
)


class Entity(BaseModel):
    """One thing of the case: frozen, strict, and without members that nobody named."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", regex_engine="python-re"
    )

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        for name, value in super().__repr_args__():
            yield name, mask(value) if name in _SECRET and isinstance(value, str) else value


def fault(code: str, message: str, remedy: str) -> PydanticCustomError:
    """A fault in the words that the reader of the case will see."""
    # The remedy travels as context: a template of pydantic's would read braces in it.
    return PydanticCustomError(
        "rd_" + code, "{message}", {"message": message, "remedy": remedy}
    )


def refused_character(text: str, *, lines: bool = False) -> str:
    """The first character of the text that no document may hold, as ``U+XXXX``; else empty."""
    if text.isascii() and text.isprintable():
        return ""
    for character in text:
        if lines and character in _LINE_BREAKS:
            continue
        if unicodedata.category(character) in _REFUSED:
            return f"U+{ord(character):04X}"
    return ""


def _is_text(value: object) -> str:
    if not isinstance(value, str):
        raise fault("type", "应为文本", "请写成带引号的文本，编号类不得写成数字")
    return value


def _line(value: object) -> str:
    text = _is_text(value)
    if not text.strip():
        raise fault("blank", "不能为空白", "请填写，或删除该项")
    if found := refused_character(text):
        raise fault("character", f"含有不可用字符 {found}", "请删除该字符")
    if len(text) > 2000:  # noqa: PLR2004
        raise fault("long", "超过 2000 字", "请缩短")
    return text


def _lines(value: object) -> str:
    text = _is_text(value)
    if not text.strip():
        raise fault("blank", "不能为空白", "请填写，或删除该项")
    if found := refused_character(text, lines=True):
        raise fault("character", f"含有不可用字符 {found}", "请删除该字符")
    if len(text) > 20000:  # noqa: PLR2004
        raise fault("long", "超过 20000 字", "请缩短")
    return text


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise fault("date", "不是有效日期", "请写成 YYYY-MM-DD")


def _moment(value: object) -> datetime:
    moment: datetime | None = value if isinstance(value, datetime) else None
    if isinstance(value, str) and "T" in value:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
    if moment is None or moment.tzinfo is None:
        raise fault("time", "不是带时区的时间", "请写成 YYYY-MM-DDTHH:MM:SS+08:00")
    return moment


def _signed_money(value: object) -> Money:
    if isinstance(value, Money):
        return value
    if isinstance(value, str):
        try:
            return Money.from_yuan(value)
        except ValueError:
            pass
        raise fault("money", "不是金额", "请写成最多两位小数的元，如 1234.50")
    raise fault("money", "金额须为文本", '请写成带引号的文本，如 "1234.50"')


def _money(value: object) -> Money:
    amount = _signed_money(value)
    if amount.fen < 0:
        raise fault("negative", "金额不得为负", "请核对；冲正写在还款流水中")
    return amount


def _rate(value: object) -> Decimal:
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, str) and _RATE.fullmatch(value):
        return Decimal(value)
    if isinstance(value, str):
        raise fault("rate", "不是利率", '请写成年利率小数，如 "0.0435"')
    raise fault("rate", "利率须为文本", '请写成带引号的年利率小数，如 "0.0435"')


def _plain_rate(rate: Decimal) -> str:
    return f"{rate:f}"


def _many(value: object) -> object:
    """A JSON list as the tuple that a frozen model holds."""
    return tuple(value) if isinstance(value, list) else value


Text = Annotated[str, PlainValidator(_line), WithJsonSchema({"type": "string", "minLength": 1})]
"""One line of words, exactly as given."""
Lines = Annotated[
    str, PlainValidator(_lines), WithJsonSchema({"type": "string", "minLength": 1})
]
"""Words that may run over several lines."""
Secret = Annotated[
    str,
    PlainValidator(_line),
    WithJsonSchema({"type": "string", "minLength": 1}),
]
"""An identifier that no message, log or ``repr`` shows whole."""
Day = Annotated[
    date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})
]
Moment = Annotated[
    datetime,
    PlainValidator(_moment),
    PlainSerializer(lambda moment: moment.isoformat(), when_used="always"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A time with its offset from UTC."""
_MONEY_SCHEMA = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,2})?$"}
Yuan = Annotated[
    Money,
    PlainValidator(_money),
    PlainSerializer(Money.plain, when_used="always"),
    WithJsonSchema(_MONEY_SCHEMA),
]
"""An amount of yuan, not negative."""
SignedYuan = Annotated[
    Money,
    PlainValidator(_signed_money),
    PlainSerializer(Money.plain, when_used="always"),
    WithJsonSchema(_MONEY_SCHEMA),
]
"""An amount of yuan that a reversal makes negative."""
Rate = Annotated[
    Decimal,
    PlainValidator(_rate),
    PlainSerializer(_plain_rate, when_used="always"),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]{1,3}(\.[0-9]{1,12})?$"}),
]
"""A fraction of one per year: ``0.0435`` is 4.35 %."""
Listed = BeforeValidator(_many)
"""Marks a tuple that case data writes as a list."""


def _valid_uscc(value: str) -> str:
    from stdnum.cn import uscc  # noqa: PLC0415  # read only where a company stands in the case

    if not uscc.is_valid(value):
        raise fault("uscc", "统一社会信用代码校验不符", "请对照营业执照重填 18 位代码")
    return value


Uscc = Annotated[
    str,
    PlainValidator(lambda value: _valid_uscc(_line(value))),
    WithJsonSchema({"type": "string", "pattern": "^[0-9A-HJ-NPQRTUWXY]{18}$"}),
]
"""统一社会信用代码 with a right check character (GB 32100)."""


def titles(model: type[BaseModel]) -> Mapping[str, str]:
    """The Chinese label of each member of an entity, by its name in the data."""
    found: dict[str, Any] = {}
    for name, member in model.model_fields.items():
        found[member.alias or name] = member.title or ""
    return found
