from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, inspect
from tests.register.support import AT, DAY, document, revision, run_of

from recoverydocs.errors import OutsideFailedError, RecoveryDocsError, WrongUsageError
from recoverydocs.register import Number, Register, book, migrations
from recoverydocs.register.tables import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    with Register.at(path) as opened:
        yield opened


def enter(register: Register, *numbers: int, run: str = "run-1") -> None:
    entries = [document(n, run=run) for n in numbers]
    register.enter(
        run_of(run, len(entries)), entries, [revision(one, 1, run) for one in entries]
    )


def test_number_reads_as_the_house_writes_it() -> None:
    assert str(Number("虚银", "催", 2026, 7)) == "虚银催字〔2026〕7号"


def test_new_register_is_empty(register: Register) -> None:
    assert register.last_n("虚银", "催", 2026) == 0
    assert (register.documents(), register.runs(), register.gaps()) == ((), (), ())


def test_entries_come_back_as_they_went_in(register: Register) -> None:
    enter(register, 1, 2)
    assert register.document("虚银催字〔2026〕2号") == document(2)
    assert register.documents() == (document(1), document(2))
    assert register.revisions("虚银催字〔2026〕1号") == (revision(document(1)),)
    assert register.runs() == (run_of("run-1", 2),)
    assert register.last_n("虚银", "催", 2026) == 2
    assert register.document("虚银催字〔2026〕3号") is None


def test_register_stands_after_it_was_closed(path: Path) -> None:
    with Register.at(path) as first:
        enter(first, 1)
    with Register.at(path) as second:
        assert second.documents() == (document(1),)


def test_units_codes_and_years_have_sequences_of_their_own(register: Register) -> None:
    other = document(1, unit="示银", package_id="x", path="x")
    register.enter(run_of(), [document(1), other, document(2)], [])
    assert [register.last_n(unit, "催", 2026) for unit in ("虚银", "示银")] == [2, 1]


@pytest.mark.parametrize("numbers", [[2], [1, 3], [2, 1], [1, 1]])
def test_gap_or_repetition_is_refused_and_nothing_is_written(
    register: Register, numbers: list[int]
) -> None:
    with pytest.raises(RecoveryDocsError, match=r"follow|next"):
        enter(register, *numbers)
    assert (register.documents(), register.runs()) == ((), ())


def test_number_that_somebody_else_took_is_refused(register: Register) -> None:
    enter(register, 1, 2)
    for numbers in ((1,), (2, 3), (4,)):
        with pytest.raises(RecoveryDocsError):
            enter(register, *numbers, run="run-2")
    enter(register, 3, run="run-2")
    assert register.gaps() == ()


@given(st.lists(st.integers(1, 5), min_size=1, max_size=6))
@settings(deadline=None, max_examples=20)
def test_sequences_never_have_gaps(counts: list[int]) -> None:
    with Register.open("sqlite:///:memory:") as register:
        last = 0
        for place, count in enumerate(counts):
            enter(register, *range(last + 1, last + count + 1), run=f"run-{place}")
            last += count
        assert register.last_n("虚银", "催", 2026) == last
        assert register.gaps() == ()


def test_failure_in_the_middle_leaves_nothing(register: Register) -> None:
    twice = document(2, package_id="虚银-1")
    with pytest.raises(RecoveryDocsError, match="refused"):
        register.enter(run_of(), [document(1), twice], [])
    assert register.last_n("虚银", "催", 2026) == 0
    assert (register.documents(), register.runs()) == ((), ())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET title = '另一个标题'",
        "DELETE FROM documents",
        "UPDATE revisions SET file_sha256 = ''",
        "DELETE FROM revisions",
        "UPDATE runs SET count = 9",
        "DELETE FROM runs",
        "DELETE FROM run_events",
        "UPDATE run_events SET at = ''",
        "UPDATE series SET last_n = 0",
        "UPDATE series SET last_n = 99, unit = '别'",
        "DELETE FROM series",
    ],
)
def test_entries_are_never_changed(register: Register, path: Path, statement: str) -> None:
    enter(register, 1)
    register.mark_placed("run-1", AT)
    register.close()
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match=r"never|only grows"):
        connection.execute(statement)
    connection.close()


