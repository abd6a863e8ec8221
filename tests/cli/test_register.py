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
