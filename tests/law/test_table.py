from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from recoverydocs.errors import LawTableError
from recoverydocs.law import LawBook, load_packaged
from recoverydocs.law.book import make_book
from recoverydocs.law.checks import check_table
from recoverydocs.law.table import GROUPS, read_table

RATE = """
[[rate]]
in_force_from = 2026-10-20
one_year = "3"
five_year = "3"
status = "verified"
"""
META = '[meta]\nid = "{id}"\nversion = "2026-12-01"\nsource = "公告"\n'


def own(id_: str, body: str, more: str = "") -> bytes:
    if body.startswith("rate ="):
        return (body + META.format(id=id_)).encode()
    return (META.format(id=id_) + more + body).encode()


def refused(id_: str, body: str, more: str = "") -> str:
    with pytest.raises(LawTableError) as caught:
        load_packaged().with_tables({f"{id_}.toml": own(id_, body, more)})
    return str(caught.value)


def test_every_packaged_table_keeps_its_promises_and_names_its_source(law: LawBook) -> None:
    assert set(law.tables) == set(GROUPS)
    for table in law.tables.values():
        check_table(table)
        assert table.origin == "shipped"
        assert table.meta["source"]
        assert len(table.sha256) == 64


def test_numbers_without_quotes_are_decimals() -> None:
    table = read_table(own("lpr", "", "weight = 0.1\n"), "lpr.toml", "workspace")
    assert table.meta["weight"] == Decimal("0.1")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff", "UTF-8"),
        (b"[meta", "TOML"),
        (b"", "id、version、source"),
        (b'[meta]\nid = "lpr"\nversion = "1"\n', "缺少 source"),
        (b'[meta]\nid = "mine"\nversion = "1"\nsource = "x"\n', "没有名为 mine 的表"),
    ],
)
def test_a_file_that_is_no_table_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(LawTableError, match=said):
        read_table(content, "x.toml", "workspace")


def test_next_years_holidays_are_a_table_file(law: LawBook) -> None:
    body = """
[[year]]
year = 2027
off = [2027-01-01, 2027-02-06]
work = [2027-02-13]
"""
    house = law.with_tables({"holidays.toml": own("holidays", body)})
    assert house.working_days.is_rest(date(2027, 1, 1))
    assert not house.working_days.is_rest(date(2027, 2, 13))
    assert house.working_days.is_rest(date(2027, 2, 14))
    assert not law.working_days.published(date(2027, 1, 1))
    table = house.table("holidays")
    assert table.origin == "workspace"
    assert table.version == "2026-12-01"
    assert table.extends is law.table("holidays")


def test_a_new_lpr_is_a_table_file(law: LawBook) -> None:
    body = """
[[rate]]
in_force_from = 2026-10-20
one_year = "2.90"
five_year = "3.40"
status = "verified"
"""
    house = law.with_tables({"lpr.toml": own("lpr", body, "covered_to = 2026-11-19\n")})
    assert house.lpr(date(2026, 10, 19), "1Y").rate == Decimal("0.0300")
    assert house.lpr(date(2026, 10, 20), "1Y").rate == Decimal("0.0290")
    assert house.lpr(date(2026, 11, 19), "5Y").rate == Decimal("0.0340")
    with pytest.raises(LawTableError, match="数据只到 2026-11-19"):
        house.lpr(date(2026, 11, 20), "1Y")
    with pytest.raises(LawTableError, match="请按公布值补"):
        law.lpr(date(2026, 10, 20), "1Y")


def test_a_fee_change_is_a_table_file(law: LawBook) -> None:
    body = """
[[table]]
id = "public-notice"
name = "申请公示催告"
article = "第十四条第(四)项"
in_force_from = 2027-01-01
status = "verified"
flat = "150"
"""
    house = law.with_tables({"court_fees.toml": own("court_fees", body)})
    assert (
        house.row("court_fees", "table", "public-notice", date(2026, 12, 31))["flat"] == "100"
    )
    assert house.row("court_fees", "table", "public-notice", date(2027, 1, 1))["flat"] == "150"


