from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.support import FEE, RATE, STATUTE, found, lpr, only, own, rules

from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from random import Random

RULE = """
[[rule]]
id = "{id}"
article = "示例"
in_force_from = {start}
status = "verified"
{more}
"""


def rate(start: str, more: str = "") -> str:
    return RATE.replace("2026-10-20", f"{start}\n{more}")


def rule(start: str, end: str = "", id_: str = "example") -> str:
    return RULE.format(id=id_, start=start, more=f"in_force_to = {end}\n" if end else "")


def test_a_gap_behind_our_last_row_says_which_days_are_missing() -> None:
    finding = only(lpr(rate("2026-10-22")))
    assert finding.rule == "law-gap"
    assert finding.line() == (
        "law/1.toml 第7行 [[rate]] 自 2026-10-22: 2026-10-20 至 2026-10-21 没有规定。"
        "请补上这些日子，或使后一行的 in_force_from 为 2026-10-20。"
    )


def test_an_overlap_with_our_last_row_says_how_to_mend_it() -> None:
    finding = only(lpr(rate("2026-10-15")))
    assert finding.rule == "law-overlap"
    assert finding.line() == (
        "law/1.toml 第7行 [[rate]] 自 2026-10-15: 自 2026-09-20 的一行（到 2026-10-19）与自 "
        "2026-10-15 的一行重叠。请使前一行的 in_force_to 为 2026-10-14；"
        "要取代前一行的，请写同一个 in_force_from。"
    )


def test_an_open_row_before_ours_overlaps_it() -> None:
    content = own("judicial_interest", rule("2003-01-01", id_="penalty-uplift-overdue"))
    finding = only(content)
    assert finding.rule == "law-overlap"
    assert "自 2003-01-01 的一行（没有止日）" in finding.message
    assert finding.where.startswith("law/1.toml 第6行 [[rule]]")


def test_a_row_that_ends_leaves_no_gap_before_the_next() -> None:
    rows = rule("2027-01-01", "2027-06-30") + rule("2027-07-01")
    assert found(own("judicial_interest", rows)) == ()
    late = rule("2027-01-01", "2027-06-30") + rule("2027-07-02")
    assert rules(own("judicial_interest", late)) == {"law-gap"}
    early = rule("2027-01-01", "2027-06-30") + rule("2027-06-30")
    assert rules(own("judicial_interest", early)) == {"law-overlap"}


@given(
    st.lists(st.integers(1, 400), min_size=2, max_size=8),
    st.integers(-3, 3),
    st.randoms(use_true_random=False),
    st.data(),
)
def test_rows_in_any_order_are_refused_exactly_where_days_do_not_join(
    lengths: list[int], shift: int, random: Random, data: st.DataObject
) -> None:
    """A chain of rows holds; one end moved makes an overlap or a gap there and nowhere else."""
    starts = [date(2027, 1, 1)]
    for length in lengths:
        starts.append(starts[-1] + timedelta(length))
    spans = [(start, after - timedelta(1)) for start, after in pairwise(starts)]
    moved = data.draw(st.integers(0, len(spans) - 2), label="row whose end moves")
    start, end = spans[moved]
    ends = max(end + timedelta(shift), start)
    spans[moved] = (start, ends)
    random.shuffle(spans)
    text = "".join(rule(str(start), str(end)) for start, end in spans)
    findings = found(own("judicial_interest", text))
    expected = "law-overlap" if ends > end else "law-gap"
    assert [each.rule for each in findings] == ([expected] if ends != end else [])
    if ends < end:
        assert f"{ends + timedelta(1)} 至 {end} 没有规定" in findings[0].message


def test_rows_without_a_day_take_the_day_of_their_file() -> None:
    bare = RULE.replace("in_force_from = {start}\n", "").format(id="example", more="")
    assert rules(own("court_fees", bare)) == {"law-missing"}
    assert found(own("court_fees", bare, "in_force_from = 2027-01-01\n")) == ()


def test_a_later_row_ends_our_row_that_has_only_the_day_of_its_file() -> None:
    assert found(own("court_fees", rule("2027-01-01", id_="halved"))) == ()


