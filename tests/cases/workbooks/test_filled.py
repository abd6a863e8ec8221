from __future__ import annotations

from typing import Any

import pytest

from recoverydocs.cases import Case, case_json, read_cases, shipped_column_map
from recoverydocs.cases.invented import invented_cases
from recoverydocs.cases.workbooks import filled_workbook, invented_workbook
from recoverydocs.cases.workbooks.filled import rows_of

MAP = shipped_column_map()


@pytest.mark.parametrize("seed", [1, 2026])
def test_workbook_reads_back_to_the_same_cases(seed: int) -> None:
    intake = read_cases("虚构.xlsx", invented_workbook(80, seed))
    assert [found.line() for found in intake.findings if found.severity != "note"] == []
    given = [case_json(Case.model_validate(data)) for data in invented_cases(80, seed)]
    assert [case_json(case) for case in intake.cases] == given


def test_same_seed_gives_the_same_octets() -> None:
    assert invented_workbook(5, 1) == invented_workbook(5, 1)


def test_shared_sheets_stand_once() -> None:
    rows = rows_of(invented_cases(3, 1), MAP)
    assert (len(rows["机构"]), len(rows["人员"]), len(rows["逾期清单"])) == (1, 5, 3)
    assert rows["人员"][0]["角色"] == "信贷员"
    assert rows["审批"][0]["文书种类"] == "催款通知书"


def test_each_loan_of_a_contract_has_its_row() -> None:
    (case,) = invented_cases(1, 1)
    contract: dict[str, Any] = case["contracts"][0]
    (loan,) = contract["disbursements"]
    (balance,) = contract["core_balances"]
    contract |= {
        "disbursements": [loan, loan | {"disb_no": "JJ-2", "to": "2026-01-01"}],
        "core_balances": [
            balance | {"disb_no": loan["disb_no"]},
            balance | {"disb_no": "JJ-2", "interest": "5.00"},
        ],
    }
    first, second = rows_of([case], MAP)["逾期清单"]
    assert (first["借据号"], second["借据号"]) == (loan["disb_no"], "JJ-2")
    assert (first["欠息"], second["欠息"]) == (balance["interest"], "5.00")
    assert (first["到期日期"], second["到期日期"]) == (contract["to"], "2026-01-01")


def test_sheets_without_rows_are_left_out() -> None:
    (case,) = invented_cases(1, 1)
    del case["seals"]
    content = filled_workbook([case], MAP)
    assert not {row.sheet for row in read_cases("a.xlsx", content).rows} & {"用印"}
