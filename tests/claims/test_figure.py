from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from tests.claims.support import day, yuan

from recoverydocs.claims.figure import Figure, Part, Segment, decimal_text, percent, rows_of
from recoverydocs.money import Money


def segment(days: int = 31, units: int | None = None, **more: object) -> Segment:
    given: dict[str, object] = {
        "label": "罚息",
        "from_": day("2026-01-10"),
        "to": day("2026-02-10"),
        "days": days,
        "base": yuan("1000"),
        "rate": Decimal("0.09"),
        "basis": 360,
        "rate_source": "合同",
        "units": days if units is None else units,
    }
    return Segment(**{**given, **more})  # type: ignore[arg-type]  # the members by name


def test_segment_is_base_times_rate_times_days() -> None:
    assert segment().exact == Fraction(31, 4)  # 1,000 × 9 % × 31 / 360 = 7.75
    assert segment(stated=yuan("8.00")).exact == Fraction(8)


def test_segment_line_can_be_followed_by_hand() -> None:
    assert segment().line() == (
        "罚息：2026-01-10起至2026-02-10（算头不算尾）31天，"
        "1,000.00 × 9.00% × 31 ÷ 360 = 7.75元（合同）"
    )
    assert "（1个月 ÷ 12 + 5天 ÷ 360）" in segment(units=35).line()


def test_figure_working_names_source_and_rounding() -> None:
    part = Part("罚息", (segment(),), yuan("7.75"), yuan("1.00"))
    figure = Figure("penalty_interest", "罚息", yuan("6.75"), (part,), "罚息条款", "一次")
    assert figure.segments == (segment(),)
    assert figure.working[1:] == (
        "罚息：7.75元，四舍五入到分为 7.75元",
        "罚息：已还 1.00元，尚欠 6.75元",
        "依据：罚息条款",
        "罚息：6.75元（一次）",
    )


def test_rows_sum_to_the_figure_and_paid_rows_go_first() -> None:
    segments = (segment(), segment(days=28), segment(days=30))
    part = Part("罚息", segments, yuan("22.25"), yuan("10.00"))
    figure = Figure("penalty_interest", "罚息", part.left, (part,))
    rows = list(rows_of(figure))
    # 7.75, 7.00, 7.50 with 10.00 paid: the first is gone, 4.75 left of the second.
    assert [row.amount for row in rows] == [yuan("4.75"), yuan("7.50")]
    assert [row.item for row in rows] == ["罚息（抵充后余额）", "罚息"]
    assert Money.total(row.amount for row in rows) == figure.amount


def test_rows_of_a_lump_have_no_days() -> None:
    figure = Figure(
        "costs", "费用", yuan("5"), (Part("律师费", (), yuan("5")), Part("空", (), yuan(0)))
    )
    (row,) = rows_of(figure)
    assert (row.item, row.base, row.days, row.amount) == ("律师费", None, None, yuan("5"))


def test_numbers_are_printed_exactly() -> None:
    assert percent(Decimal("0.0435")) == "4.35%"
    assert percent(Decimal("0.06525")) == "6.525%"
    assert percent(Decimal(0)) == "0.00%"
    assert decimal_text(Fraction(-1, 3)) == "-0.333333…"
    assert decimal_text(Fraction(1234567)) == "1,234,567.00"
