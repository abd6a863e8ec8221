"""``calc compound``: contract interest and compound interest where nothing is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.claims.calculators.sources import BY_CONTRACT, rule_source
from recoverydocs.claims.figure import decimal_text, exact_interest, percent
from recoverydocs.claims.schedule import monthly_days, quarterly_days
from recoverydocs.money import Money, round_to_fen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from recoverydocs.law import LawBook

_SETTLES: Mapping[str, Callable[[date, date, int], Iterator[date]]] = {
    "monthly": monthly_days,
    "quarterly": quarterly_days,
}
_LONGEST_DAYS = 36_525


def compound(  # noqa: PLR0913 - the keys of the reckoning
    *,
    principal: str,
    rate: str,
    compound_rate: str,
    from_: str,
    to: str,
    basis: int,
    frequency: str,
    settlement_day: int,
    law: LawBook | None = None,
) -> Answer:
    """Interest and compound interest from ``from_`` inclusive to ``to`` exclusive, unpaid.

    Each period ends on a settlement day, the last one at ``to``. In each, interest is
    principal × rate × days / basis and compound interest is the unpaid-interest balance ×
    compound rate × days / basis; both are rounded half up to the fen and join that balance.

    Source: the contract; 银发〔2003〕251号 三 (rule ``compound-on-unpaid-interest``).

    Args:
        principal: decimal yuan.
        rate: per year, on the principal.
        compound_rate: per year, on unpaid interest.
        from_: first day counted.
        to: the day after the last one counted; at most a hundred years later.
        basis: 360 or 365.
        frequency: ``monthly``, or ``quarterly`` in March, June, September and December.
        settlement_day: 21 settles on the 21st; in a shorter month on its last day.
        law: the dated tables that name the source; without, the packaged ones.

    Raises:
        CalculatorError: naming the key.

    >>> compound(principal="100000", rate="0.06", compound_rate="0.09", from_="2026-01-21",
    ...     to="2026-04-21", basis=360, frequency="monthly", settlement_day=21,
    ... )["result"]["unpaid_interest"]
    '1511.28'
    """
    money = inputs.amount("principal", principal)
    annual = inputs.rate("rate", rate)
    on_interest = inputs.rate("compound_rate", compound_rate)
    start, end = inputs.span(from_, to)
    if (end - start).days > _LONGEST_DAYS:
        raise CalculatorError("to", "与 from 相隔不得超过一百年")
    days_a_year = inputs.basis("basis", basis)
    settles = _SETTLES[inputs.choice("frequency", frequency, _SETTLES)]
    settlement = inputs.whole("settlement_day", settlement_day, 1, 31)
    periods: list[dict[str, object]] = []
    working: list[str] = []
    interest = compounded = Money(0)
    first = start
    for stop in (*settles(start, end, settlement), end) if start < end else ():
        days = (stop - first).days
        balance = interest + compounded
        grown, text = _grown(money, annual, days, days_a_year)
        again, text_again = _grown(balance, on_interest, days, days_a_year)
        interest, compounded = interest + grown, compounded + again
        unpaid = interest + compounded
        periods.append(
            {
                "to": stop.isoformat(),
                "days": days,
                "interest": grown.plain(),
                "compound": again.plain(),
                "unpaid_interest": unpaid.plain(),
            }
        )
        working.append(
            f"{first} 至 {stop}：利息 {text}，复利 {text_again}，各四舍五入到分；"
            f"未付利息 {balance} + {grown} + {again} = {unpaid}"
        )
        first = stop
    unpaid = interest + compounded
    working.append(f"利息 {interest} + 复利 {compounded} = 未付利息 {unpaid}（各期已舍入）")
    rule = rule_source(law, "compound-on-unpaid-interest", start)
    return {
        "result": {
            "periods": periods,
            "interest": interest.plain(),
            "compound": compounded.plain(),
            "unpaid_interest": unpaid.plain(),
        },
        "working": working,
        "sources": [BY_CONTRACT] if rule is None else [BY_CONTRACT, rule],
    }


def _grown(base: Money, annual: Decimal, days: int, days_a_year: int) -> tuple[Money, str]:
    """What a base grows by, rounded, and how."""
    exact = exact_interest(base, annual, days, days_a_year)
    grown = round_to_fen(exact)
    count = f"{base} × {percent(annual)} × {days} ÷ {days_a_year}"
    return grown, f"{count} = {decimal_text(exact)} → {grown}"


COMPOUND = Calculator(
    "compound",
    compound,
    (
        Key("principal", "text", "decimal yuan"),
        Key("rate", "text", "per year on the principal, such as 0.06"),
        Key("compound_rate", "text", "per year on unpaid interest, such as 0.09"),
        Key("from", "text", "first day counted, YYYY-MM-DD"),
        Key("to", "text", "day after the last one counted, YYYY-MM-DD"),
        Key("basis", "integer", "days of the reckoning year: 360 or 365"),
        Key("frequency", "text", "how often interest is settled", choices=tuple(_SETTLES)),
        Key("settlement_day", "integer", "21 settles on the 21st"),
    ),
    "Interest and compound interest where nothing is paid.",
    takes_law=True,
)
