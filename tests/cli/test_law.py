from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recoverydocs.cli.main import main
from recoverydocs.errors import ExitCode

if TYPE_CHECKING:
    import pytest


def test_law_show_gives_the_rate_of_the_day_with_its_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # Published 2019-08-20: 4.25 for one year, 4.85 for five and more.
    assert main(["law", "show", "lpr", "--on", "2019-08-20", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert row["in_force_from"] == "2019-08-20"
    assert "4.25" in row["text"]
    assert "4.85" in row["text"]
    assert row["source"]
    assert row["status"] == "verified"


def test_law_show_for_a_person_is_a_line_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "lpr", "--on", "2019-08-20"]) == 0
    heading, row = capsys.readouterr().out.splitlines()
    assert heading == "条目\t内容\t施行\t状态\t来源"
    assert row.split("\t")[2:4] == ["2019-08-20", "verified"]


def test_law_show_without_a_table_names_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "--json"]) == 0
    tables = json.loads(capsys.readouterr().out)["tables"]
    assert {"statutes", "lpr", "holidays", "court_fees"} <= {row["table"] for row in tables}
    assert {row["origin"] for row in tables} == {"shipped"}
    assert main(["law", "show"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(tables) + 1


def test_law_show_of_an_unknown_table_names_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["law", "show", "taxes"]) == ExitCode.DATA_REFUSED
    assert "taxes" in capsys.readouterr().err


def test_law_show_of_a_day_beyond_the_table_says_what_to_add(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["law", "show", "lpr", "--on", "2026-10-20"]) == ExitCode.DATA_REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "recoverydocs: lpr.toml：数据只到 2026-10-19，没有 2026-10-20 的利率；"
        "请按公布值补 [[rate]] 并更新 covered_to\n"
    )
