"""``calc interest``: contract interest over a time, and penalty interest from a due day on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.claims.calculators.sources import BY_CONTRACT, rule_source
from recoverydocs.money import Money, half_up
from recoverydocs.money.printed import percent, ratio_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from recoverydocs.law import LawBook

_PLACES = 24
_SCALE = 10**_PLACES
"""Two factors of twelve places each, the most that a key may have, stay whole numbers."""
_EXACT = Context(prec=60)


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
    by_segment = inputs.choice("round", round, ("once", "segment")) == "segment"
    shown = str(money)
    sums = [0, 0]
    unit = days_a_year * _SCALE
    segments: list[dict[str, object]] = []
    working: list[str] = []
    for first, stop, rate, late in _pieces(steps, start, end, turn, uplift):
        days = (stop - first).days
        worth = money.fen * days * rate.scaled
        fen = half_up(worth, unit)
        sums[late] += fen * unit if by_segment else worth
        begins, ends = first.isoformat(), stop.isoformat()
        segments.append(
            {
                "from": begins,
                "to": ends,
                "days": days,
                "rate": rate.plain,
                "amount": Money(fen).plain(),
            }
        )
        name = "罚息" if late else "利息"
        working.append(
            f"{name} {begins} 至 {ends}：{shown} × {rate.percent} × {days} ÷ {days_a_year} = "
            f"{ratio_text(worth, unit * 100)}"
        )
    regular, penalty = half_up(sums[0], unit), half_up(sums[1], unit)
    parts = [str(Money(fen)) for fen in (regular, penalty, regular + penalty)]
    how = "各段四舍五入到分后相加" if by_segment else "利息、罚息各四舍五入到分一次"
    working.append(f"{how}：{parts[0]} + {parts[1]} = {parts[2]}")
    plain = [part.replace(",", "") for part in parts]
    return {
        "result": {
            "interest": plain[0],
            "penalty_interest": plain[1],
            "total": plain[2],
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


@dataclass(frozen=True, slots=True)
class _Rate:
    """A rate as a whole number and as it is printed.

    Attributes:
        scaled: fraction of one per year, times 10^24.
        plain: without idle zeros.
        percent: for the working.
    """

    scaled: int
    plain: str
    percent: str


@lru_cache(maxsize=4096)
def _rate(text: str, uplift: str | None = None) -> _Rate:
    """A contract rate, with an uplift the penalty rate; exact to the last place.

    >>> _rate("0.0900").plain, _rate("0.0435", "0.5").plain, _rate("0").percent
    ('0.09', '0.06525', '0.00%')
    """
    annual = Decimal(text)
    if uplift is not None:
        annual = _EXACT.multiply(annual, _EXACT.add(Decimal(uplift), 1))
    plain = f"{annual:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return _Rate(int(_EXACT.scaleb(annual, _PLACES)), plain, percent(annual))


def _steps(rates: object, start: date) -> list[tuple[date, str]]:
    """The rates as they are written, in order of days, the first on or before the start."""
    rows = inputs.listed("rates", rates, ("from", "rate"))
    if not rows:
        raise CalculatorError("rates", "至少需要一个利率")
    steps: list[tuple[date, str]] = []
    for number, row in enumerate(rows, 1):
        try:
            day = inputs.day("from", row["from"])
            inputs.rate("rate", row["rate"])
        except CalculatorError as fault:
            raise CalculatorError(f"rates[{number}].{fault.field}", fault.message) from fault
        if steps and day <= steps[-1][0]:
            raise CalculatorError(f"rates[{number}].from", "须晚于前一行")
        steps.append((day, str(row["rate"])))
    if steps[0][0] > start:
        raise CalculatorError("rates[1].from", "晚于 from：起算日没有利率")
    return steps


def _penalty(due: object, uplift: object) -> tuple[date | None, str | None]:
    """The day from which the penalty rate holds, and how much it adds, as written."""
    if (due is None) != (uplift is None):
        missing = "penalty_uplift" if uplift is None else "due"
        raise CalculatorError(missing, "due 与 penalty_uplift 须同时给出")
    if due is None:
        return None, None
    inputs.rate("penalty_uplift", uplift)
    return inputs.day("due", due), str(uplift)


def _pieces(
    steps: Sequence[tuple[date, str]],
    start: date,
    end: date,
    turn: date | None,
    uplift: str | None,
) -> Iterator[tuple[date, date, _Rate, bool]]:
    """The days split at each change of rate and at the due day."""
    last = len(steps) - 1
    place = 0
    while start < end:
        while place < last and steps[place + 1][0] <= start:
            place += 1
        stop = min(end, steps[place + 1][0]) if place < last else end
        late = turn is not None and start >= turn
        if turn is not None and start < turn < stop:
            stop = turn
        yield start, stop, _rate(steps[place][1], uplift if late else None), late
        start = stop


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
