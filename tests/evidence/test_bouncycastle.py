"""BouncyCastle (Debian's libbcpkix-java) reads our evidence records, and refuses broken ones.

It is a second opinion on the tree and the token's signature alone: it checks no chain, no key
usage and no earlier link, and its rule for single objects is wider than ours (format.md §13).
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.test_octets import signed_package
from tests.evidence.test_renewing import AT, issued, later, renew

from recoverydocs.evidence import read_zip, token_of

if TYPE_CHECKING:
    from collections.abc import Mapping

JARS = [Path("/usr/share/java") / f"{name}.jar" for name in ("bcprov", "bcutil", "bcpkix")]
SOURCE = Path(__file__).parent / "bouncycastle/EvidenceRecords.java"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("javac") is None or not all(jar.is_file() for jar in JARS),
        reason="no Java compiler, or no libbcpkix-java here",
    ),
]


@cache
def packages() -> Mapping[str, bytes]:
    first, second = issued(a.TokenMaker(), 1, 2), issued(a.TokenMaker(), 3)
    stronger = renew(first, later(digest="sha512"), "sha512")
    return {
        **{f"vector {number}": s.vector(number) for number in range(1, 7)},
        "two revisions": s.two_revisions(),
        "signed, with a token of its own": signed_package(),
        "batch": issued(a.TokenMaker(), 1, 2, 3, 4, 5)[2],
        "renewed in a tree": renew([*first, *second], later())[0],
        "renewed with SHA-512": stronger[1],
    }


def read_by_bouncycastle(
    folder: Path, given: Mapping[str, bytes]
) -> tuple[int, list[str], str]:
    files = []
    for number, content in enumerate(given.values()):
        files.append(folder / f"{number}.asice")
        files[-1].write_bytes(content)
    done = subprocess.run(  # noqa: S603 - our own words
        [  # noqa: S607 - Java is where the machine has it
            "java",
            f"-Dnow={int(AT.timestamp())}",
            "-cp",
            ":".join(map(str, JARS)),
            str(SOURCE),
            *map(str, files),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_it_accepts_every_record_and_finds_our_roots(tmp_path: Path) -> None:
    code, lines, said = read_by_bouncycastle(tmp_path, packages())
    assert code == 0, said
    found = {tuple(line.split("\t")[:2]): line.split("\t")[2] for line in lines}
    records = 0
    for number, content in enumerate(packages().values()):
        path = str(tmp_path / f"{number}.asice")
        names = [name for name, _ in read_zip(content) if name.endswith(".ers")]
        records += len(names)
        for name in names:
            revision = int(name.removeprefix("META-INF/evidencerecord")[:3])
            # A renewal keeps the first root; that is what a record is "primarily" over.
            assert found[path, name] == token_of(content, revision)[0]
    assert len(found) == records == 18


def test_it_refuses_a_record_over_another_document(tmp_path: Path) -> None:
    package = packages()["batch"]
    entries = dict(read_zip(package))
    name = next(name for name in entries if name.startswith("files/001/催"))
    changed = s.rebuilt({**entries, name: entries[name] + b"x"})
    code, _, said = read_by_bouncycastle(tmp_path, {"changed": changed})
    assert code != 0
    assert "object hash not found" in said
