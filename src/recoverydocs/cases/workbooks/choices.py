"""What each column of a workbook may hold: its entity, its label's choices, its hint."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from recoverydocs.cases.circumstances import Obstacle, PointedOut
from recoverydocs.cases.contracts import (
    Contract,
    CoreBalance,
    Disbursement,
    DisputeClause,
    Instalment,
    Repayment,
    SignMethod,
)
from recoverydocs.cases.events import Notice
from recoverydocs.cases.loan_terms import RateTerms, RepayMethod
from recoverydocs.cases.parties import (
    Address,
    Approval,
    CostItem,
    OrgUnit,
    Party,
    SealUse,
    User,
)
from recoverydocs.cases.readers.asked import ARBITRATION, CLUES, COSTS, PRESERVATION
from recoverydocs.cases.readers.flags import STATES
from recoverydocs.cases.requests import (
    ArbitrationRequest,
    DunningRequest,
    Measure,
    OfferedSecurity,
    PreservationRequest,
)
from recoverydocs.cases.security import Guarantee, PropertyClue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from recoverydocs.cases.readers import ColumnMap
    from recoverydocs.cases.readers.columns import Column

_PARTS: Mapping[str, type[BaseModel]] = {
    "party": Party,
    "address": Address,
    "contract": Contract,
    "sign": SignMethod,
    "shown": PointedOut,
    "disb": Disbursement,
    "rate": RateTerms,
    "method": RepayMethod,
    "core": CoreBalance,
    "dispute": DisputeClause,
    "dunning": DunningRequest,
    "arb_or_court": DisputeClause,
    "security": OfferedSecurity,
    "measure": Measure,
    "notice": Notice,
}
_SHEETS: Mapping[str, type[BaseModel]] = {
    "机构": OrgUnit,
    "人员": User,
    "审批": Approval,
    "用印": SealUse,
    "还款计划": Instalment,
    "还款流水": Repayment,
    "时效中止": Obstacle,
    "担保信息": Guarantee,
    COSTS: CostItem,
    PRESERVATION: PreservationRequest,
    CLUES: PropertyClue,
    ARBITRATION: ArbitrationRequest,
}
_LONGEST_LIST = 255
"""What Excel takes as the source of a drop-down, commas included."""
TYPE_WORDS: Mapping[str, str] = {
    "text": "文字",
    "identifier": "文本格式的编号",
    "money": "元，最多两位小数",
    "rate": "4.35% 或 0.0435",
    "date": "YYYY-MM-DD",
    "int": "整数",
    "bool": "是 或 否",
    "enum": "从列表选择",
    "list": "多项用顿号隔开",
}


def choices(column: Column, column_map: ColumnMap) -> tuple[str, ...]:
    """The words to offer in a drop-down; none where any text may stand.

    A member without choices of its own is a kind of document: the words for the slugs.
    """
    if column.type == "bool":
        return ("是", "否")
    if column.type != "enum":
        return ()
    if column.field == "party.state":
        return STATES
    spoken = said(column_map)
    found = _literals(_annotation(column))
    if not found:
        found = tuple(value for value in spoken if "-" in value)
    words = tuple(spoken.get(word, word) for word in found)
    return words if len(",".join(words)) <= _LONGEST_LIST else ()


def said(column_map: ColumnMap) -> Mapping[str, str]:
    """A code of the case, such as a slug → the first word that workbooks have for it."""
    found: dict[str, str] = {}
    for word, code in column_map.values.items():
        if code.isascii():
            found.setdefault(code, word)
    return found


def _annotation(column: Column) -> Any:  # noqa: ANN401 - whatever an annotation is
    head, _, rest = column.field.partition(".")
    model = _PARTS.get(head) if rest else _SHEETS.get(column.sheet)
    member = model.model_fields.get(rest or head) if model else None
    return member.annotation if member else None


def _literals(annotation: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever an annotation is
    if get_origin(annotation) is Literal:
        return tuple(str(word) for word in get_args(annotation))
    if get_origin(annotation) in {Union, UnionType}:
        for inner in get_args(annotation):
            if words := _literals(inner):
                return words
    return ()


@cache
def hints() -> Mapping[str, Mapping[str, str]]:
    """Sheet → field → what to write there; see ``hints.toml``."""
    data: dict[str, dict[str, str]] = tomllib.loads(
        files(__package__).joinpath("hints.toml").read_text("utf-8")
    )
    return data


def advice(column: Column) -> str:
    """What there is to know about a column beside its type; empty where there is nothing."""
    return hints().get(column.sheet, {}).get(column.field, "")


def hint(column: Column, *, required: bool) -> str:
    """What the user reads above a heading."""
    form = "" if column.type == "text" else TYPE_WORDS[column.type]
    return "。".join(
        word for word in ("必填" if required else "", advice(column), form) if word
    )
