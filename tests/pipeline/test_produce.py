"""One case all the way to a sealed package, without a workspace."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.pipeline.support import PLACE, order
from tests.runs.support import case_of

from recoverydocs.documents import targets
from recoverydocs.errors import RuleRefusedError
from recoverydocs.pipeline import compose, contents, examine, produce

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


def test_case_becomes_a_package_and_the_same_case_the_same_one(law: LawBook) -> None:
    case, given = case_of("SL-0001"), order()
    (target,) = targets(given.kind, case)
    sealed = produce(case, target, given, PLACE, law)
    assert sealed == produce(case, target, given, PLACE, law)
    other = replace(PLACE, number="示银催字〔2026〕2号")
    assert sealed != produce(case, target, given, other, law)


def test_target_that_the_case_does_not_ask_for_is_refused(law: LawBook) -> None:
    case, given = case_of("SL-0001"), order()
    (target,) = targets(given.kind, case_of("SL-0002"))
    with pytest.raises(RuleRefusedError) as caught:
        produce(case, target, given, PLACE, law)
    assert [finding.rule for finding in caught.value.findings] == ["NO-TARGET"]


def test_document_that_replaces_another_needs_the_reason_and_names_it(law: LawBook) -> None:
    case, place = case_of("SL-0001"), replace(PLACE, replaces="示银催字〔2026〕9号")
    (matter,) = examine(case, order(), law)
    with pytest.raises(RuleRefusedError, match="有事项阻止"):
        compose(matter, order(), place)
    given = order(overrides={"ALREADY-ISSUED": "前函遗失"})
    composed = compose(matter, given, place)
    made = contents(composed, given, place, law)
    assert made.note == "本文书替代文号 示银催字〔2026〕9号"
    assert "ALREADY-ISSUED" in {finding.rule for finding in composed.findings}


def test_what_is_sealed_is_the_document_its_data_and_its_basis(law: LawBook) -> None:
    case, given = case_of("SL-0001"), order()
    (matter,) = examine(case, given, law)
    composed = compose(matter, given, PLACE)
    made = contents(composed, given, PLACE, law, pdf=b"%PDF-1.7 copy")
    by_role = [(each.role, each.name.rpartition(".")[2]) for each in made.exhibits]
    assert by_role == [
        ("document", "docx"),
        ("source", "json"),
        ("attachment", "json"),
        ("document", "pdf"),
    ]
    copy = made.exhibits[3]
    assert copy.derived_from == (made.exhibits[0].name,)
    assert json.loads(made.exhibits[1].content)["case_id"] == "SL-0001"
    assert made.document is not None
    assert {table.id for table in made.document.law_tables} >= {"statutes", "periods"}
    assert made.issuer_name == case.org.name
    assert [actor.role for actor in made.approved_by] == ["approver"] * len(made.approved_by)


def test_equal_text_but_for_the_number_is_seen(law: LawBook) -> None:
    case, given = case_of("SL-0001"), order()
    (matter,) = examine(case, given, law)
    first = compose(matter, given, PLACE)
    again = compose(matter, given, replace(PLACE, number="示银催字〔2026〕2号"))
    assert first.draft.text != again.draft.text
    assert first.sameness == again.sameness
    (other,) = examine(case_of("SL-0002"), given, law)
    assert compose(other, given, PLACE).sameness != first.sameness