def test_a_row_of_the_same_day_takes_the_place_of_ours(law: LawBook) -> None:
    body = """
[[rate]]
in_force_from = 2026-09-20
in_force_to = 2026-10-19
one_year = "2.99"
five_year = "3.49"
status = "verified"
"""
    house = law.with_tables({"lpr.toml": own("lpr", body)})
    assert house.lpr(date(2026, 10, 1), "1Y").rate == Decimal("0.0299")


def test_replace_leaves_nothing_of_ours(law: LawBook) -> None:
    body = """
[[rate]]
in_force_from = 2026-01-01
one_year = "3.00"
five_year = "3.50"
status = "verified"
"""
    more = "covered_to = 2026-12-31\nreplace = true\n"
    house = law.with_tables({"lpr.toml": own("lpr", body, more)})
    with pytest.raises(LawTableError, match="早于首行 2026-01-01"):
        house.lpr(date(2025, 12, 31), "1Y")


def test_a_renumbered_statute_is_a_table_file(law: LawBook) -> None:
    body = """
[[statute]]
id = "civil-code"
title = "中华人民共和国民法典"
short = "民法典"
[[statute.version]]
id = "2030"
in_force_from = 2030-01-01
status = "verified"
[[statute.article]]
key = "a188"
label = "三年"
n = { "2030" = 190 }
status = "verified"

[[statute]]
id = "house-rules"
title = "示例规程"
short = "规程"
[[statute.version]]
id = "1"
in_force_from = 2026-01-01
status = "unverified"
"""
    house = law.with_tables({"statutes.toml": own("statutes", body)})
    assert house.cite("civil-code:a188", date(2029, 12, 31)) == "民法典第一百八十八条"
    assert house.cite("civil-code:a188", date(2030, 1, 1)) == "民法典第一百九十条"
    assert house.provision("house-rules", date(2026, 1, 1)).status == "unverified"
    with pytest.raises(LawTableError, match="该版条号未录入"):
        house.cite("civil-code:a189", date(2030, 1, 1))


