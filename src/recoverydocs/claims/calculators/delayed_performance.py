"""``calc delayed-performance``: interest for the delay in performing a judgment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims import delayed_performance as core
from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.law import load_packaged
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recoverydocs.law import LawBook

_NOTHING = Money(0)


def delayed_performance(  # noqa: PLR0913 - the keys of the reckoning
    *,
    principal: str,
    performance_last_day: str,
    to: str,
    other_money: str | None = None,
    costs: str | None = None,
    general: Mapping[str, object] | None = None,
    payments: Sequence[Mapping[str, str]] | None = None,
    before_2014: Mapping[str, str] | None = None,
    law: LawBook | None = None,
) -> Answer:
    """The doubled and the general part of the interest of delay up to the pay-off day.

    Doubled part: (principal + other money, unpaid) × the daily rate of the table × days, the
    last day for performance not counted and the pay-off day counted. Days up to 2014-07-31:
    base × benchmark × 2 × days / 360. General part: unpaid principal × rate × days / basis from
    its own first day on, and what is fixed. Each part is rounded half up to the fen at each
    payment, at the change of the rule, and at ``to``. A payment meets costs, general interest,
    other money and principal, and the doubled part last.

    Source: 民诉法 264; 法释〔2014〕8号 1-4 (rule ``doubled-part``); 法释〔2009〕6号.

    Args:
        principal: decimal yuan, of the instrument.
        performance_last_day: last day for performance.
        to: the pay-off day.
        other_money: other fixed sums that bear the doubled part.
        costs: what is paid first and bears nothing.
        general: ``rate`` per year, ``from``, ``basis``, and ``fixed`` where a sum is fixed.
        payments: ``date`` and ``amount``, in any order, none after ``to``.
        before_2014: ``base`` and ``benchmark_rate``, where days up to 2014-07-31 count.
        law: the dated tables; without, the packaged ones.

    Raises:
        CalculatorError: naming the key.
        LawTableError: the table has no rule for a day.

    >>> delayed_performance(principal="500000", performance_last_day="2026-01-20",
    ...     to="2026-04-30")["result"]["doubled"]
    '8750.00'
    """
    book = law or load_packaged()
    money = inputs.amount("principal", principal)
    last_day = inputs.day("performance_last_day", performance_last_day)
    end = inputs.day("to", to)
    older = None if before_2014 is None else _older(before_2014)
    if older is None and core.needs_older_rule(book, last_day, end):
        raise CalculatorError(
            "before_2014", "缺失：2014-08-01 前的天数适用旧规则，须给出基数与基准利率"
        )
    found = core.delayed_performance(
        book,
        money,
        last_day,
        end,
        other_money=_NOTHING
        if other_money is None
        else inputs.amount("other_money", other_money),
        costs=_NOTHING if costs is None else inputs.amount("costs", costs),
        general=None if general is None else _general(general),
        payments=() if payments is None else _payments(payments, end),
        older=older,
    )
    result: dict[str, object] = {
        "doubled": found.doubled.plain(),
        "general_interest": found.general_interest.plain(),
        "days": found.days,
        "total": found.total.plain(),
    }
    if payments is not None:
        result["payments"] = [each.as_json() for each in found.taken]
        result["balances"] = {
            "cost": found.cost.plain(),
            "general_interest": found.general_left.plain(),
            "principal": found.principal.plain(),
            "doubled": found.doubled_left.plain(),
        }
    return {"result": result, "working": list(found.working), "sources": list(found.sources)}


def _general(value: object) -> core.GeneralInterest:
    row = inputs.keyed("general", value, ("rate", "from", "basis"), ("fixed",))
    return core.GeneralInterest(
        inputs.rate("general.rate", row["rate"]),
        inputs.day("general.from", row["from"]),
        inputs.basis("general.basis", row["basis"]),
        inputs.amount("general.fixed", row["fixed"]) if "fixed" in row else _NOTHING,
    )


def _older(value: object) -> core.OlderRule:
    row = inputs.keyed("before_2014", value, ("base", "benchmark_rate"))
    return core.OlderRule(
        inputs.amount("before_2014.base", row["base"]),
        inputs.rate("before_2014.benchmark_rate", row["benchmark_rate"]),
    )


def _payments(value: object, end: date) -> list[tuple[date, Money]]:
    found: list[tuple[date, Money]] = []
    for number, row in enumerate(inputs.listed("payments", value, ("date", "amount")), 1):
        on = inputs.day(f"payments[{number}].date", row["date"])
        if on > end:
            raise CalculatorError(f"payments[{number}].date", "晚于 to")
        found.append((on, inputs.amount(f"payments[{number}].amount", row["amount"])))
    return found


DELAYED_PERFORMANCE = Calculator(
    "delayed-performance",
    delayed_performance,
    (
        Key("principal", "text", "decimal yuan, of the judgment"),
        Key(
            "other_money", "text", "other fixed sums that bear the doubled part", required=False
        ),
        Key("performance_last_day", "text", "last day for performance, not counted"),
        Key("to", "text", "pay-off day, counted"),
        Key("costs", "text", "what is paid first and bears nothing", required=False),
        Key(
            "general",
            "json",
            'such as {"rate": "0.06", "from": "2026-01-20", "basis": 365, "fixed": "0.00"}',
            required=False,
        ),
        Key(
            "payments",
            "json",
            'such as [{"date": "2026-03-01", "amount": "200000"}]',
            required=False,
        ),
        Key(
            "before_2014",
            "json",
            'for days up to 2014-07-31: {"base": "500000", "benchmark_rate": "0.06"}',
            required=False,
        ),
    ),
    "Interest for the delay in performing a judgment.",
    takes_law=True,
)
