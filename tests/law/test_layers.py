from __future__ import annotations

from datetime import date

import pytest
from tests.law.support import FEE, RATE, STATUTE, lpr, own

from recoverydocs.errors import LawTableError
from recoverydocs.law import LawBook, load_packaged
from recoverydocs.law.book import make_book
from recoverydocs.law.layers import origins


def with_own(*files: bytes) -> LawBook:
    named = {f"law/{number}.toml": content for number, content in enumerate(files, 1)}
    return load_packaged().with_tables(named)


def test_a_house_file_stands_on_ours_and_both_are_named(law: LawBook) -> None:
    house = with_own(lpr())
    table = house.table("lpr")
    assert [file.name for file in table.files] == ["law/tables/lpr.toml", "law/1.toml"]
    assert (table.origin, table.version) == ("workspace", "2026-12-01")
    assert [file.name for file in table.own_files] == ["law/1.toml"]
    assert house.digests["lpr"][0] == law.digests["lpr"][0]
    assert house.digests != law.digests
    assert {id_ for id_, files in house.digests.items() if len(files) > 1} == {"lpr"}


def test_each_row_says_from_which_file_it_comes() -> None:
    same = RATE.replace("2026-10-20", "2026-09-20\nin_force_to = 2026-10-19")
    table = with_own(lpr(same + RATE)).table("lpr")
    names = {mark.start: file.name for mark, file in origins(table).items()}
    assert names[date(2026, 8, 20)] == "law/tables/lpr.toml"
    assert names[date(2026, 9, 20)] == "law/1.toml"
    assert names[date(2026, 10, 20)] == "law/1.toml"


def test_a_later_fee_ends_ours_on_its_eve() -> None:
    house = with_own(own("court_fees", FEE.format(id="public-notice") + 'flat = "150"\n'))
    before = house.row("court_fees", "table", "public-notice", date(2026, 12, 31))
    after = house.row("court_fees", "table", "public-notice", date(2027, 1, 1))
    assert (before["flat"], before["in_force_to"]) == ("100", date(2026, 12, 31))
    assert after["flat"] == "150"
    assert "in_force_to" not in after


def test_a_row_of_the_same_day_takes_the_place_of_ours() -> None:
    same = RATE.replace("2026-10-20", "2026-09-20\nin_force_to = 2026-10-19")
    house = with_own(own("lpr", same))
    assert str(house.lpr(date(2026, 10, 1), "1Y").rate) == "0.0290"
    assert len(house.table("lpr").rows("rate")) == len(
        load_packaged().table("lpr").rows("rate")
    )


def test_a_year_of_holidays_takes_the_place_of_ours() -> None:
    year = "[[year]]\nyear = 2026\noff = [2026-11-24]\nwork = []\n"
    house = with_own(own("holidays", year))
    assert house.working_days.is_rest(date(2026, 11, 24))
    assert not house.working_days.is_rest(date(2026, 10, 1))


def test_replace_leaves_nothing_of_ours() -> None:
    house = with_own(lpr(more="covered_to = 2026-11-19\nreplace = true\n"))
    assert [file.name for file in house.table("lpr").files] == ["law/1.toml"]
    with pytest.raises(LawTableError, match="早于首行 2026-10-20"):
        house.lpr(date(2026, 10, 19), "1Y")


def test_several_files_of_one_table_are_laid_in_the_order_of_their_names() -> None:
    next_ = RATE.replace("2026-10-20", "2026-11-20").replace("2.90", "2.85")
    house = with_own(lpr(), lpr(next_, "covered_to = 2026-12-20\n"))
    assert str(house.lpr(date(2026, 11, 19), "1Y").rate) == "0.0290"
    assert str(house.lpr(date(2026, 12, 20), "1Y").rate) == "0.0285"
    assert len(house.table("lpr").own_files) == 2


