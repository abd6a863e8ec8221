"""The 计算明细表 behind a document: when, how it is put there, and what it then says."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from lxml import etree
from tests.documents.support import SLUGS, assessed, made, sample, target

from recoverydocs.documents import draft, field_labels, kind_of, read_kind
from recoverydocs.documents.checked import CheckedText
from recoverydocs.documents.checks import check_text
from recoverydocs.documents.enclosing import (
    encloses_working_table,
    template_for,
    with_enclosure,
)
from recoverydocs.documents.engine import check_template
from recoverydocs.documents.engine.parts import WORD
from recoverydocs.documents.kinds import enclosure_files, packaged_folder
from recoverydocs.errors import DataRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

OFFERING = sorted(slug for slug in SLUGS if kind_of(slug).enclosures)
TABLE = enclosure_files(packaged_folder())["working-table.docx"]
W = f"{{{WORD}}}"


def asking(wish: bool | None) -> Callable[[dict[str, Any]], object]:  # noqa: FBT001
    """The sample with the case's word on the table."""
    return lambda data: data.setdefault("requests", {}).update(working_table=wish)


def body_of(content: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))[0]


def changed(content: bytes, part: str, before: bytes, after: bytes) -> bytes:
    octets = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(octets, "w") as new:
        for head in old.infolist():
            held = old.read(head)
            if head.filename == part:
                assert before in held
                held = held.replace(before, after)
            new.writestr(head, held)
    return octets.getvalue()


def test_letters_agreements_and_arbitration_offer_the_table() -> None:
    assert OFFERING == [
        "arbitration-application",
        "dunning-notice",
        "guarantor-notice",
        "supplementary-agreement",
    ]


@pytest.mark.parametrize(
    ("slug", "wish", "enclosed"),
    [
        ("arbitration-application", None, True),
        ("arbitration-application", False, False),
        ("dunning-notice", None, False),
        ("dunning-notice", True, True),
        ("internal-filing", True, False),  # the kind does not offer it
    ],
)
def test_the_case_prevails_where_the_kind_offers_it(
    slug: str,
    wish: bool | None,  # noqa: FBT001
    enclosed: bool,  # noqa: FBT001
) -> None:
    case = sample(slug, asking(wish))
    assert encloses_working_table(kind_of(slug), case) is enclosed
    assert (template_for(kind_of(slug), case) != kind_of(slug).template) is enclosed
    assert ("还款抵充顺序" in made(slug, asking(wish)).text) is enclosed


@pytest.mark.parametrize("slug", OFFERING)
def test_document_and_list_of_enclosures_name_it(slug: str) -> None:
    text = made(slug, asking(True)).text
    enclosures = [line for line in text.splitlines() if re.match(r"附件：|\d\. 附表：", line)]
    assert any("计算明细表" in line for line in enclosures)
    assert text.index("\n计算明细表\n") > text.index(enclosures[0])
    without = made(slug, asking(False)).text
    assert "计算明细表" not in without


@pytest.mark.parametrize("slug", OFFERING)
def test_amounts_of_the_table_are_the_claims(slug: str) -> None:
    document = made(slug, asking(True))
    claim = assessed(slug)
    working = document.fields["working"]
    assert isinstance(working, dict)
    for table in working["contracts"]:
        found = claim.contract(table["no"])
        assert table["total"] == str(found.total)
        rows = [row for loan in table["loans"] for row in loan["rows"]]
        for name, items in (
            ("interest", {"期内利息尚欠"}),
            ("penalty_interest", {"罚息尚欠", "罚息小计", "罚息"}),
        ):
            amounts = {row["amount"] for row in rows if row["counts"] and row["item"] in items}
            amount = found.figure(name).amount
            assert not amount or str(amount) in amounts
        assert all(row["amount"] in document.text for row in rows)


def test_it_begins_a_page_on_its_side_under_the_same_head_and_foot() -> None:
    document = made("dunning-notice", asking(True))
    sections = Document(BytesIO(document.content)).sections
    upright, aside = sections
    assert (upright.orientation, aside.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert aside.page_width == upright.page_height
    first, last = body_of(document.content).iter(f"{W}sectPr")
    kept = [
        [dict(each.attrib) for each in part if each.tag.endswith("Reference")]
        for part in (first, last)
    ]
    assert kept[0] == kept[1]
    assert len(kept[0]) == 2


def test_a_draft_is_marked_on_the_table_too() -> None:
    # Both sections have the one header that holds the mark.
    document = made("dunning-notice", asking(True), number=None)
    assert document.text.count("草稿　未编号，不得对外使用") == 1
    first, last = body_of(document.content).iter(f"{W}sectPr")
    heads = [part.findall(f"{W}headerReference") for part in (first, last)]
    assert [len(each) for each in heads] == [1, 1]


def test_same_files_same_octets_and_no_page_for_the_break() -> None:
    kind = kind_of("dunning-notice")
    one = with_enclosure(kind.template, TABLE, "a")
    two = with_enclosure(bytes(kind.template), bytes(TABLE), "b")
    assert one == two
    pause = next(
        p for p in body_of(one).iter(f"{W}p") if p.find(f"{W}pPr/{W}sectPr") is not None
    )
    spacing = pause.find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("20", "exact")
    assert [each.tag.removeprefix(W) for each in pause[0]][-2:] == ["rPr", "sectPr"]


def test_styles_that_the_document_lacks_come_along_and_its_own_stay() -> None:
    kind = kind_of("dunning-notice")
    with zipfile.ZipFile(BytesIO(with_enclosure(kind.template, TABLE, "a"))) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
    ids = [style.get(f"{W}styleId") for style in styles.iter(f"{W}style")]
    assert len(ids) == len(set(ids))
    assert {"WorkingTitle", "TinyMoney", "DocTitle"} <= set(ids)
    normal = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "Normal")
    spacing = normal.find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert spacing.get(f"{W}line") == "579"  # the letter's lines, not the filing's 560


