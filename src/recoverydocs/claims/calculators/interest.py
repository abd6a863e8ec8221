"""``calc interest``: contract interest over a time, and penalty interest from a due day on."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.claims.calculators.sources import BY_CONTRACT, rule_source
from recoverydocs.claims.figure import decimal_text, exact_interest, percent
from recoverydocs.money import round_to_fen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recoverydocs.law import LawBook

_EXACT = Context(prec=60)
"""Wide enough for a rate times its uplift, each as long as a key may be."""


def interest(  # noqa: PLR0913 - the keys of the reckoning
    *,
    principal: str,
    from_: str,
    to: str,
    basis: int,
    rates: Sequence[Mapping[str, str]],
    due: str | None = None,
    penalty_uplift: str | None = None,
    round: str = "once",  # noqa: A002 - the key's name
    law: LawBook | None = None,
) -> Answer:
    """Interest from ``from_`` inclusive to ``to`` exclusive: principal × rate × days / basis.

    From ``due`` on the rate is rate × (1 + uplift) in place of the rate. Each of the two parts
    is rounded half up to the fen once; with ``round="segment"`` each segment is, and the parts
    are their sums. A segment's printed amount is always rounded by itself.

    Source: the contract; uplift: 银发〔2003〕251号 三 (rule ``penalty-uplift-overdue``).

    Args:
        principal: decimal yuan.
        from_: first day counted.
        to: the day after the last one counted.
        basis: 360 or 365.
        rates: ``from`` and ``rate`` (per year), in order of days; the first on or before
            ``from_``.
        due: the due day; needs ``penalty_uplift``.
        penalty_uplift: such as ``"0.5"``.
        round: ``once`` or ``segment``.
        law: the dated tables that name the source of the uplift; without, the packaged ones.

    Raises:
        CalculatorError: naming the key.
    """
    money = inputs.amount("principal", principal)
    start, end = inputs.span(from_, to)
    days_a_year = inputs.basis("basis", basis)
    steps = _steps(rates, start)
    turn, uplift = _penalty(due, penalty_uplift)
    each = inputs.choice("round", round, ("once", "segment")) == "segment"
    exact = [Fraction(0), Fraction(0)]
    segments: list[dict[str, object]] = []
    working: list[str] = []
    for first, stop, annual, late in _pieces(steps, start, end, turn, uplift):
        days = (stop - first).days
        value = exact_interest(money, annual, days, days_a_year)
        amount = round_to_fen(value)
        exact[late] += Fraction(amount.fen, 100) if each else value
        plain = amount.plain()
        segments.append(
            {
                "from": first.isoformat(),
                "to": stop.isoformat(),
                "days": days,
                "rate": _plain(annual),
                "amount": plain,
            }
        )
        name = "罚息" if late else "利息"
        working.append(
            f"{name} {first} 至 {stop}：{money} × {percent(annual)} × {days} ÷ {days_a_year} = "
            f"{decimal_text(value)}"
        )
    regular, penalty = round_to_fen(exact[0]), round_to_fen(exact[1])
    total = regular + penalty
    how = "各段四舍五入到分后相加" if each else "利息、罚息各四舍五入到分一次"
    working.append(f"{how}：{regular} + {penalty} = {total}")
    return {
        "result": {
            "interest": regular.plain(),
            "penalty_interest": penalty.plain(),
            "total": total.plain(),
            "days": (end - start).days,
            "segments": segments,
        },
        "working": working,
        "sources": _sources(law, start, turn),
    }


def _sources(law: LawBook | None, start: date, turn: date | None) -> list[str]:
    """The contract, and for penalty interest the rule that the table has for the loan."""
    penalty = None if turn is None else rule_source(law, "penalty-uplift-overdue", start)
    return [BY_CONTRACT] if penalty is None else [BY_CONTRACT, penalty]


def _steps(rates: object, start: date) -> list[tuple[date, Decimal]]:
    """The rates in order of days, the first on or before the first day."""
    rows = inputs.listed("rates", rates, ("from", "rate"))
    if not rows:
        raise CalculatorError("rates", "至少需要一个利率")
    steps = [
        (
            inputs.day(f"rates[{number}].from", row["from"]),
            inputs.rate(f"rates[{number}].rate", row["rate"]),
        )
        for number, row in enumerate(rows, 1)
    ]
    if steps[0][0] > start:
        raise CalculatorError("rates[1].from", "晚于 from：起算日没有利率")
    for number in range(1, len(steps)):
        if steps[number][0] <= steps[number - 1][0]:
            raise CalculatorError(f"rates[{number + 1}].from", "须晚于前一行")
    return steps


def _penalty(due: object, uplift: object) -> tuple[date | None, Decimal]:
    """The day from which the penalty rate holds, and how much it adds."""
    if (due is None) != (uplift is None):
        missing = "penalty_uplift" if uplift is None else "due"
        raise CalculatorError(missing, "due 与 penalty_uplift 须同时给出")
    if due is None:
        return None, Decimal(0)
    return inputs.day("due", due), inputs.rate("penalty_uplift", uplift)


def _pieces(
    steps: Sequence[tuple[date, Decimal]],
    start: date,
    end: date,
    turn: date | None,
    uplift: Decimal,
) -> list[tuple[date, date, Decimal, bool]]:
    """The days split at each change of rate and at the due day."""
    cuts = {start, end, *(day for day, _ in steps if start < day < end)}
    if turn is not None and start < turn < end:
        cuts.add(turn)
    days = sorted(cuts)
    pieces: list[tuple[date, date, Decimal, bool]] = []
    place = 0
    for first, stop in pairwise(days):
        while place + 1 < len(steps) and steps[place + 1][0] <= first:
            place += 1
        annual = steps[place][1]
        late = turn is not None and first >= turn
        if late:
            annual = _EXACT.multiply(annual, 1 + uplift)
        pieces.append((first, stop, annual, late))
    return pieces


def _plain(annual: Decimal) -> str:
    """A rate without idle zeros.

    >>> _plain(Decimal("0.0900")), _plain(Decimal("0.06525")), _plain(Decimal("0"))
    ('0.09', '0.06525', '0')
    """
    text = f"{annual:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


INTEREST = Calculator(
    "interest",
    interest,
    (
        Key("principal", "text", "decimal yuan"),
        Key("from", "text", "first day counted, YYYY-MM-DD"),
        Key("to", "text", "day after the last one counted, YYYY-MM-DD"),
        Key("basis", "integer", "days of the reckoning year: 360 or 365"),
        Key("rates", "json", 'such as [{"from": "2026-01-01", "rate": "0.0435"}]'),
        Key("due", "text", "from this day on the penalty rate holds", required=False),
        Key("penalty_uplift", "text", 'such as "0.5"', required=False),
        Key("round", "text", "where to round", required=False, choices=("once", "segment")),
    ),
    "Contract interest over a time, and penalty interest from a due day on.",
    takes_law=True,
)
