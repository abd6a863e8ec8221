from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.support import FEE, META, PERIOD, RATE, STATUTE, found, lpr, only, own, rules

from recoverydocs.errors import Severity

YEAR = "[[year]]\nyear = 2027\noff = {off}\nwork = {work}\n{more}"


def fee(more: str) -> bytes:
    return own("court_fees", FEE.format(id="x") + more)


def two(edge: str, over: str) -> str:
    first = f'{{ over = "0", up_to = "{edge}", flat = "1" }}'
    return f'brackets = [{first}, {{ over = "{over}", rate = "0.1" }}]\n'


def year(off: str = "[2027-01-01]", work: str = "[]", more: str = "") -> bytes:
    return own("holidays", YEAR.format(off=off, work=work, more=more))


def period(**changes: str) -> bytes:
    text = PERIOD
    for key, value in changes.items():
        lines = [line for line in PERIOD.splitlines() if line.startswith(f"{key} =")]
        text = text.replace(lines[0], f"{key} = {value}")
    return own("periods", text)


@pytest.mark.parametrize(
    ("more", "rule", "said"),
    [
        ("", "law-fee", "有 0 种计费方式"),
        ('flat = "1"\nrange = { min = "1", max = "2" }\n', "law-fee", "flat、range"),
        ('flat = "1"\nfactor = "1/2"\n', "law-fee", "应同时写明"),
        ('derived_from = "property"\n', "law-fee", "应同时写明"),
        ('derived_from = "nothing"\nfactor = "1/2"\n', "law-unknown-id", "可用的编号"),
        ('derived_from = "x"\nfactor = "1/2"\n', "law-unknown-id", "没有编号为 x 的另一行"),
        ('brackets = [{ over = "1", rate = "0.1" }]\n', "law-bracket", "应自 0 起"),
        (
            two("5", "6"),
            "law-bracket",
            "第2段自 6 起，与前一段不衔接（应自 5 起）",
        ),
        (
            two("5", "4"),
            "law-bracket",
            "第2段自 4 起",
        ),
        (
            'brackets = [{ over = "0", rate = "0.2" }, { over = "5", rate = "0.1" }]\n',
            "law-bracket",
            "前一段没有上限",
        ),
        (
            'brackets = [{ over = "0", up_to = "5", rate = "0.2" }]\n',
            "law-bracket",
            "最后一段到 5 为止，其上没有规定",
        ),
        ('brackets = [{ over = "0" }]\n', "law-bracket", "rate 或 flat 之一"),
        (
            'brackets = [{ over = "0", rate = "0.2", flat = "1" }]\n',
            "law-bracket",
            "rate 或 flat 之一",
        ),
        ('brackets = [{ over = "0", rate = "2.5" }]\n', "law-bracket", "不小于一"),
        (
            two("0", "0"),
            "law-bracket",
            "up_to 0 不大于 over 0",
        ),
    ],
)
def test_a_fee_that_cannot_be_reckoned_is_refused(more: str, rule: str, said: str) -> None:
    finding = only(fee(more))
    assert finding.rule == rule
    assert said in finding.line()
    assert finding.where == "law/1.toml 第6行 [[table]] x 自 2027-01-01"


BRACKETS = """brackets = [
  { over = "0", up_to = "100", flat = "10" },
  { over = "100", up_to = "200", rate = "0.05" },
  { over = "200", rate = "0.02" },
]
"""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        # At 100: 10; at 200: 10 + 100 × 0.05 = 15. 100 × 0.05 + 5 = 10; 200 × 0.02 + 11 = 15.
        ('shortcut = [{ over = "100", rate = "0.05", add = "5" }]\n', ""),
        ('shortcut = [{ over = "200", rate = "0.02", add = "11" }]\n', ""),
        (
            'shortcut = [{ over = "200", rate = "0.02", add = "12" }]\n',
            "速算在 200 处得 16.00，分段得 15.00",
        ),
        ('shortcut = [{ over = "200", rate = "0.05", add = "5" }]\n', "速算在 200 处"),
        ('shortcut = [{ over = "150", rate = "0.05", add = "5" }]\n', "没有的起点 150"),
        # 15 + 50 × 0.02 = 16.
        ('cap = "16"\ncap_reached_at = "250"\n', ""),
        ('cap = "17"\ncap_reached_at = "250"\n', "金额 250 的费用是 16.00，不是上限 17"),
    ],
)
def test_a_shortcut_and_a_cap_say_what_the_brackets_say(more: str, said: str) -> None:
    findings = found(fee(BRACKETS + more))
    assert [said in each.line() for each in findings] == ([True] if said else [])


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=9, unique=True), st.data())
def test_brackets_are_refused_exactly_where_an_edge_is_moved(
    edges: list[int], data: st.DataObject
) -> None:
    whole = [0, *sorted(edges)]
    spans = [*pairwise(map(str, whole)), (str(whole[-1]), "")]
    moved = data.draw(st.integers(0, len(spans)), label="moved; the last moves none")
    if moved < len(spans):
        over, up_to = spans[moved]
        spans[moved] = (str(Decimal(over) + Decimal("0.01")), up_to)
    rows = ", ".join(
        f'{{ over = "{over}", rate = "0.01"' + (f', up_to = "{up_to}" }}' if up_to else " }")
        for over, up_to in spans
    )
    said = rules(fee(f"brackets = [{rows}]\n"))
    assert said == ({"law-bracket"} if moved < len(spans) else set())


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
