"""The sealed register as the database keeps it: lines once added never change.

The file that others are given is a copy of these rows, written after them (runs/).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recoverydocs.evidence import Chain, SealedRegister
from recoverydocs.register.tables import DOCUMENTS, REVISIONS, SEALED_LINES, SEALED_TOKENS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from sqlalchemy.engine import Connection

    from recoverydocs.evidence import Line


@dataclass(frozen=True, slots=True)
class Extension:
    """What one run adds to the sealed register.

    Attributes:
        lines: in their order, carrying on the chain.
        tokens: of the ``stamp`` lines among them, by the path that the line states.
    """

    lines: Sequence[Line]
    tokens: Mapping[str, bytes]


class SealedBook:
    """Reads the sealed register of one database."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def end(self) -> Chain:
        """The chain as it stands, ready to be carried on."""
        count = sa.select(sa.func.count()).where(SEALED_LINES.c.event == "stamp")
        last = sa.select(SEALED_LINES.c.content).order_by(SEALED_LINES.c.seq.desc()).limit(1)
        with self._reading() as connection:
            content = connection.execute(last).scalar()
            if content is None:
                return Chain()
            return Chain.after(content, int(connection.execute(count).scalar() or 0))

    def is_stamped(self) -> bool:
        """Whether the last line is a stamp, or there is nothing to stamp."""
        last = sa.select(SEALED_LINES.c.event).order_by(SEALED_LINES.c.seq.desc()).limit(1)
        with self._reading() as connection:
            return connection.execute(last).scalar() in {None, "stamp"}

    def revisions(self, package_ids: Sequence[str]) -> dict[str, int]:
        """The last revision stated of each of these packages; one not stated is not in it."""
        found: dict[str, int] = {}
        with self._reading() as connection:
            for start in range(0, len(package_ids), _AT_ONCE):
                query = (
                    sa.select(SEALED_LINES.c.package_id, sa.func.max(SEALED_LINES.c.revision))
                    .where(
                        SEALED_LINES.c.event == "seal",
                        SEALED_LINES.c.package_id.in_(package_ids[start : start + _AT_ONCE]),
                    )
                    .group_by(SEALED_LINES.c.package_id)
                )
                found |= {one: int(number) for one, number in connection.execute(query)}
        return found

    def size(self) -> int:
        """Octets of all lines together."""
        query = sa.select(sa.func.max(SEALED_LINES.c.ends_at))
        with self._reading() as connection:
            return int(connection.execute(query).scalar() or 0)

    def after(self, octets: int) -> list[tuple[int, bytes]]:
        """The lines that end beyond so many octets, each with where it ends."""
        query = (
            sa.select(SEALED_LINES.c.ends_at, SEALED_LINES.c.content)
            .where(SEALED_LINES.c.ends_at > octets)
            .order_by(SEALED_LINES.c.seq)
        )
        with self._reading() as connection:
            return [(int(end), bytes(content)) for end, content in connection.execute(query)]

    def tokens(self) -> dict[str, bytes]:
        """Every token by its path."""
        with self._reading() as connection:
            rows = connection.execute(sa.select(SEALED_TOKENS)).all()
        return {path: bytes(token) for path, token in rows}

    def whole(self) -> SealedRegister:
        """The register as files, for verifying."""
        return SealedRegister(b"".join(line for _, line in self.after(0)), self.tokens())


_AT_ONCE = 500
"""Packages asked for in one statement."""


def add_lines(connection: Connection, sealed: Extension) -> None:
    """Put in what a run adds; the primary key refuses a line number given before."""
    if not sealed.lines:
        return
    query = sa.select(sa.func.max(SEALED_LINES.c.ends_at))
    end = int(connection.execute(query).scalar() or 0)
    rows: list[dict[str, object]] = []
    for line in sealed.lines:
        end += len(line.content)
        rows.append(
            {
                "seq": line.seq,
                "event": line.event,
                "package_id": line.package,
                "revision": line.revision,
                "content": line.content,
                "ends_at": end,
            }
        )
    connection.execute(sa.insert(SEALED_LINES), rows)
    if sealed.tokens:
        tokens = [{"path": path, "token": token} for path, token in sealed.tokens.items()]
        connection.execute(sa.insert(SEALED_TOKENS), tokens)


def unsealed_of() -> sa.Select[tuple[object, ...]]:
    """The query of documents whose last revision no ``seal`` line states."""
    last = (
        sa.select(REVISIONS.c.number, sa.func.max(REVISIONS.c.revision).label("revision"))
        .group_by(REVISIONS.c.number)
        .subquery()
    )
    stated = sa.exists().where(
        SEALED_LINES.c.package_id == DOCUMENTS.c.package_id,
        SEALED_LINES.c.revision == last.c.revision,
        SEALED_LINES.c.event == "seal",
    )
    return (
        sa.select(DOCUMENTS)
        .join(last, last.c.number == DOCUMENTS.c.number)
        .where(~stated)
        .order_by(DOCUMENTS.c.unit, DOCUMENTS.c.code, DOCUMENTS.c.year, DOCUMENTS.c.n)
    )
