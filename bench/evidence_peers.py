"""The rivals of the evidence room, each over the same octets as ours in the same run.

A figure is CPU time of one process, a program's own included where the rival is one. Every
answer is looked at: what does not hold ends the run.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import resource
import shutil
import subprocess
import tempfile
import time
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bagit
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from bench.rivals import rival
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs7,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore
from tests.documents.printed import printed
from tests.evidence import authorities as a
from tests.evidence import signing_keys as k
from tests.evidence import support as s
from tests.evidence.tsa_server import OpensslTsa

from recoverydocs.evidence import (
    LocalStamper,
    PdfSigning,
    TokenChecker,
    Trust,
    read_zip,
    seal,
    sign,
    stamp,
    write_zip,
)
from recoverydocs.evidence.der import integer, sequence
from recoverydocs.evidence.hashtree import HashTree, sha256
from recoverydocs.evidence.layout import signature_of
from recoverydocs.evidence.stampers.rfc3161 import write_request
from recoverydocs.runs.exporting import export_package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recoverydocs.evidence import Contents

TIMES = 200
LEAVES = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison.

    Attributes:
        what: the work.
        ours: our seconds for it.
        rival: name and version of who else did it; says so where nobody was there.
        theirs: its seconds; None where it was not there.
    """

    what: str
    ours: float
    rival: str
    theirs: float | None

    @property
    def needed(self) -> float:
        """How many times the rival's time we take."""
        return self.ours / (self.theirs or self.ours)

    def line(self) -> str:
        """The row of a table; the ratio is how many times our time the rival takes."""
        if self.theirs is None:
            return f"| {self.what} | {_time(self.ours)} | {self.rival}: was not there | |"
        times = self.theirs / self.ours
        ratio = f"{times:,.0f}" if times >= 10 else f"{times:.2f}"  # noqa: PLR2004 - digits
        beside = f"{self.rival}: {_time(self.theirs)}"
        return f"| {self.what} | {_time(self.ours)} | {beside} | {ratio} |"


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """CPU seconds of one call, this process's and those of programs that it ran; best of 3."""
    taken = []
    for _ in range(3):
        begin = _cpu()
        for _ in range(times):
            work()
        taken.append((_cpu() - begin) / times)
    return min(taken)


def _cpu() -> float:
    programs = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + programs.ru_utime + programs.ru_stime


def _time(taken: float) -> str:
    return f"{taken:.2f} s" if taken >= 1 else f"{taken * 1000:,.3g} ms"


@dataclass(slots=True)
class Hashed:
    """What was hashed while something else was done.

    Attributes:
        octets: of all messages together.
        seconds: CPU time within hashlib.
    """

    octets: int = 0
    seconds: float = 0.0


@contextmanager
def watched() -> Iterator[Hashed]:
    """Every SHA-256 that is made in the block, whoever asks for it."""
    real, seen = hashlib.sha256, Hashed()

    def sha256_watched(data: bytes = b"", **more: bool) -> hashlib._Hash:
        begin = time.process_time()
        made = real(data, **more)
        seen.seconds += time.process_time() - begin
        seen.octets += len(data)
        return made

    hashlib.sha256 = sha256_watched  # type: ignore[assignment]
    try:
        yield seen
    finally:
        hashlib.sha256 = real


def hashing(given: list[Contents]) -> tuple[Row, float]:
    """Digests made in sealing and stamping, beside hashlib over the files alone.

    Returns:
        The row, and how many octets were hashed for each octet of the files.
    """
    files = [exhibit.content for one in given for exhibit in one.exhibits]
    runs: list[Hashed] = []
    for _ in range(3):
        with watched() as seen:
            stamp([seal(one) for one in given], s.stamper())
        runs.append(seen)
    best = min(runs, key=lambda one: one.seconds)
    alone = seconds(lambda: [hashlib.sha256(one) for one in files])
    what = f"hashing while {len(given)} packages of 300 KB are sealed and stamped"
    row = Row(what, best.seconds, "hashlib over the files alone", alone)
    return row, best.octets / sum(map(len, files))


def containers(package: bytes) -> Iterator[Row]:
    """A package's container, written and read; the rival stores without compressing, too."""
    entries = read_zip(package)

    def write() -> bytes:
        octets = io.BytesIO()
        with zipfile.ZipFile(octets, "w", zipfile.ZIP_STORED) as file:
            for name, content in entries:
                file.writestr(zipfile.ZipInfo(name), content)
        return octets.getvalue()

    def read() -> list[bytes]:
        with zipfile.ZipFile(io.BytesIO(package)) as file:
            return [file.read(name) for name in file.namelist()]

    if read() != [content for _, content in entries]:
        raise SystemExit("zipfile read something else; the figures would mean nothing")
    yield Row(
        "container of 300 KB written, every name and bound checked",
        seconds(lambda: write_zip(entries), TIMES),
        "zipfile",
        seconds(write, TIMES),
    )
    yield Row(
        "container of 300 KB read strictly",
        seconds(lambda: read_zip(package), TIMES),
        "zipfile, leniently",
        seconds(read, TIMES),
    )


def trees() -> Row:
    """A tree and the path of each leaf."""
    leaves = [sha256(number.to_bytes(4, "big")) for number in range(LEAVES)]
    ours = seconds(lambda: [*map(HashTree(leaves).path, leaves)])
    other = rival("proofs.py", "tree", str(LEAVES))
    name = other["name"] if other else "pymerkle"
    return Row(f"tree of {LEAVES:,} leaves, each one's path", ours, name, _of(other))


