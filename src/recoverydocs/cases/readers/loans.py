"""From the rows of a core system's export to cases: one contract is one case.

A sheet holds what an export holds. What a case needs besides (the lending unit, staff,
approvals, seals) stands in the sheets 机构, 人员, 审批 and 用印, or in the column map's
``defaults``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from recoverydocs.cases.readers.asked import asked, nested
from recoverydocs.cases.readers.columns import HELP, INSTEAD, MAIN, ColumnMap
from recoverydocs.cases.readers.flags import disputed, flag_findings, party_state
from recoverydocs.cases.readers.reading import RawCase, Reading
from recoverydocs.cases.readers.same_contract import (
    contradictions,
    merged,
    sums,
    unplaced,
)
from recoverydocs.cases.readers.sheets import Entry, Table, read_table
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_COMMON = frozenset({"机构", "人员", "审批", "用印"})
_BY_LOAN = {"还款计划": "instalments", "还款流水": "repayments", "时效中止": "obstacles"}
_LISTED = {"allocation": "allocation", "shown": "pointed_out"}
"""Prefix of columns → the list of the contract in which they make one entry."""


def cases_of_tables(tables: Sequence[Table], column_map: ColumnMap) -> Reading:
    """The cases that the sheets of one file make together."""
    findings: list[Finding] = []
    entries: dict[str, tuple[Entry, ...]] = {}
    known = column_map.sheets()
    tables = [table for table in tables if table.name not in HELP]
    named = [table for table in tables if table.name in known]
    if not any(table.name == MAIN for table in named) and tables:
        main = next((table for table in tables if table.name not in known), tables[0])
        named.append(Table(main.name, main.rows, main.hidden))
    for table in named:
        sheet = table.name if table.name in known else MAIN
        read, told = read_table(table, column_map, sheet)
        entries[sheet] = read
        findings.extend(told)
    findings += [
        Finding(Severity.NOTE, "sheet-unknown", table.name, "未识别的工作表，未读入")
        for table in tables
        if not any(table.rows is other.rows for other in named)
    ]
    rows = [entry.row for read in entries.values() for entry in read]
    if any(finding.severity is Severity.FAULT for finding in findings):
        # A missing column would show again in every row; the sheet's own fault says it once.
        return Reading((), tuple(findings), tuple(rows))
    places = {id(row): place for place, row in enumerate(rows)}
    groups: dict[str, list[Entry]] = {}
    for entry in entries.get(MAIN, ()):
        key = str(entry.members.get("contract.contract_no", f"#{entry.row.number}"))
        groups.setdefault(key, []).append(entry)
    loans = {
        str(entry.members.get("disb.disb_no", "")): key
        for key, group in groups.items()
        for entry in group
    }
    findings += _orphans(entries, groups, loans)
    common = _Common(entries, column_map)
    attached_to = _attached(entries, loans)
    cases = []
    for key, group in groups.items():
        attached = attached_to.get(key, {})
        used = [*group, *(entry for part in attached.values() for entry in part)]
        data, wrong = _case(key, group, attached, common)
        said = [finding for entry in used for finding in entry.findings]
        said += wrong
        said += unplaced(group, column_map, tuple(common.units))
        said += contradictions(group, column_map, MAIN)
        said += [finding for entry in group for finding in sums(entry, column_map, MAIN)]
        said += flag_findings(group, column_map, has_guarantees="担保信息" in attached)
        rows_used = tuple(places[id(entry.row)] for entry in used)
        cases.append(RawCase(group[0].where, data, rows_used, (*said, *common.findings)))
    return Reading(tuple(cases), tuple(findings), tuple(rows))


class _Common:
    """What all cases of a file share: the lending unit, its staff, approvals and seals."""

    def __init__(self, entries: Mapping[str, tuple[Entry, ...]], column_map: ColumnMap) -> None:
        defaults = column_map.defaults
        units = entries.get("机构", ())
        self.units: dict[str, dict[str, Any]] = {
            str(entry.members.get("org_id", "")): dict(entry.members) for entry in units
        }
        if not units and "org" in defaults:
            self.units = {str(defaults["org"].get("org_id", "")): dict(defaults["org"])}
        self.org: dict[str, Any] = next(iter(self.units.values()), {})
        self.users = [dict(entry.members) for entry in entries.get("人员", ())]
        self.users = self.users or list(defaults.get("users", ()))
        self.approvals = [dict(entry.members) for entry in entries.get("审批", ())]
        self.approvals = self.approvals or list(defaults.get("approvals", ()))
        self.seals = [dict(entry.members) for entry in entries.get("用印", ())]
        self.seals = self.seals or list(defaults.get("seals", ()))
        self.findings = tuple(
            finding
            for sheet in sorted(_COMMON)
            for entry in entries.get(sheet, ())
            for finding in entry.findings
        )


def _attached(
    entries: Mapping[str, tuple[Entry, ...]], loans: Mapping[str, str]
) -> dict[str, dict[str, list[Entry]]]:
    """Contract → sheet → its rows there; each row is looked at once, however many loans."""
    found: dict[str, dict[str, list[Entry]]] = {}
    for sheet, read in entries.items():
        if sheet == MAIN or sheet in _COMMON:
            continue
        for entry in read:
            owner = entry.members.get("contract_no") or loans.get(
                str(entry.members.get("disb_no", ""))
            )
            if owner is not None:
                found.setdefault(str(owner), {}).setdefault(sheet, []).append(entry)
    return found


def _orphans(
    entries: Mapping[str, tuple[Entry, ...]],
    groups: Mapping[str, list[Entry]],
    loans: Mapping[str, str],
) -> list[Finding]:
    """Rows of other sheets that belong to no loan of the main one: told, never dropped."""
    found = []
    for sheet, read in entries.items():
        if sheet == MAIN or sheet in _COMMON:
            continue
        for entry in read:
            contract = entry.members.get("contract_no")
            loan = entry.members.get("disb_no")
            if contract not in groups and str(loan) not in loans:
                found.append(
                    Finding(
                        Severity.WARN,
                        "row-orphan",
                        entry.where,
                        f"合同号或借据号不在「{MAIN}」中，未读入",
                        "请核对编号",
                    )
                )
    return found


def _part(members: Mapping[str, object], prefix: str) -> dict[str, Any]:
    start = prefix + "."
    return {
        name.removeprefix(start): value
        for name, value in members.items()
        if name.startswith(start)
    }


def _party(members: Mapping[str, object], party_id: str, role: str) -> dict[str, Any]:
    part = _part(members, "party")
    number = part.pop("id_or_uscc", None)
    phone = part.pop("phone", None)
    part.update(party_id=party_id, role=[role])
    if part.get("kind") == "自然人":
        part.setdefault("id_type", "居民身份证")
        if number is not None:
            part["id_no"] = number
    else:
        part.pop("id_type", None)
        if number is not None:
            part["uscc"] = number
        address = members.get("address.text")
        if address is not None:
            part["reg_address"] = address
        if "legal_rep" in part:
            part.setdefault("legal_rep_title", "法定代表人")
    if phone is not None:
        part["phones"] = [{"number": phone, "source": "核心系统"}]
    party_state(part)
    return part


def _address(
    members: Mapping[str, object], party_id: str, kind: str, since: object
) -> dict[str, Any]:
    clause = members.get("clause.送达.no")
    if clause is not None:
        return {
            "party": party_id,
            "text": members["address.text"],
            "kind": "合同送达",
            "basis": f"合同{clause}",
            "from": since,
        }
    place, basis = ("户籍", "身份证件记载") if kind == "自然人" else ("注册", "营业执照记载")
    return {
        "party": party_id,
        "text": members["address.text"],
        "kind": place,
        "basis": basis,
        "from": since,
    }


def _electronic(
    members: Mapping[str, object], given: dict[str, Any], since: object
) -> dict[str, Any]:
    """Where the borrower is served electronically, by the clause on service or as he agreed."""
    clause = members.get("clause.送达.no")
    found = {"party": "P1", "kind": "电子", "from": given.get("consented_on", since)}
    if clause is not None:
        found["basis"] = f"合同{clause}"
    return found | {"consents_e_service": True} | given


def _case(
    key: str, group: list[Entry], attached: Mapping[str, list[Entry]], common: _Common
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    first = merged(group)
    org = common.units.get(str(first.get("org.org_id", "")), common.org)
    contract = _contract(key, group, attached)
    contract["lender"] = org.get("org_id", "")
    kind = first.get("party.kind")
    since = contract.get("signed_on")
    parties = [_party(first, "P1", "借款人")]
    addresses = []
    if "address.text" in first and since is not None:
        addresses.append(_address(first, "P1", str(kind), since))
    guarantees = []
    for place, entry in enumerate(attached.get("担保信息", ()), 2):
        party_id = f"P{place}"
        parties.append(_party(entry.members, party_id, "保证人"))
        own = _guarantee(entry, attached)
        guarantees.append({**own, "guarantor": party_id})
        if "address.text" in entry.members and "signed_on" in own:
            person = str(entry.members.get("party.kind"))
            addresses.append(_address(entry.members, party_id, person, own["signed_on"]))
    if (e_address := _part(first, "e_address")) and since is not None:
        addresses.append(_electronic(first, e_address, since))
    data: dict[str, Any] = {
        "case_id": first.get("case_id", key),
        "org": org,
        "users": common.users,
        "parties": parties,
        "addresses": addresses,
        "contracts": [contract],
        "guarantees": guarantees,
        "approvals": common.approvals,
        "seals": common.seals,
        **disputed(group, key),
    }
    persons = {str(party.get("name")): str(party["party_id"]) for party in parties}
    more, wrong = asked(attached, contract, persons)
    dunning = _part(first, "dunning")
    requests = {**({"dunning": dunning} if dunning else {}), **more.pop("requests", {})}
    if requests:
        data["requests"] = requests
    data |= more
    return {name: value for name, value in data.items() if value != []}, wrong


def _guarantee(entry: Entry, attached: Mapping[str, list[Entry]]) -> dict[str, Any]:
    """A guarantee's own members; its consent is one to the agreement of the same contract."""
    parts = nested(entry.members)
    own = {name: part for name, part in parts.items() if name not in {"party", "address"}}
    consent = own.pop("consent", None)
    agreement = next((row.members.get("no") for row in attached.get("补充协议", ())), None)
    if consent and agreement is not None:
        own["consents"] = [{"agreement": agreement, **consent}]
    if "contract_no" in entry.members:
        own["contract_no"] = entry.members["contract_no"]
    return own