def test_the_tables_template_is_clean_and_cites_by_key() -> None:
    assert check_template(TABLE, tuple(field_labels()), "working-table.docx") == ()
    document = made("dunning-notice", asking(True))
    assert "civil-code:a561" in {each.key for each in document.citations}
    assert "《中华人民共和国民法典》第五百六十一条" in document.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<w:tblGrid>", b'<w:tblGrid r:id="rId9">'),
        (b'<w:pStyle w:val="WorkingHead"/>', b"<w:numPr/>"),
    ],
)
def test_an_enclosure_with_pictures_or_lists_is_refused(before: bytes, after: bytes) -> None:
    bad = changed(TABLE, "word/document.xml", before, after)
    with pytest.raises(DataRefusedError) as refusal:
        with_enclosure(kind_of("dunning-notice").template, bad, "dunning-notice")
    assert "附件模板" in refusal.value.findings[0].message


def test_a_document_without_page_setup_is_refused() -> None:
    kind = kind_of("dunning-notice")
    bad = changed(kind.template, "word/document.xml", b"w:sectPr", b"w:sectPrX")
    with pytest.raises(DataRefusedError) as refusal:
        with_enclosure(bad, TABLE, "dunning-notice")
    assert "页面设置" in refusal.value.findings[0].message


def files(**more: bytes) -> dict[str, bytes]:
    folder = packaged_folder() / "dunning-notice"
    return {path.name: path.read_bytes() for path in folder.iterdir()} | more


def test_a_kind_that_asks_for_a_table_that_is_not_there_is_refused() -> None:
    with pytest.raises(DataRefusedError) as refusal:
        read_kind("dunning-notice", files())
    assert "缺少附件模板 working-table.docx" in refusal.value.findings[0].message


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ('working-table = "often"', "working-table = 'often'"),
        ('picture = "always"', "picture = 'always'"),
    ],
)
def test_an_unknown_enclosure_is_refused(toml: str, named: str) -> None:
    settings = files()["kind.toml"].decode().partition("[enclosures]")[0]
    own = {"kind.toml": f"{settings}[enclosures]\n{toml}\n".encode()}
    with pytest.raises(DataRefusedError) as refusal:
        read_kind("dunning-notice", files() | own)
    assert named in refusal.value.findings[0].message


def test_enclosures_are_a_table() -> None:
    settings = files()["kind.toml"].decode().partition("[enclosures]")[0]
    own = {"kind.toml": f'enclosures = "all"\n{settings}'.encode()}
    with pytest.raises(DataRefusedError) as refusal:
        read_kind("dunning-notice", files() | own)
    assert "enclosures 应为表" in refusal.value.findings[0].message


def test_a_kind_of_its_own_folder_may_have_its_own_table() -> None:
    kind = read_kind("dunning-notice", files(**{"working-table.docx": TABLE}))
    assert kind.working_table == TABLE
    assert dict(kind.enclosures) == {"working-table": "on-request"}


def test_a_table_that_does_not_add_up_is_not_handed_out() -> None:
    slug = "dunning-notice"
    kind, claim = kind_of(slug), assessed(slug, asking(True))
    good = draft(
        kind, claim, target(slug, claim.case), document_number=None, issued_on=claim.as_of
    )
    fields = {**good.fields}
    working = fields["working"]
    assert isinstance(working, dict)
    (table,) = working["contracts"]
    broken = {**working, "contracts": [table | {"costs": [{"counts": True, "amount": "0.01"}]}]}
    seen = CheckedText(
        kind, claim, target(slug, claim.case), None, claim.as_of, good.text, fields
    )
    assert not [each for each in check_text(seen) if each.rule == "check-working"]
    off = replace(seen, fields=fields | {"working": broken})
    (finding,) = [each for each in check_text(off) if each.rule == "check-working"]
    assert "各行之和" in finding.message
    gone = replace(seen, text=good.text.replace("计算明细表", ""))
    (finding,) = [each for each in check_text(gone) if each.rule == "check-working"]
    assert finding.message == "文中没有应附的计算明细表"
