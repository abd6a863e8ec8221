"""``calc allocate``: repayments against costs, interest and principal."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, cast

from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.claims.calculators.sources import BY_CONTRACT
from recoverydocs.claims.figure import decimal_text, exact_interest, percent
from recoverydocs.claims.terms import LAWFUL_ORDER
from recoverydocs.law import load_packaged
from recoverydocs.money import Money, round_to_fen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from recoverydocs.claims.terms import Rank
    from recoverydocs.law import LawBook

_NAMES: Mapping[Rank, str] = {"cost": "费用", "interest": "利息", "principal": "本金"}
_NOTHING = Money(0)


def allocate(  # noqa: PLR0913 - the keys of the reckoning
    *,
    principal: str,
    rate: str,
    basis: int,
    from_: str,
    to: str,
    events: Sequence[Mapping[str, str]],
    order: Sequence[str] = LAWFUL_ORDER,
    law: LawBook | None = None,
) -> Answer:
    """What each repayment is taken to, and what is owed at ``to``.

    Interest on the unpaid principal, from ``from_`` inclusive to ``to`` exclusive, is rounded
    half up to the fen at each event and at ``to``. A day's costs come before its payments.
    Neither interest nor costs bear interest. What nothing is owed for is surplus, and does not
    meet costs or interest of later days.

    Source: 民法典 561 (``civil-code:a561``), or the order agreed.

    Args:
        principal: decimal yuan.
        rate: per year.
        basis: 360 or 365.
        from_: first day counted.
        to: the day after the last one counted; a payment on it still counts.
        events: ``date`` with ``cost``, ``payment`` or both, in any order.
        order: ``cost``, ``interest`` and ``principal``, each once; the lawful order without.
        law: the dated tables that name the article; without, the packaged ones.

    Raises:
        CalculatorError: naming the key.

    >>> allocate(principal="100000", rate="0.06", basis=360, from_="2026-01-01",
    ...     to="2026-01-31", events=[{"date": "2026-01-31", "payment": "1500"}],
    ... )["result"]["payments"]
    ... # doctest: +NORMALIZE_WHITESPACE
    [{'date': '2026-01-31', 'cost': '0.00', 'interest': '500.00', 'principal': '1000.00',
      'surplus': '0.00'}]
    """
    account = _Account(
        inputs.rate("rate", rate),
        inputs.basis("basis", basis),
        _order(order),
        {
            "cost": _NOTHING,
            "interest": _NOTHING,
            "principal": inputs.amount("principal", principal),
        },
    )
    account.day, end = inputs.span(from_, to)
    for on, rows in groupby(_events(events, account.day, end), key=lambda event: event.on):
        account.advance(on)
        same_day = list(rows)
        for event in same_day:
            account.owe(event)
        for event in same_day:
            account.pay(event)
    account.advance(end)
    article = (law or load_packaged()).cite_since("civil-code:a561", end)
    owed = account.owed
    names = "、".join(_NAMES[rank] for rank in account.order)
    account.working.append(
        f"抵充顺序：{names}；尚欠本金 {owed['principal']}，利息 {owed['interest']}，"
        f"费用 {owed['cost']}；多付 {account.surplus}"
    )
    lawful = tuple(account.order) == LAWFUL_ORDER
    return {
        "result": {
            "payments": account.payments,
            "balances": {
                rank: owed[rank].plain() for rank in ("principal", "interest", "cost")
            },
            "surplus": account.surplus.plain(),
        },
        "working": account.working,
        "sources": [BY_CONTRACT, article if lawful else f"约定的抵充顺序；{article}"],
    }


@dataclass(frozen=True, slots=True)
class _Event:
    """A day on which a cost arose, a payment came, or both."""

    on: date
    cost: Money | None
    payment: Money | None


@dataclass(slots=True)
class _Account:
    """What is owed, walked from event to event."""

    annual: Decimal
    basis: int
    order: tuple[Rank, ...]
    owed: dict[Rank, Money]
    day: date = field(init=False)
    surplus: Money = _NOTHING
    payments: list[dict[str, str]] = field(default_factory=list)
    working: list[str] = field(default_factory=list)

    def advance(self, to: date) -> None:
        """Let interest run to a day and round it there."""
        days = (to - self.day).days
        if not days:
            return
        base = self.owed["principal"]
        exact = exact_interest(base, self.annual, days, self.basis)
        grown = round_to_fen(exact)
        self.owed["interest"] += grown
        self.working.append(
            f"利息 {self.day} 至 {to}：{base} × {percent(self.annual)} × {days} ÷ {self.basis}"
            f" = {decimal_text(exact)}，四舍五入到分 {grown}"
        )
        self.day = to

    def owe(self, event: _Event) -> None:
        """Add a cost."""
        if event.cost is not None:
            self.owed["cost"] += event.cost
            self.working.append(f"{event.on} 发生费用 {event.cost}")

    def pay(self, event: _Event) -> None:
        """Take a payment in the order."""
        if event.payment is None:
            return
        left = event.payment
        taken: dict[Rank, Money] = {}
        for rank in self.order:
            taken[rank] = min(self.owed[rank], left)
            self.owed[rank] -= taken[rank]
            left -= taken[rank]
        self.surplus += left
        self.payments.append(
            {
                "date": event.on.isoformat(),
                "cost": taken["cost"].plain(),
                "interest": taken["interest"].plain(),
                "principal": taken["principal"].plain(),
                "surplus": left.plain(),
            }
        )
        parts = "，".join(f"{_NAMES[rank]} {taken[rank]}" for rank in self.order)
        self.working.append(f"{event.on} 还款 {event.payment}：{parts}，多付 {left}")


def _order(order: object) -> tuple[Rank, ...]:
    if (
        not isinstance(order, list | tuple)
        or not all(isinstance(rank, str) for rank in order)
        or sorted(order) != sorted(LAWFUL_ORDER)
    ):
        raise CalculatorError("order", f"须为 {'、'.join(LAWFUL_ORDER)} 的一个排列")
    return cast("tuple[Rank, ...]", tuple(order))


def _events(events: object, start: date, end: date) -> list[_Event]:
    """Every event, in order of days, those of one day as given."""
    found: list[_Event] = []
    for number, row in enumerate(
        inputs.listed("events", events, ("date",), ("cost", "payment")), 1
    ):
        where = f"events[{number}]"
        on = inputs.day(f"{where}.date", row["date"])
        if not start <= on <= end:
            raise CalculatorError(f"{where}.date", "须在 from 与 to 之间（含两端）")
        if "cost" not in row and "payment" not in row:
            raise CalculatorError(where, "须有 cost 或 payment")
        found.append(_Event(on, _amount(where, "cost", row), _amount(where, "payment", row)))
    return sorted(found, key=lambda event: event.on)


def _amount(where: str, name: str, row: Mapping[str, object]) -> Money | None:
    return inputs.amount(f"{where}.{name}", row[name]) if name in row else None


ALLOCATE = Calculator(
    "allocate",
    allocate,
    (
        Key("principal", "text", "decimal yuan"),
        Key("rate", "text", "per year, such as 0.06"),
        Key("basis", "integer", "days of the reckoning year: 360 or 365"),
        Key("from", "text", "first day counted, YYYY-MM-DD"),
        Key("to", "text", "day after the last one counted, YYYY-MM-DD"),
        Key(
            "events",
            "json",
            'such as [{"date": "2026-03-01", "cost": "50", "payment": "1000"}]',
        ),
        Key("order", "json", 'such as ["principal", "interest", "cost"]', required=False),
    ),
    "Repayments against costs, interest and principal.",
    takes_law=True,
)
