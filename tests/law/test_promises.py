from __future__ import annotations

import pytest
from tests.law.support import META, PERIOD, RATE, STATUTE, found, lpr, only, own

from recoverydocs.errors import Severity

YEAR = "[[year]]\nyear = 2027\noff = {off}\nwork = {work}\n{more}"


def year(off: str = "[2027-01-01]", work: str = "[]", more: str = "") -> bytes:
    return own("holidays", YEAR.format(off=off, work=work, more=more))


def period(**changes: str) -> bytes:
    text = PERIOD
    for key, value in changes.items():
        lines = [line for line in PERIOD.splitlines() if line.startswith(f"{key} =")]
        text = text.replace(lines[0], f"{key} = {value}")
    return own("periods", text)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (year("[2027-01-01, 2028-01-01]"), "有别的年份的日子：2028-01-01"),
        (year("[2027-01-02]", "[2027-01-02]"), "同一日既休又班：2027-01-02"),
        (year("[2027-01-01, 2027-01-01]"), "重复的日子：2027-01-01"),
        (year(work="[2027-01-04]"), "不是周六、周日：2027-01-04"),
        (year("[]"), "没有放假日"),
        (year(more="statutory = [2027-10-01]\n"), "法定节假日不在放假日之内：2027-10-01"),
    ],
)
def test_a_year_of_holidays_that_contradicts_itself_is_refused(
    content: bytes, said: str
) -> None:
    finding = only(content)
    assert finding.rule == "law-holidays"
    assert said in finding.line()


def test_a_lone_weekday_between_two_days_off_is_doubted() -> None:
    # 2027-10-05 is a Tuesday; 2027-01-02 and 03 are Saturday and Sunday, at rest anyway.
    finding = only(year("[2027-01-01, 2027-10-04, 2027-10-06]"))
    assert finding.severity is Severity.WARN
    assert "2027-10-04 与 2027-10-06 放假，中间一日不放" in finding.line()
    assert found(year("[2027-01-01, 2027-01-03]")) == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"length": "0"}, "单位 day 与长度 0 不相称"),
        ({"unit": '"agreed"'}, "单位 agreed 与长度 15 不相称"),
        ({"rollover": '"backward"'}, "向前移到工作日"),
        ({"unit": '"day-before"'}, "向后移就迟了"),
    ],
)
def test_a_period_that_cannot_be_counted_is_refused(changes: dict[str, str], said: str) -> None:
    finding = only(period(**changes))
    assert finding.rule == "law-period"
    assert said in finding.line()


def test_a_period_before_a_day_may_roll_back_or_not_at_all() -> None:
    for way in ('"backward"', '"none"'):
        assert found(period(unit='"day-before"', rollover=way)) == ()


@pytest.mark.parametrize("value", ["0.0290", "29"])
def test_a_rate_that_is_hardly_one_is_doubted_and_kept(value: str) -> None:
    finding = only(lpr(RATE.replace("2.90", value)))
    assert (finding.rule, finding.severity) == ("law-implausible", Severity.WARN)
    assert f"年利率 {value}% 不像是公布值" in finding.line()
    assert finding.field == "one_year"


def test_days_in_the_wrong_order_are_refused() -> None:
    content = lpr(RATE + "in_force_to = 2026-10-01\n")
    assert "in_force_to 2026-10-01 早于 in_force_from 2026-10-20" in found(content)[0].line()
    inside = STATUTE.replace(
        "in_force_from = 2027-01-01", "in_force_from = 2027-01-01\nin_force_to = 2026-01-01"
    )
    finding = only(own("statutes", inside))
    assert finding.where.endswith("[[statute.version]] example:2027")
    assert finding.rule == "law-bad-date"


@pytest.mark.parametrize(
    ("files", "first"),
    [
        ((lpr(RATE + RATE),), "law/1.toml 第7行 [[rate]] 自 2026-10-20"),
        ((lpr(), lpr()), "law/1.toml 第7行 [[rate]] 自 2026-10-20"),
        ((year() + YEAR.format(off="[2027-05-01]", work="[]", more="").encode(),), "2027"),
        ((own("statutes", STATUTE + STATUTE),), "law/1.toml 第6行 [[statute]] example"),
        (
            (own("statutes", STATUTE), own("statutes", STATUTE)),
            "law/1.toml 第10行 [[statute.version]] example:2027",
        ),
        (
            (
                own(
                    "statutes",
                    STATUTE
                    + STATUTE.partition("[[statute.article]]")[2].join(
                        ["[[statute.article]]", ""]
                    ),
                ),
            ),
            "law/1.toml 第14行 [[statute.article]] example:first",
        ),
    ],
)
def test_what_a_house_says_twice_is_refused(files: tuple[bytes, ...], first: str) -> None:
    doubles = [each for each in found(*files) if each.rule == "law-duplicate"]
    assert doubles
    assert first in doubles[0].message


def test_two_files_may_add_to_one_statute() -> None:
    later = STATUTE.replace("2027", "2028").replace("first", "second")
    assert found(own("statutes", STATUTE), own("statutes", later)) == ()


def test_a_house_row_of_the_same_day_is_no_double_of_ours() -> None:
    row = RATE.replace("2026-10-20", "2026-09-20\nin_force_to = 2026-10-19")
    assert found((META.format(id="lpr") + row).encode()) == ()


def test_alarms_go_from_the_earliest_to_the_last() -> None:
    row = """
[[rule]]
id = "appeal"
name = "上诉期"
article = "内部规则"
alarm_days = [3, 7]
allowance = "filing"
tell = ["法务"]
act = "决定是否上诉"
document = ""
late_act = ""
over_act = "上诉期已过"
over_document = ""
in_force_from = 2027-01-01
status = "verified"
"""
    assert only(own("watch", row)).rule == "law-watch"
    assert only(own("watch", row.replace("[3, 7]", "[]"))).rule == "law-wrong-type"
    assert found(own("watch", row.replace("[3, 7]", "[7, 3]"))) == ()
    nobody = row.replace("[3, 7]", "[7, 3]").replace('"filing"', '"pigeon"')
    assert only(own("watch", nobody)).rule == "law-unknown-id"


def test_a_rule_says_what_it_rests_on() -> None:
    row = '[[rule]]\nid = "x"\nin_force_from = 2027-01-01\nstatus = "verified"\n'
    finding = only(own("judicial_interest", row))
    assert (finding.rule, finding.field) == ("law-missing", "article")
    assert [each.field for each in found(own("court_fees", row))] == ["article"]
    for more in ('article = "第一条"\n', 'article_by_version = { "2027" = "第一条" }\n'):
        assert found(own("judicial_interest", row + more)) == ()
