from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from recoverydocs.cases.workbooks import invented_workbook
from recoverydocs.errors import ExitCode, Finding, Severity
from recoverydocs.runs.batch import Batch, read_batch
from recoverydocs.runs.error_books import write_error_books
from recoverydocs.runs.outcome import Outcome, Refused

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from recoverydocs.runs import Workspace

BLOCK = Finding(Severity.BLOCK, "G-HOLD", "XG-1", "有异议", "请先处理")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Three invented loans, the second with an amount that is none."""
    book = load_workbook(io.BytesIO(invented_workbook(3, 1)))
    sheet = book["逾期清单"]
    heading = next(cell for cell in sheet[1] if cell.value == "逾期本金")
    sheet.cell(3, heading.column).value = "很多"
    path = tmp_path / "催收.xlsx"
    book.save(path)
    return path


def outcome_of(batch: Batch, as_of: date, *refused: int) -> Outcome:
    ones = tuple(
        Refused(place, batch.cases[place].case_id, "", ExitCode.RULE_REFUSED, (BLOCK,))
        for place in refused
    )
    return Outcome("", "dunning-notice", as_of, (), ones)


def test_refused_rows_stand_in_a_workbook_beside_the_file(table: Path, as_of: date) -> None:
    batch = read_batch([table])
    books, findings = write_error_books(batch, outcome_of(batch, as_of, 1), [table])
    assert findings == ()
    assert [book.name for book in books] == ["催收-错误.xlsx"]
    assert sorted(path.name for path in table.parent.iterdir()) == [
        "催收-错误.xlsx",
        "催收.xlsx",
    ]
    rows = list(load_workbook(books[0])["逾期清单"].iter_rows(values_only=True))
    assert rows[0][0] == "错误"
    assert [row[1] for row in rows[1:]] == ["XG-1-000002", "XG-1-000003"]
    assert "很多" in rows[1]
    assert "有异议" in str(rows[2][0])


def test_a_corrected_error_workbook_is_fed_back(
    table: Path, as_of: date, house: Workspace
) -> None:
    batch = read_batch([table])
    outcome = house.issue_all("dunning-notice", batch.cases, as_of=as_of)
    assert len(outcome.issued) == 2
    (book,), _ = write_error_books(batch, outcome, [table])
    workbook = load_workbook(book)
    for cell in (cell for row in workbook["逾期清单"].iter_rows() for cell in row):
        if cell.value == "很多":
            cell.value = _principal()
    workbook.save(book)
    again = read_batch([book])
    assert again.faults == ()
    assert [case.case_id for case in again.cases] == ["XG-1-000002"]
    done = house.issue_all("dunning-notice", again.cases, as_of=as_of)
    assert len(done.issued) == 1
    third, _ = write_error_books(again, outcome_of(again, as_of, 0), [book])
    assert [path.name for path in third] == ["催收-错误-2.xlsx"]


def _principal() -> str:
    """The amount that stood in the second row before it was spoilt."""
    sheet = load_workbook(io.BytesIO(invented_workbook(3, 1)))["逾期清单"]
    column = next(cell.column for cell in sheet[1] if cell.value == "逾期本金")
    return str(sheet.cell(3, column).value)


def test_nothing_is_written_where_nothing_was_refused(
    table: Path, samples: Path, as_of: date
) -> None:
    good = [samples / "01-first-demand.json"]
    batch = read_batch(good)
    assert write_error_books(batch, outcome_of(batch, as_of, 0), good) == ((), ())
    table.write_bytes(invented_workbook(2, 1))
    batch = read_batch([table])
    assert write_error_books(batch, outcome_of(batch, as_of), [table]) == ((), ())


def test_a_folder_that_cannot_be_written_is_said(
    table: Path, as_of: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = read_batch([table])

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("recoverydocs.runs.error_books.write_file", refuse)
    books, (finding,) = write_error_books(batch, outcome_of(batch, as_of), [table])
    assert books == ()
    assert finding.severity is Severity.WARN
    assert "Permission denied" in finding.message
