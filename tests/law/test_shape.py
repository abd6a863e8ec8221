from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.law.support import FEE, PERIOD, RATE, STATUTE, found, lpr, only, own, rules

from recoverydocs.law.checks import lay
from recoverydocs.law.keys import KEYS
from recoverydocs.law.load import packaged_files
from recoverydocs.law.table import GROUPS

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

ALLOWANCE = """
[[allowance]]
id = "letter"
name = "预留"
days = 10
in_force_from = 2027-01-01
"""
YEAR = "[[year]]\nyear = 2027\noff = [2027-01-01]\nwork = []\n"


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def fee(more: str) -> bytes:
    return own("court_fees", FEE.format(id="x") + more)


def test_the_shipped_tables_have_nothing_said_of_them() -> None:
    assert lay(packaged_files(), "shipped").findings == ()


def test_keys_are_declared_for_every_list_of_every_table() -> None:
    assert set(KEYS) == {(id_, group) for id_, groups in GROUPS.items() for group in groups}
    for keys in KEYS.values():
        assert len({key.name for key in keys}) == len(keys)
        assert all(key.label for key in keys)


def test_every_example_of_a_file_is_right() -> None:
    files = (lpr(), own("periods", PERIOD), own("statutes", STATUTE), own("holidays", YEAR))
    assert found(*files) == ()
    assert found(fee('flat = "50"\n')) == ()


@pytest.mark.parametrize(
    ("old", "new", "rule", "field", "said"),
    [
        ('"2.90"', "2.9", "law-float", "one_year", '请写成带引号的文本：one_year = "2.9"'),
        ('"2.90"', "3", "law-wrong-type", "one_year", "不是带引号的百分数"),
        ('"2.90"', '"2.9%"', "law-wrong-type", "one_year", "表示 3.00%"),
        ('"2.90"', '"-2.9"', "law-wrong-type", "one_year", "不是带引号的百分数"),
        ('"2.90"', '"1e1"', "law-wrong-type", "one_year", "不是带引号的百分数"),
        ('"2.90"', '"NaN"', "law-wrong-type", "one_year", "不是带引号的百分数"),
        ('one_year = "2.90"\n', "", "law-missing", "one_year", '请补上：one_year = "3.00"'),
        ("one_year", "oneyear", "law-unknown-key", "oneyear", "是否为 one_year？"),
        ('"verified"', '"sure"', "law-status", "status", "请写 verified 或 unverified"),
        ('"verified"', "true", "law-wrong-type", "status", "不是文字"),
        ('status = "verified"\n', "", "law-missing", "status", "缺失"),
        ("= 2026-10-20", '= "2026-10-20"', "law-bad-date", "in_force_from", "（不加引号）"),
        ("= 2026-10-20", "= 2026", "law-bad-date", "in_force_from", "不是日期"),
        (
            "= 2026-10-20",
            "= 2026-10-20T00:00:00",
            "law-bad-date",
            "in_force_from",
            "不是日期",
        ),
        ("in_force_from = 2026-10-20\n", "", "law-missing", "in_force_from", "缺失"),
    ],
)
def test_a_value_of_the_wrong_form_is_named(
    old: str, new: str, rule: str, field: str, said: str
) -> None:
    finding = next(each for each in found(lpr(changed(RATE, old, new))) if each.rule == rule)
    assert finding.field == field
    assert said in finding.line()
    assert finding.where.startswith("law/1.toml 第7行 [[rate]]")