def test_gap_made_by_force_is_named(register: Register, path: Path) -> None:
    enter(register, 1)
    register.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE series SET last_n = 3")
    connection.commit()
    connection.close()
    with Register.at(path) as opened:
        assert [str(number) for number in opened.gaps()] == [
            "虚银催字〔2026〕2号",
            "虚银催字〔2026〕3号",
        ]


def test_list_meets_every_filter(register: Register) -> None:
    later = DAY + timedelta(days=1)
    entries = [
        document(1),
        document(2, kind="guarantor-notice"),
        document(3, issued_on=later, case_ref="示例-别"),
        document(1, unit="示银", package_id="x", path="x"),
    ]
    register.enter(run_of(), entries, [])
    assert len(register.documents(unit="虚银")) == 3
    assert register.documents(kind="guarantor-notice") == (entries[1],)
    assert register.documents(issued_from=later) == (entries[2],)
    assert len(register.documents(issued_to=DAY, year=2026)) == 3
    assert register.documents(case_ref="示例-别") == (entries[2],)
    assert len(register.documents(run_id="run-1", limit=2)) == 2
    assert register.documents(year=2025) == ()


def test_issued_finds_case_target_and_day(register: Register) -> None:
    enter(register, 1, 2)
    one, two = "示例-虚银-1", "示例-虚银-2"
    assert register.issued([one], "dunning-notice", DAY) == {(one, "HT-1"): document(1)}
    assert set(register.issued([one, two], "dunning-notice", DAY)) == {
        (one, "HT-1"),
        (two, "HT-1"),
    }
    assert register.issued([one], "dunning-notice", DAY + timedelta(days=1)) == {}
    assert register.issued([one], "guarantor-notice", DAY) == {}


def test_run_is_unplaced_until_it_is_marked(register: Register) -> None:
    assert not register.has_run("run-1")
    enter(register, 1)
    assert register.has_run("run-1")
    assert register.unplaced() == ("run-1",)
    assert register.files_of("run-1") == {document(1).path: "b" * 64}
    register.mark_placed("run-1", AT)
    assert register.unplaced() == ()


def test_later_revision_stands_beside_the_first(register: Register) -> None:
    enter(register, 1)
    register.enter(run_of("run-2"), [], [revision(document(1), 2, "run-2")])
    assert [one.revision for one in register.revisions("虚银催字〔2026〕1号")] == [1, 2]
    with pytest.raises(RecoveryDocsError):
        register.enter(run_of("run-3"), [], [revision(document(1), 2, "run-3")])


def test_entry_as_json_holds_text_only() -> None:
    members = document(1).as_json()
    assert members["number"] == "虚银催字〔2026〕1号"
    assert all(isinstance(value, str) for value in members.values())


def test_register_holds_no_column_for_a_person() -> None:
    names = {column.name for table in METADATA.tables.values() for column in table.columns}
    assert not names & {"name", "id_no", "phone", "address", "party", "addressee", "amount"}


def test_migrations_end_at_head_and_make_the_tables(path: Path) -> None:
    Register.at(path).close()
    script = ScriptDirectory(str(migrations.__path__[0]))
    assert script.get_current_head() == book.HEAD
    engine = create_engine(f"sqlite:///{path}")
    found = inspect(engine)
    for table in METADATA.tables.values():
        made = {column["name"] for column in found.get_columns(table.name)}
        assert made == {column.name for column in table.columns}
    engine.dispose()


def test_only_sqlite_is_promised() -> None:
    with pytest.raises(WrongUsageError, match="sqlite"):
        Register.open("postgresql://somewhere/register")


def test_file_that_is_no_database_is_an_outside_failure(path: Path) -> None:
    path.write_bytes(b"this is no database at all, only some words" * 50)
    with pytest.raises(OutsideFailedError, match="database failed"):
        Register.at(path)


def test_folder_that_is_gone_is_an_outside_failure(tmp_path: Path) -> None:
    with pytest.raises(OutsideFailedError, match="run again"):
        Register.at(tmp_path / "gone" / "register.sqlite")
