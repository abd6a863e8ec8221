"""Before a number is given: every document asked for, everything that stands in its way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.pipeline.support import order
from tests.runs.support import DAY, case_of

from recoverydocs.cases import case_json
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
PERSON = {
    "party_id": "P1",
    "kind": "自然人",
    "name": "虚构甲",
    "id_type": "护照",
    "id_no": "X0000001",
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


REPORT = {
    "party": "P1",
    "contract_no": "HT-2024-0101",
    "report_on": "2026-12-10",
    "status": "拟报送",
}
CALL = {
    "channel": "电话",
    "with_role": "无关第三人",
    "started": "2026-11-10T10:00:00+08:00",
    "ended": "2026-11-10T10:02:00+08:00",
    "debt_disclosed": True,
    "recording": {"sha256": "1"},
}


def test_what_stops_another_step_is_told_as_a_warning(law: LawBook) -> None:
    person = {**PERSON, "role": ["借款人"]}
    case = case_of(credit_reports=[REPORT], contacts=[CALL])
    parties = [person, *json.loads(case_json(case))["parties"][1:]]
    case = case_of(credit_reports=[REPORT], contacts=[CALL], parties=parties)
    (matter,) = examine(case, order(), law)
    assert matter.stops == ()
    told = {each.rule: each for each in matter.findings}
    assert told["CREDIT-NOTICE"].severity is Severity.WARN
    assert told["CREDIT-NOTICE"].article == "征信业管理条例第十五条"
    assert told["CONTACT-THIRD"].severity is Severity.WARN
    (said,) = [each for each in matter.claim.findings if each.rule == "CREDIT-NOTICE"]
    assert said.severity is Severity.BLOCK


def test_what_a_gate_said_of_this_document_is_not_said_of_the_case_too(law: LawBook) -> None:
    case = case_of(addresses=[])
    (matter,) = examine(case, order(), law)
    spoken = [(each.severity, each.rule) for each in matter.findings if each.rule == "G-ADDR"]
    assert spoken == [("block", "G-ADDR")]
    assert {each.severity for each in matter.claim.findings if each.rule == "G-ADDR"} == {
        "warn"
    }


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
