"""`calc`: one reckoning, for a person by flags or for a program line by line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from recoverydocs.claims.calculators import CALCULATORS, Calculator, Key, run_flags, run_line
from recoverydocs.cli.answer import Answer, refusal, show
from recoverydocs.cli.groups import WholeHelp
from recoverydocs.cli.options import law_of, today, workspace_option
from recoverydocs.errors import ExitCode, RecoveryDocsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recoverydocs.law import LawBook


_METAVARS = {"boolean": "true|false", "json": "JSON", "word-or-json": "WORD|JSON"}
"""What a flag takes, where it is no plain text."""


@click.group(cls=WholeHelp)
def calc() -> None:
    """One reckoning; --jsonl reads one JSON object a line and answers one a line."""


def _command(calculator: Calculator) -> click.Command:
    """The command of one calculator: its keys as flags, and --jsonl."""

    def reckon(
        *, jsonl: bool, as_json: bool, workspace: Path | None = None, **flags: str | None
    ) -> int:
        try:
            law = None if workspace is None else law_of(workspace)
        except RecoveryDocsError as error:
            refused = refusal(error)
            show(refused, as_json=as_json)
            return int(refused.code)
        if jsonl:
            return _lines(calculator.name, law)
        given = {
            key.name: _value(key, text)
            for key in calculator.keys
            if (text := flags[_python_name(key)]) is not None
        }
        answer = _answer(calculator, given, law)
        show(answer, as_json=as_json)
        return int(answer.code)

    command = click.Command(
        calculator.name,
        callback=reckon,
        help=f"{calculator.help}\n\nThe same keys stand in a line of --jsonl.",
        params=[
            *(_flag(key) for key in calculator.keys),
            click.Option(["--jsonl"], is_flag=True, help="Read lines of JSON, answer lines."),
            click.Option(
                ["--json", "as_json"],
                is_flag=True,
                help="Print one JSON object and nothing else.",
            ),
        ],
    )
    return workspace_option(command) if calculator.takes_law else command


def _python_name(key: Key) -> str:
    return f"key_{key.name}"


def _flag(key: Key) -> click.Option:
    name = "--" + key.name.replace("_", "-")
    return click.Option(
        [name, _python_name(key)],
        type=click.Choice(key.choices) if key.choices else str,
        metavar=None if key.choices else _METAVARS.get(key.kind),
        help=f"{key.help}{'' if key.required else ' (may be left out)'}".lstrip(),
    )


def _value(key: Key, text: str) -> str | bool:
    """A flag's text; true and false become what they say."""
    if key.kind == "boolean" and text in {"true", "false"}:
        return text == "true"
    return text


def _answer(
    calculator: Calculator, given: dict[str, str | bool], law: LawBook | None
) -> Answer:
    """One reckoning for a person, or a line for the key at fault and each that is missing."""
    found = run_flags(calculator.name, given, today(), law)
    if "error" in found:
        fault = found["error"]
        missing = [(key.name, "缺失") for key in calculator.keys if key.required]
        faults = dict(one for one in missing if one[0] not in given)
        faults[fault["field"]] = fault["message"]
        return Answer(
            found,
            faults=tuple(
                f"recoverydocs: {_flagged(name)}{what}" for name, what in faults.items()
            ),
            code=ExitCode.DATA_REFUSED,
        )
    lines = [f"{name}: {_shown(value)}" for name, value in found["result"].items()]
    lines += found["working"]
    lines += [f"来源：{source}" for source in found["sources"]]
    return Answer(found, tuple(lines))


def _flagged(field: str) -> str:
    return f"--{field.replace('_', '-')}: " if field else ""


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever a result holds
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _lines(name: str, law: LawBook | None) -> int:
    """Answer each line of standard input; a bad one stops nothing, whatever its bytes."""
    is_whole = True
    for answer in _answers(name, law):
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        is_whole = is_whole and "error" not in answer
    return int(ExitCode.DONE if is_whole else ExitCode.DATA_REFUSED)


def _answers(name: str, law: LawBook | None) -> Iterator[dict[str, Any]]:
    day = today()
    for line in getattr(sys.stdin, "buffer", sys.stdin):
        try:
            read = json.loads(line.decode("utf-8-sig") if isinstance(line, bytes) else line)
        except (ValueError, RecursionError):
            yield {"error": {"field": "", "message": "不是 JSON"}}
            continue
        yield run_line(name, read, day, law)


for each in CALCULATORS.values():
    calc.add_command(_command(each))
