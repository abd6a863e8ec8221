"""Every kind drafted from its sample: whole, masked, reproducible, as the texts beside."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from tests.documents.support import DAY, NUMBERS, SLUGS, assessed, made, sample, target

from recoverydocs.documents import draft, kind_of, targets
from recoverydocs.documents.draft import compiled, safe_name
from recoverydocs.documents.engine import read_back
from recoverydocs.documents.kind_checks import BANNED
from recoverydocs.errors import DataRefusedError, LawTableError, Severity

if TYPE_CHECKING:
    from docx.shared import Length

TEXTS = Path(__file__).parent / "texts"
FULL_ID = re.compile(r"110199(?:19|20)[0-9]{9}[0-9X]")
TARGETS = [(slug, each.key) for slug in SLUGS for each in targets(kind_of(slug), sample(slug))]


@pytest.mark.parametrize(("slug", "key"), TARGETS)
def test_sample_gives_the_committed_text(slug: str, key: str) -> None:
    document = made(slug, key=key)
    name = document.file_name.removesuffix(".docx")
    expected = (TEXTS / f"{name}.txt").read_text("utf-8")
    assert document.text.rstrip("\n") + "\n" == expected


def test_no_text_is_committed_without_its_document() -> None:
    names = {made(slug, key=key).file_name.removesuffix(".docx") for slug, key in TARGETS}
    assert {path.stem for path in TEXTS.glob("*.txt")} == names


@pytest.mark.parametrize("slug", SLUGS)
def test_sample_is_whole_and_reproducible(slug: str) -> None:
    document = made(slug)
    assert "{{" not in document.text
    assert "{%" not in document.text
    assert "None" not in document.text
    assert "草稿" not in document.text
    assert read_back(document.content) == document.text
    assert made(slug).content == document.content
    assert compiled(kind_of(slug).template, slug) is compiled(kind_of(slug).template, slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_id_numbers_stand_whole_only_where_the_kind_asks(slug: str) -> None:
    found = FULL_ID.search(made(slug).text)
    assert bool(found) is kind_of(slug).prints_full_id


@pytest.mark.parametrize("slug", SLUGS)
def test_number_stands_once_or_not_at_all(slug: str) -> None:
    count = made(slug).text.count(NUMBERS[slug])
    assert count == (1 if kind_of(slug).prints_number else 0)


@pytest.mark.parametrize("slug", SLUGS)
def test_draft_bears_its_mark_and_no_number(slug: str) -> None:
    document = made(slug, number=None)
    assert "草稿" in document.text
    assert NUMBERS[slug] not in document.text
    word = Document(_stream(document.content))
    header = "".join(p.text for p in word.sections[0].header.paragraphs)
    assert "草稿" in header


def _stream(content: bytes) -> Any:  # noqa: ANN401 - python-docx takes any stream
    from io import BytesIO  # noqa: PLC0415 - one place

    return BytesIO(content)


def _mm(length: Length | None) -> int:
    assert length is not None
    millimetres: float = length.mm
    return round(millimetres)


@pytest.mark.parametrize("slug", SLUGS)
def test_page_is_a4_with_page_fields_and_named_fonts(slug: str) -> None:
    word = Document(_stream(made(slug).content))
    section = word.sections[0]
    assert [_mm(section.page_width), _mm(section.page_height)] == [210, 297]
    margins = {
        "L1": (37, 28, 26, 35),
        "L2": (None, 28, None, None),
        "L3": (None, None, None, None),
    }[kind_of(slug).layout]
    found = [
        section.top_margin,
        section.left_margin,
        section.right_margin,
        section.bottom_margin,
    ]
    for wanted, margin in zip(margins, found, strict=True):
        assert wanted is None or _mm(margin) == wanted
    footer = section.footer._element.xml  # noqa: SLF001 - fields are not in its interface
    assert " PAGE " in footer
    assert " NUMPAGES " in footer
    fonts = set(re.findall(r'w:eastAsia="([^"]+)"/', word.styles.element.xml))
    assert fonts - {"zh-CN"} <= {"仿宋", "黑体", "楷体", "宋体"}


@pytest.mark.parametrize("slug", ["dunning-notice", "guarantor-notice"])
def test_letters_hold_no_banned_word(slug: str) -> None:
    for each in targets(kind_of(slug), sample(slug)):
        text = made(slug, key=each.key).text
        assert [word for word in BANNED if word in text] == []


def test_missing_value_names_tag_template_and_field() -> None:
    def without_address(data: dict[str, Any]) -> None:
        data["addresses"] = []

    with pytest.raises(DataRefusedError) as refused:
        made("preservation-application", without_address)
    finding = refused.value.findings[0]
    assert finding.field == "preservation.respondents.address" or finding.field.endswith(
        "address"
    )
    assert "preservation-application" in finding.where
    assert "{{" in finding.message


def test_unverified_number_is_a_block_of_the_draft() -> None:
    document = made("dunning-notice")
    assert all(each.severity is Severity.NOTE for each in document.findings)
    assert {each.rule for each in document.findings} <= {"施行日待核"}


def test_law_without_a_version_on_the_day_is_an_error() -> None:
    with pytest.raises(LawTableError):
        made("dunning-notice", day=date(2020, 6, 1))


def test_two_cases_never_give_equal_documents() -> None:
    def another(data: dict[str, Any]) -> None:
        data["contracts"][0]["repayments"].pop()
        data["contracts"][0]["core_balances"] = []

    assert made("dunning-notice").content != made("dunning-notice", another).content


def test_failed_check_is_named() -> None:
    from dataclasses import replace  # noqa: PLC0415 - one place

    kind = replace(kind_of("internal-filing"), checks=("grade-of-nobody",))
    claim = assessed("internal-filing")
    with pytest.raises(DataRefusedError) as refused:
        draft(
            kind,
            claim,
            target("internal-filing", claim.case),
            document_number=NUMBERS["internal-filing"],
            issued_on=DAY,
        )
    assert refused.value.findings[0].rule == "check-grade-of-nobody"


def test_file_name_tells_targets_apart_without_personal_data() -> None:
    assert safe_name("〔2026〕7号") != safe_name("〔2026〕7字")
    assert re.fullmatch(r"[0-9a-f]{8}", safe_name("号"))
