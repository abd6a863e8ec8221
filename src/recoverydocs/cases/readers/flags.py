"""Flags of a core system's export that decide whether anything may be sent at all.

A loan that is flagged as disputed is put on hold whole, whether or not a dispute was
registered: somebody said something, and a demand once sent cannot be taken back.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from recoverydocs.cases.events import HoldScope, reply_due
from recoverydocs.cases.readers.columns import MAIN, ColumnMap
from recoverydocs.cases.readers.same_contract import heading_of
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoverydocs.cases.readers.sheets import Entry

STATES = ("正常", "死亡", "失联", "破产")
"""What the column 客户状态 may hold."""


def disputed(group: Sequence[Entry], contract_no: str) -> dict[str, Any]:
    """``disputes`` and ``holds`` of a contract with a flagged row; empty where none is."""
    flagged = next((entry for entry in group if entry.members.get("hold.flag")), None)
    if flagged is None:
        return {}
    number = flagged.members.get("hold.no")
    received = flagged.members.get("hold.received")
    hold: dict[str, Any] = {
        "no": f"{number or contract_no}（异议标志）",
        "reason": "核心系统导出的异议标志为是",
        "scopes": list(get_args(HoldScope)),
        # Since when somebody disputes the loan is not known without a registered day.
        "from": received or flagged.members.get("disb.on"),
    }
    if not (number and received):
        return {"holds": [hold]}
    dispute = {
        "no": number,
        "type": "非本人贷款",
        "contract_no": contract_no,
        "received": received,
        "channel": "核心系统导出",
        "claim": "核心系统导出的异议标志为是，内容见异议受理单。",
        "state": "受理",
        "reply_due": reply_due(date.fromisoformat(str(received))).isoformat(),
    }
    return {"disputes": [dispute], "holds": [hold | {"dispute": number}]}


def party_state(part: dict[str, Any]) -> None:
    """Turn 客户状态 and its day into the members of a party, in place."""
    state, day = part.pop("state", None), part.pop("state_on", None)
    if state == "死亡":
        part["alive"] = "死亡"
        if day is not None:
            part["died_on"] = day
    elif state == "失联" and part.get("kind") == "自然人":
        part["alive"] = "失踪"
    elif state == "破产":
        part["status"] = "破产受理"
        if day is not None:
            part["status_on"] = day


def flag_findings(
    group: Sequence[Entry], column_map: ColumnMap, *, has_guarantees: bool
) -> Iterator[Finding]:
    """What the flags of a contract's rows leave open."""
    for entry in group:
        members = entry.members
        heading = _Heading(entry, column_map)
        if members.get("hold.flag") and not (
            members.get("hold.no") and members.get("hold.received")
        ):
            yield heading.finding(
                Severity.WARN,
                "row-disputed",
                "hold.flag",
                "有异议标志而没有异议编号和受理日期，已按暂停全部催收处理",
                "请登记异议并补填；无异议的请在核心系统撤销标志",
            )
        state, is_person = members.get("party.state"), members.get("party.kind") == "自然人"
        if state is not None and (state not in STATES or (state == "死亡" and not is_person)):
            yield heading.finding(
                Severity.FAULT,
                "row-state",
                "party.state",
                "不是允许的取值",
                f"可填：{'、'.join(STATES)}；死亡只用于自然人",
            )
        if state == "失联" and not is_person:
            yield heading.finding(
                Severity.WARN, "row-state", "party.state", "客户失联", "请核对送达方式与代表人"
            )
        kinds = members.get("security.kinds")
        listed = set(kinds) if isinstance(kinds, list) else set()
        if listed & {"保证", "组合"} and not has_guarantees:
            yield heading.finding(
                Severity.WARN,
                "row-security",
                "security.kinds",
                "担保方式含保证，「担保信息」中没有该合同的保证人",
                "请补充保证人，否则文书不提保证",
            )
        if listed & {"抵押", "质押", "组合"}:
            yield heading.finding(
                Severity.WARN,
                "row-security",
                "security.kinds",
                "担保方式含抵押或质押，工作簿没有抵质押物的列",
                "请改用 JSON 或 YAML 案件文件，否则文书不提抵押、质押",
            )
        if "core.interest" not in members and (
            "core.interest_on" in members or "core.interest_off" in members
        ):
            yield heading.finding(
                Severity.NOTE,
                "row-interest",
                "core.interest_on",
                "欠息为表内利息与表外利息之和",
                "",
            )


class _Heading:
    """A row whose findings name the heading that its file has for a field."""

    def __init__(self, entry: Entry, column_map: ColumnMap) -> None:
        self.entry, self.column_map = entry, column_map

    def finding(
        self, severity: Severity, rule: str, field: str, message: str, remedy: str
    ) -> Finding:
        label = heading_of(self.entry, field, self.column_map, MAIN)
        return Finding(severity, rule, self.entry.where, message, remedy, field, label)
