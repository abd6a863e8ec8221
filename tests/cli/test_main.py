from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, NoReturn

import click
import pytest

from recoverydocs import __version__
from recoverydocs.cli.main import main, program, run
from recoverydocs.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def failing() -> Iterator[list[BaseException]]:
    """A command `fail` that raises what the test puts into the list."""
    faults: list[BaseException] = []

    def fail() -> NoReturn:
        raise faults[0]

    as_json = click.Option(["--json"], is_flag=True, expose_value=False)
    program.add_command(click.Command("fail", callback=fail, params=[as_json]))
    yield faults
    program.commands.pop("fail")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"recoverydocs, version {__version__}\n"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {name} " in out for name in program.commands)


@pytest.mark.parametrize("group", [[], ["calc"], ["evidence"], ["law"], ["register"]])
def test_help_cuts_no_sentence(capsys: pytest.CaptureFixture[str], group: list[str]) -> None:
    assert main([*group, "--help"]) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "..." not in told.partition("Commands:")[2]


def test_no_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == ExitCode.WRONG_USAGE
    assert "Usage: recoverydocs" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["shout"], "Error: No such command 'shout'"),
        (["law", "show", "--on", "24.11.2026"], "'24.11.2026' is no day; write YYYY-MM-DD"),
        (["check", "nowhere.xlsx"], "'nowhere.xlsx' does not exist"),
        (["check"], "Error: Missing argument 'CASES...'"),
        (["completion", "csh"], "'csh' is not one of"),
    ],
)
def test_wrong_usage_is_said_on_standard_error(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments) == ExitCode.WRONG_USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere.xlsx", "--json"], "'nowhere.xlsx' does not exist"),
        (["calc", "capitals", "--json", "--loud"], "No such option '--loud'"),
        (["sheet", "--json"], "Missing argument 'KIND'"),
        (["--json", "doctor"], "No such option '--json'"),
    ],
)
def test_wrong_usage_is_one_object_where_json_was_asked_for(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments) == ExitCode.WRONG_USAGE
    out, err = capsys.readouterr()
    error = json.loads(out)["error"]
    assert err == ""
    assert error["code"] == ExitCode.WRONG_USAGE
    assert said in error["message"]


def test_own_error_is_one_object_where_json_was_asked_for(
    capsys: pytest.CaptureFixture[str], failing: list[BaseException]
) -> None:
    failing.append(ValueError("13800000001"))
    assert main(["fail", "--json"]) == ExitCode.OWN_ERROR
    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out)["error"]["code"] == ExitCode.OWN_ERROR
    assert "13800000001" not in out


def test_own_error_says_where_but_neither_value_nor_traceback(
    capsys: pytest.CaptureFixture[str], failing: list[BaseException]
) -> None:
    failing.append(ValueError("13800000001"))
    assert main(["fail"]) == ExitCode.OWN_ERROR
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("recoverydocs: our own error (ValueError in fail, line ")
    assert "13800000001" not in err
    assert "Traceback" not in err


def test_own_error_shows_its_traceback_when_asked(
    capsys: pytest.CaptureFixture[str],
    failing: list[BaseException],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RECOVERYDOCS_TRACEBACK", "1")
    failing.append(ValueError("odd"))
    assert main(["fail"]) == ExitCode.OWN_ERROR
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), click.Abort()])
def test_interruption_ends_as_shells_have_it(
    capsys: pytest.CaptureFixture[str], failing: list[BaseException], fault: BaseException
) -> None:
    failing.append(fault)
    assert main(["fail"]) == 130
    assert capsys.readouterr().err.endswith("recoverydocs: interrupted\n")


def test_run_ends_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["recoverydocs", "--version"])
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 0
