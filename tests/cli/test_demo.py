from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.support import said, told

from recoverydocs.documents import find_kinds
from recoverydocs.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    monkeypatch.chdir(tmp_path)
    return lambda: sorted(path.name for path in tmp_path.iterdir())


def test_demo_walks_the_whole_way(
    capsys: pytest.CaptureFixture[str], inside: Callable[[], list[str]]
) -> None:
    code, answer = told(capsys, "demo")
    assert code == 0
    assert inside() == ["demo"]
    outcomes = {each["kind"]: each for each in answer["outcomes"]}
    assert set(outcomes) == set(find_kinds())
    assert all(each["issued"] for each in outcomes.values())
    assert [each["case"] for each in outcomes["dunning-notice"]["refused"]] == ["ZQ-2026-0010"]
    assert answer["attached"]["revision"] == 2
    assert answer["verified"]["verdict"] == "LOCAL-PASSED"
    assert all(Path(path).is_file() for path in answer["documents"])
    assert "存证报告" in Path(answer["report"]).read_text("utf-8")
    assert all(Path(book).read_bytes().startswith(b"PK") for book in answer["books"])
    assert (answer["register"]["verdict"], answer["register"]["astray"]) == ("LOCAL-PASSED", [])
    assert answer["register"]["packages"] == len(answer["documents"])


def test_demo_says_where_to_look_and_what_the_verdict_means(
    capsys: pytest.CaptureFixture[str], inside: Callable[[], list[str]]
) -> None:
    assert said(capsys, "demo", "first")[0] == 0
    Path("demo").mkdir()
    code, out, err = said(capsys, "demo")
    assert code == 0
    assert err == []
    assert inside() == ["demo", "demo-2", "first"]
    text = "\n".join(out)
    assert "LOCAL-PASSED 完整性核验通过；时间仅为本机时钟，非独立证明" in text
    assert "it proves no date" in text
    assert "  demo-2/documents  the Word documents" in out


def test_demo_does_not_write_into_a_folder_that_is_in_use(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").touch()
    code, _, err = said(capsys, "demo", tmp_path)
    assert code == ExitCode.WRONG_USAGE
    assert err == [f"recoverydocs: {tmp_path}: not empty; name a new folder"]
