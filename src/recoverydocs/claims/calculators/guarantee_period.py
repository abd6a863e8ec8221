"""``calc guarantee-period``: its last day, and whether the guarantor is still bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from recoverydocs.claims import guarantee_period as core
from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.claims.guarantee_period import AgreedPeriod
from recoverydocs.law import load_packaged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from recoverydocs.law import LawBook

_WORDS = ("none", "until-paid")
_LENGTHS = ("to", "years", "months")
_MONTHS = 12
_MOST_MONTHS = 1200


def guarantee_period(  # noqa: PLR0913 - the keys of the reckoning
    *,
    principal_due: str,
    agreed: str | Mapping[str, str | int],
    type: str = "joint",  # noqa: A002 - the key's name
    demand_on_guarantor: str | None = None,
    suit_against_debtor: str | None = None,
    signed_on: str | None = None,
    as_of: str | None = None,
    law: LawBook | None = None,
) -> Answer:
    """The last day of a guarantee period, and whether the guarantor is discharged.

    Six months from the due day where nothing or nothing clear is agreed, or a day not later
    than the due day. Never interrupted, suspended or extended. Whether 民法典 203 rolls the
    last day is not settled: ``raw_last_day`` is the careful answer, acts are judged by
    ``last_day`` (by the counted day where no calendar is published), ``reading`` says when the
    two differ. Without ``as_of`` the answer is that of a period that has run.

    Source: 民法典 692, 693, 694; 担保制度解释 32; 时间效力规定 27; table ``periods``.

    Args:
        principal_due: the day on which the debt falls due.
        agreed: ``none``, ``until-paid``, or one of ``{"to": day}``, ``{"years": n}`` and
            ``{"months": n}``.
        type: ``joint``, kept by a demand that reaches the guarantor, or ``general``, kept by a
            suit or arbitration against the debtor.
        demand_on_guarantor: the day on which a demand reached him.
        suit_against_debtor: the day of the suit or of the application for arbitration.
        signed_on: of the guarantee; before 2021-01-01 an unclear period is two years.
        as_of: the day on which it is asked.
        law: the dated tables; without, the packaged ones.

    Raises:
        CalculatorError: naming the key.

    >>> guarantee_period(principal_due="2026-01-15", agreed="none",
    ...     demand_on_guarantor="2026-07-15")["result"]["guarantor_limitation_last_day"]
    '2029-07-15'
    """
    book = law or load_packaged()
    due = inputs.day("principal_due", principal_due)
    mode = cast("core.Mode", inputs.choice("type", type, get_args(core.Mode)))
    asked = inputs.optional_day("as_of", as_of)
    found = core.guarantee_period(
        book,
        due,
        _agreed(agreed),
        mode=mode,
        demand_on_guarantor=inputs.optional_day("demand_on_guarantor", demand_on_guarantor),
        suit_against_debtor=inputs.optional_day("suit_against_debtor", suit_against_debtor),
        signed_on=inputs.optional_day("signed_on", signed_on),
        as_of=asked,
    )
    result: dict[str, object] = {
        "raw_last_day": found.raw_last_day.isoformat(),
        "last_day": found.last_day.isoformat() if found.last_day else None,
        "default_applied": found.default_applied,
        "discharged": found.discharged,
        "reading": found.reading,
    }
    if found.guarantor_limitation_last_day is not None:
        result["guarantor_limitation_last_day"] = (
            found.guarantor_limitation_last_day.isoformat()
        )
    return {
        "result": result,
        "working": [*found.working, found.reading],
        "sources": _sources(book, mode, asked or due),
    }


def _agreed(agreed: object) -> AgreedPeriod:
    """What the guarantee says of its period."""
    if not isinstance(agreed, dict):
        word = inputs.choice("agreed", agreed, _WORDS)
        return AgreedPeriod("until-paid" if word == "until-paid" else "none")
    row = inputs.keyed("agreed", agreed, (), _LENGTHS)
    if len(row) != 1:
        raise CalculatorError("agreed", "须写明 to、years、months 之一")
    if "to" in row:
        return AgreedPeriod("to", to=inputs.day("agreed.to", row["to"]))
    if "years" in row:
        years = inputs.whole("agreed.years", row["years"], 0, _MOST_MONTHS // _MONTHS)
        return AgreedPeriod("months", months=years * _MONTHS)
    months = inputs.whole("agreed.months", row["months"], 0, _MOST_MONTHS)
    return AgreedPeriod("months", months=months)


def _sources(law: LawBook, mode: core.Mode, day: date) -> list[str]:
    keys = [
        "civil-code:a692",
        f"civil-code:a693-{mode}",
        f"civil-code:a694-{mode}",
        "civil-code:a203",
    ]
    return [law.cite_since(key, day) for key in keys]


GUARANTEE_PERIOD = Calculator(
    "guarantee-period",
    guarantee_period,
    (
        Key("principal_due", "text", "day on which the debt falls due, YYYY-MM-DD"),
        Key(
            "agreed",
            "word-or-json",
            'none, until-paid, {"to": "2028-01-15"}, {"years": 3} or {"months": 6}',
        ),
        Key("type", "text", "joint if left out", required=False, choices=get_args(core.Mode)),
        Key("demand_on_guarantor", "text", "day on which a demand reached him", required=False),
        Key("suit_against_debtor", "text", "day of suit or arbitration", required=False),
        Key("signed_on", "text", "day of the guarantee", required=False),
        Key("as_of", "text", "day on which it is asked, YYYY-MM-DD", required=False),
    ),
    "When a guarantee period ends, and whether it was kept.",
    takes_law=True,
)
