"""Two greps over the files of the project: no path of one machine, no real identity number.

Called with file names it reads those, else every file that git knows or would take in. Word and
Excel files are looked into. Prints one line a find and ends with 1, or prints nothing.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]

# A home folder's first two names, as they stand in a path that somebody pasted.
MACHINE = re.compile(
    r"(?<![\w.~-])/(?:home|Users|root|workspace|work)/(?!someone)[\w.]+|\b[A-Z]:\\Users\\"
)
# Eighteen characters with a birth date in the middle; `is_identity` asks for the rest.
IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
    r"(?![0-9A-Za-z])"
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# The standard's own printed example, and an area code that was never given.
INVENTED = re.compile(r"11010519491231002X|110199\d{11}[\dXx]", re.IGNORECASE)
SKIPPED = {"scripts/check_text.py"}
ARCHIVES = {".docx", ".xlsx", ".zip", ".asice"}


def project_files() -> list[Path]:
    """Every file that git knows or would take in; without git, all but hidden and built."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    if listed.returncode == 0:
        names = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
        return sorted(path for path in names if path.is_file())
    return sorted(
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not any(_built(part) for part in path.relative_to(ROOT).parts)
    )


def _built(part: str) -> bool:
    return part.startswith(".") or part in {"__pycache__", "dist", "build", "node_modules"}


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """What can be read in a file: name and text, one pair for each member of an archive."""
    content = path.read_bytes()
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    if path.suffix in ARCHIVES and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                if member.filename.endswith((".xml", ".json", ".txt")):
                    yield f"{name}!{member.filename}", _text(archive, member)
    elif b"\0" not in content:
        yield name, content.decode("utf-8", "replace")


def _text(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    """One member's text; a package broken on purpose for a test has members nobody can read."""
    try:
        return archive.read(member).decode("utf-8", "replace")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""


def finds(path: Path) -> Iterator[str]:
    """One line for each thing that must not stand in a file; a number is never repeated."""
    for name, text in texts(path):
        for number, line in enumerate(text.splitlines(), 1):
            if found := MACHINE.search(line):
                yield f"{name}:{number}: a path of one machine: {found.group()}"
            if any(is_identity(each) for each in IDENTITY.findall(line)):
                yield f"{name}:{number}: an identity number that is not an invented one"


def is_identity(number: str) -> bool:
    """Whether it could be somebody's: its check digit fits, and it is no invented one."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False))
    fits = "10X98765432"[total % 11] == number[-1].upper()
    return fits and not INVENTED.fullmatch(number)


def main(names: list[str]) -> int:
    """Look through the named files, or all; 1 where something was found."""
    paths = [Path(name).resolve() for name in names] or project_files()
    lines = [
        line
        for path in paths
        if path.relative_to(ROOT).as_posix() not in SKIPPED
        for line in finds(path)
    ]
    for line in lines:
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
