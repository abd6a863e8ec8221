"""Rates of the old benchmark; those of LPR terms stand in test_contract_terms.py."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError
from tests.claims.support import Members, case, contract, day

from recoverydocs.claims.rate_steps import rate_steps
from recoverydocs.errors import LawTableError

if TYPE_CHECKING:
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.law import LawBook


def model(start: str, end: str, terms: Members) -> Contract:
    made = contract(**{"from": start, "to": end}, signed_on=start, rate_terms=terms)
    return case(contracts=[made]).contracts[0]


def benchmark(**more: object) -> Members:
    given: Members = {
        "type": "基准浮动",
        "benchmark_uplift": "0.1",
        "reset": "每年1月1日",
        "day_count": "actual/360",
        "penalty_uplift": "0.5",
        "compound": False,
    }
    return {**given, **more}


def test_the_old_benchmark_with_its_uplift(law: LawBook) -> None:
    # Over five years: 6.15 % on 2015-01-10, 4.90 % from 2015-10-24; plus a tenth.
    loan = model("2015-01-10", "2025-01-10", benchmark())
    steps = rate_steps(loan, day("2015-01-10"), day("2017-06-01"), law)
    assert [(step.from_, step.rate) for step in steps] == [
        (day("2015-01-10"), Decimal("0.06765")),
        (day("2016-01-01"), Decimal("0.0539")),
        (day("2017-01-01"), Decimal("0.0539")),
    ]
    assert "贷款基准利率（2014-11-22 起，6.15%" in steps[0].source
    assert "上浮10.00%，2015-01-10 起" in steps[0].source


@pytest.mark.parametrize(
    ("more", "rate"),
    [
        ({"benchmark_uplift": "-0.1"}, "0.0441"),  # 4.90 % less a tenth
        ({"benchmark_years": 5}, "0.05225"),  # 4.75 % and a tenth
        ({"benchmark_years": 1}, "0.04785"),  # 4.35 % and a tenth
        ({"rate": "0.05"}, "0.05"),  # written beside: until the first repricing
    ],
)
def test_terms_of_the_old_benchmark(law: LawBook, more: Members, rate: str) -> None:
    loan = model("2016-03-01", "2026-03-01", benchmark(**more))
    (step,) = rate_steps(loan, day("2016-03-01"), day("2016-12-31"), law)
    assert step.rate == Decimal(rate)


def test_a_converted_loan_keeps_its_rate_until_the_next_repricing(law: LawBook) -> None:
    # 5.39 % less the LPR over five years of December 2019, 4.80 %, is 59 points. Converted in
    # March 2020: 5.39 % goes on to the end of the year; then 4.65 % + 0.59 % = 5.24 %.
    terms = benchmark(lpr_from="2020-03-15", lpr_tenor="5Y", spread_bp=59)
    loan = model("2016-03-01", "2026-03-01", terms)
    steps = rate_steps(loan, day("2016-03-01"), day("2021-06-01"), law)
    assert [(step.from_.year, step.rate) for step in steps[-2:]] == [
        (2020, Decimal("0.0539")),
        (2021, Decimal("0.0524")),
    ]


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (benchmark(benchmark_uplift=None), "缺少执行利率"),
        (benchmark(reset=None), "缺少重定价日"),
        (benchmark(lpr_from="2020-03-15"), "缺少期限或加点（lpr_tenor"),
    ],
)
def test_a_benchmark_loan_must_be_whole(terms: Members, said: str) -> None:
    given = {name: value for name, value in terms.items() if value is not None}
    with pytest.raises(ValidationError, match=said):
        model("2016-03-01", "2026-03-01", given)


def test_a_day_before_the_benchmark_table_is_an_error(law: LawBook) -> None:
    loan = model("2014-01-10", "2024-01-10", benchmark())
    with pytest.raises(LawTableError, match="早于首行 2014-11-22"):
        rate_steps(loan, day("2014-01-10"), day("2017-06-01"), law)
