from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.documents import kind_of
from recoverydocs.errors import ExitCode, LawTableError, Severity
from recoverydocs.runs import drafting
from recoverydocs.runs.batch import read_batch

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import pytest

    from recoverydocs.cases import Case
    from recoverydocs.law import LawBook


def test_what_would_stop_the_issue_is_told_and_the_draft_made(
    samples: Path, law: LawBook, as_of: date
) -> None:
    batch = read_batch([samples / "06-before-suit.json"])
    made = drafting.draft_cases(kind_of("dunning-notice"), batch.cases, law, as_of)
    assert len(made.drafts) == 1
    assert made.codes == ()
    blocks = {each.rule for each in made.findings if each.severity is Severity.BLOCK}
    assert "G-APPR" in blocks
    assert "草稿" in made.drafts[0].draft.text or made.drafts[0].draft.fields


def test_a_hold_that_nobody_may_override_stops_the_draft(
    samples: Path, law: LawBook, as_of: date
) -> None:
    batch = read_batch([samples / "10-not-my-loan.json"])
    made = drafting.draft_cases(kind_of("dunning-notice"), batch.cases, law, as_of)
    assert made.drafts == ()
    assert made.codes == (ExitCode.RULE_REFUSED,)


def test_the_same_inputs_give_the_same_bytes(case: Case, law: LawBook, as_of: date) -> None:
    kind = kind_of("dunning-notice")
    first = drafting.draft_cases(kind, [case], law, as_of).drafts
    second = drafting.draft_cases(kind, [case], law, as_of).drafts
    assert [each.draft.content for each in first] == [each.draft.content for each in second]


def test_a_table_without_an_answer_refuses_one_case(
    case: Case, law: LawBook, as_of: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_answer(*_: object) -> None:
        raise LawTableError("lpr.toml：没有数据。")

    monkeypatch.setattr(drafting, "assess", no_answer)
    made = drafting.draft_cases(kind_of("dunning-notice"), [case], law, as_of)
    assert made.codes == (ExitCode.DATA_REFUSED,)
    assert [each.line() for each in made.findings] == ["ZQ-2026-0001: lpr.toml：没有数据。"]