def _contract(
    key: str, group: list[Entry], attached: Mapping[str, list[Entry]]
) -> dict[str, Any]:
    first = merged(group)
    several = len(group) > 1
    contract = _part(first, "contract")
    contract["contract_no"] = key
    contract.setdefault("name", "借款合同")
    contract.setdefault("kind", "个人贷款" if first.get("party.kind") == "自然人" else "借款")
    contract["sign_method"] = {"kind": "纸质", **_part(first, "sign")}
    contract["borrowers"] = ["P1"]
    days = [entry.members["disb.on"] for entry in group if "disb.on" in entry.members]
    if days:
        contract["from"] = min(days, key=str)
    ends = [entry.members["contract.to"] for entry in group if "contract.to" in entry.members]
    if ends:
        contract["to"] = max(ends, key=str)
    contract["rate_terms"] = _part(first, "rate")
    contract["repay_method"] = _part(first, "method")
    contract["clauses"] = _clauses(first)
    dispute = _part(first, "dispute")
    if dispute:
        contract["dispute_clause"] = dispute
    for prefix, member in _LISTED.items():
        if part := _part(first, prefix):
            contract[member] = [part]
    contract["disbursements"] = [
        {
            **({"payee_name": first["party.name"]} if "party.name" in first else {}),
            **_part(entry.members, "disb"),
            "contract_no": key,
            **(_until(entry) if several else {}),
        }
        for entry in group
    ]
    contract["core_balances"] = [
        {
            "source": f"导出文件{entry.where}",
            **_balance(entry),
            **({"disb_no": entry.members.get("disb.disb_no", "")} if several else {}),
        }
        for entry in group
    ]
    for sheet, member in _BY_LOAN.items():
        rows = [nested(entry.members) for entry in attached.get(sheet, ())]
        if rows:
            contract[member] = rows
    return contract


def _until(entry: Entry) -> dict[str, object]:
    """The end of a row's own loan, where the contract has several."""
    return {"to": entry.members["contract.to"]} if "contract.to" in entry.members else {}


def _balance(entry: Entry) -> dict[str, Any]:
    """What the core system states for a row's loan; interest in parts is added up."""
    core = _part(entry.members, "core")
    for name, parts in INSTEAD.items():
        found = [core.pop(part.removeprefix("core."), None) for part in parts]
        stated = [Decimal(str(amount)) for amount in found if amount is not None]
        if stated:
            core.setdefault(name.removeprefix("core."), f"{sum(stated)}")
    return core


def _clauses(members: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, value in _part(members, "clause").items():
        clause, _, member = name.partition(".")
        found.setdefault(clause, {})[member] = value
    return found
