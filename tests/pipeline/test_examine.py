"""Before a number is given: every document asked for, everything that stands in its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.pipeline.support import order
from tests.runs.support import DAY, case_of

from recoverydocs.documents.fonts import find_fonts
from recoverydocs.errors import Finding, Severity
from recoverydocs.pipeline import already_issued, asking, examine
from recoverydocs.pipeline.examine import let_pass, stops

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

DISPUTE = {
    "no": "异〔2026〕1",
    "type": "非本人贷款",
    "received": "2026-11-10",
    "reply_due": "2026-11-30",
    "claim": "这不是我的贷款",
    "state": "核查中",
}
HOLD = {"no": "停1", "dispute": "异〔2026〕1", "scopes": ["函件"], "from": "2026-11-10"}


def test_sound_case_has_nothing_in_its_way(law: LawBook) -> None:
    (matter,) = examine(case_of(), order(), law)
    assert matter.stops == ()
    assert matter.claim.as_of == DAY
    assert b'"case_id"' in matter.source


def test_every_guarantor_is_a_matter_of_its_own(law: LawBook) -> None:
    case = case_of(kind="guarantor-notice")
    matters = examine(case, order("guarantor-notice"), law)
    assert len({matter.target.guarantee_no for matter in matters}) == len(matters) == 3


@pytest.mark.parametrize("reason", ["", "经理同意", "异议明显不成立"])
def test_no_reason_lets_a_disputed_loan_be_demanded(law: LawBook, reason: str) -> None:
    disputed = case_of(disputes=[DISPUTE], holds=[HOLD])
    (matter,) = examine(disputed, order(overrides={"G-HOLD": reason}), law)
    assert {finding.rule for finding in matter.stops} == {"G-HOLD"}


def test_a_reason_lets_another_block_pass_and_the_block_is_kept(law: LawBook) -> None:
    unapproved = case_of(approvals=[])
    (matter,) = examine(unapproved, order(), law)
    assert [finding.rule for finding in matter.stops] == ["G-APPR"]
    (matter,) = examine(unapproved, order(overrides={"G-APPR": "事后补批"}), law)
    assert matter.stops == ()
    assert "G-APPR" in {finding.rule for finding in matter.findings}


@pytest.mark.skipif(not find_fonts(["宋体"]).files, reason="needs fonts-noto-cjk")
def test_character_without_a_glyph_is_named_before_anything_is_made(law: LawBook) -> None:
    strange = case_of()
    party = strange.parties[0].model_copy(update={"name": "秦\U0002a6a5虚构"})
    strange = strange.model_copy(update={"parties": (party, *strange.parties[1:])})
    (matter,) = examine(strange, order(), law)
    (finding,) = matter.stops
    assert finding.rule == "glyph-missing"
    assert "（U+2A6A5）" in finding.message


def test_letter_asks_for_a_day_after_its_own_date(law: LawBook) -> None:
    # The sample asks to be paid by 2026-12-15; as_of stays the day of its balances.
    for issued_on, rules in ((date(2026, 12, 14), set()), (date(2026, 12, 15), {"PAY-BY"})):
        (matter,) = examine(case_of(), replace(order(), issued_on=issued_on), law)
        assert {finding.rule for finding in matter.stops} == rules
    assert "落款日期 2026-12-15" in matter.stops[0].message


def test_faults_are_never_let_pass() -> None:
    fault = Finding(Severity.FAULT, "data-missing", "C-1", "缺失")
    assert stops([fault], {"data-missing": "理由"}) == (fault,)
    assert not let_pass(Finding(Severity.BLOCK, "G-HOLD", "C-1", "异议"), {"G-HOLD": "理由"})


def test_block_says_how_to_let_it_pass_where_that_is_possible() -> None:
    block = Finding(Severity.BLOCK, "G-APPR", "C-1", "没有审批", "请补充")
    assert asking(block).remedy.startswith(
        "请补充；经有权人员同意，可用 --override G-APPR=理由"
    )
    assert "--override X=理由" in asking(Finding(Severity.BLOCK, "X", "C-1", "没有")).remedy
    held = Finding(Severity.BLOCK, "G-HOLD", "C-1", "异议", "请先答复")
    assert asking(held) == held
    assert "--resume" in already_issued("C-1", "示银催字〔2026〕1号").remedy