def tokens(folder: Path) -> Iterator[Row]:
    """A token made, and one verified against its root."""
    imprint, tsa, root = sha256(b"a document"), a.tsa(), a.root().pem
    maker = LocalStamper(tsa.key_pem, tsa.pem, lambda: s.MOMENT)
    program = OpensslTsa(folder, tsa)
    request = write_request(imprint, 1 << 63)
    yield Row(
        "token made, ECDSA P-256",
        seconds(lambda: maker.stamp(imprint), TIMES),
        f"{OPENSSL} ts -reply, a process each",
        _program(lambda: program.answer(request)),
    )
    token = maker.stamp(imprint)
    trust = Trust(independent=(root,))

    def check() -> None:
        result = TokenChecker(trust, s.AT).check(token, "sha256", imprint, "TST_IMPRINT")
        if not result.is_proven:
            raise SystemExit(f"the token does not hold: {result.codes}")

    reply = sequence(sequence(integer(0)), token)
    (folder / "reply").write_bytes(reply)
    (folder / "root.pem").write_bytes(root)
    words = ("-digest", imprint.hex(), "-in", "reply", "-CAfile", "root.pem")

    def by_program() -> None:
        command = ["openssl", "ts", "-verify", *words]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 - our own words

    ours, what = seconds(check, TIMES), "token verified against its root"
    given = f"{reply.hex()}\n{imprint.hex()}"
    other = rival("proofs.py", "token", str(folder / "root.pem"), str(TIMES), given=given)
    name = f"{other['name']} (Rust)" if other else "rfc3161-client"
    taken = _of(other)
    yield Row(what, ours, name, None if taken is None else taken / TIMES)
    yield Row(what, ours, f"{OPENSSL} ts -verify, a process each", _program(by_program))


def _program(work: Callable[[], object]) -> float | None:
    """Seconds of a call of openssl; None where there is none."""
    return seconds(work, 20) if shutil.which("openssl") else None


def signatures(contents: Contents) -> Iterator[Row]:
    """A package signed, and a PDF; the rivals sign the same list of entries."""
    one, sealed = k.issued("P-256"), seal(contents)
    signer = k.of(one)
    content = sealed.next_xml(signature_of(sealed.revision))
    ours = seconds(lambda: sign(sealed, signer), TIMES)
    what = "signature of a package, ECDSA P-256"
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    builder = builder.add_signer(one.certificate, one.key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    yield Row(
        what,
        ours,
        f"cryptography {metadata.version('cryptography')}, plain CMS (Rust)",
        seconds(lambda: builder.sign(Encoding.DER, options), TIMES),
    )
    hanko = hanko_signer(one)
    yield Row(
        what,
        ours,
        f"pyHanko {metadata.version('pyHanko')}, CAdES (asn1crypto)",
        seconds(
            lambda: asyncio.run(
                hanko.async_sign_general_data(content, "sha256", use_cades=True)
            ),
            20,
        ),
    )
    pdf = printed([[(80, 700, "催款通知书")]])
    engine = PdfSigning(signer, s.MOMENT)
    yield Row(
        "signature in a PDF of one page, PAdES B-B, by pyHanko",
        seconds(lambda: engine.sign(pdf), 20),
        "pyHanko without us",
        seconds(lambda: signed_pdf(pdf, hanko), 20),
    )


def hanko_signer(one: a.Issued) -> SimpleSigner:
    key = one.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=Certificate.load(one.der),
        signing_key=PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )


def signed_pdf(pdf: bytes, signer: SimpleSigner) -> bytes:
    meta = PdfSignatureMetadata(
        field_name="Signature1", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    octets = io.BytesIO()
    PdfSigner(meta, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=octets)
    return octets.getvalue()


def bags(package: bytes, folder: Path) -> Iterator[Row]:
    """A package written out as a BagIt bag, and the bag checked, by bagit-python."""
    name = f"bagit {metadata.version('bagit')}"
    numbers = iter(range(1000))

    def ours() -> None:
        export_package(package, "bag", folder / f"ours-{next(numbers)}")

    ours()
    payload = folder / "ours-0" / "data"

    def theirs() -> None:
        target = folder / f"theirs-{next(numbers)}"
        shutil.copytree(payload, target)
        bagit.make_bag(str(target), checksums=["sha256"])

    bagit.Bag(str(folder / "ours-0")).validate()
    yield Row(
        "package checked and written as a bag", seconds(ours, 20), name, seconds(theirs, 20)
    )


def _of(answer: dict[str, Any] | None) -> float | None:
    return None if answer is None else float(answer["cpu_seconds"])


def _openssl() -> str:
    if shutil.which("openssl") is None:
        return "OpenSSL"
    done = subprocess.run(["openssl", "version"], capture_output=True, text=True, check=True)  # noqa: S607
    return " ".join(done.stdout.split()[:2])


OPENSSL = _openssl()


def compare(given: list[Contents], package: bytes) -> tuple[list[Row], float]:
    """Every comparison, and how many octets are hashed for each octet of the files.

    Args:
        given: contents of packages of 300 KB.
        package: one of them, finished.
    """
    row, octets = hashing(given)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [
            row,
            *containers(package),
            trees(),
            *tokens(folder),
            *signatures(given[0]),
            *bags(package, folder),
        ]
    return rows, octets
