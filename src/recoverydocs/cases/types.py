"""The kinds of value that case data holds, each read strictly from text.

Money and rates are decimal strings, dates ISO text, identifiers text: a JSON number or a
float in their place is refused, since digits may be lost already.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from recoverydocs.cases.characters import character_name, hidden_characters
from recoverydocs.errors import mask
from recoverydocs.money import Money
from recoverydocs.money.words import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RATE = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?")
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


class Written(str):
    """A whole number in a text format: text where text is wanted, a number where one is."""

    __slots__ = ()


def _is_text(value: object) -> str:
    if not isinstance(value, str):
        raise fault("type", "应为文本", "请写成带引号的文本，编号类不得写成数字")
    return str(value)


def _refuse_hidden(text: str, *, breaks: bool) -> None:
    if hidden := hidden_characters(text, breaks=breaks):
        names = "、".join(character_name(sign) for sign in hidden[:5])
        raise fault("character", f"含有不可用字符 {names}", "请删除这些字符")


def _line(value: object) -> str:
    text = _is_text(value)
    if not text.strip():
        raise fault("blank", "不能为空白", "请填写，或删除该项")
    _refuse_hidden(text, breaks=False)
    if len(text) > 2000:  # noqa: PLR2004
        raise fault("long", "超过 2000 字", "请缩短")
    return text


def _lines(value: object) -> str:
    text = _is_text(value)
    if not text.strip():
        raise fault("blank", "不能为空白", "请填写，或删除该项")
    _refuse_hidden(text, breaks=True)
    if len(text) > 20000:  # noqa: PLR2004
        raise fault("long", "超过 20000 字", "请缩短")
    return text


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value) and "1900" < value < "2200":
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
    if moment is None or moment.tzinfo is None or not 1900 < moment.year < 2200:  # noqa: PLR2004
        raise fault("time", "不是带时区的时间", "请写成 YYYY-MM-DDTHH:MM:SS+08:00")
    return moment


def _signed_money(value: object) -> Money:
    if isinstance(value, Money):
        return value
    if isinstance(value, str):
        try:
            amount = Money.from_yuan(value)
        except ValueError:
            amount = LARGEST + Money(1)
        if abs(amount.fen) <= LARGEST.fen:
            return amount
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


def _yearly(value: object) -> Decimal:
    rate = _rate(value)
    if not 0 <= rate <= 1:
        raise fault("rate", "利率应在 0 与 1 之间", '请写成小数，4.35% 写作 "0.0435"')
    return rate


def _whole(value: object) -> object:
    return int(value) if isinstance(value, Written) else value


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
    date,
    PlainValidator(_day),
    PlainSerializer(date.isoformat, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Moment = Annotated[
    datetime,
    PlainValidator(_moment),
    PlainSerializer(lambda moment: moment.isoformat(), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A time with its offset from UTC."""
_MONEY_SCHEMA = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,2})?$"}
Yuan = Annotated[
    Money,
    PlainValidator(_money),
    PlainSerializer(Money.plain, return_type=str, when_used="json"),
    WithJsonSchema(_MONEY_SCHEMA),
]
"""An amount of yuan, not negative."""
SignedYuan = Annotated[
    Money,
    PlainValidator(_signed_money),
    PlainSerializer(Money.plain, return_type=str, when_used="json"),
    WithJsonSchema(_MONEY_SCHEMA),
]
"""An amount of yuan that a reversal makes negative."""
Rate = Annotated[
    Decimal,
    PlainValidator(_rate),
    PlainSerializer(_plain_rate, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]{1,3}(\.[0-9]{1,12})?$"}),
]
"""A fraction of one per year: ``0.0435`` is 4.35 %."""
YearlyRate = Annotated[
    Decimal,
    PlainValidator(_yearly),
    PlainSerializer(_plain_rate, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^(0(\.[0-9]{1,12})?|1(\.0{1,12})?)$"}),
]
"""An interest rate: from 0 to 1 per year."""
Whole = Annotated[int, BeforeValidator(_whole), Field(ge=-1_000_000, le=1_000_000)]
"""A whole number; a count, a day of the month, basis points."""
OneOrThree = Annotated[Literal[1, 3], BeforeValidator(_whole)]
"""How many arbitrators (仲裁法 of any version: one or three)."""
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
