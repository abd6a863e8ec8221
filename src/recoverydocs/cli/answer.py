"""What a command answers, and how it reaches the reader.

With ``--json`` one object goes to standard output and nothing else. Otherwise text goes to
standard output and faults go to standard error; tables are drawn on a terminal and are
tab-separated lines everywhere else.
"""

from __future__ import annotations

import functools
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

import click
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as DrawnTable
from rich.text import Text

from recoverydocs.errors import (
    ExitCode,
    Finding,
    OutsideFailedError,
    RecoveryDocsError,
    Severity,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_LONGEST_WORD = 24
"""Characters of a cell that is not broken, such as a contract's number."""
_NARROWEST = 20
"""Columns of a terminal that a text needs at least to be read as a table's cell."""
_BETWEEN = 3
"""Columns of a terminal that a drawn table puts between two of its own."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings.

    Attributes:
        headings: one word a column.
        rows: as many texts a row as there are headings.
        title: printed above it on a terminal; empty for none.
        numbers: the columns, from 0, whose texts stand to the right.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a command says.

    Attributes:
        data: what ``--json`` prints: dicts, lists, texts, whole numbers.
        lines: texts and tables for a person.
        faults: lines for standard error.
        code: what the command ends with.
    """

    data: object
    lines: tuple[str | Table, ...] = ()
    faults: tuple[str, ...] = ()
    code: ExitCode = ExitCode.DONE


def answers(function: Callable[..., Answer]) -> Callable[..., int]:
    """The function as a command's: it prints the answer or refusal, returns the exit code."""

    @click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON object and nothing else."
    )
    @functools.wraps(function)
    def command(*, as_json: bool, **given: object) -> int:
        try:
            answer = function(**given)
        except RecoveryDocsError as error:
            answer = refusal(error)
        except OSError as error:
            answer = refusal(outside(error))
        show(answer, as_json=as_json)
        return int(answer.code)

    return command


def outside(error: OSError) -> OutsideFailedError:
    """A failure of disk or network as ours: what failed, where, and how to go on."""
    place = f"{error.filename}: " if error.filename else ""
    reason = error.strerror or type(error).__name__
    return OutsideFailedError(f"{place}{reason}. Put it right, then run the command again.")


def refusal(error: RecoveryDocsError) -> Answer:
    """The answer that an error gives: its sentence, then every finding."""
    message = str(error)
    lines = finding_lines(error.findings)
    return Answer(
        data={
            "error": {
                "code": int(error.exit_code),
                "message": message,
                "findings": [finding.as_json() for finding in error.findings],
            }
        },
        faults=(f"recoverydocs: {message}", *(line for line in lines if line != message)),
        code=error.exit_code,
    )


def finding_lines(findings: Iterable[Finding]) -> tuple[str, ...]:
    """One line a finding, its weight and its rule first, what it rests on last.

    >>> from recoverydocs.errors import Severity
    >>> finding_lines([Finding(Severity.BLOCK, "G-HOLD", "C-1", "有异议", "请先处理")])
    ('[阻断 G-HOLD] C-1: 有异议。请先处理。',)
    >>> finding_lines([Finding(Severity.NOTE, "R-1", "C-1", "待核", article="民法典第一条")])
    ('[提示 R-1] C-1: 待核。依据：民法典第一条。',)
    """
    return tuple(
        f"[{finding.severity.word} {finding.rule}] {finding.line()}"
        + (f"依据：{finding.article}。" if finding.article else "")
        for finding in findings
    )


def grouped_lines(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The same, with notes that say one thing of several places put into one line.

    >>> from recoverydocs.errors import Severity
    >>> notes = [Finding(Severity.NOTE, "R-1", f"C-{n}", "待核") for n in range(3)]
    >>> grouped_lines(notes)
    ('[提示 R-1] C-0: 待核。（共 3 处）',)
    """
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for place, finding in enumerate(findings):
        alike = (finding.rule, finding.message, finding.remedy)
        key = alike if finding.severity is Severity.NOTE else (str(place),)
        groups.setdefault(key, []).append(finding)
    return tuple(
        line + (f"（共 {len(group)} 处）" if len(group) > 1 else "")
        for group in groups.values()
        for line in finding_lines(group[:1])
    )


def target_word(target: str) -> str:
    """What a document is about, as a person reads it; the register says ``case`` for all of it.

    >>> target_word("case"), target_word("HT-2024-0101")
    ('全案', 'HT-2024-0101')
    """
    return "全案" if target == "case" else target


def show(answer: Answer, *, as_json: bool) -> None:
    """Print an answer."""
    if as_json:
        text = json.dumps(answer.data, ensure_ascii=False, indent=2)
        sys.stdout.write(text + "\n")
        return
    for line in answer.lines:
        if isinstance(line, Table):
            _show_table(line, sys.stdout)
        else:
            sys.stdout.write(line + "\n")
    for line in answer.faults:
        sys.stderr.write(line + "\n")


def _show_table(table: Table, stream: TextIO) -> None:
    """A drawn table on a terminal, tab-separated lines elsewhere.

    On a terminal, columns without a text are left out, and numbers and dates never broken;
    where that does not fit, each row is shown as a paragraph.
    """
    if not stream.isatty():
        stream.writelines(
            "\t".join(_one_line(text) for text in row) + "\n"
            for row in (table.headings, *table.rows)
        )
        return
    console = Console(file=stream)
    columns = _columns(table)
    kept = [column.place for column in columns]
    if sum(column.least + _BETWEEN for column in columns) < console.width:
        console.print(_drawn(table, columns))
        return
    if table.title:
        console.print(Text(table.title))
    for row in table.rows:
        pairs = [f"{table.headings[place]} {row[place]}" for place in kept[1:] if row[place]]
        console.print(Text("\n".join((row[kept[0]], *_filled(pairs, console.width)))))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column with a text in it: its place, the width it needs, whether it may be broken."""

    place: int
    least: int
    is_whole: bool


def _columns(table: Table) -> list[_Column]:
    columns = []
    for place, heading in enumerate(table.headings):
        texts = [row[place] for row in table.rows]
        if texts and not any(texts):
            continue
        whole = place in table.numbers or all(map(_is_word, texts))
        widest = max(map(cell_len, (heading, *texts)))
        columns.append(_Column(place, widest if whole else min(widest, _NARROWEST), whole))
    return columns


def _drawn(table: Table, columns: Sequence[_Column]) -> DrawnTable:
    drawn = DrawnTable(title=table.title or None, box=box.SIMPLE, title_justify="left")
    for column in columns:
        drawn.add_column(
            table.headings[column.place],
            justify="right" if column.place in table.numbers else "left",
            no_wrap=column.is_whole,
            min_width=column.least,
            overflow="fold",
        )
    for row in table.rows:
        drawn.add_row(*(row[column.place].replace("[", r"\[") for column in columns))
    return drawn


def _is_word(text: str) -> bool:
    """Whether a text reads badly when broken: a number, a date, a short code."""
    return len(text) <= _LONGEST_WORD and cell_len(text) == len(text)


def _filled(pairs: Sequence[str], width: int) -> Iterator[str]:
    """The texts side by side, as many a line as fit."""
    line = ""
    for pair in pairs:
        longer = f"{line}　{pair}"
        if line and cell_len(longer) > width:
            yield line
            longer = f"　{pair}"
        line = longer
    if line:
        yield line


def _one_line(text: str) -> str:
    return " ".join(text.split())


def table_of(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    numbers: Iterable[int] = (),
) -> Table:
    """A table from any sequences."""
    return Table(tuple(headings), tuple(map(tuple, rows)), title, frozenset(numbers))
