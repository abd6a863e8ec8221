"""From what the model refuses to what the reader is told, in Chinese, all at once."""

from __future__ import annotations

import difflib
import re
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from recoverydocs.cases.cautions import cautions
from recoverydocs.cases.model import Case
from recoverydocs.errors import Finding, Severity, mask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]

_NAME = re.compile(r"[A-Za-z_]{1,40}|[\u4e00-\u9fff]{1,8}")
_NAMED = re.compile("（([a-z][a-z_.、]+)）")
"""Members that a message of the model names; see ``contracts.py``."""
_MESSAGES = {
    "missing": ("缺失", "请填写"),
    "bool_type": ("应为是或否（true、false）", "请更正"),
    "int_type": ("应为整数", "请写成整数"),
    "tuple_type": ("应为列表", "请写成列表"),
    "dict_type": ("应为对象", "请写成键值对象"),
    "model_type": ("应为对象", "请写成键值对象"),
    "model_attributes_type": ("应为对象", "请写成键值对象"),
    "too_short": ("至少应有一项", "请填写"),
    "string_pattern_mismatch": ("格式不符", "请按字段说明更正"),
    "greater_than_equal": ("数值过小", "不得小于 {ge}，请核对"),
    "less_than_equal": ("数值过大", "不得大于 {le}，请核对"),
    "string_type": ("应为文本", "请写成带引号的文本"),
}


def read_case(data: object, where: str) -> tuple[Case | None, tuple[Finding, ...]]:
    """The case that the data make, or every fault of theirs.

    Args:
        data: plain data as a reader found them.
        where: file, sheet and row; the case's own id is not trusted to be harmless.
    """
    findings = list(_unknown_references(data, where))
    try:
        case = Case.model_validate(data)
    except ValidationError as refused:
        errors = refused.errors(include_url=False, include_input=False)
        below = [_known_place(error["loc"]) for error in errors]
        seen: set[tuple[Place, str]] = set()
        for error in errors:
            place = _known_place(error["loc"])
            if error["type"] == "too_short" and any(
                len(other) > len(place) and other[: len(place)] == place for other in below
            ):
                continue  # a list is short only because its items were refused
            if (place, error["type"]) not in seen:
                seen.add((place, error["type"]))
                findings.append(_finding(error, where))
        return None, tuple(findings)
    if findings:
        return None, tuple(findings)
    return case, tuple(cautions(case, where))


def label_of(place: Sequence[str | int]) -> str:
    """The Chinese label of the last named member of a place in the case; empty if unknown."""
    model: type[BaseModel] | None = Case
    label = ""
    key_follows = False
    for part in place:
        if isinstance(part, int):
            continue
        if key_follows:
            key_follows = False
            continue
        if model is None:
            return ""
        members = {member.alias or name: member for name, member in model.model_fields.items()}
        member = members.get(part)
        if member is None:
            return ""
        label = member.title or ""
        model = _entity_in(member.annotation)
        key_follows = get_origin(member.annotation) is dict
    return label


def _entity_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  # whatever an annotation is
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {Union, UnionType, tuple, dict}:
        for inner in get_args(annotation):
            found = _entity_in(inner)
            if found is not None:
                return found
    return None


def _known_place(place: Sequence[str | int]) -> Place:
    """The place without the names that pydantic adds for the arms of a union."""
    return tuple(part for part in place if not isinstance(part, str) or "-" not in part)


def _dotted(place: Sequence[str | int]) -> str:
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{_shown(part)}"
    return text.removeprefix(".")


def _shown(key: str) -> str:
    """A key as a message may show it: an unknown one may be anything, even an id number."""
    if _NAME.fullmatch(key):
        return key
    return mask("".join(sign if sign.isprintable() else "?" for sign in key))[-8:]