@pytest.mark.parametrize(
    ("content", "rule", "said"),
    [
        (own("lpr", "[[rates]]\nx = 1\n"), "law-unknown-key", "是否为 rate？"),
        (own("lpr", "[rate]\nx = 1\n"), "law-wrong-type", "每行以 [[rate]] 开头"),
        (b'rate = ["x"]\n' + lpr(""), "law-wrong-type", "应是一列行"),
        (own("lpr", "", "covered = 2026-11-19\n"), "law-unknown-key", "是否为 covered_to？"),
        (own("lpr", "", 'covered_to = "2026-11-19"\n'), "law-bad-date", "不加引号"),
        (own("lpr", "", "weight = 0.1\n"), "law-unknown-key", "没有名为 weight 的项"),
        (own("lpr", "", 'replace = "yes"\n'), "law-wrong-type", "replace = true"),
        (lpr().replace(b"2026-12-01", b"2026-12-32", 1), "law-wrong-type", "version"),
        (lpr().replace(b'"2026-12-01"', b'"1"', 1), "law-wrong-type", "不是日期文本"),
        (own("lpr", '[[gap]]\nnote = "x"\n'), "law-missing", "[[gap]]"),
        (own("lpr", "gap = 3\n"), "law-unknown-key", "gap"),
        (own("holidays", changed(YEAR, "= 2027\n", '= "2027"\n')), "law-wrong-type", "整数"),
        (own("holidays", changed(YEAR, "= 2027\n", "= true\n")), "law-wrong-type", "整数"),
        (own("holidays", changed(YEAR, "= 2027\n", "= 0\n")), "law-wrong-type", "年份"),
        (own("holidays", changed(YEAR, "[2027", "[0227")), "law-wrong-type", "日期的列表"),
        (lpr(changed(RATE, "2026-10-20", "0226-10-20")), "law-bad-date", "1900 至"),
        (
            own("holidays", changed(YEAR, "[2027-01-01]", '["x"]')),
            "law-wrong-type",
            "日期的列表",
        ),
        (own("holidays", changed(YEAR, "work = []\n", "")), "law-missing", "work"),
        (
            fee('flat = "1.005"\n'),
            "law-wrong-type",
            "两位小数",
        ),
        (
            fee('derived_from = "property"\nfactor = "0"\n'),
            "law-wrong-type",
            "分数",
        ),
        (
            fee('derived_from = "property"\nfactor = 2\n'),
            "law-wrong-type",
            "分数",
        ),
        (
            own(
                "court_fees", FEE.format(id="x") + 'derived_from = "property"\nfactor = "a/b"\n'
            ),
            "law-wrong-type",
            "分数",
        ),
        (own("court_fees", FEE.format(id="x") + "brackets = 3\n"), "law-wrong-type", "一列行"),
        (
            fee('brackets = [{ over = 0, rate = "0.1" }]\n'),
            "law-wrong-type",
            "的第1段 (brackets.over",
        ),
        (
            own(
                "court_fees", FEE.format(id="x") + 'brackets = [{ over = "0", rat = "0.1" }]\n'
            ),
            "law-unknown-key",
            "是否为 rate？",
        ),
        (
            fee('range = { min = "50" }\n'),
            "law-missing",
            "(range.max 上限)",
        ),
        (
            own("court_fees", changed(FEE, 'article = "第一条"\n', "").format(id="x")),
            "law-missing",
            "(article 依据)",
        ),
        (
            own("court_fees", changed(FEE, '"第一条"', '" "').format(id="x")),
            "law-wrong-type",
            "(article 依据)",
        ),
        (own("court_fees", '[[rule]]\nfactor = "1/2"\n'), "law-missing", "(id 编号)"),
        (own("periods", changed(PERIOD, '"day"', '"week"')), "law-unknown-word", "请写 day 或"),
        (own("periods", changed(PERIOD, '"forward"', '"up"')), "law-unknown-word", "backward"),
        (
            own("periods", changed(PERIOD, "= false", '= "no"')),
            "law-wrong-type",
            "true 或 false",
        ),
        (own("periods", changed(PERIOD, "= 15", "= -1")), "law-wrong-type", "整数"),
        (own("statutes", changed(STATUTE, "= 1 }", '= "x" }')), "law-wrong-type", "版本与条号"),
        (own("statutes", changed(STATUTE, "= 1 }", "= -1 }")), "law-wrong-type", "版本与条号"),
        (
            own("statutes", changed(STATUTE, "= 1 }", "= true }")),
            "law-wrong-type",
            "版本与条号",
        ),
        (
            own("statutes", changed(STATUTE, '{ "2027" = 1 }', "3")),
            "law-wrong-type",
            "版本与条号",
        ),
        (own("statutes", changed(STATUTE, "= 1 }", "= 1.5 }")), "law-wrong-type", "版本与条号"),
        (
            own("statutes", changed(STATUTE, 'label = "首条"\n', "")),
            "law-missing",
            "example:first",
        ),
        (
            own("statutes", '[[statute]]\nid = "x"\nversion = 1\n'),
            "law-wrong-type",
            "(version 版本)",
        ),
        (
            own(
                "watch",
                changed(ALLOWANCE, "= 10", '= "10"'),
            ),
            "law-wrong-type",
            "整数",
        ),
    ],
)
def test_a_file_of_the_wrong_form_is_refused(content: bytes, rule: str, said: str) -> None:
    lines = [each.line() for each in found(content) if each.rule == rule]
    assert any(said in line for line in lines), [each.line() for each in found(content)]


def test_line_numbers_lead_to_the_row_inside_a_statute() -> None:
    content = own("statutes", changed(STATUTE, "= 1 }", '= "x" }'))
    finding = only(content)
    assert finding.where == "law/1.toml 第14行 [[statute.article]] example:first"
    assert content.decode().splitlines()[13] == "[[statute.article]]"


def test_rows_without_headings_have_no_line() -> None:
    row = '{ in_force_from = 2026-10-20, one_year = "3", five_year = "3", status = "sure" }'
    content = f"rate = [{row}]\n".encode() + lpr("")
    assert only(content).where == "law/1.toml [[rate]] 自 2026-10-20"


def test_all_faults_of_all_files_are_found_at_once() -> None:
    broken = changed(changed(RATE, '"2.90"', "2.9"), '"verified"', '"sure"')
    late = changed(YEAR, "2027", "2029")
    rows = FEE.format(id="x") + 'brackets = [{ over = "1", rate = "2" }]\nwhat = 1\n'
    assert rules(lpr(broken), own("holidays", late), own("court_fees", rows), b"x") == {
        "law-float",
        "law-status",
        "law-gap",
        "law-bracket",
        "law-unknown-key",
        "law-no-toml",
    }


def test_a_message_never_repeats_a_long_value() -> None:
    finding = only(lpr(changed(RATE, '"2.90"', f'"{"9" * 500}x"')))
    assert len(finding.message) < 80


def test_the_shipped_articles_have_numbers(law: LawBook) -> None:
    for statute in law.statutes.values():
        for article in statute.articles.values():
            assert article["n"], (statute.id, article["key"])
