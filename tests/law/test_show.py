from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.law.support import FEE, RATE, lpr, own

from recoverydocs.errors import LawTableError
from recoverydocs.law.show import rows_on, table_notes, unverified_count
from recoverydocs.law.table import GROUPS

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


def test_rows_on_shows_one_lpr_with_its_evidence(law: LawBook) -> None:
    (row,) = rows_on("lpr", date(2024, 8, 1), law)
    assert row.name == "2024-07-22"
    assert row.text == "一年期 3.35%；五年期以上 3.85%"
    assert row.starts == date(2024, 7, 22)
    assert row.source.endswith("（3x）")
    assert row.as_json()["in_force_to"] == "2024-08-19"
    assert row.file == "law/tables/lpr.toml"


def test_rows_on_shows_article_numbers_of_the_day(law: LawBook) -> None:
    before = {row.name: row for row in rows_on("statutes", date(2026, 2, 28), law)}
    after = {row.name: row for row in rows_on("statutes", date(2026, 3, 1), law)}
    assert before["arbitration-law:preservation"].article == "28"
    assert after["arbitration-law:preservation"].article == "39(1)"
    assert "仲裁法第三十九条第一款" in after["arbitration-law:preservation"].text
    assert "arbitration-law:online" not in before
    assert after["arbitration-law:online"].status == "verified"


def test_rows_on_says_of_every_unverified_row_why(law: LawBook) -> None:
    unread = [
        row for id_ in GROUPS for row in rows_on(id_, date(2026, 6, 1), law) if row.note == ""
    ]
    assert unread
    assert {row.status for row in unread} == {"verified"}


def test_rows_on_a_day_past_the_confirmed_one_is_unverified(law: LawBook) -> None:
    def status(table: str, name: str, day: date) -> tuple[str, str]:
        row = {each.name: each for each in rows_on(table, day, law)}[name]
        return row.status, row.note

    assert status("arbitration_fees", "cn-1995-min", date(2026, 2, 28)) == ("verified", "")
    after = status("arbitration_fees", "cn-1995-min", date(2026, 3, 1))
    assert after[0] == "unverified"
    assert "是否继续有效未经确认" in after[1]
    assert status("statutes", "arbitration-fees:prepay", date(2026, 2, 28))[0] == "verified"
    assert status("statutes", "arbitration-fees:prepay", date(2026, 3, 1))[0] == "unverified"


@pytest.mark.parametrize(
    ("table", "name", "said"),
    [
        # 诉讼费用交纳办法 第十三条, 第十四条: the brackets as the decree has them.
        ("court_fees", "property", "不超过10000元 50元，超过10000元至100000元 2.5%"),
        ("court_fees", "property", "超过20000000元的部分 0.5%"),
        ("court_fees", "enforcement", "无金额的（元） 下限50，上限500"),
        ("court_fees", "preservation", "上限（元） 5000"),
        ("court_fees", "payment-order", "比照 property；比照的比例 1/3"),
        ("judicial_interest", "doubled-part", "日利率 0.0175%"),
        ("judicial_interest", "penalty-uplift-overdue", "上浮下限 30%；上浮上限 50%"),
        ("judicial_interest", "private-lending-cap", "倍数 4"),
        ("periods", "preservation-renewal", "提前至其前最后一个工作日"),
        ("periods", "appeal-judgment", "长度 15；单位 日"),
        ("periods", "appeal-judgment", "扣除在途 是"),
        ("holidays", "2026", "2026-06-01 星期一为工作日"),
        ("judicial_interest", "delayed-performance-basis", "2023 第二百六十四条"),
    ],
)
def test_rows_on_says_it_in_chinese(law: LawBook, table: str, name: str, said: str) -> None:
    rows = {
        row.name: row for row in rows_on(table, date(2026, 6, 1), law) if row.group != "kind"
    }
    assert said in rows[name].text


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 10, 1), "星期四为放假"),
        (date(2026, 10, 10), "星期六为调休上班"),
        (date(2026, 10, 11), "星期日为休息日"),
        (date(2026, 10, 12), "星期一为工作日"),
    ],
)
def test_rows_on_says_what_the_day_is(law: LawBook, day: date, kind: str) -> None:
    (row,) = rows_on("holidays", day, law)
    assert f"{day} {kind}" in row.text


@pytest.mark.parametrize("table", GROUPS)
def test_rows_on_answers_for_every_table(law: LawBook, table: str) -> None:
    rows = rows_on(table, date(2026, 6, 1), law)
    assert rows
    assert all(row.name and row.source and row.origin == "shipped" for row in rows)
    assert {row.file for row in rows} == {f"law/tables/{table}.toml"}


@pytest.mark.parametrize(
    ("table", "day", "said"),
    [
        ("nothing", date(2026, 1, 1), "没有名为 nothing 的表"),
        ("lpr", date(2019, 8, 19), r"lpr\.toml："),
        ("lpr", date(2026, 10, 20), r"lpr\.toml："),
        ("benchmark_rates", date(2014, 11, 21), r"benchmark_rates\.toml："),
        ("holidays", date(2027, 1, 1), "没有 2027 年的放假安排"),
        ("court_fees", date(2007, 3, 31), "最早的一行自 2007-04-01 起"),
        ("statutes", date(1990, 1, 1), "1990-01-01 没有任何规定"),
    ],
)
def test_rows_on_a_day_that_the_table_does_not_reach_is_an_error(
    law: LawBook, table: str, day: date, said: str
) -> None:
    with pytest.raises(LawTableError, match=said):
        rows_on(table, day, law)


def test_rows_on_shows_which_rows_are_the_houses_own(law: LawBook) -> None:
    content = own("court_fees", FEE.format(id="public-notice") + 'flat = "150"\n')
    house = law.with_tables({"law/fees.toml": content})
    rows = {
        (row.group, row.name): row for row in rows_on("court_fees", date(2027, 1, 1), house)
    }
    own_row, ours = rows["table", "public-notice"], rows["table", "property"]
    assert (own_row.origin, own_row.file) == ("workspace", "law/fees.toml")
    assert own_row.source == "示例公告"
    assert (ours.origin, ours.file) == ("shipped", "law/tables/court_fees.toml")
    assert "诉讼费用交纳办法" in ours.source
    eve = rows_on("court_fees", date(2026, 12, 31), house)
    before = {(row.group, row.name): row for row in eve}["table", "public-notice"]
    assert before.origin == "shipped"
    assert before.ends == date(2026, 12, 31)


def test_table_notes_give_what_each_file_says_of_itself(law: LawBook) -> None:
    more = 'covered_to = 2026-11-19\nnote = "法务部录入"\n'
    house = law.with_tables({"law/lpr.toml": lpr(more=more)})
    first, last = table_notes(house.table("lpr"))
    assert first.startswith("law/tables/lpr.toml：secondary sources only")
    assert last == "law/lpr.toml：法务部录入"


def test_unverified_rows_are_counted(law: LawBook) -> None:
    day = date(2026, 11, 24)
    assert unverified_count(law.table("lpr"), day) == 0
    assert unverified_count(law.table("arbitration_fees"), date(2026, 2, 28)) == 0
    assert unverified_count(law.table("arbitration_fees"), day) == 2
    unread = RATE.replace('"verified"', '"unverified"')
    house = law.with_tables({"law/lpr.toml": lpr(unread)})
    assert unverified_count(house.table("lpr"), day) == 1
    assert unverified_count(law.table("statutes"), day) == sum(
        each["status"] == "unverified"
        for row in law.table("statutes").rows("statute")
        for group in ("version", "article")
        for each in row.get(group, ())
    )
