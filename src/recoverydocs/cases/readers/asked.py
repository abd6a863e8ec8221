"""What the further sheets ask of single documents, and the facts that those need.

保全 and 仲裁 with their property, agreements with plan and waivers, the form for filing, costs.
Each row belongs to a contract by its 合同号; persons are named, as a lender's staff knows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoverydocs.cases.readers.sheets import Entry

PRESERVATION, CLUES, ARBITRATION = "财产保全", "财产线索", "仲裁申请"
AGREEMENT, PLAN, WAIVERS, FILING, COSTS = "补充协议", "协议还款计划", "协议减免", "备案", "费用"
ONE_ROW = (PRESERVATION, ARBITRATION, AGREEMENT, FILING)
"""Sheets in which a contract has one row: they say what one document asks for."""
_BORROWER = "P1"

Members = dict[str, Any]


def asked(
    sheets: Mapping[str, Sequence[Entry]], contract: Members, persons: Mapping[str, str]
) -> tuple[Members, tuple[Finding, ...]]:
    """Members of the case that a contract's rows in these sheets make, and what is wrong.

    Args:
        sheets: sheet → the contract's rows there.
        contract: the contract's own members.
        persons: name of each party → its id.
    """
    findings: list[Finding] = []
    rows: dict[str, Members] = {}
    for name in ONE_ROW:
        for place, entry in enumerate(sheets.get(name, ())):
            if place:
                findings.append(_second_row(entry, name))
            else:
                rows[name] = nested(entry.members)
    number = contract["contract_no"]
    clues = _clues(sheets.get(CLUES, ()), persons, number, findings)
    requests: Members = {}
    found: Members = {
        "costs": [{**entry.members, "contract_no": number} for entry in sheets.get(COSTS, ())],
        "property_clues": [clue for clue, _ in clues],
    }
    if PRESERVATION in rows:
        asking = rows[PRESERVATION]
        found |= _docket(asking.pop("docket", {}), asking, contract)
        measures = [measure for _, measure in clues if measure]
        requests["preservation"] = {**asking, "contract_no": number, "measures": measures}
    if ARBITRATION in rows:
        requests["arbitration"] = {**rows[ARBITRATION], "contract_no": number}
    if AGREEMENT in rows:
        asking = rows[AGREEMENT]
        requests["agreement"] = {
            "agreement_no": asking.get("no"),
            **_taken(asking, "notarise", "effective_on"),
        }
        found["agreements"] = [_agreement(asking, sheets, number, persons)]
    if FILING in rows:
        asking = rows[FILING]
        notice = {"to": _BORROWER, "status": "已发", "contract_no": number}
        notice |= asking.pop("notice", {})
        found["notices"] = [notice]
        requests["filing"] = {**asking, "notice": notice.get("number")}
    if requests:
        found["requests"] = requests
    return {name: value for name, value in found.items() if value != []}, tuple(findings)


def nested(members: Mapping[str, object]) -> Members:
    """Fields with dots as members within members; the contract's number is left out.

    >>> nested({"contract_no": "C", "court": "x", "security.form": "保函"})
    {'court': 'x', 'security': {'form': '保函'}}
    """
    found: Members = {}
    for name, value in members.items():
        head, _, inner = name.partition(".")
        if inner:
            found.setdefault(head, {})[inner] = value
        elif name != "contract_no":
            found[name] = value
    return found


def _taken(members: Members, *names: str) -> Members:
    return {name: members[name] for name in names if name in members}


def _docket(docket: Members, asking: Members, contract: Members) -> Members:
    """The pending case of which an application in suit or in arbitration is part."""
    if not docket:
        return {}
    own = {**docket, "contract_no": contract["contract_no"]}
    if asking.get("variant") == "仲裁中":
        institution = contract.get("dispute_clause", {}).get("institution")
        return {"arb_cases": [{"institution": institution, **own}]}
    return {"court_cases": [{"kind": "一审", "court": asking.get("court"), **own}]}


def _clues(
    entries: Sequence[Entry],
    persons: Mapping[str, str],
    contract_no: str,
    findings: list[Finding],
) -> list[tuple[Members, Members]]:
    """Each clue with the measure asked for on it; the holder by name."""
    found = []
    for place, entry in enumerate(entries, 1):
        clue = nested(entry.members)
        measure = clue.pop("measure", {})
        clue_id = f"{contract_no}-{place}"
        holder = clue.get("holder")
        if holder is not None and holder not in persons:
            findings.append(_unknown_holder(entry))
        clue |= {"clue_id": clue_id, "holder": persons.get(str(holder), holder)}
        found.append((clue, {**measure, "clue": clue_id} if measure else {}))
    return found


def _agreement(
    asking: Members,
    sheets: Mapping[str, Sequence[Entry]],
    contract_no: str,
    persons: Mapping[str, str],
) -> Members:
    """The agreement that is to be signed, by the borrower and every guarantor of the sheets."""
    return {
        **_taken(asking, "no", "reason", "notarised"),
        "kind": "补充还款",
        "contract_no": contract_no,
        "parties": list(persons.values()),
        "plan": [nested(entry.members) for entry in sheets.get(PLAN, ())],
        "waivers": [nested(entry.members) for entry in sheets.get(WAIVERS, ())],
        "status": "拟签",
    }


def _second_row(entry: Entry, sheet: str) -> Finding:
    return Finding(
        Severity.FAULT,
        "row-double",
        entry.where,
        f"同一合同在「{sheet}」中有不止一行",
        "每份合同只填一行；另一份文书请用另一个工作簿",
        "contract_no",
        "合同号",
    )


def _unknown_holder(entry: Entry) -> Finding:
    return Finding(
        Severity.FAULT,
        "row-holder",
        entry.where,
        "权利人不是本合同的借款人或者保证人",
        "请填写与「逾期清单」或者「担保信息」一致的姓名或者名称；他人的财产不能保全",
        "holder",
        "权利人",
    )
