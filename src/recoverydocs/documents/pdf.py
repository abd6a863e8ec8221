"""PDF copies of Word files through LibreOffice, each one checked before it is handed out.

LibreOffice ends with success where it made nothing, and loses files when two processes share a
profile: each worker has a profile of its own, and every output is looked for and read.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from recoverydocs.documents.fonts import fontconfig_xml
from recoverydocs.documents.pdf_check import Pdf, TextDiffersError, check_pdf
from recoverydocs.errors import OutsideFailedError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Pdf", "to_pdf"]

_NOT_HANGING = b'<w:pPr><w:overflowPunct w:val="0"/>'
_JUSTIFIED = re.compile(rb'<w:jc w:val="(?:both|distribute)"\s*/>')
_BATCH = 40
_START_SECONDS, _FILE_SECONDS = 60, 15
_INSTALL = "install LibreOffice Writer (Debian: libreoffice-writer-nogui), or go without PDF"


def to_pdf(
    documents: Sequence[bytes],
    names: Sequence[str] = (),
    *,
    workers: int = 1,
    program: str = "soffice",
    seconds: int = _START_SECONDS,
) -> tuple[Pdf, ...]:
    """A checked PDF copy of each Word file, in their order; all of them or none.

    Args:
        documents: the octets of the Word files.
        names: what messages call them; by default their number.
        workers: how many LibreOffice processes run side by side.
        program: LibreOffice's command.
        seconds: how long it may take to start; each file adds to it.

    Raises:
        OutsideFailedError: LibreOffice is missing, hung, made no PDF of a file, or one whose
            text or fonts are not right; each file is named.
    """
    command = shutil.which(program)
    if command is None:
        raise OutsideFailedError(f"LibreOffice ({program}) was not found: {_INSTALL}")
    called = list(names) or [f"document {number}" for number in range(1, len(documents) + 1)]
    office = _Office(command, seconds, max(1, workers))
    made = office.convert(documents, called)
    copies: dict[int, Pdf] = {}
    for at, (pdf, document) in enumerate(zip(made, documents, strict=True)):
        with suppress(TextDiffersError):
            copies[at] = check_pdf(pdf, document, called[at])
    again = [at for at in range(len(documents)) if at not in copies]
    ragged = office.convert(
        [set_left(documents[at]) for at in again], [called[at] for at in again]
    )
    for at, pdf in zip(again, ragged, strict=True):
        copies[at] = replace(check_pdf(pdf, documents[at], called[at]), is_set_left=True)
    return tuple(copies[at] for at in range(len(documents)))


def set_left(document: bytes) -> bytes:
    """A Word file for LibreOffice's eyes only: set flush left, no punctuation hanging out.

    LibreOffice 7.4 drops a comma or full stop that hangs past the end of a line of Chinese now
    and then, most often of a justified one.
    """
    octets = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as old, zipfile.ZipFile(octets, "w") as new:
        for head in old.infolist():
            octets_left = _JUSTIFIED.sub(b'<w:jc w:val="left"/>', old.read(head))
            new.writestr(head, octets_left.replace(b"<w:pPr>", _NOT_HANGING))
    return octets.getvalue()


@dataclass(frozen=True, slots=True)
class _Office:
    """LibreOffice as it is called here.

    Attributes:
        command: its path.
        seconds: how long it may take to start.
        workers: how many of it run side by side.
    """

    command: str
    seconds: int
    workers: int

    def convert(self, documents: Sequence[bytes], names: Sequence[str]) -> list[bytes]:
        """The PDF of each document.

        Raises:
            OutsideFailedError: there is none of some of them.
        """
        if not documents:
            return []
        with tempfile.TemporaryDirectory(prefix="recoverydocs-pdf-") as folder:
            made = _Desk(Path(folder), self.command, self.seconds).convert(
                documents, self.workers
            )
        lost = [name for name, pdf in zip(names, made, strict=True) if pdf is None]
        if lost:
            raise OutsideFailedError(
                f"LibreOffice made no PDF of {'; '.join(lost)}: open the file in Word to see "
                "whether it is damaged, then run again"
            )
        return [pdf for pdf in made if pdf is not None]


class _Desk:
    """A folder in which LibreOffice works: inputs, outputs, a profile a worker, its fonts."""

    def __init__(self, folder: Path, command: str, seconds: int) -> None:
        self._folder, self._command, self._seconds = folder, command, seconds
        self._inputs, self._outputs = folder / "in", folder / "out"
        for each in (self._inputs, self._outputs):
            each.mkdir()
        self._fonts = folder / "fonts.conf"
        self._fonts.write_text(fontconfig_xml(), "utf-8")

    def convert(self, documents: Sequence[bytes], workers: int) -> list[bytes | None]:
        """The PDF of each document, or None where none came out even when asked for alone."""
        files = [self._inputs / f"{number:06d}.docx" for number in range(len(documents))]
        for file, content in zip(files, documents, strict=True):
            file.write_bytes(content)
        size = min(_BATCH, -(-len(files) // workers) or 1)
        batches = [files[start : start + size] for start in range(0, len(files), size)]
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(self._run, range(len(batches)), batches))
        for number, file in enumerate(files):
            if not self._output(file).is_file() and len(files) > 1:
                # One damaged file can take those after it along: each is asked for alone.
                self._run(len(batches) + number, [file])
        return [_content(self._output(file)) for file in files]

    def _output(self, file: Path) -> Path:
        return self._outputs / f"{file.stem}.pdf"

    def _run(self, number: int, files: Sequence[Path]) -> None:
        profile = self._folder / f"profile-{number}"
        order = [
            self._command,
            f"-env:UserInstallation={profile.as_uri()}",
            # Without the filter's name a damaged file is taken for plain text, and "converted".
            "--infilter=MS Word 2007 XML",
            "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
            "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(self._outputs),
            *map(str, files),
        ]  # fmt: skip
        environment = {
            **os.environ,
            "FONTCONFIG_FILE": str(self._fonts),
            "HOME": str(self._folder),
            "LC_ALL": "C.UTF-8",
        }
        try:
            process = subprocess.Popen(  # noqa: S603 - a fixed program, no shell
                order,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as fault:
            raise OutsideFailedError(f"LibreOffice did not start: {_INSTALL}") from fault
        limit = self._seconds + _FILE_SECONDS * len(files)
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired as fault:
            raise OutsideFailedError(
                f"LibreOffice did not end within {limit} seconds: run again, with fewer workers"
            ) from fault
        finally:
            _end(process)
            shutil.rmtree(profile, ignore_errors=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    """No process of this session is left behind, whatever happened."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