def test_a_book_laid_twice_keeps_what_was_laid_first() -> None:
    house = with_own(lpr()).with_tables({"law/more.toml": own("statutes", STATUTE)})
    assert house.cite("example:first", date(2027, 1, 1)) == "示例法第一条"
    assert str(house.lpr(date(2026, 10, 20), "1Y").rate) == "0.0290"


NEW_CODE = """
[[statute]]
id = "civil-code"
[[statute.version]]
id = "2030"
in_force_from = 2030-01-01
status = "verified"
[[statute.article]]
key = "{key}"
label = "三年"
n = {{ "2030" = 190 }}
status = "{status}"
"""


def test_a_new_version_renumbers_from_its_first_day() -> None:
    house = with_own(own("statutes", NEW_CODE.format(key="a188", status="verified")))
    assert house.cite("civil-code:a188", date(2029, 12, 31)) == "民法典第一百八十八条"
    assert house.cite("civil-code:a188", date(2030, 1, 1)) == "民法典第一百九十条"
    with pytest.raises(LawTableError, match="该版条号未录入"):
        house.cite("civil-code:a189", date(2030, 1, 1))


def test_each_number_keeps_the_status_of_its_own_file() -> None:
    unread = with_own(own("statutes", NEW_CODE.format(key="a188", status="unverified")))
    assert unread.provision("civil-code:a188", date(2029, 12, 31)).status == "verified"
    assert unread.provision("civil-code:a188", date(2030, 1, 1)).status == "unverified"
    read = with_own(own("statutes", NEW_CODE.format(key="a195-suit", status="verified")))
    assert read.provision("civil-code:a195-suit", date(2029, 12, 31)).status == "unverified"
    assert read.provision("civil-code:a195-suit", date(2030, 1, 1)).status == "verified"


def test_a_house_that_has_read_the_text_says_so() -> None:
    read = """
[[statute]]
id = "civil-code"
[[statute.article]]
key = "a195-suit"
label = "起诉或者申请仲裁中断时效"
n = { "2020" = "195[3]" }
status = "verified"
source = "已核对国家法律法规数据库文本"
"""
    house = with_own(own("statutes", read))
    assert house.provision("civil-code:a195-suit", date(2026, 11, 24)).status == "verified"


def test_a_new_statute_is_a_row() -> None:
    house = with_own(own("statutes", STATUTE.replace('"verified"', '"unverified"', 1)))
    assert house.provision("example:first", date(2027, 1, 1)).status == "unverified"
    with pytest.raises(LawTableError, match="没有施行中的版本"):
        house.provision("example:first", date(2026, 12, 31))


def test_a_house_with_a_fault_is_refused_with_all_of_them() -> None:
    gap = RATE.replace("2026-10-20", "2026-10-22").replace('"3.40"', "3.4")
    with pytest.raises(LawTableError, match="共 2 处") as caught:
        with_own(lpr(gap))
    assert {each.rule for each in caught.value.findings} == {"law-float", "law-gap"}


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
    with pytest.raises(LawTableError, match="在 2007-03-31 没有规定"):
        law.row("court_fees", "rule", "prepay-deadline", date(2007, 3, 31))


def test_the_last_day_covered_is_known_for_the_tables_that_have_one(law: LawBook) -> None:
    assert law.covered_to("lpr") == date(2026, 10, 19)
    assert law.covered_to("holidays") == date(2026, 12, 31)
    assert law.covered_to("court_fees") is None
    year = "[[year]]\nyear = 2027\noff = [2027-01-01]\nwork = []\n"
    house = with_own(lpr(), own("holidays", year))
    assert house.covered_to("lpr") == date(2026, 11, 19)
    assert house.covered_to("holidays") == date(2027, 12, 31)


def test_a_table_without_an_article_rests_on_its_source(law: LawBook) -> None:
    assert law.table("holidays").article.startswith("全国年节及纪念日放假办法")
    year = "[[year]]\nyear = 2026\noff = [2026-01-01]\nwork = []\n"
    house = with_own(own("holidays", year, "replace = true\n"))
    assert house.table("holidays").article == "示例公告"
