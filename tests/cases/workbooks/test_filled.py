from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recoverydocs.cases import Case, case_json, read_cases, shipped_column_map
from recoverydocs.cases.circumstances import PointedOut
from recoverydocs.cases.contracts import (
    Contract,
    CoreBalance,
    Disbursement,
    DisputeClause,
    SignMethod,
)
from recoverydocs.cases.invented import invented_cases
from recoverydocs.cases.loan_terms import AllocationRule, RateTerms, RepayMethod
from recoverydocs.cases.workbooks import filled_workbook, invented_workbook
from recoverydocs.cases.workbooks.filled import rows_of

if TYPE_CHECKING:
    from pydantic import BaseModel

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


def test_whatever_a_loan_may_say_of_itself_has_a_column() -> None:
    (case,) = invented_cases(1, 1)
    contract: dict[str, Any] = case["contracts"][0]
    case["parties"][0] |= {"sex": "男", "ethnic": "汉族", "employer": "示例厂", "job": "工人"}
    case["addresses"].append(
        {
            "party": "P1",
            "kind": "电子",
            "e_channel": "13800000000",
            "basis": "送达地址确认书",
            "from": "2025-06-01",
            "consents_e_service": True,
            "consented_on": "2025-06-01",
        }
    )
    contract["rate_terms"] |= {
        "misuse_uplift": "1",
        "compound": True,
        "compound_base": "含罚息",
        "compound_settlement": "按季",
        "compound_day": 20,
    }
    contract["disbursements"][0] |= {
        "payee_name": "示例建材公司（虚构）",
        "method": "受托",
        "deducted": "1.00",
    }
    row = contract["instalments"][0] if contract.get("instalments") else None
    if row is not None:
        row["fee"] = "3.00"
    contract |= {
        "kind": "额度",
        "signed_at": "示例区",
        "sign_method": {"kind": "电子", "cert_no": "Z1", "platform": "示例平台", "log": "L1"},
        "credit_line_no": "SX-1",
        "standard_terms": True,
        "pointed_out": [
            {
                "manner": "单独签字确认",
                "clauses": ["加速", "罚息"],
                "on": "2025-01-01",
                "proof": "签字页",
            }
        ],
        "allocation": [{"order": ["费用", "利息", "本金"], "overdue_days": 90}],
        "obstacles": [
            {"reason": "不可抗力", "from": "2026-01-01", "to": "2026-02-01", "proof": "公告"},
            {"reason": "被控制", "from": "2026-03-01"},
        ],
        "repayments": [
            {
                "on": "2026-01-20",
                "amount": "10.00",
                "disb_no": contract["disbursements"][0]["disb_no"],
                "applied": {"费用": "1.00", "利息": "2.00", "罚息": "3.00", "本金": "4.00"},
            }
        ],
    }
    contract["clauses"]["征信授权"] = {"no": "第九条", "text": "借款人授权报送征信。"}
    case.setdefault("requests", {})["dunning"] = {"grade": "首次", "variant": "时效届满催收"}
    intake = read_cases("全.xlsx", filled_workbook([case], MAP))
    assert [found.line() for found in intake.findings if found.severity == "fault"] == []
    assert [case_json(each) for each in intake.cases] == [case_json(Case.model_validate(case))]


NO_COLUMN = {
    # Told from other columns, or of no use beside them.
    *("contract_no", "lender", "borrowers", "from", "currency", "core_balances", "misuses"),
    *("disbursements", "instalments", "repayments", "rate_history", "dispute_clause"),
    *("rate_terms", "repay_method", "clauses", "allocation", "pointed_out", "obstacles"),
    *("sign_method", "to"),
    # Several entries, or another product's: JSON or YAML.
    *("applies_to",),
}


@pytest.mark.parametrize(
    ("model", "prefix"),
    [
        (Contract, "contract"),
        (Disbursement, "disb"),
        (RateTerms, "rate"),
        (RepayMethod, "method"),
        (DisputeClause, "dispute"),
        (SignMethod, "sign"),
        (PointedOut, "shown"),
        (AllocationRule, "allocation"),
        (CoreBalance, "core"),
    ],
)
def test_no_member_of_a_loan_is_without_a_column_by_oversight(
    model: type[BaseModel], prefix: str
) -> None:
    columns = {column.field for column in MAP.columns if column.sheet == "逾期清单"}
    names = {field.alias or name for name, field in model.model_fields.items()}
    lacking = {name for name in names if f"{prefix}.{name}" not in columns}
    assert lacking - NO_COLUMN - {"disb_no"} == set()
