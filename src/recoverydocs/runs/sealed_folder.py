"""The sealed register as files: ``sealed/register.jsonl`` and its tokens, copied from the rows.

The rows are written in the run's own transaction; the files follow, and after a kill the next
start makes up for what is missing. Nothing that stands in the file is ever written again.
"""

from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, OutsideFailedError, Severity
from recoverydocs.evidence import SealedRegister
from recoverydocs.runs.given_files import read_given
from recoverydocs.storage import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from recoverydocs.register import SealedBook
    from recoverydocs.runs.house import House

FOLDER = "sealed"
FILE = "register.jsonl"
STAMPS = "stamps"
BOOK_FILE = "register.csv"
_LARGEST = 4 << 30
"""Octets of a register: some nine million packages."""
_LARGEST_TOKEN = 4 << 20
BOOK: Mapping[str, str] = {
    "number": "文号",
    "title": "文书",
    "kind": "种类",
    "case": "案件",
    "target": "对象",
    "issued_on": "日期",
    "as_of": "截止日",
    "package_id": "证据包编号",
    "path": "证据包",
    "created_at": "出具时间",
}
"""Columns of the exported 文号簿 with their headings."""


def copy_register(house: House) -> tuple[Finding, ...]:
    """Bring the files up to the rows; call it only under the write lock.

    Returns:
        A warning where that failed: the rows are whole, and the next run tries again.
    """
    try:
        write_register(house.register.sealed(), house.root / FOLDER)
    except OutsideFailedError as error:
        return (
            Finding(
                Severity.WARN,
                "sealed-register-file",
                "封存登记簿",
                f"登记簿文件未能续写（{error}）",
                "数据库中的登记不受影响；请按提示处理",
            ),
        )
    return ()


def write_register(book: SealedBook, folder: Path) -> None:
    """Write the register into a folder, or carry on what stands there.

    Raises:
        OutsideFailedError: the disk refuses, or the file holds something else than the rows.
    """
    if not book.size():
        return
    file = folder / FILE
    try:
        (folder / STAMPS).mkdir(parents=True, exist_ok=True)
        size = file.stat().st_size if file.exists() else 0
        missing = book.after(size)
        if size > book.size() or (missing and not _continues(file, size, missing[0])):
            raise OutsideFailedError(
                f"{FOLDER}/{FILE}: it does not hold what the register's database holds. Keep "
                "it as evidence, move it away, and run register export for a true copy"
            )
        for path, token in book.tokens().items():
            if not (folder / path).exists():
                write_file(folder / path, token)
        if missing:
            with file.open("ab") as opened:
                first_end, first = missing[0]
                opened.write(first[len(first) - (first_end - size) :])
                opened.writelines(line for _, line in missing[1:])
                opened.flush()
                os.fsync(opened.fileno())
    except OSError as error:
        raise OutsideFailedError(
            f"{FOLDER}/{FILE}: cannot be written ({error.strerror}); free space or fix the "
            "permissions, then open the workspace again"
        ) from error


def export_register(house: House, folder: Path) -> tuple[Path, ...]:
    """The sealed register with its tokens, and the 文号簿 as CSV; gives the files for a reader.

    Raises:
        OutsideFailedError: the disk refuses, or the folder holds another register.
    """
    write_register(house.register.sealed(), folder)
    rows = [entry.as_json() for entry in house.register.documents()]
    text = io.StringIO()
    writer = csv.DictWriter(text, BOOK, extrasaction="ignore", lineterminator="\r\n")
    writer.writerow(BOOK)
    for row in rows:
        writer.writerow({name: _plain(value) for name, value in row.items()})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # A byte order mark, since Excel takes a CSV without one for the local code page.
        write_file(folder / BOOK_FILE, b"\xef\xbb\xbf" + text.getvalue().encode())
    except OSError as error:
        raise OutsideFailedError(
            f"{BOOK_FILE}: cannot be written ({error.strerror}); choose another folder"
        ) from error
    files = (folder / BOOK_FILE, folder / FILE)
    return tuple(file for file in files if file.exists())


def _plain(value: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def read_register_files(file: Path, stamps: Path | None = None) -> SealedRegister:
    """A register from its files; the tokens lie in ``stamps``, or beside it.

    Raises:
        WrongUsageError: the register is not there, or one of them is a folder, pipe or device.
        TooLargeError: the register is larger than 4 GiB, or a token than 4 MiB.
        OutsideFailedError: they cannot be read.
    """
    folder = stamps or file.parent / STAMPS
    # The lines first: a run writes its token before the line that states it.
    content = read_given(file, _LARGEST)
    tokens = {
        f"{STAMPS}/{token.name}": read_given(token, _LARGEST_TOKEN)
        for token in folder.glob("*.tst")
    }
    return SealedRegister(content, tokens)


def own_register(root: Path) -> SealedRegister | None:
    """The sealed register of the workspace in this folder; None where nothing is sealed yet.

    The files are read and nothing else is opened: whoever may only read a workspace can verify.

    Raises:
        TooLargeError, OutsideFailedError: as ``read_register_files``.
    """
    file = root / FOLDER / FILE
    if not file.exists():
        return None
    read = read_register_files(file)
    # A run may be writing its last line just now, or have been killed over it.
    whole = read.content.rfind(b"\n") + 1
    return SealedRegister(read.content[:whole], read.stamps) if whole else None


def _continues(file: Path, size: int, first: tuple[int, bytes]) -> bool:
    """Whether the file ends where a line ended, or in a line that was cut off in writing."""
    end, line = first
    begun = len(line) - (end - size)
    if begun < 0:
        return False
    if not begun:
        return True
    with file.open("rb") as opened:
        opened.seek(size - begun)
        return opened.read() == line[:begun]