def _finding(error: ErrorDetails, where: str) -> Finding:
    place = _known_place(error["loc"])
    context: Mapping[str, Any] = error.get("ctx") or {}
    kind = error["type"]
    if kind.startswith("rd_"):
        message, remedy = str(context["message"]), str(context["remedy"])
        rule = "data-" + kind.removeprefix("rd_")
    elif kind == "extra_forbidden":
        message, remedy = "没有这个字段", _nearest(place)
        rule = "data-unknown-field"
    elif kind == "literal_error":
        message, remedy = "不是允许的取值", f"可填：{_choices(context)}"
        rule = "data-choice"
    else:
        message, remedy = _MESSAGES.get(kind, ("格式不符", "请按字段说明更正"))
        remedy = remedy.format_map(context)
        rule = "data-" + kind.replace("_", "-")
    message = _NAMED.sub(lambda found: _labelled(found[1], place), message)
    return Finding(
        Severity.FAULT, rule, where, message, remedy, _dotted(place), label_of(place)
    )


def _labelled(names: str, place: Place) -> str:
    """The members that disagree, of an entity or beside a member, each with its label."""
    told = []
    for name in names.split("、"):
        within = name.split(".")
        label = label_of((*place, *within)) or label_of((*place[:-1], *within))
        told.append(f"{name} {label}".strip())
    return f"（{'、'.join(told)}）"


def _choices(context: Mapping[str, Any]) -> str:
    return (
        str(context.get("expected", ""))
        .replace("'", "")
        .replace(" or ", "、")
        .replace(", ", "、")
    )


def _nearest(place: Place) -> str:
    model: type[BaseModel] | None = Case
    for part in place[:-1]:
        if isinstance(part, str) and model is not None:
            member = next(
                (m for name, m in model.model_fields.items() if part in {m.alias, name}), None
            )
            model = _entity_in(member.annotation) if member is not None else None
    if model is None:
        return "请删除或改用正确的字段名"
    names = [member.alias or name for name, member in model.model_fields.items()]
    close = difflib.get_close_matches(str(place[-1]), names, n=1)
    return f"是否应为 {close[0]}？" if close else "请删除或改用正确的字段名"


# Where a member holds the id of something else in the case: list, member, what it names.
_REFERENCES = (
    ("addresses", "party", "parties", "party_id"),
    ("guarantees", "guarantor", "parties", "party_id"),
    ("guarantees", "contract_no", "contracts", "contract_no"),
    ("securities", "owner", "parties", "party_id"),
    ("securities", "asset", "assets", "asset_id"),
    ("securities", "contract_no", "contracts", "contract_no"),
    ("parties", "operator", "parties", "party_id"),
    ("costs", "contract_no", "contracts", "contract_no"),
    ("notices", "to", "parties", "party_id"),
    ("notices", "contract_no", "contracts", "contract_no"),
    ("notices", "guarantee_no", "guarantees", "guarantee_no"),
    ("delivery_events", "notice", "notices", "number"),
    ("agreements", "contract_no", "contracts", "contract_no"),
    ("disputes", "contract_no", "contracts", "contract_no"),
    ("holds", "dispute", "disputes", "no"),
    ("contacts", "with_party", "parties", "party_id"),
    ("credit_reports", "party", "parties", "party_id"),
    ("credit_reports", "contract_no", "contracts", "contract_no"),
    ("credit_reports", "notice", "notices", "number"),
    ("publications", "party", "parties", "party_id"),
    ("publications", "approved_by", "users", "user_id"),
    ("property_clues", "holder", "parties", "party_id"),
    ("approvals", "by", "users", "user_id"),
    ("seals", "by", "users", "user_id"),
    ("court_cases", "contract_no", "contracts", "contract_no"),
    ("court_cases", "instrument_no", "instruments", "no"),
    ("instruments", "contract_no", "contracts", "contract_no"),
    ("arb_cases", "contract_no", "contracts", "contract_no"),
)
_LISTED_REFERENCES = (
    ("contracts", "borrowers", "parties", "party_id"),
    ("agreements", "parties", "parties", "party_id"),
    ("court_cases", "against", "parties", "party_id"),
    ("arb_cases", "against", "parties", "party_id"),
)
# The same of what is asked of one document: request, member, what it names.
_REQUESTED = (
    ("preservation", "agent", "users", "user_id"),
    ("preservation", "contract_no", "contracts", "contract_no"),
    ("arbitration", "agent", "users", "user_id"),
    ("arbitration", "contract_no", "contracts", "contract_no"),
)
_UNIQUE = (
    ("parties", "party_id"),
    ("contracts", "contract_no"),
    ("guarantees", "guarantee_no"),
    ("securities", "sec_no"),
    ("assets", "asset_id"),
    ("users", "user_id"),
    ("notices", "number"),
    ("disputes", "no"),
    ("agreements", "no"),
)


