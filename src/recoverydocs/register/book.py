"""The register itself (文号簿): numbers given once, entries read and added, never changed.

The only writing is ``enter``: one transaction puts in a run with all its documents and
revisions, or nothing. SQLite in WAL mode with full synchronisation is what is supported; the
statements are SQLAlchemy's, so another database needs only its own triggers.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa

from recoverydocs.errors import OutsideFailedError, RecoveryDocsError, WrongUsageError
from recoverydocs.register.entries import (
    ContainerEntry,
    DocumentEntry,
    Number,
    RevisionEntry,
    RunEntry,
)
from recoverydocs.register.rows import document_of, document_row, plain_row
from recoverydocs.register.sealed import SealedBook, add_lines, unsealed_of
from recoverydocs.register.tables import (
    CONTAINERS,
    DOCUMENTS,
    REVISIONS,
    RUN_EVENTS,
    RUNS,
    SERIES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy.engine import Connection, Engine

    from recoverydocs.register.sealed import Extension

HEAD = "0002"
"""The newest step of migrations/; a register at this step needs no alembic to be opened."""


class Register:
    """An open register; close it, or use it as a context manager.

    All methods raise ``OutsideFailedError`` when the database cannot be read or written.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Register:
        """The register at a SQLAlchemy address, brought up to the newest step if it is older.

        Raises:
            WrongUsageError: the address is not SQLite's.
        """
        if not url.startswith("sqlite:///"):
            raise WrongUsageError("register: only sqlite:/// addresses are supported so far")
        engine = sa.create_engine(url)
        sa.event.listen(engine, "connect", _set_up_sqlite)
        register = cls(engine)
        try:
            with register._reading() as connection:
                step = _step_of(connection)
            if step != HEAD:
                register._upgrade()
        except BaseException:
            engine.dispose()
            raise
        return register

    @classmethod
    def at(cls, path: Path) -> Register:
        """The register in one SQLite file, made if there is none."""
        return cls.open(f"sqlite:///{path}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database file."""
        self._engine.dispose()

    # -- numbers -------------------------------------------------------------------------

    def last_n(self, unit: str, code: str, year: int) -> int:
        """The last number given in a sequence; 0 before the first."""
        query = sa.select(SERIES.c.last_n).where(
            SERIES.c.unit == unit, SERIES.c.code == code, SERIES.c.year == year
        )
        with self._reading() as connection:
            return int(connection.execute(query).scalar() or 0)

    def gaps(self) -> tuple[Number, ...]:
        """Every number that a sequence should hold and does not; empty when all is well."""
        with self._reading() as connection:
            series = connection.execute(sa.select(SERIES)).all()
            found: list[Number] = []
            for unit, code, year, last in series:
                query = sa.select(DOCUMENTS.c.n).where(
                    DOCUMENTS.c.unit == unit,
                    DOCUMENTS.c.code == code,
                    DOCUMENTS.c.year == year,
                )
                present = set(connection.execute(query).scalars())
                found += [
                    Number(unit, code, year, n) for n in range(1, last + 1) if n not in present
                ]
        return tuple(found)

    # -- writing -------------------------------------------------------------------------

    def enter(
        self,
        run: RunEntry,
        documents: Sequence[DocumentEntry],
        revisions: Sequence[RevisionEntry],
        containers: Sequence[ContainerEntry] = (),
        sealed: Extension | None = None,
    ) -> None:
        """Put in a run with all that it made, in one transaction; all or nothing.

        The numbers must carry on each sequence without a gap, in the order given.

        Args:
            run: the call.
            documents: what it issued.
            revisions: what it added to packages, new ones among them.
            containers: package files that it changed with no new revision.
            sealed: what the sealed register says of all these.

        Raises:
            RecoveryDocsError: a number is not the next of its sequence, or given before.
        """
        with self._writing() as connection:
            connection.execute(sa.insert(RUNS), [plain_row(run)])
            for first, last_n in _stretches(documents):
                _carry_on(connection, first, last_n)
            if documents:
                connection.execute(
                    sa.insert(DOCUMENTS), [document_row(entry) for entry in documents]
                )
            for table, entries in ((REVISIONS, revisions), (CONTAINERS, containers)):
                if entries:
                    connection.execute(
                        sa.insert(table), [plain_row(entry) for entry in entries]
                    )
            if sealed is not None:
                add_lines(connection, sealed)

    def mark_placed(self, run_id: str, at: str) -> None:
        """Note that all packages of a run stand where they belong."""
        with self._writing() as connection:
            connection.execute(
                sa.insert(RUN_EVENTS), [{"run_id": run_id, "event": "placed", "at": at}]
            )

    # -- reading -------------------------------------------------------------------------

    def document(self, number: str) -> DocumentEntry | None:
        """The entry of one document number; none if it was never given."""
        found = self._documents(sa.select(DOCUMENTS).where(DOCUMENTS.c.number == number))
        return found[0] if found else None

    def documents(  # noqa: PLR0913  (one filter each)
        self,
        *,
        kind: str | None = None,
        unit: str | None = None,
        year: int | None = None,
        case_ref: str | None = None,
        issued_from: date | None = None,
        issued_to: date | None = None,
        run_id: str | None = None,
        limit: int | None = None,
    ) -> tuple[DocumentEntry, ...]:
        """Entries that meet every filter given, by unit, code, year and number."""
        query = sa.select(DOCUMENTS).order_by(
            DOCUMENTS.c.unit, DOCUMENTS.c.code, DOCUMENTS.c.year, DOCUMENTS.c.n
        )
        equal = {"kind": kind, "unit": unit, "year": year, "case_ref": case_ref}
        for name, value in (equal | {"run_id": run_id}).items():
            if value is not None:
                query = query.where(DOCUMENTS.c[name] == value)
        if issued_from is not None:
            query = query.where(DOCUMENTS.c.issued_on >= issued_from)
        if issued_to is not None:
            query = query.where(DOCUMENTS.c.issued_on <= issued_to)
        return self._documents(query.limit(limit) if limit is not None else query)

    def issued(
        self, case_refs: Iterable[str], kind: str, as_of: date
    ) -> dict[tuple[str, str], DocumentEntry]:
        """What was issued of a kind and day, by case reference and target; the latest wins."""
        wanted = set(case_refs)
        query = (
            sa.select(DOCUMENTS)
            .where(DOCUMENTS.c.kind == kind, DOCUMENTS.c.as_of == as_of)
            .order_by(DOCUMENTS.c.year, DOCUMENTS.c.n)
        )
        if len(wanted) == 1:
            query = query.where(DOCUMENTS.c.case_ref == next(iter(wanted)))
        return {
            (entry.case_ref, entry.target): entry
            for entry in self._documents(query)
            if entry.case_ref in wanted
        }

    def revisions(self, number: str) -> tuple[RevisionEntry, ...]:
        """Every revision entered for a document, oldest first."""
        query = (
            sa.select(REVISIONS)
            .where(REVISIONS.c.number == number)
            .order_by(REVISIONS.c.revision)
        )
        with self._reading() as connection:
            return tuple(RevisionEntry(**row) for row in connection.execute(query).mappings())

    def runs(self) -> tuple[RunEntry, ...]:
        """Every committed run, oldest first."""
        query = sa.select(RUNS).order_by(RUNS.c.created_at, RUNS.c.run_id)
        with self._reading() as connection:
            return tuple(RunEntry(**row) for row in connection.execute(query).mappings())

    def has_run(self, run_id: str) -> bool:
        """Whether a run was committed."""
        query = sa.select(RUNS.c.run_id).where(RUNS.c.run_id == run_id)
        with self._reading() as connection:
            return connection.execute(query).first() is not None

    def unplaced(self) -> tuple[str, ...]:
        """Runs that were committed and whose packages were not yet all put in their place."""
        placed = sa.select(RUN_EVENTS.c.run_id).where(RUN_EVENTS.c.event == "placed")
        query = sa.select(RUNS.c.run_id).where(RUNS.c.run_id.not_in(placed))
        with self._reading() as connection:
            return tuple(connection.execute(query.order_by(RUNS.c.created_at)).scalars())

    def files_of(self, run_id: str) -> dict[str, str]:
        """Path → SHA-256 of every package file that a run wrote."""
        files: dict[str, str] = {}
        with self._reading() as connection:
            for table in (REVISIONS, CONTAINERS):
                query = (
                    sa.select(DOCUMENTS.c.path, table.c.file_sha256)
                    .join_from(table, DOCUMENTS, table.c.number == DOCUMENTS.c.number)
                    .where(table.c.run_id == run_id)
                )
                files |= {row.path: row.file_sha256 for row in connection.execute(query)}
        return files

    def containers(self, number: str) -> tuple[ContainerEntry, ...]:
        """Every change of a document's package file with no new revision, oldest first."""
        query = (
            sa.select(CONTAINERS)
            .where(CONTAINERS.c.number == number)
            .order_by(CONTAINERS.c.revision, CONTAINERS.c.n)
        )
        with self._reading() as connection:
            return tuple(ContainerEntry(**row) for row in connection.execute(query).mappings())

    def file_sha256(self, number: str) -> str:
        """The digest that a document's package file has now."""
        last = self.revisions(number)[-1]
        later = [one for one in self.containers(number) if one.revision == last.revision]
        return later[-1].file_sha256 if later else last.file_sha256

    def unsealed(self) -> tuple[DocumentEntry, ...]:
        """Documents whose last revision no line states, as a rule for want of its token."""
        return self._documents(unsealed_of())

    def sealed(self) -> SealedBook:
        """The sealed register that is written along."""
        return SealedBook(self._reading)

    # -- inside --------------------------------------------------------------------------

    def _documents(self, query: sa.Select[Any]) -> tuple[DocumentEntry, ...]:
        with self._reading() as connection:
            return tuple(document_of(row) for row in connection.execute(query).mappings())

    def _upgrade(self) -> None:
        from alembic import command  # noqa: PLC0415  (slow to import; needed once a register)
        from alembic.config import Config  # noqa: PLC0415

        with self._writing() as connection:
            config = Config()
            config.set_main_option("script_location", "recoverydocs.register:migrations")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _as_outside_failure(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with _as_outside_failure(), self._engine.begin() as connection:
            yield connection


@contextmanager
def _as_outside_failure() -> Iterator[None]:
    """Turn a failing database into the error that says so; a broken rule is our own error."""
    try:
        yield
    except sa.exc.IntegrityError as error:
        raise RecoveryDocsError(
            f"register: an entry was refused ({error.orig}); nothing was written"
        ) from error
    except sa.exc.DBAPIError as error:
        raise OutsideFailedError(
            f"register: the database failed ({error.orig}); nothing was written. "
            "Check the disk and the file's permissions, then run again"
        ) from error


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  (DBAPI's own)
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _step_of(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _stretches(documents: Sequence[DocumentEntry]) -> list[tuple[Number, int]]:
    """Of each sequence touched: its first new number and the last new position.

    Raises:
        RecoveryDocsError: the numbers of a sequence do not follow on each other.
    """
    ends: dict[tuple[str, str, int], tuple[Number, int]] = {}
    for number in (entry.number for entry in documents):
        key = (number.unit, number.code, number.year)
        first, last = ends.get(key, (number, number.n - 1))
        if number.n != last + 1:
            raise RecoveryDocsError(f"register: {number} does not follow on {last}")
        ends[key] = (first, number.n)
    return list(ends.values())


def _carry_on(connection: Connection, first: Number, last_n: int) -> None:
    """Move a sequence on from just before ``first`` to ``last_n``, or refuse."""
    key = {"unit": first.unit, "code": first.code, "year": first.year}
    if first.n == 1:
        connection.execute(sa.insert(SERIES), [{**key, "last_n": last_n}])
        return
    moved = connection.execute(
        sa.update(SERIES)
        .where(
            *(SERIES.c[name] == value for name, value in key.items()),
            SERIES.c.last_n == first.n - 1,
        )
        .values(last_n=last_n)
    )
    if moved.rowcount != 1:
        raise RecoveryDocsError(f"register: {first} is not the next number; nothing written")
