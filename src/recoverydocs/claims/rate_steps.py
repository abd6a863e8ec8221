"""The contract rate by day: fixed, LPR with points, the old benchmark, or as recorded.

Source: the contract; 中国人民银行公告〔2019〕第15号, 第30号 (conversion); tables ``lpr`` and
``benchmark_rates``. The published rate that counts is that of the disbursement day and then of
each repricing day.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from recoverydocs.claims.figure import percent
from recoverydocs.claims.terms import RateStep, whole_months
from recoverydocs.law.periods import add_months

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.contracts import Contract
    from recoverydocs.law import LawBook

_BASIS_POINT = Decimal("0.0001")
_YEAR = 12
_QUARTER = 3


def rate_steps(
    contract: Contract, start: date, as_of: date, law: LawBook
) -> tuple[RateStep, ...]:
    """Every rate that holds between disbursement and the day, the first on ``start``.

    A recorded history prevails; a rate written beside floating terms holds until the first
    repricing day.

    Raises:
        LawTableError: a rate table does not reach a day that is looked up.
    """
    terms = contract.rate_terms
    if terms.rate_history:
        return tuple(_recorded(contract, start))
    if terms.type == "LPR浮动" and terms.spread_bp is not None and terms.lpr_tenor is not None:
        return tuple(_floating(contract, start, as_of, law))
    if terms.type == "基准浮动" and terms.benchmark_uplift is not None:
        return tuple(_floating(contract, start, as_of, law))
    if terms.rate is None:
        return ()
    source = {"固定": "合同约定固定利率", "基准浮动": "合同约定执行利率（基准浮动）"}
    return (RateStep(start, terms.rate, source.get(terms.type, "合同约定执行利率")),)


def _recorded(contract: Contract, start: date) -> Iterator[RateStep]:
    """The recorded rates; where they begin after the start, the contract's rate goes before."""
    terms = contract.rate_terms
    history = terms.rate_history
    before = [step for step in history if step.from_ <= start]
    first = before[-1].rate if before else terms.rate
    if first is not None:
        yield RateStep(start, first, "历次利率记录" if before else "合同约定利率")
    for step in history:
        if step.from_ > start:
            yield RateStep(step.from_, step.rate, f"历次利率记录（{step.from_} 起）")


def _floating(contract: Contract, start: date, as_of: date, law: LawBook) -> Iterator[RateStep]:
    """A step on the first day and on each repricing day."""
    terms = contract.rate_terms
    for day in (start, *repricing_days(contract, start, as_of)):
        if day == start and terms.rate is not None:
            yield RateStep(start, terms.rate, "合同约定执行利率")
        elif terms.type == "基准浮动" and not (terms.lpr_from and terms.lpr_from <= day):
            yield benchmark_step(contract, day, law)
        else:
            yield lpr_step(contract, day, law)


def lpr_step(contract: Contract, day: date, law: LawBook) -> RateStep:
    """The LPR of a day with the contract's points.

    Raises:
        LawTableError: the LPR table does not reach the day.
    """
    terms = contract.rate_terms
    points = terms.spread_bp or 0
    published = law.lpr(day, terms.lpr_tenor or "1Y")
    rate = published.rate + points * _BASIS_POINT
    return RateStep(day, rate, f"{published.source}{points:+d}BP，{day} 起")


def benchmark_step(contract: Contract, day: date, law: LawBook) -> RateStep:
    """The benchmark rate of a day, times one and the contract's uplift or reduction.

    The term is the one stated, else that of the contract: up to a year, to five, over five.

    Raises:
        LawTableError: the table does not reach back to the day.
    """
    terms = contract.rate_terms
    uplift = terms.benchmark_uplift or Decimal(0)
    months = whole_months(contract.from_, contract.to)
    years = terms.benchmark_years or -(-months // _YEAR)
    published = law.benchmark(day, years)
    way = "上浮" if uplift >= 0 else "下浮"
    source = f"{published.source}{way}{percent(abs(uplift))}，{day} 起"
    return RateStep(day, published.rate * (1 + uplift), source)


def repricing_days(contract: Contract, start: date, as_of: date) -> Iterator[date]:
    """The repricing days after the start and not after the day."""
    reset = contract.rate_terms.reset
    if reset == "每年1月1日":
        for year in range(start.year + 1, as_of.year + 1):
            yield date(year, 1, 1)
        return
    if reset == "放款日对年":
        step, first = _YEAR, start
    elif reset == "按季":
        step, first = (
            _QUARTER,
            date(start.year, (start.month - 1) // _QUARTER * _QUARTER + 1, 1),
        )
    else:
        return
    count = 1
    while (day := add_months(first, step * count)) <= as_of:
        yield day
        count += 1
