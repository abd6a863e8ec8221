from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.claims.support import Members, case, contract, day

from recoverydocs.claims import assess

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


def plan(*interest: str, fee: str | None = None) -> list[Members]:
    """Two instalments of 100,000 due 2025-02-10 and 2025-03-10."""
    days = ("2025-02-10", "2025-03-10")
    rows: list[Members] = [
        {"no": no, "due_on": on, "principal": "100000.00", "interest": part}
        for no, (on, part) in enumerate(zip(days, interest, strict=True), 1)
    ]
    if fee is not None:
        rows[0]["fee"] = fee
    return rows


def rules(
    law: LawBook,
    rows: list[Members],
    as_of: str = "2025-04-01",
    *,
    method: str = "等额本金",
    agreements: tuple[Members, ...] = (),
) -> list[str]:
    found = contract(instalments=rows, repay_method={"method": method})
    claim = assess(case(contracts=[found], agreements=agreements), law, day(as_of))
    wanted = {"PLAN-FEE", "PLAN-INTEREST", "AGREED-PLAN"}
    return [each.rule for each in claim.findings if each.rule in wanted]


@pytest.mark.parametrize(
    ("interest", "fits"),
    [
        # By months: 200,000 and 100,000 × 6 % / 12.
        (("1000.00", "500.00"), True),
        # By days: 31 and 28 of them over 360.
        (("1033.33", "466.67"), True),
        # Within a yuan, or half a per cent of the interest: a plan's own rounding.
        (("1004.99", "500.99"), True),
        (("1006.00", "500.00"), False),
        # A rate of 5 % instead.
        (("833.33", "416.67"), False),
    ],
)
def test_a_plans_interest_fits_the_rate(
    law: LawBook,
    interest: tuple[str, str],
    fits: bool,  # noqa: FBT001
) -> None:
    assert rules(law, plan(*interest)) == ([] if fits else ["PLAN-INTEREST"])
    assert rules(law, plan(*interest), method="其他") == []


def test_what_is_not_due_is_not_judged(law: LawBook) -> None:
    assert rules(law, plan("1000.00", "1.00"), "2025-03-09") == []


def test_the_first_wrong_instalment_is_named(law: LawBook) -> None:
    found = contract(instalments=plan("1000.00", "1.00"), repay_method={"method": "等额本金"})
    claim = assess(case(contracts=[found]), law, day("2025-04-01"))
    (finding,) = [each for each in claim.findings if each.rule == "PLAN-INTEREST"]
    assert "有 1 期未还利息" in finding.message
    assert "首见期内利息（第2期）：计划 1.00元，按月核算 500.00元" in finding.message


def test_fees_of_the_plan_are_not_dropped_in_silence(law: LawBook) -> None:
    assert rules(law, plan("1000.00", "500.00", fee="30.00")) == ["PLAN-FEE"]
    assert rules(law, plan("1000.00", "500.00", fee="30.00"), "2025-02-09") == []


def agreement(rows: list[Members], **more: object) -> tuple[Members, ...]:
    given: Members = {
        "no": "XY1",
        "kind": "补充还款",
        "signed_on": "2025-02-20",
        "parties": ["P1"],
        "plan": rows,
        "status": "履行",
    }
    return ({**given, **more},)


def test_a_signed_plan_that_the_loan_does_not_follow_is_said(law: LawBook) -> None:
    new = [{"no": 1, "due_on": "2025-06-10", "principal": "200000.00", "interest": "1.00"}]
    kept = plan("1000.00", "500.00")
    assert rules(law, kept, agreements=agreement(new)) == ["AGREED-PLAN"]
    assert rules(law, kept, agreements=agreement(kept)) == []
    assert rules(law, kept, agreements=agreement([])) == []
    later = agreement(new, signed_on="2025-04-02")
    assert rules(law, kept, agreements=later) == []
    draft = agreement(new, signed_on=None, status="拟签")
    assert rules(law, kept, agreements=draft) == []
