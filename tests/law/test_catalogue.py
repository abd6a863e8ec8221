"""Every provision that a document or a rule may cite has a row; none is typed anywhere."""

from __future__ import annotations

import ast
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recoverydocs.claims import RULES
from recoverydocs.documents import find_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.law import LawBook

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 24)

ARTICLES = {
    "civil-code": "188 189 192-197 386 389 391-394 409 410 419 420 423 428 436 545-547 560 561 "
    "563 565 566 577 578 585 672-676 680 681 686-688 690-697 699 700 1147 1161",
    "cpl": "24 35 61 62 87-95 103-105 122-124 207 208 225-228 235 247-250 252 258 264 266",
    "arbitration-law": "11 27 31-34 39 71 72 75",
    "cpl-interpretation": "18 23 52 59 86 88 89 91 163 204 363 365 370 427-432 434 460 461 481 "
    "485",
    "limitation-provisions": "8-11 13-15 17 19",
    "security-interpretation": "8 15 16 21 25-36 44 45 52",
    "preservation-provisions": "1 3 5-11 17 18",
    "delayed-interest-interpretation": "1-4",
    "evidence-provisions": "11 14 15 19",
    "litigation-fees": "14 20 22",
    "enforcement-work": "9 10 16 19 20",
    "award-enforcement": "2",
    "notarised-enforcement": "2-6 9",
    "online-auction": "2 10",
    "auction-provisions": "4 6",
    "objection-review": "20",
    "property-investigation": "1 2",
    "consumption-limits": "1 3 4",
    "defaulters-list": "1 3 5",
    "credit-reporting": "18 25 26 29",
    "pipl": "10 24 28 29 46",
    "esign-law": "11 13 14",
    "insurance-law": "21 26 60",
    "notary-law": "37",
    "temporal-civil-code": "1 20 27",
    "limitation-transition": "2 3",
    "company-law": "15",
    "collection-guideline": "22",
}
"""What the catalogue of documents cites, by statute, on that day."""

OLDER = (
    # Numbers by version as the catalogue compares them: key, 2017, 2021, 2023.
    ("jurisdiction-contract", 23, 24, 24),
    ("jurisdiction-agreed", 34, 35, 35),
    ("agent", 59, 62, 62),
    ("service-electronic", 87, 90, 90),
    ("service-public-notice", 92, 95, 95),
    ("preservation-in-suit", 100, 103, 103),
    ("preservation-pre-suit", 101, 104, 104),
    ("suit-conditions", 119, 122, 122),
    ("complaint-content", 121, 124, 124),
    ("security-application", 196, 203, 207),
    ("security-ruling", 197, 204, 208),
    ("payment-order-conditions", 214, 221, 225),
    ("payment-order-acceptance", 215, 222, 226),
    ("payment-order-issue", 216, 223, 227),
    ("payment-order-objection", 217, 224, 228),
    ("enforcement-court", 224, 231, 235),
    ("enforcement-of-judgment", 236, 243, 247),
    ("enforcement-of-award", 237, 244, 248),
    ("enforcement-of-notarised", 238, 245, 249),
    ("enforcement-period", 239, 246, 250),
    ("property-report", 241, 248, 252),
    ("auction", 247, 254, 258),
    ("delayed-interest", 253, 260, 264),
    ("exit-ban-credit-media", 255, 262, 266),
)

TYPED = re.compile(
    r"(?:法|典|解释|规定|办法|条例|规则|通知|批复|意见)》?\s?"
    r"(?:第[一二三四五六七八九十百零\d]+条|\d{1,4}(?!\d*[年〕]))"
)
"""A statute's name and a number behind it, as nobody may type it."""


def numbers(text: str) -> Iterator[int]:
    for part in text.split():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


@pytest.mark.parametrize("statute", ARTICLES)
def test_every_article_of_the_catalogue_has_a_row(law: LawBook, statute: str) -> None:
    version = law.statutes[statute].on(DAY).id
    rows = law.statutes[statute].articles.values()
    known = {re.split(r"[^0-9]", str(row["n"].get(version, "")))[0] for row in rows}
    assert {str(number) for number in numbers(ARTICLES[statute])} <= known


@pytest.mark.parametrize("row", OLDER, ids=lambda row: row[0])
def test_procedure_is_numbered_by_the_version_of_the_day(
    law: LawBook, row: tuple[str, int, int, int]
) -> None:
    key, *expected = row
    days = (date(2021, 12, 31), date(2023, 12, 31), date(2024, 1, 1))
    assert [law.provision(f"cpl:{key}", day).article for day in days] == [
        str(number) for number in expected
    ]


def test_facts_before_the_civil_code_have_their_own_law(law: LawBook) -> None:
    before = date(2020, 12, 31)
    assert law.cite("guarantee-law:unclear-mode", before) == "担保法第十九条"
    assert law.cite("guarantee-law-interpretation:period", before) == "担保法解释第三十二条"
    assert law.cite("company-law:security-resolution", date(2024, 6, 30)) == "公司法第十六条"


def test_every_key_that_a_kind_or_a_rule_names_has_a_number(law: LawBook) -> None:
    keys = {key for kind in find_kinds().values() for key in kind.provisions}
    keys |= {key for rule in RULES.values() for key in rule.articles}
    assert len(keys) > 50
    for key in sorted(keys):
        versions = law.statutes[key.partition(":")[0]].versions
        assert any(law.provision(key, version.starts) for version in versions[-1:]), key


def test_no_code_types_the_number_of_an_article() -> None:
    typed = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        for text in _texts(ast.parse(path.read_text("utf-8")))
        if TYPED.search(text)
    ]
    assert typed == []
    assert TYPED.search("根据民法典第六百七十五条")
    assert TYPED.search("民诉法 104")


def _texts(tree: ast.Module) -> Iterator[str]:
    """Every text but docstrings."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in said
        ):
            yield node.value


@pytest.mark.parametrize("kind", sorted(find_kinds()))
def test_no_template_types_the_number_of_an_article(kind: str) -> None:
    with zipfile.ZipFile(ROOT / "templates" / kind / "template.docx") as file:
        xml = [file.read(name).decode() for name in file.namelist() if name.endswith(".xml")]
    text = "\n".join(re.sub(r"<[^>]+>", "", each) for each in xml)
    assert TYPED.findall(text) == []