def test_years_follow_each_other() -> None:
    late = "[[year]]\nyear = 2029\noff = [2029-01-01]\nwork = []\n"
    finding = only(own("holidays", late))
    assert (finding.rule, finding.where) == ("law-gap", "law/1.toml 第5行 [[year]] 2029")
    assert "请补 [[year]] year = 2027" in finding.line()


def test_a_table_without_rows_is_no_table() -> None:
    finding = only(own("lpr", "", "replace = true\ncovered_to = 2026-01-01\n"))
    assert "没有任何 [[rate]]" in finding.line()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lpr(more=""), "covered_to 2026-10-19 与最后一行（自 2026-10-20）的止日不一致"),
        (lpr(more="replace = true\n"), "(covered_to 覆盖至): 缺失"),
        (lpr(RATE + "in_force_to = 2026-11-01\n"), "与最后一行（自 2026-10-20）的止日不一致"),
        (lpr("", "covered_to = 2026-12-31\n"), "与最后一行（自 2026-09-20）的止日不一致"),
        (lpr(more="covered_to = 2026-12-01\n"), "越过了下次公布日"),
    ],
)
def test_the_lpr_says_how_far_it_reaches_and_no_farther(content: bytes, said: str) -> None:
    assert said in only(content).line()


def test_one_publication_reaches_to_the_eve_of_the_next_and_no_farther() -> None:
    # 2026-10-20 + 40 days = 2026-11-29; no next publication is ever so late.
    assert found(lpr(more="covered_to = 2026-11-29\n")) == ()
    assert rules(lpr(more="covered_to = 2026-11-30\n")) == {"law-covered"}


def test_a_row_that_cannot_be_read_proves_no_gap() -> None:
    rows = rate("2026-10-20", "in_force_to = 2026-11-19") + rate("2026-12-21")
    unread = RATE.replace("= 2026-10-20", '= "2026-11-20"')
    more = "covered_to = 2027-01-19\n"
    assert rules(lpr(rows, more)) == {"law-gap"}
    assert rules(lpr(rows + unread, more)) == {"law-bad-date"}


def test_a_new_statute_needs_titles_and_a_version() -> None:
    findings = found(own("statutes", '[[statute]]\nid = "x"\n'))
    assert {each.field for each in findings} == {"title", "short", "version"}
    assert {each.where for each in findings} == {"law/1.toml 第5行 [[statute]] x"}
    known = '[[statute]]\nid = "cpl"\n[[statute.article]]\nkey = "agent"\nlabel = "委托"\n'
    assert found(own("statutes", known + 'n = { "2023" = 62 }\nstatus = "verified"\n')) == ()


def test_article_numbers_are_of_versions_that_are_there() -> None:
    finding = only(own("statutes", STATUTE.replace('{ "2027" = 1 }', '{ "2028" = 1 }')))
    assert finding.rule == "law-unknown-version"
    assert finding.where == "law/1.toml 第14行 [[statute.article]] example:first"
    assert "可用的版本：2027" in finding.line()


def test_versions_of_a_statute_do_not_overlap() -> None:
    early = '[[statute]]\nid = "cpl"\n[[statute.version]]\nid = "2018"\n'
    content = own("statutes", early + 'in_force_from = 2018-01-01\nstatus = "verified"\n')
    findings = found(content)
    assert {each.rule for each in findings} == {"law-overlap"}
    assert "[[statute.version]] cpl:2018" in findings[0].where


def test_a_house_that_replaces_a_table_answers_for_all_of_it() -> None:
    rows = FEE.format(id="payment-order") + 'derived_from = "property"\nfactor = "1/3"\n'
    assert found(own("court_fees", rows)) == ()
    assert only(own("court_fees", rows, "replace = true\n")).rule == "law-unknown-id"


def test_a_doubt_alone_is_no_fault() -> None:
    findings = found(lpr(RATE.replace("2.90", "0.29")))
    assert [each.severity for each in findings] == [Severity.WARN]
