"""``calc schedule``: the instalments of a loan."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.claims.figure import decimal_text, percent
from recoverydocs.claims.schedule import plan_rows
from recoverydocs.law.periods import add_months
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoverydocs.claims.calculators.inputs import Answer
    from recoverydocs.claims.schedule import Method

_METHODS: Mapping[Method, str] = {
    "equal-instalment": (
        "等额本息：每期 = 本金 × 期利率 × (1 + 期利率)^期数 ÷ ((1 + 期利率)^期数 − 1)"
    ),
    "equal-principal": "等额本金：每期本金 = 本金 ÷ 期数",
    "interest-first": "先息后本：每期利息 = 本金 × 期利率",
    "bullet": "到期一次还本付息：利息 = 本金 × 期利率 × 期数",
}
_REGULAR: Mapping[Method, str] = {
    "equal-instalment": "每期还款额",
    "equal-principal": "每期本金",
    "interest-first": "每期利息",
    "bullet": "到期还款额",
}
_YEAR = 12
_MOST_INSTALMENTS = 1200
_MOST_MONTHS = 60
SOURCES = ("合同约定的利率与还款方式；期利率 = 年利率 × 月数 ÷ 12",)


def schedule(  # noqa: PLR0913 - the keys of the reckoning
    *,
    principal: str,
    rate: str,
    instalments: int,
    method: str,
    first_due: str | None = None,
    months_between: int = 1,
) -> Answer:
    """The rows of an instalment plan; the principal column sums exactly.

    The period rate is rate × months / 12. The regular part (level payment, level principal,
    level interest, or the one payment) and each row's interest are rounded half up to the fen;
    the last row takes what remains of the principal. ``bullet`` has one row, the last.

    Source: contract only.

    Args:
        principal: decimal yuan.
        rate: per year.
        instalments: how many periods, 1 to 1200.
        method: ``equal-instalment``, ``equal-principal``, ``interest-first`` or ``bullet``.
        first_due: due day of the first; later ones fall on the same number, or a month's last.
        months_between: months of a period, 1 to 60.

    Raises:
        CalculatorError: naming the key.

    >>> schedule(principal="12000", rate="0.12", instalments=12, method="equal-instalment",
    ... )["result"]["regular"]
    '1066.19'
    """
    money = inputs.amount("principal", principal)
    annual = inputs.rate("rate", rate)
    count = inputs.whole("instalments", instalments, 1, _MOST_INSTALMENTS)
    way = cast("Method", inputs.choice("method", method, _METHODS))
    first = inputs.optional_day("first_due", first_due)
    months = inputs.whole("months_between", months_between, 1, _MOST_MONTHS)
    regular, plan = plan_rows(money, annual, count, way, months)
    rows: list[dict[str, object]] = []
    for row in plan:
        due = (
            {}
            if first is None
            else {"due": add_months(first, months * (row.no - 1)).isoformat()}
        )
        rows.append(
            {
                "no": row.no,
                **due,
                "payment": row.payment.plain(),
                "principal": row.principal.plain(),
                "interest": row.interest.plain(),
                "balance": row.balance.plain(),
            }
        )
    interest = Money.total(row.interest for row in plan)
    period = decimal_text(Fraction(annual) * months * 100 / _YEAR)
    last = plan[-1]
    return {
        "result": {
            "regular": regular.plain(),
            "rows": rows,
            "total_interest": interest.plain(),
            "total_payment": (money + interest).plain(),
        },
        "working": [
            f"期利率：{percent(annual)} × {months} ÷ {_YEAR} = {period}%；共 {count} 期",
            f"{_METHODS[way]}；{_REGULAR[way]} {regular}（四舍五入到分）",
            "各期利息 = 上期余额 × 期利率，四舍五入到分"
            if way != "bullet"
            else f"利息 {interest}，四舍五入到分一次",
            f"末期（第{last.no}期）收回剩余本金 {last.principal}，余额 {last.balance}",
            f"利息合计 {interest}，还款合计 {money} + {interest} = {money + interest}",
        ],
        "sources": list(SOURCES),
    }


SCHEDULE = Calculator(
    "schedule",
    schedule,
    (
        Key("principal", "text", "decimal yuan"),
        Key("rate", "text", "per year, such as 0.06"),
        Key("instalments", "integer", "how many periods"),
        Key("method", "text", "how it is paid back", choices=tuple(_METHODS)),
        Key("first_due", "text", "due day of the first, YYYY-MM-DD", required=False),
        Key("months_between", "integer", "months of a period, 1 if left out", required=False),
    ),
    "The instalments of a loan.",
)
