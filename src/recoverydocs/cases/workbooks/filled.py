"""Case data laid out in the sheets and columns of the column map: the reader's way backwards.

A workbook has no column for much of what a case may hold; this is for cases made to fit.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from recoverydocs.cases.invented import invented_cases
from recoverydocs.cases.readers import shipped_column_map
from recoverydocs.cases.readers.columns import MAIN
from recoverydocs.cases.workbooks.asked_rows import asked_rows, flat
from recoverydocs.cases.workbooks.book import Book, width_of
from recoverydocs.cases.workbooks.choices import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recoverydocs.cases.readers import ColumnMap
    from recoverydocs.cases.readers.columns import Column

Row = dict[str, str]
_SHARED = {"机构": "org", "人员": "users", "审批": "approvals", "用印": "seals"}
_BY_LOAN = {"还款计划": "instalments", "还款流水": "repayments"}
_PAPER = {"kind": "纸质"}
GUARANTEES = "担保信息"


def rows_of(
    cases: Iterable[Mapping[str, Any]], column_map: ColumnMap
) -> dict[str, tuple[Row, ...]]:
    """Sheet → rows, each heading → text; what all cases share is taken from the first."""
    found: dict[str, list[Row]] = {sheet: [] for sheet in column_map.sheets()}
    for place, case in enumerate(cases):
        for sheet, members in _entries(case, shared=not place):
            found[sheet].append(
                {
                    column.header: text
                    for column in column_map.columns
                    if column.sheet == sheet
                    and (text := _text(members.get(column.field), column, column_map))
                }
            )
    return {sheet: tuple(rows) for sheet, rows in found.items()}


def filled_workbook(cases: Iterable[Mapping[str, Any]], column_map: ColumnMap) -> bytes:
    """A plain workbook of the cases, with the columns that they use."""
    book = Book()
    for name, rows in rows_of(cases, column_map).items():
        if not rows:
            continue
        used = {heading for row in rows for heading in row}
        headings = [
            column.header
            for column in column_map.columns
            if column.sheet == name and column.header in used
        ]
        sheet = book.sheet(name)
        widths = [
            max(width_of(text) for text in (heading, rows[0].get(heading, "")))
            for heading in headings
        ]
        sheet.widths(widths)
        sheet.write_row(0, headings, "heading")
        for place, row in enumerate(rows, 1):
            sheet.write_row(place, [row.get(heading, "") for heading in headings])
        sheet.freeze(1, 0)
        sheet.numbers_are_text()
    return book.content()


def invented_workbook(count: int, seed: int) -> bytes:
    """So many invented loans as a lender's core system would export them.

    The same as ``invented_cases(count, seed)`` once it is read.
    """
    return filled_workbook(invented_cases(count, seed), shipped_column_map())


def _entries(
    case: Mapping[str, Any], *, shared: bool
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every row of a case: its sheet and its members by the fields of the column map."""
    yield from ((MAIN, members) for members in _loans(case))
    if shared:
        for sheet, member in _SHARED.items():
            rows = case.get(member, ())
            yield from ((sheet, row) for row in ([rows] if member == "org" else rows))
    for contract in case["contracts"]:
        number = contract["disbursements"][0]["disb_no"]
        for sheet, member in _BY_LOAN.items():
            for row in contract.get(member, ()):
                yield sheet, {"disb_no": number} | flat(row)
        for row in contract.get("obstacles", ()):
            yield "时效中止", {"contract_no": contract["contract_no"]} | row
    parties = {party["party_id"]: party for party in case["parties"]}
    for guarantee in case.get("guarantees", ()):
        party = parties[guarantee["guarantor"]]
        members = guarantee | _party(party) | _address(case, party["party_id"])
        for name in ("arb_or_court", "resolution"):
            members |= _under(name, guarantee.get(name, {}))
        yield GUARANTEES, members | _under("consent", (guarantee.get("consents") or [{}])[0])
    yield from asked_rows(case)


def _loans(case: Mapping[str, Any]) -> Iterator[Mapping[str, object]]:
    """One row a disbursement."""
    borrower = case["parties"][0]
    for contract in case["contracts"]:
        balances = contract.get("core_balances", ())
        members = {"case_id": case["case_id"], "org.org_id": case["org"]["org_id"]}
        members |= {"org.name": case["org"]["name"]}
        members |= _party(borrower) | _address(case, borrower["party_id"])
        members |= _contract(contract, borrower) | _under("rate", contract["rate_terms"])
        members |= _electronic(case, borrower["party_id"])
        members |= _under("method", contract["repay_method"])
        members |= _under("dispute", contract.get("dispute_clause", {}))
        members |= _under("dunning", case.get("requests", {}).get("dunning", {}))
        for name, clause in contract.get("clauses", {}).items():
            members |= _under(f"clause.{name}", clause)
        for disbursement in contract["disbursements"]:
            number = disbursement["disb_no"]
            core: Mapping[str, Any] = next(
                (b for b in balances if b.get("disb_no", number) == number), {}
            )
            until = {"contract.to": disbursement.get("to", contract["to"])}
            disb = _under("disb", disbursement)
            if disbursement["payee_name"] == borrower["name"]:
                del disb["disb.payee_name"]
            yield members | disb | _under("core", core) | until


def _contract(contract: Mapping[str, Any], borrower: Mapping[str, Any]) -> dict[str, object]:
    """A contract's columns; what a reader would take anyway is left out."""
    members = _under("contract", contract)
    if contract["kind"] == ("个人贷款" if borrower["kind"] == "自然人" else "借款"):
        del members["contract.kind"]
    if contract["sign_method"] != _PAPER:
        members |= _under("sign", contract["sign_method"])
    for prefix, name in (("allocation", "allocation"), ("shown", "pointed_out")):
        members |= _under(prefix, (contract.get(name) or [{}])[0])
    return members


def _electronic(case: Mapping[str, Any], party_id: str) -> dict[str, object]:
    """Where a party is served electronically."""
    for address in case["addresses"]:
        if address["party"] == party_id and address["kind"] == "电子":
            return _under("e_address", address)
    return {}


def _party(party: Mapping[str, Any]) -> dict[str, object]:
    members = _under("party", party)
    members["party.id_or_uscc"] = party.get("id_no") or party.get("uscc")
    if party.get("phones"):
        members["party.phone"] = party["phones"][0]["number"]
    return members


def _address(case: Mapping[str, Any], party_id: str) -> dict[str, object]:
    texts: Sequence[str] = [
        address["text"]
        for address in case["addresses"]
        if address["party"] == party_id and address["kind"] != "电子"
    ]
    return {"address.text": texts[0]} if texts else {}


def _under(prefix: str, members: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{prefix}.{name}": value for name, value in members.items()}


def _text(value: object, column: Column, column_map: ColumnMap) -> str:
    """A member as a user would write it in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (list, tuple)):
        return "、".join(str(each) for each in value)
    if column.type == "rate":
        return f"{(Decimal(str(value)) * 100).normalize():f}%"
    if column.type == "enum":
        return said(column_map).get(str(value), str(value))
    return str(value)
