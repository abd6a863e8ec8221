from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.support import DAY, FIRST, GUARANTORS, said, told

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_register_lists_what_meets_every_filter(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    house = ("-w", workspace)
    said(capsys, "issue", "dunning-notice", *DAY, *house, FIRST, GUARANTORS)
    said(capsys, "issue", "guarantor-notice", *DAY, *house, GUARANTORS)

    def found(*filters: str) -> int:
        code, answer = told(capsys, "register", "list", *house, *filters)
        assert code == 0
        return len(answer["documents"])

    assert found() == 5
    assert found("--kind", "guarantor-notice") == 3
    assert found("--case", "ZQ-2026-0001") == 1
    assert found("--limit", "2") == 2
    assert found("--year", "1999") == 0
    assert found("--to", "2020-01-01") == 0
    assert found("--from", "2020-01-01") == 5


def test_register_is_exported_and_verified_without_the_workspace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = tmp_path / "house"
    said(capsys, "init", house)
    said(capsys, "issue", "dunning-notice", FIRST, *DAY, "-w", house)
    out = tmp_path / "copy"
    code, lines, _ = said(capsys, "register", "export", out, "-w", house)
    assert (code, lines) == (0, [str(out / "register.csv"), str(out / "register.jsonl")])
    alone = ("register", "verify", out / "register.jsonl", "--trust", house / "trust")
    code, answer = told(capsys, *alone)
    assert (code, answer["verdict"], answer["packages"]) == (10, "LOCAL-PASSED", 0)
    known = f"{answer['seq']}:{answer['head']}"
    assert said(capsys, *alone, "--known", known)[0] == 10
    code, lines, _ = said(capsys, *alone, "--known", f"2:{'0' * 64}")
    assert code == 12
    assert any(line.startswith("REG_CHAIN") for line in lines)
    assert said(capsys, *alone, "--known", "2")[0] == 2
    (package,) = (house / "packages").rglob("*.asice")
    found = (
        "verify",
        package,
        "--trust",
        house / "trust",
        "--register",
        out / "register.jsonl",
    )
    code, answer = told(capsys, *found)
    assert (code, answer["packages"][0]["register"]["newest"]) == (10, True)


def test_register_verify_names_a_package_that_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = tmp_path / "house"
    said(capsys, "init", house)
    said(capsys, "issue", "dunning-notice", FIRST, *DAY, "-w", house)
    (package,) = (house / "packages").rglob("*.asice")
    package.unlink()
    code, lines, _ = said(capsys, "register", "verify", "-w", house)
    assert code == 12
    assert "海云临江催字〔2026〕1号: 证据包不见了" in lines
