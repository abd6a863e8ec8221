"""basis.json: what a document rests on, and what nobody has verified."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from tests.law.support import own
from tests.runs.support import DAY, KIND, case_of, clock

from recoverydocs.errors import RuleRefusedError
from recoverydocs.evidence import read_package
from recoverydocs.runs import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from recoverydocs.runs.outcome import IssuedDocument

UNREAD = """
[[statute]]
id = "civil-code"
[[statute.article]]
key = "a195-demand"
label = "请求履行中断时效"
n = { "2020" = "195[1]" }
status = "unverified"
"""
KEY = "civil-code:a195-demand"


def basis_of(made: IssuedDocument) -> dict[str, Any]:
    package = read_package(made.package.read_bytes())
    found: dict[str, Any] = json.loads(package.files["files/001/basis.json"])
    return found


@pytest.fixture
def doubting(house: Workspace) -> Workspace:
    """A house whose own table says that nobody has read an article that the notice cites."""
    (house.folder / "law").mkdir()
    (house.folder / "law" / "statutes.toml").write_bytes(own("statutes", UNREAD))
    house.close()
    return Workspace.open(house.folder, clock=clock)


def test_unverified_number_is_shown_before_issue_and_nothing_is_issued(
    doubting: Workspace, tmp_path: Path
) -> None:
    with doubting:
        outcome = doubting.issue_all(KIND, [case_of()], as_of=DAY, dry_run=True)
        (refused,) = outcome.refused
        (finding,) = [each for each in refused.findings if each.rule == "条号待核"]
        assert "民法典第一百九十五条第一项" in finding.message
        assert KEY in finding.message
        assert "--override 条号待核=理由" in finding.remedy
        with pytest.raises(RuleRefusedError):
            doubting.issue(KIND, case_of(), as_of=DAY)
        assert doubting.documents() == ()
    assert not list(tmp_path.rglob("*.asice"))


def test_unverified_number_that_is_let_pass_is_kept_with_its_reason(
    doubting: Workspace,
) -> None:
    with doubting:
        made = doubting.issue(
            KIND, case_of(), as_of=DAY, overrides={"条号待核": "法务已核对纸质文本"}
        )
    basis = basis_of(made)
    cited = {each["key"]: each for each in basis["citations"]}
    assert cited[KEY]["status"] == "unverified"
    assert [each["rule"] for each in basis["findings"]].count("条号待核") == 1
    (override,) = basis["overrides"]
    assert (override["what"], override["reason"]) == ("条号待核", "法务已核对纸质文本")
    assert "条号待核" in {finding.rule for finding in made.findings}


def test_verified_numbers_raise_nothing(house: Workspace) -> None:
    basis = basis_of(house.issue(KIND, case_of(), as_of=DAY))
    assert {each["status"] for each in basis["citations"]} == {"verified"}
    assert basis["overrides"] == []


def test_figures_are_texts_with_their_working(house: Workspace) -> None:
    basis = basis_of(house.issue(KIND, case_of(), as_of=DAY))
    total = next(each for each in basis["figures"] if each["name"] == "total")
    parts = [
        each["value"]
        for each in basis["figures"]
        if each["name"] not in {"total", "principal_not_due"}
    ]
    assert sum(Decimal(value) for value in parts) == Decimal(total["value"])
    assert all(each["rounding"] for each in basis["figures"] if each["working"])
    assert all(type(each["value"]) is str for each in basis["figures"])
    assert basis["as_of"] == DAY.isoformat()
    assert basis["sources"][0]["method"] == "library"


def test_findings_of_case_and_document_name_rule_weight_and_article(house: Workspace) -> None:
    night = {
        "channel": "电话",
        "with_role": "本人",
        "with_party": "P2",
        "started": "2026-11-10T22:30:00+08:00",
        "ended": "2026-11-10T22:31:00+08:00",
        "recording": {"sha256": "1"},
    }
    case = case_of("SL-0001", contacts=[night], requests={"dunning": {"grade": "首次"}})
    basis = basis_of(house.issue(KIND, case, as_of=DAY))
    found = {each["rule"]: each for each in basis["findings"]}
    # Of the case: the standard's number nobody has read, and the finding says so.
    called = found["CONTACT-HOURS"]
    assert called["severity"] == "warn"
    assert "2026-11-10 22:30 的电话" in called["message"]
    assert called["article"] == (
        "GB/T 45251-2025（条号待核）、催收工作指引（条号待核）、民法典第一千零三十三条"
    )
    # Of the document: a first notice after one that was sent.
    graded = found["DUN-GRADE"]
    assert (graded["severity"], graded["article"]) == ("warn", "诉讼时效规定第八条")