@pytest.mark.parametrize(
    ("id_", "body", "said"),
    [
        ("lpr", "[[rates]]\nx = 1\n", r"\[rates\] 不是本表的内容"),
        ("lpr", "[rate]\nx = 1\n", r"应写成 \[\[rate\]\]"),
        (
            "lpr",
            (
                '[[rate]]\nin_force_from = 2026-10-21\none_year = "3"\nfive_year = "3"\n'
                'status = "verified"\n'
            ),
            "空档",
        ),
        (
            "lpr",
            (
                '[[rate]]\nin_force_from = 2026-10-01\none_year = "3"\nfive_year = "3"\n'
                'status = "verified"\n'
            ),
            "重叠",
        ),
        (
            "lpr",
            (
                '[[rate]]\nin_force_from = 2026-10-20\none_year = 3.0\nfive_year = "x"\n'
                'status = "sure"\n'
            ),
            "小数文本",
        ),
        ("lpr", '[[rate]]\none_year = "3"\nfive_year = "3"\n', "缺少 in_force_from"),
        (
            "lpr",
            (
                "[[rate]]\nin_force_from = 2026-10-20\nin_force_to = 2026-10-01\n"
                'one_year = "3"\nfive_year = "3"\nstatus = "verified"\n'
            ),
            "早于起始日",
        ),
        ("lpr", 'rate = ["x"]\n', "应是一个表"),
        ("holidays", '[[year]]\nyear = "2027"\n', "year 应是整数"),
        ("statutes", '[[statute]]\nid = "x"\nversion = 1\n', "应有 id"),
        ("lpr", '[[rate]]\nin_force_from = "2026"\n', "应写成日期"),
        ("holidays", '[[year]]\nyear = 2027\noff = ["x"]\n', "日期的列表"),
        ("statutes", '[[statute]]\nid = "x"\n[[statute.version]]\nid = "1"\n', "in_force_from"),
        (
            "statutes",
            '[[statute]]\nid = "x"\n[[statute.article]]\nkey = "a"\nn = 3\n',
            "版本与条号",
        ),
        ("holidays", "[[year]]\noff = [2027-01-01]\n", "都应有 year"),
        ("holidays", "[[year]]\nyear = 2029\noff = [2029-01-01]\n", "不连续"),
        ("holidays", "[[year]]\nyear = 2027\noff = [2028-01-01]\n", "别的年份"),
        ("holidays", "[[year]]\nyear = 2027\noff = []\n", "没有放假日"),
        (
            "holidays",
            "[[year]]\nyear = 2027\noff = [2027-01-01]\nwork = [2027-01-01]\n",
            "既休又班",
        ),
        ("court_fees", '[[rule]]\nname = "x"\n', "缺少 id"),
        (
            "court_fees",
            (
                '[[table]]\nid = "x"\narticle = "1"\nin_force_from = 2027-01-01\n'
                'status = "verified"\n'
                'brackets = [{ over = "1", rate = "0.1" }]\n'
            ),
            "不衔接",
        ),
        (
            "court_fees",
            (
                '[[table]]\nid = "x"\narticle = "1"\nin_force_from = 2027-01-01\n'
                'status = "verified"\n'
                'brackets = [{ over = "0", up_to = "5", rate = "0.1", flat = "1" }]\n'
            ),
            "rate 或 flat 之一",
        ),
        (
            "court_fees",
            (
                '[[table]]\nid = "x"\nin_force_from = 2027-01-01\n'
                'status = "verified"\n'
                'brackets = [{ over = 0, rate = "0.1" }]\n'
            ),
            "缺少 article",
        ),
        (
            "periods",
            (
                '[[period]]\nid = "x"\nlength = "3"\nunit = "week"\nrollover = "up"\n'
                "in_force_from = 2027-01-01\n"
                'status = "verified"\n'
            ),
            "unit 不在",
        ),
        (
            "statutes",
            (
                '[[statute]]\nid = "x"\ntitle = "甲"\n[[statute.article]]\nkey = "a"\n'
                'n = { "1" = "x" }\nstatus = "verified"\n'
            ),
            "不存在的版本",
        ),
        ("statutes", '[[statute]]\nid = "x"\ntitle = "甲"\nshort = "乙"\n', "没有 "),
        (
            "judicial_interest",
            '[[rule]]\nid = "x"\nin_force_from = 2027-01-01\nstatus = "verified"\n',
            "缺少 article",
        ),
    ],
)
def test_a_table_that_breaks_a_promise_is_refused(id_: str, body: str, said: str) -> None:
    more = "covered_to = 2026-11-19\n" if id_ == "lpr" else ""
    message = refused(id_, body, more)
    assert re.search(said, message), message


def test_lpr_must_say_how_far_it_reaches() -> None:
    body = RATE
    assert "covered_to" in refused("lpr", body, "replace = true\n")
    assert "没有任何" in refused("lpr", "", "replace = true\ncovered_to = 2026-01-01\n")
    mismatch = RATE.replace("2026-10-20", "2026-10-20\nin_force_to = 2026-11-01")
    assert "不一致" in refused("lpr", mismatch, "covered_to = 2026-11-19\n")


def test_a_duplicate_statute_is_refused() -> None:
    content = (
        META.format(id="statutes") + '[[statute]]\nid = "x"\n[[statute]]\nid = "x"\n'
    ).encode()
    with pytest.raises(LawTableError, match="重复"):
        check_table(read_table(content, "statutes.toml", "workspace"))


def test_a_book_needs_every_table(law: LawBook) -> None:
    with pytest.raises(LawTableError, match="缺少表：lpr"):
        make_book({name: table for name, table in law.tables.items() if name != "lpr"})


def test_a_row_is_asked_by_name_and_day(law: LawBook) -> None:
    with pytest.raises(LawTableError, match="没有名为 nothing 的表"):
        law.table("nothing")
    with pytest.raises(LawTableError, match="id = nothing"):
        law.row("court_fees", "table", "nothing", date(2026, 1, 1))
    with pytest.raises(LawTableError, match="在 2007-03-31 没有规定"):
        law.row("court_fees", "table", "property", date(2007, 3, 31))
    assert law.row("court_fees", "table", "property", date(2007, 4, 1))["status"] == "verified"
