from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.support import said, told

from recoverydocs.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_init_makes_a_workspace_and_says_whose_clock_it_uses(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "recovery"
    code, out, err = said(capsys, "init", folder, "--name", "示例银行（虚构）")
    assert code == 0
    assert out == [
        f"workspace: {folder}",
        "timestamps: this machine's clock, which proves order and integrity, not the time",
    ]
    assert err == []
    assert 'name = "示例银行（虚构）"' in (folder / "recoverydocs.toml").read_text("utf-8")


def test_init_with_a_timestamp_service_says_where_its_root_belongs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "recovery"
    url = "http://127.0.0.1:9/tsa"
    code, out, _ = said(capsys, "init", folder, "--timestamp-url", url)
    assert code == 0
    assert out[1] == f"timestamps: {url}; put its root into {folder / 'trust' / 'independent'}"


def test_init_twice_is_wrong_usage(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    code, answer = told(capsys, "init", workspace)
    assert code == ExitCode.WRONG_USAGE
    assert answer["error"]["code"] == 2
    assert answer["error"]["findings"] == []
