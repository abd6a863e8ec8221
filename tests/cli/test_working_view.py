"""What only cases with several loans, agreed orders or costs of no contract show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.claims.support import case, contract, day

from recoverydocs.claims import assess, explain
from recoverydocs.cli.answer import Table
from recoverydocs.cli.working_view import working_json, working_lines
from recoverydocs.law import load_packaged

if TYPE_CHECKING:
    from recoverydocs.cases import Case

LAW = load_packaged()
AS_OF = day("2026-11-24")


def lines(given: Case) -> list[str]:
    found: list[str] = []
    for line in working_lines(explain(assess(given, LAW, AS_OF)), LAW):
        if isinstance(line, Table):
            found += ["\t".join(row) for row in (line.headings, *line.rows)]
        else:
            found.append(line)
    return found


def test_payments_that_name_no_loan_go_by_the_code() -> None:
    first = contract()["disbursements"][0] | {"amount": "100000.00"}
    second = first | {"disb_no": "J2", "on": "2025-02-10"}
    said = lines(case(contracts=[contract(disbursements=[first, second])]))
    assert [line for line in said if line.startswith("借据 J")] == []
    assert "没有指明借据的还款，依 民法典第五百六十条第二款在各笔借据之间抵充。" in said
    assert sum(line.startswith("项目\t") for line in said) == 2
    alone = lines(case())
    assert not any("第五百六十条第二款" in line for line in alone)


def test_an_agreed_order_without_its_clause_is_called_so() -> None:
    rule = {"order": ["本金", "利息"]}
    said = lines(case(contracts=[contract(allocation=[rule])]))
    assert any("（当事人的约定）" in line for line in said)


def test_costs_of_no_contract_stand_apart() -> None:
    other = contract(contract_no="HT2")
    other["disbursements"] = [
        other["disbursements"][0] | {"disb_no": "J2", "contract_no": "HT2"}
    ]
    cost = {
        "kind": "公证费", "amount": "20.00", "on": "2026-02-01", "clause": "9", "voucher": "1",
    }  # fmt: skip
    given = case(contracts=[contract(), other], costs=[cost])
    assert lines(given)[-1].split("\t")[0] == "公证费"
    costs = working_json(explain(assess(given, LAW, AS_OF)))["costs"]
    assert isinstance(costs, list)
    assert [row["amount"] for row in costs] == ["20.00"]


def test_a_loan_paid_beyond_its_debt_has_no_capitals() -> None:
    repaid = {"on": "2026-01-10", "amount": "300000.00"}
    said = lines(case(contracts=[contract(repayments=[repaid])]))
    (total,) = [line for line in said if line.startswith("合计：")]
    # 200,000.00 and 12,166.67 of interest were due: 87,833.33 too much.
    assert total == "合计：-87,833.33元"
