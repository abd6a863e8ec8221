"""Entries for tests of the register: invented, short, one a call."""

from __future__ import annotations

from datetime import date

from recoverydocs.register import DocumentEntry, Number, RevisionEntry, RunEntry

DAY = date(2026, 11, 24)
AT = "2026-11-24T10:00:00+08:00"


def document(
    n: int, *, run: str = "run-1", unit: str = "虚银", **changes: object
) -> DocumentEntry:
    number = Number(unit, "催", 2026, n)
    members: dict[str, object] = {
        "kind": "dunning-notice",
        "case_scheme": "plain",
        "case_ref": f"示例-{unit}-{n}",
        "target": "HT-1",
        "title": "催款通知书",
        "issued_on": DAY,
        "as_of": DAY,
        "package_id": f"{unit}-{n}",
        "path": f"2026/dunning-notice/{number}.asice",
        "run_id": run,
        "created_at": AT,
    }
    return DocumentEntry(number, **(members | changes))  # type: ignore[arg-type]  # by name


def revision(entry: DocumentEntry, number: int = 1, run: str = "run-1") -> RevisionEntry:
    reason = "issue" if number == 1 else "receipt"
    return RevisionEntry(str(entry.number), number, reason, "a" * 64, "b" * 64, 7, run, AT)


def run_of(name: str = "run-1", count: int = 1) -> RunEntry:
    return RunEntry(name, "issue", "dunning-notice", DAY, count, AT)
