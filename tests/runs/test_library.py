from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest
from tests.runs.support import AT, DAY, KIND, case_of, clock, sample

import recoverydocs
from recoverydocs.documents.engine import read_back
from recoverydocs.errors import ExitCode, WrongUsageError
from recoverydocs.runs import drafts

if TYPE_CHECKING:
    from pathlib import Path


def test_the_way_of_the_design_goes_through(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(sample(), "utf-8")
    intake = recoverydocs.read_cases(file)
    (case,) = intake.cases
    review = recoverydocs.assess(case, as_of=DAY)
    document = recoverydocs.draft(KIND, review)
    assert "草稿" in read_back(document)
    with recoverydocs.Workspace.init(tmp_path / "recovery", clock=clock) as house:
        issued = house.issue(KIND, case, as_of=DAY)
        scan = tmp_path / "scan.png"
        scan.write_bytes(b"\x89PNG\r\n\x1a\n")
        house.attach(issued.number, receipts=[scan])
    verdict = recoverydocs.verify(issued.package, tmp_path / "recovery/trust", at=AT)
    assert verdict.exit_code is ExitCode.LOCAL_PASSED
    assert [one.revision for one in verdict.revisions] == [1, 2]


def test_drafts_are_one_a_target() -> None:
    review = recoverydocs.assess(case_of(kind="guarantor-notice"), as_of=DAY)
    made = drafts("guarantor-notice", review)
    assert len(made) == 3
    assert recoverydocs.draft("guarantor-notice", review, target="BZ-2023-0203") == (
        made[1].content
    )
    with pytest.raises(WrongUsageError, match="name a target"):
        recoverydocs.draft("guarantor-notice", review)
    with pytest.raises(WrongUsageError, match="asks for no"):
        recoverydocs.draft("guarantor-notice", review, target="BZ-0")


def test_missing_files_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError, match="no such file"):
        recoverydocs.read_cases(tmp_path / "gone.json")
    with pytest.raises(WrongUsageError, match="no such file"):
        recoverydocs.verify(tmp_path / "gone.asice", recoverydocs.Trust())


def test_bad_package_gives_a_verdict(tmp_path: Path) -> None:
    (tmp_path / "bad.asice").write_bytes(b"no package")
    verdict = recoverydocs.verify(tmp_path / "bad.asice", recoverydocs.Trust())
    assert verdict.exit_code is ExitCode.TOTAL_FAILED


def test_every_public_name_is_there() -> None:
    module = importlib.reload(recoverydocs)
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match="no attribute"):
        _ = module.no_such_name
