"""A person reads titles of documents, never their slugs, and roles, never ids of parties."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.claims.support import BORROWER, GUARANTOR, case, day

from recoverydocs.cases import read_cases
from recoverydocs.claims import GATES, assess, gate_findings, watch
from recoverydocs.claims.gates.scope import Scope
from recoverydocs.claims.house_rules import FORUM
from recoverydocs.cli.claim_view import claim_lines
from recoverydocs.documents import find_kinds
from recoverydocs.documents.titles import title_of
from recoverydocs.law import load_packaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.claims import Claim

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples").glob("*.[jy][sa][om][nl]"))
AS_OF = day("2026-11-24")
_KNOWN = r"(?<![0-9A-Za-z-])(?:[a-z]+-(?:notice|application|agreement|filing|reply|catalogue)"
SLUG_OR_ID = re.compile(_KNOWN + r"|complaint|P[0-9])(?![0-9A-Za-z-])")


def claims() -> Iterator[Claim]:
    for path in SAMPLES:
        for found in read_cases(path.name, path.read_bytes()).cases:
            yield assess(found, load_packaged(), AS_OF)


def test_every_document_that_is_proposed_has_a_title() -> None:
    slugs = {
        row[key]
        for row in load_packaged().table("watch").rows("rule")
        for key in ("document", "over_document", "held_document")
        if row.get(key)
    } - {FORUM}
    slugs |= {step.kind for claim in claims() for step in claim.next_steps if step.kind}
    slugs |= {row.document for row in watch(claims()) if row.document}
    assert {"complaint", "dunning-notice"} <= slugs
    for slug in slugs:
        assert re.search("[一-鿿]", title_of(slug)), slug


def test_a_kind_s_own_title_goes_first() -> None:
    for slug, kind in find_kinds().items():
        assert title_of(slug) == kind.title
    assert title_of("our-own-letter") == "our-own-letter"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_an_assessed_case_is_told_without_slugs_and_ids(path: Path) -> None:
    for read in read_cases(path.name, path.read_bytes()).cases:
        claim = assess(read, load_packaged(), AS_OF)
        texts: list[str] = []
        for line in claim_lines(claim):
            if isinstance(line, str):
                texts.append(line)
            else:
                texts += [text for row in line.rows for text in row]
        for kind in ("", *find_kinds()):
            texts += [each.message for each in gate_findings(claim, sorted(GATES), kind=kind)]
        found = [text for text in texts if SLUG_OR_ID.search(text)]
        assert found == []


def test_a_party_is_its_role_and_its_place_among_equals() -> None:
    one = Scope(assess(case(), load_packaged(), AS_OF))
    assert (one.who("P1"), one.who("P2")) == ("借款人", "保证人")
    second = {**GUARANTOR, "party_id": "P3"}
    several = case(parties=[BORROWER, GUARANTOR, second])
    two = Scope(assess(several, load_packaged(), AS_OF))
    assert (two.who("P2"), two.who("P3")) == ("保证人（第 1 名）", "保证人（第 2 名）")
    assert two.who("相关第三人") == "相关第三人"
