from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import click
from rich.cells import cell_len

from recoverydocs.cli.answer import Answer, answers, finding_lines, outside, refusal, show
from recoverydocs.cli.answer import table_of as table
from recoverydocs.errors import (
    DataRefusedError,
    ExitCode,
    Finding,
    OutsideFailedError,
    RuleRefusedError,
    Severity,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from recoverydocs.cli.answer import Table

FAULT = Finding(
    Severity.FAULT, "data-missing", "a.csv 第3行", "缺失", "请填写", "due_on", "应还日"
)


def run(function: Callable[..., Answer], *arguments: str) -> int:
    command = click.command()(answers(function))
    code = command.main(args=list(arguments), standalone_mode=False)
    assert isinstance(code, int)
    return code


def test_answer_prints_lines_and_tables_as_tabs_where_nobody_looks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = table(("文号", "金额"), [("a\nb", "1.00")], title="never shown", numbers=(1,))
    show(Answer({}, ("first", rows), ("a fault",)), as_json=False)
    assert capsys.readouterr() == ("first\n文号\t金额\na b\t1.00\n", "a fault\n")


def drawn(shown: Table, monkeypatch: pytest.MonkeyPatch, width: int) -> str:
    """What a terminal of so many columns shows of a table."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    show(Answer({}, (shown,)), as_json=False)
    return screen.getvalue()


def test_answer_draws_tables_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = table(("文号", "金额"), [("[bold]x", "1.00")], title="登记")
    text = drawn(rows, monkeypatch, 60)
    assert "登记" in text
    assert "[bold]x" in text
    assert "\t" not in text


WIDE = table(
    ("项目", "基数（元）", "起", "空栏", "说明"),
    [
        ("期内利息", "2,400,000.00", "2024-05-30", "", "合同约定固定利率；四舍五入到分"),
        ("罚息", "100.00", "2024-05-30", "", ""),
    ],
    title="借据",
    numbers=(1,),
)


def test_columns_line_up_though_chinese_is_twice_as_wide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [line for line in drawn(WIDE, monkeypatch, 80).splitlines() if "00" in line]
    ends = [cell_len(line[: line.index("00.00") + 5]) for line in lines]
    assert len(ends) == 2
    assert len(set(ends)) == 1
    assert "空栏" not in drawn(WIDE, monkeypatch, 80)


def test_numbers_and_days_are_never_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    text = drawn(WIDE, monkeypatch, 68)
    assert "2,400,000.00   2024-05-30" in text
    assert "四舍五入到分" not in text  # the words alone are broken


def test_rows_become_paragraphs_where_the_terminal_is_narrow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert drawn(WIDE, monkeypatch, 46).splitlines() == [
        "借据",
        "期内利息",
        "　基数（元） 2,400,000.00　起 2024-05-30",
        "　说明 合同约定固定利率；四舍五入到分",
        "罚息",
        "　基数（元） 100.00　起 2024-05-30",
    ]


def test_json_is_all_that_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda: Answer({"文号": 1}, ("text",), ("fault",)), "--json") == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {"文号": 1}
    assert "文号" in out
    assert err == ""


def test_refusal_lists_every_finding_and_ends_with_its_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse() -> Answer:
        raise DataRefusedError("1 fault", [FAULT])

    assert run(refuse) == ExitCode.DATA_REFUSED
    assert capsys.readouterr() == (
        "",
        (
            "recoverydocs: 1 fault\n"
            "[错误 data-missing] a.csv 第3行 (due_on 应还日): 缺失。请填写。\n"
        ),
    )
    assert run(refuse, "--json") == ExitCode.DATA_REFUSED
    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out)["error"] == {
        "code": 3,
        "message": "1 fault",
        "findings": [FAULT.as_json()],
    }


def test_failure_of_the_disk_says_which_file_and_what_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail() -> Answer:
        raise PermissionError(13, "Permission denied", "register.sqlite")

    assert run(fail) == ExitCode.OUTSIDE_FAILED
    assert capsys.readouterr().err == (
        "recoverydocs: register.sqlite: Permission denied. "
        "Put it right, then run the command again.\n"
    )


def test_failure_without_words_still_has_a_name() -> None:
    assert str(outside(TimeoutError())).startswith("TimeoutError. ")
    assert isinstance(outside(TimeoutError()), OutsideFailedError)


def test_refusal_keeps_the_code_of_its_error() -> None:
    assert refusal(RuleRefusedError("held")).code is ExitCode.RULE_REFUSED


def test_finding_lines_say_how_much_a_finding_weighs() -> None:
    weights = [Finding(each, "R-1", "C-1", "某事") for each in Severity]
    assert [line.split()[0] for line in finding_lines(weights)] == [
        "[错误",
        "[阻断",
        "[警示",
        "[提示",
    ]