def _unknown_references(data: object, where: str) -> list[Finding]:
    """References to nothing and ids given twice, told from the raw data.

    The model checks each entity by itself; these faults must come in the same answer.
    """
    if not isinstance(data, dict):
        return []
    return [
        *_doubles(data, where),
        *_single_references(data, where),
        *_listed_references(data, where),
        *_requested_references(data, where),
        *_lenders(data, where),
        *_disputes_without_hold(data, where),
    ]


def _doubles(data: dict[str, Any], where: str) -> list[Finding]:
    found = []
    for group, name in _UNIQUE:
        ids = [row.get(name) for _, row in _rows(data, group)]
        for place, (index, row) in enumerate(_rows(data, group)):
            if isinstance(row.get(name), str) and row[name] in ids[:place]:
                here = (group, index, name)
                found.append(_fault(where, here, "double", "编号重复", "请核对编号"))
    return found


def _single_references(data: dict[str, Any], where: str) -> list[Finding]:
    return [
        _missing_target(where, (group, place, name), target)
        for group, name, target, key in _REFERENCES
        for place, row in _rows(data, group)
        if isinstance(row.get(name), str) and row[name] not in _ids(data, target, key)
    ]


def _listed_references(data: dict[str, Any], where: str) -> list[Finding]:
    return [
        _missing_target(where, (group, place, name, index), target)
        for group, name, target, key in _LISTED_REFERENCES
        for place, row in _rows(data, group)
        for index, value in enumerate(row[name] if isinstance(row.get(name), list) else [])
        if isinstance(value, str) and value not in _ids(data, target, key)
    ]


def _requested_references(data: dict[str, Any], where: str) -> list[Finding]:
    requests = data.get("requests")
    if not isinstance(requests, dict):
        return []
    return [
        _missing_target(where, ("requests", request, name), target)
        for request, name, target, key in _REQUESTED
        if isinstance(asked := requests.get(request), dict)
        and isinstance(asked.get(name), str)
        and asked[name] not in _ids(data, target, key)
    ]


def _lenders(data: dict[str, Any], where: str) -> list[Finding]:
    org = data.get("org")
    org_id = org.get("org_id") if isinstance(org, dict) else None
    return [
        _missing_target(where, ("contracts", place, "lender"), "org")
        for place, row in _rows(data, "contracts")
        if isinstance(row.get("lender"), str) and row["lender"] != org_id
    ]


def _disputes_without_hold(data: dict[str, Any], where: str) -> list[Finding]:
    held = _ids(data, "holds", "dispute")
    return [
        _fault(
            where,
            ("disputes", place, "no"),
            "hold",
            "「非本人贷款」异议未决而没有暂停记录",
            "请先登记暂停（holds）：受理即应停止催收",
        )
        for place, row in _rows(data, "disputes")
        if row.get("type") == "非本人贷款"
        and row.get("state") in {"受理", "核查中", "成立", "部分成立", "无法确认"}
        and row.get("no") not in held
    ]


def _rows(data: dict[str, Any], group: str) -> list[tuple[int, dict[str, Any]]]:
    rows = data.get(group)
    if not isinstance(rows, list):
        return []
    return [(place, row) for place, row in enumerate(rows) if isinstance(row, dict)]


def _ids(data: dict[str, Any], group: str, key: str) -> set[str]:
    return {row[key] for _, row in _rows(data, group) if isinstance(row.get(key), str)}


def _missing_target(where: str, place: Place, target: str) -> Finding:
    name = label_of((target,)) or target
    return _fault(where, place, "reference", f"所指的{name}不存在", "请核对编号，或补充该项")


def _fault(where: str, place: Place, rule: str, message: str, remedy: str) -> Finding:
    return Finding(
        Severity.FAULT, f"data-{rule}", where, message, remedy, _dotted(place), label_of(place)
    )
