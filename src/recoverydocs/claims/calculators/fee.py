"""``calc fee``: what a court takes, who prepays it and who bears it in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.errors import LawTableError
from recoverydocs.law import load_packaged
from recoverydocs.law.court_fees import KINDS, claim_change, court_fee

if TYPE_CHECKING:
    from recoverydocs.law import LawBook
    from recoverydocs.law.court_fees import CourtFee
    from recoverydocs.money import Money


def fee(  # noqa: PLR0913 - the keys of the reckoning
    *,
    kind: str,
    amount: str | None = None,
    from_: str | None = None,
    to: str | None = None,
    on: str | None = None,
    law: LawBook | None = None,
) -> Answer:
    """A court's fee by the table in force on a day, half up to the fen once at the end.

    ``fee`` is null where no standard is laid down; where the statute gives a range, ``low`` and
    ``high`` stand in its place and ``exact`` is null. ``claim-increased`` answers ``extra`` and
    ``claim-decreased`` ``refund``: the difference of the two exact fees, rounded once.

    Source: 诉讼费用交纳办法 13-21, 29-38, 42 (table ``court_fees``).

    Args:
        kind: such as ``property`` or ``preservation``; ``law.court_fees.KINDS`` has them all.
        amount: decimal yuan, where the kind has an amount; ``preservation`` without it is one
            that concerns no sum.
        from_: the claim before the change, of ``claim-increased`` and ``claim-decreased``.
        to: the claim after it.
        on: the day on which the fee is due to the court.
        law: the dated tables; without, the packaged ones.

    Raises:
        CalculatorError: naming the key.

    >>> fee(kind="payment-order", amount="10000", on="2026-11-24")["result"]["fee"]
    '16.67'
    """
    named = inputs.choice("kind", kind, KINDS)
    takes = KINDS[named]
    sum_ = _sum("amount", amount, takes, "amount")
    before, after = _sum("from", from_, takes, "change"), _sum("to", to, takes, "change")
    day = inputs.day("on", on)
    book = load_packaged() if law is None else law
    try:
        if before is not None and after is not None:
            _direction(named, before, after)
            found = claim_change(book, named, day, before, after)
        else:
            found = court_fee(book, named, day, sum_)
    except LawTableError as fault:
        raise CalculatorError("on", str(fault)) from fault
    return {
        "result": _sums(named, found)
        | {
            "exact": None if found.exact is None else str(found.exact),
            "prepaid_by_applicant": found.prepaid_by_applicant,
            "borne_by": found.borne_by,
            "table": found.table or None,
        },
        "working": list(found.working),
        "sources": list(found.sources),
    }


def _sum(field: str, value: object, takes: str, needed: str) -> Money | None:
    """The amount of a key that the kind has, and of no other."""
    if value is None:
        if takes == needed:
            raise CalculatorError(field, "缺失")
        return None
    if not takes.startswith(needed):
        raise CalculatorError(field, "该类费用没有这一项")
    return inputs.amount(field, value)


def _direction(kind: str, before: Money, after: Money) -> None:
    """The claim changes the way that the kind says."""
    if kind == "claim-increased" and after < before:
        raise CalculatorError("to", "小于 from：减少请求请用 claim-decreased")
    if kind == "claim-decreased" and after > before:
        raise CalculatorError("to", "大于 from：增加请求请用 claim-increased")


def _sums(kind: str, found: CourtFee) -> dict[str, str | bool | None]:
    """The one sum under the name that the kind gives it, or the range."""
    if found.range is not None:
        low, high = found.range
        return {"low": low.plain(), "high": high.plain()}
    name = {"claim-increased": "extra", "claim-decreased": "refund"}.get(kind, "fee")
    return {name: None if found.amount is None else found.amount.plain()}


FEE = Calculator(
    "fee",
    fee,
    (
        Key("kind", "text", "what is asked of the court", choices=tuple(KINDS)),
        Key("amount", "text", "decimal yuan, where the kind has an amount", required=False),
        Key("from", "text", "the claim before it was changed", required=False),
        Key("to", "text", "the claim after it was changed", required=False),
        Key("on", "text", "day that decides the table; today", required=False, is_today=True),
    ),
    "A court's fee, who prepays it and who bears it in the end.",
    takes_law=True,
)
