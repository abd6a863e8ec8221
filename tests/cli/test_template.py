from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document
from tests.cli.support import said, told

from recoverydocs.documents import find_kinds
from recoverydocs.errors import ExitCode

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def test_every_shipped_template_may_be_used(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "template", "check")
    assert code == 0
    assert out == [f"{kind}: 可用" for kind in find_kinds()]
    assert err == []


@pytest.mark.parametrize(
    ("tag", "named"),
    [
        ("{{ document.__class__.__mro__ }}", "__mro__"),
        ("{{ nobody.knows }}", "nobody.knows"),
        ("{% import 'os' as os %}", "import"),
    ],
)
def test_a_template_that_reaches_beyond_its_fields_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, tag: str, named: str
) -> None:
    folder = tmp_path / "dunning-notice"
    shutil.copytree(TEMPLATES / "dunning-notice", folder)
    document = Document(str(folder / "template.docx"))
    document.add_paragraph(tag)
    document.save(str(folder / "template.docx"))
    code, answer = told(capsys, "template", "check", folder)
    assert code == ExitCode.DATA_REFUSED
    (result,) = answer["templates"]
    (finding,) = result["findings"]
    assert finding["severity"] == "fault"
    assert named in finding["line"]


def test_a_folder_that_is_no_kind_names_what_is_missing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = said(capsys, "template", "check", tmp_path)
    assert code == ExitCode.DATA_REFUSED
    assert len(err) == 4


def test_an_unknown_kind_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, "template", "check", "love-letter")
    assert code == ExitCode.WRONG_USAGE
    assert "love-letter" in err[0]
