from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from recoverydocs.cases.workbooks.book import Book, lines_needed, width_of

PRINTED = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=60
)


def written(text: str) -> object:
    book = Book()
    book.sheet("表").write(0, 0, text)
    cell = load_workbook(io.BytesIO(book.content()))["表"]["A1"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    return cell.value


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "00012",
        "110199199003070017",
        " 前后空格 ",
        "两\n行",
        "𠮷䶮",
        "A&B‹有限>公司",
        "{{ 7*7 }}",
        "https://example.com/a",
        "_x0041_",
    ],
)
def test_text_stays_the_text_it_was(text: str) -> None:
    assert written(text) == text


@given(PRINTED)
def test_any_text_stays_the_text_it_was(text: str) -> None:
    assert written(text) == text


def test_equal_calls_give_equal_octets() -> None:
    def make() -> bytes:
        book = Book()
        sheet = book.sheet("表")
        sheet.write_row(0, ["甲", "", "乙"], "heading")
        sheet.comment(0, 1, "说明")
        sheet.choices(1, 9, 0, ("是", "否"))
        return book.content()

    assert make() == make()


def test_widths_count_chinese_twice_and_have_bounds() -> None:
    assert width_of("合同") == 8
    assert width_of("合同编号ABC") == 13
    assert width_of("长" * 100, most=30) == 30
    assert lines_needed("", 10) == 1
    assert lines_needed("一二三四五六七八九十", 11) == 2
    assert lines_needed("一\n二", 11) == 2
