"""``calc limitation``: when 诉讼时效 or 申请执行时效 ends, and what restarted it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from recoverydocs.claims import limitation as core
from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.law import load_packaged
from recoverydocs.law.periods import period_months

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recoverydocs.law import LawBook

_MONTHS = 12
_MOST_YEARS = 20


def limitation(  # noqa: PLR0913 - the keys of the reckoning
    *,
    last_day_of_performance: str,
    kind: str = "claim",
    years: int | None = None,
    events: Sequence[Mapping[str, str]] = (),
    obstacle: Mapping[str, str] | None = None,
    as_of: str | None = None,
    law: LawBook | None = None,
) -> Answer:
    """When a period of limitation ends, after every event that was in time.

    The last day for performance is taken as it stands and is not counted; a last day on a rest
    day moves to the next working day. Where its year has no published calendar ``last_day`` is
    ``None``, a note says so, and events are judged by the counted day. After expiry nothing
    interrupts; the debtor's promise or his signature on a notice starts the period anew.

    Source: 民法典 188, 192, 194, 195, 203; 民诉法 250 (2021: 246, 2017: 239); table
    ``periods``.

    Args:
        last_day_of_performance: the day from which it runs.
        kind: ``claim``, or ``enforcement`` for the right to apply for enforcement.
        years: its length; that of the table without (three; two for enforcement).
        events: ``date`` and ``type``, and ``restart_from``, the end of a procedure, from which
            the period runs anew; in any order.
        obstacle: ``from`` and ``to``, the day on which the obstacle was removed.
        as_of: the day on which it is asked whether the period has run out.
        law: the dated tables; without, the packaged ones.

    Raises:
        CalculatorError: naming the key.

    >>> limitation(last_day_of_performance="2023-10-02", as_of="2026-10-08")["result"]
    ... # doctest: +NORMALIZE_WHITESPACE
    {'raw_last_day': '2026-10-02', 'last_day': '2026-10-08', 'interruptions': [],
     'suspended': False, 'expired': False}
    """
    book = law or load_packaged()
    start = inputs.day("last_day_of_performance", last_day_of_performance)
    what = cast("core.Kind", inputs.choice("kind", kind, core.PERIODS))
    length = (
        period_months(book, core.PERIODS[what], start) // _MONTHS
        if years is None
        else inputs.whole("years", years, 1, _MOST_YEARS)
    )
    asked = inputs.optional_day("as_of", as_of)
    found = core.limitation(
        book,
        start,
        kind=what,
        years=length,
        events=_events(events),
        obstacles=() if obstacle is None else (_obstacle(obstacle),),
        as_of=asked,
    )
    result: dict[str, object] = {
        "raw_last_day": found.raw_last_day.isoformat(),
        "last_day": found.last_day.isoformat() if found.last_day else None,
        "interruptions": list(found.interruptions),
        "suspended": found.suspended,
    }
    if found.expired is not None:
        result["expired"] = found.expired
    if found.reacknowledged is not None:
        result["reacknowledged"] = found.reacknowledged.isoformat()
    working = list(found.working)
    if years is None and what == "claim":
        working += _old_period(book, start)
    return {
        "result": result,
        "working": working,
        "sources": _sources(book, what, found, asked or start),
    }


def _events(events: object) -> list[core.LimitationEvent]:
    found: list[core.LimitationEvent] = []
    for number, row in enumerate(
        inputs.listed("events", events, ("date", "type"), ("restart_from",)), 1
    ):
        where = f"events[{number}]"
        on = inputs.day(f"{where}.date", row["date"])
        type_ = inputs.choice(f"{where}.type", row["type"], core.INTERRUPTS)
        restart = inputs.optional_day(f"{where}.restart_from", row.get("restart_from"))
        if restart is not None and restart < on:
            raise CalculatorError(f"{where}.restart_from", "早于 date")
        found.append(core.LimitationEvent(on, type_, restart))
    return found


def _obstacle(obstacle: object) -> tuple[date, date]:
    row = inputs.keyed("obstacle", obstacle, ("from", "to"))
    begins = inputs.day("obstacle.from", row["from"])
    ends = inputs.day("obstacle.to", row["to"])
    if ends < begins:
        raise CalculatorError("obstacle.to", "早于 from")
    return begins, ends


def _old_period(law: LawBook, start: date) -> list[str]:
    """A warning where the old two years had run out before three took their place."""
    old = core.expired_before_three_years(law, start)
    if old is None:
        return []
    basis = law.cite_since("limitation-transition:expired", start)
    said = f"按民法通则的二年，期间已于 {old} 届满，不适用三年（{basis}）"
    return [f"注意：{said}；请以 years 为 2 计算"]


def _sources(law: LawBook, kind: core.Kind, found: core.Limitation, day: date) -> list[str]:
    """The length, and what else decided the end."""
    applied = {
        "cpl:enforcement-period": kind == "enforcement",
        "civil-code:a188-general": kind == "claim",
        "civil-code:a195": bool(found.interruptions),
        "civil-code:a192-consent": found.reacknowledged is not None,
        "civil-code:a194-tail": found.suspended,
        "civil-code:a203": found.last_day != found.raw_last_day,
    }
    return [law.cite_since(key, day) for key, used in applied.items() if used]


LIMITATION = Calculator(
    "limitation",
    limitation,
    (
        Key("last_day_of_performance", "text", "day from which it runs, YYYY-MM-DD"),
        Key("kind", "text", "claim if left out", required=False, choices=tuple(core.PERIODS)),
        Key("years", "integer", "its length; 3 if left out, 2 for enforcement", required=False),
        Key(
            "events",
            "json",
            'such as [{"date": "2025-02-13", "type": "demand-arrived"}]',
            required=False,
        ),
        Key(
            "obstacle",
            "json",
            'such as {"from": "2026-01-10", "to": "2026-04-10"}',
            required=False,
        ),
        Key("as_of", "text", "day on which it is asked, YYYY-MM-DD", required=False),
    ),
    "When limitation ends, and what restarted it.",
    takes_law=True,
)
