"""The pages of finished documents: what must stand together stands on one page.

Every sample that is issued is laid out by LibreOffice; the text of each page is read back.
"""

from __future__ import annotations

import importlib
import json
import shutil
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.documents.support import DAY, NUMBERS

from recoverydocs.cases import Case, read_cases
from recoverydocs.claims import assess
from recoverydocs.documents import draft, kind_of, targets
from recoverydocs.documents.fonts import find_fonts
from recoverydocs.documents.pdf import to_pdf
from recoverydocs.law import load_packaged

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("soffice") is None or not find_fonts(["宋体"]).files,
        reason="needs LibreOffice Writer and fonts-noto-cjk",
    ),
]
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LONG_NAME = "海云示例农村商业银行股份有限公司临江县演示区支行"
WANTED = [
    ("dunning-notice", "01-first-demand.json"),
    ("dunning-notice", "11-final-demand-rare-name.json"),
    ("dunning-notice", "14-time-barred.json"),
    ("guarantor-notice", "02-guarantors.json"),
    ("guarantor-notice", "04-sole-trader.yaml"),
    ("supplementary-agreement", "09-repayment-agreement.json"),
    ("preservation-application", "03-mortgage-in-suit.json"),
    ("preservation-application", "06-before-suit.json"),
    ("preservation-application", "07-before-arbitration.json"),
    ("preservation-application", "08-in-arbitration.yaml"),
    ("arbitration-application", "05-arbitration.json"),
]


def renamed(case: Case) -> Case:
    """The same case of a lender whose name fills a line, the working table asked for."""
    data: dict[str, Any] = json.loads(case.model_dump_json(by_alias=True, exclude_none=True))
    data["org"]["name"] = LONG_NAME
    data["requests"]["working_table"] = True
    return Case.model_validate_json(json.dumps(data))


@cache
def laid_out() -> dict[tuple[str, str, bool], list[tuple[str, ...]]]:
    """Kind, sample and whether the lender's name is long → documents; each a text a page."""
    keys: list[tuple[str, str, bool]] = []
    contents: list[bytes] = []
    for slug, name in WANTED:
        (case,) = read_cases(name, (SAMPLES / name).read_bytes()).cases
        for is_long in (False, True):
            claim = assess(renamed(case) if is_long else case, load_packaged(), DAY)
            for target in targets(kind_of(slug), claim.case):
                made = draft(
                    kind_of(slug),
                    claim,
                    target,
                    document_number=NUMBERS[slug],
                    issued_on=DAY,
                )
                keys.append((slug, name, is_long))
                contents.append(made.content)
    found: dict[tuple[str, str, bool], list[tuple[str, ...]]] = {}
    for key, copy in zip(keys, to_pdf(contents, workers=2), strict=True):
        pages = PdfReader(BytesIO(copy.content)).pages
        found.setdefault(key, []).append(tuple(page.extract_text() for page in pages))
    return found


def documents(*slugs: str) -> list[tuple[str, ...]]:
    return [
        pages for (slug, _, _), made in laid_out().items() if slug in slugs for pages in made
    ]


def page_with(pages: tuple[str, ...], text: str) -> str:
    """The last page that holds a text, its lines joined: a break may stand anywhere in it."""
    found = [page.replace("\n", "") for page in pages if text in page.replace("\n", "")]
    assert found, f"{text} is on no page"
    return found[-1]


def test_letter_is_signed_on_a_page_with_its_body() -> None:
    for pages in documents("dunning-notice", "guarantor-notice"):
        assert "联系人：" in page_with(pages, "（公章）")


def test_slip_stays_in_one_piece() -> None:
    for pages in documents("dunning-notice", "guarantor-notice"):
        assert "签收日期：" in page_with(pages, "裁切线")


def test_filing_is_signed_on_a_page_with_its_body() -> None:
    for pages in documents("preservation-application", "arbitration-application"):
        page = page_with(pages, "（盖章）")
        assert len(page.partition("此致")[0]) > 20


def test_agreement_is_signed_by_all_on_a_page_with_its_body() -> None:
    for pages in documents("supplementary-agreement"):
        page = page_with(pages, "签署日期：")
        assert page.count("签署日期：") == 5
        assert "提示：本协议加粗的条款" in page


@pytest.mark.parametrize("mark", ["（公章）", "（盖章）"])
def test_mark_of_the_chop_is_never_torn(mark: str) -> None:
    marked = [pages for pages in documents(*NUMBERS) if mark in "".join(pages)]
    assert marked
    for pages in documents(*NUMBERS):
        text = "\n".join(pages)
        assert text.count(mark) == text.replace("\n", "").count(mark)


def test_no_page_is_left_almost_empty() -> None:
    for (slug, name, _), made in laid_out().items():
        for pages in made:
            for place, page in enumerate(pages, 1):
                lines = [line for line in page.splitlines() if line.strip()]
                assert len(lines) > 3, (slug, name, place, lines)


def test_working_table_ends_with_its_total_and_what_follows() -> None:
    for pages in documents("dunning-notice", "guarantor-notice", "supplementary-agreement"):
        if "到期与还款抵充表" in "".join(pages):
            page = page_with(pages, "合计大写")
            assert "计算截止日" in page
            assert "计至实际清偿之日止" in page


def test_table_stands_on_the_page_of_the_line_that_announces_it() -> None:
    pairs = {
        "dunning-notice": [("贵方欠款如下：", "合计（大写）"), ("还款账户如下，", "开户行")],
        "guarantor-notice": [("债务人尚欠款项如下：", "合计（大写）")],
        "supplementary-agreement": [("债务如下（", "合计（大写）"), ("下列账户；", "开户行")],
    }
    for slug, wanted in pairs.items():
        for pages in documents(slug):
            for line, cell in wanted:
                assert cell in page_with(pages, line), (slug, line)


def test_no_total_stands_on_a_page_without_what_it_is_of() -> None:
    told = ("到期未还本金", "期内利息", "罚息", "复利", "律师费", "公证费")
    for pages in documents(*NUMBERS):
        for page in pages:
            text = page.replace("\n", "")
            before, total, _ = text.rpartition("合计大写")
            if total:
                assert any(word in before for word in told), text


def test_gallery_shows_every_page_of_every_kind() -> None:
    sys.path.insert(0, str(SAMPLES.parent / "scripts"))
    try:
        gallery = importlib.import_module("make_gallery")
    finally:
        sys.path.pop(0)
    made = gallery.documents()
    assert {name for slug in NUMBERS for name, _, _ in made if name == slug} == set(NUMBERS)
    pages = [copy.pages for copy in to_pdf([content for _, _, content in made], workers=2)]
    expected = {
        f"{name}-{number}.png"
        for (name, _, _), count in zip(made, pages, strict=True)
        for number in range(1, 2 if name == "draft" else count + 1)
    }
    # The verifier is a page, not a document: scripts/draw_verifier.py draws it.
    expected.add("verifier.png")
    assert {path.name for path in gallery.GALLERY.glob("*.png")} == expected
