"""Any cut-off day is answered, or refused in words of ours: never an error of the calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.support import case, contract, day, guarantee
from tests.law.support import own

from recoverydocs.claims import assess, watch
from recoverydocs.errors import DataRefusedError, LawTableError

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

SUIT = {
    "kind": "一审",
    "court": "示例区法院",
    "filed_on": "2026-03-10",
    "preservations": [
        {"asset": "房1", "measure": "冻结", "from": "2026-03-02", "until": "2199-12-31"}
    ],
}
LONG = case(
    contracts=[contract(to="2199-12-31")],
    guarantees=[guarantee(period_text="三年")],
    court_cases=[SUIT],
)


@pytest.mark.parametrize(
    ("as_of", "limit"),
    [
        ("9999-12-31", "晚于 2199-12-31（案件日期和期间只推算到 2199 年）"),
        ("2200-01-01", "晚于 2199-12-31（案件日期和期间只推算到 2199 年）"),
        ("0001-01-01", "早于 1995-01-01（watch.toml 最早的一行）"),
        ("1994-12-31", "早于 1995-01-01（watch.toml 最早的一行）"),
    ],
)
def test_a_day_past_all_reckoning_is_refused(law: LawBook, as_of: str, limit: str) -> None:
    with pytest.raises(DataRefusedError) as caught:
        assess(case(), law, day(as_of))
    (finding,) = caught.value.findings
    assert finding.line() == (
        f"AJ1 (as_of 截止日): {as_of} {limit}，无从核算。"
        "请核对截止日，填写 1995-01-01 至 2199-12-31 之间的日期。"
    )


@given(st.dates(date.min, date.max))
@settings(max_examples=150)
def test_every_day_is_answered_or_refused(law: LawBook, as_of: date) -> None:
    try:
        assert watch([assess(LONG, law, as_of)])
    except DataRefusedError as refusal:
        (finding,) = refusal.findings
        assert finding.field == "as_of"
        assert finding.remedy.startswith("请")


@pytest.mark.parametrize("as_of", ["1995-01-01", "1995-01-02", "2199-12-30", "2199-12-31"])
def test_the_first_and_the_last_day_are_answered(law: LawBook, as_of: str) -> None:
    assert watch([assess(LONG, law, day(as_of))])


def test_a_gap_of_a_table_says_what_to_add_as_a_finding(law: LawBook) -> None:
    row = """[[rule]]
id = "rate-usual"
name = "须复核的年利率下限"
article = "内部规则"
share = "0.36"
in_force_from = 2020-01-01
status = "verified"
"""
    book = law.with_tables({"law/limits.toml": own("limits", row, "replace = true\n")})
    with pytest.raises(LawTableError) as caught:
        assess(case(), book, day("2026-04-10"))
    (finding,) = caught.value.findings
    assert finding.line() == (
        "AJ1 (as_of 截止日): limits.toml：没有 [[rule]] id = settlement-day。"
        "请在工作区 law/limits.toml 补该行，写明来源。"
    )
