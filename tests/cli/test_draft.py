from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from tests.cli.support import DAY, FIRST, GUARANTORS, HELD, said, told

from recoverydocs.errors import ExitCode

if TYPE_CHECKING:
    import pytest


def test_draft_is_an_unnumbered_document_marked_as_such(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, answer = told(capsys, "draft", "dunning-notice", *DAY, "-o", tmp_path, FIRST)
    assert code == 0
    (row,) = answer["drafts"]
    assert row["case"] == "ZQ-2026-0001"
    (file,) = tmp_path.iterdir()
    assert file.name == "ZQ-2026-0001-dunning-notice-HYXD-2024-110001.docx"
    document = Document(io.BytesIO(file.read_bytes()))
    assert "草稿" in "".join(
        part.text for part in document.sections[0].header.paragraphs
    ) or any("草稿" in each.text for each in document.paragraphs)


def test_draft_makes_one_document_a_guarantee(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, _ = said(capsys, "draft", "guarantor-notice", *DAY, "-o", tmp_path, GUARANTORS)
    assert code == 0
    assert len(out) == len(list(tmp_path.iterdir())) == 3


def test_a_loan_under_dispute_gets_no_draft_of_a_demand(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = said(capsys, "draft", "dunning-notice", *DAY, "-o", tmp_path, HELD)
    assert code == ExitCode.RULE_REFUSED
    assert out == []
    assert any(line.startswith("[阻断 G-HOLD]") for line in err)
    assert list(tmp_path.iterdir()) == []


def test_a_case_without_a_guarantee_gets_no_notice_to_a_guarantor(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = said(
        capsys, "draft", "guarantor-notice", *DAY, "-o", tmp_path, FIRST, GUARANTORS
    )
    assert code == ExitCode.PARTLY_DONE
    assert any(line.startswith("[阻断 NO-TARGET] ZQ-2026-0001") for line in err)


def test_a_value_that_is_missing_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = said(capsys, "draft", "arbitration-application", *DAY, "-o", tmp_path, FIRST)
    assert code == ExitCode.DATA_REFUSED
    assert any(line.startswith("[错误 data-missing]") for line in err)


def test_an_unknown_kind_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = said(capsys, "draft", "love-letter", "-o", tmp_path, FIRST)
    assert code == ExitCode.WRONG_USAGE
    assert err[0].startswith("recoverydocs: no kind 'love-letter'; known: ")


def test_a_draft_writes_over_no_file_that_differs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    order = ("draft", "dunning-notice", *DAY, FIRST, "-o", tmp_path)
    (path,) = [row["path"] for row in told(capsys, *order)[1]["drafts"]]
    assert said(capsys, *order)[0] == 0  # the same once more
    edited = Path(path)
    edited.write_bytes(b"what a lawyer made of it")
    code, out, err = said(capsys, *order)
    assert (code, out) == (ExitCode.WRONG_USAGE, [])
    assert "is there already and differs; name another folder with -o" in err[-1]
    assert edited.read_bytes() == b"what a lawyer made of it"
