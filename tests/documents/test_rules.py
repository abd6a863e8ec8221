from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recoverydocs.claims import RULES
from recoverydocs.documents.checks import COMMON
from recoverydocs.documents.kind_checks import KIND_CHECKS
from recoverydocs.documents.rules import EVERY_CASE, EVERY_KIND, listed_rules

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

LISTED = {each.rule.id: each for each in listed_rules()}


def test_every_rule_is_listed_once_with_who_asks_for_it() -> None:
    checks = {f"check-{name}" for name in (*COMMON, *KIND_CHECKS)}
    assert list(LISTED) == [each.rule.id for each in listed_rules()]
    assert set(LISTED) == set(RULES) | checks
    unasked = {name for name, each in LISTED.items() if not each.asked_by}
    assert unasked <= {"SUIT-SMALL"}, "waits for the complaint"


def test_who_asks_is_said_by_rule_not_by_gate() -> None:
    assert EVERY_CASE in LISTED["G-HOLD"].asked_by
    assert LISTED["G-HOLD-FILING"].asked_by == ("仲裁申请书", "财产保全申请书")
    assert LISTED["LIM-VARIANT"].asked_by == ("催款通知书",)
    assert LISTED["CREDIT-NOTICE"].asked_by == (EVERY_CASE,)
    assert LISTED["RATE-24"].asked_by == (EVERY_CASE,)
    assert LISTED["check-ids"].asked_by == (EVERY_KIND,)
    assert LISTED["check-arbitration-words"].asked_by == ("仲裁申请书",)


def test_articles_are_those_of_the_day(law: LawBook) -> None:
    # 仲裁法 2017: 第二十三条; 2025, in force 2026-03-01: 第三十四条.
    words = LISTED["check-arbitration-words"]
    assert words.basis(law, date(2026, 2, 28)) == "仲裁法第二十三条"
    assert words.basis(law, date(2026, 3, 1)) == "仲裁法第三十四条"
    assert LISTED["CONTACT-VISIT"].basis(law, date(2026, 11, 24)) == (
        "催收工作指引第二十二条（条号待核）"
    )
