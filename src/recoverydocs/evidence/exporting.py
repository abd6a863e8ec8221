"""A package as plain files, for people who have neither this program nor a reader of ZIP.

Two forms: a folder with the commands of others' tools that check it, and a BagIt bag
(RFC 8493) for archives. Both hold the package itself too: it alone is what ``verify`` judges.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from recoverydocs.errors import TamperedError
from recoverydocs.evidence.package import read_package
from recoverydocs.evidence.verifier import PAGE_NAME, verifier_page
from recoverydocs.evidence.verify import record_token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recoverydocs.evidence.layout import Slot
    from recoverydocs.evidence.package import Package

PACKAGE_NAME = "package.asice"
HOW_TO = "核验方法.txt"
"""The file with the commands."""
TOKENS = "tokens"
"""The folder of the tokens, taken out of the records."""


def plain_folder(package: bytes) -> dict[str, bytes]:
    """Path → content: every entry, the package, each record's token, how to check them.

    The offline verifier lies beside them: one page that a browser opens from the disk.

    Raises:
        TamperedError: the package's structure or a record does not hold.
    """
    read = read_package(package)
    files = dict(read.entries)
    tokens: dict[str, tuple[str, bytes]] = {}
    for slot in read.slots:
        if slot.record is not None:
            tokens[_token_path(slot)] = record_token(read, slot)
    files |= {path: token for path, (_, token) in tokens.items()}
    files[PACKAGE_NAME] = package
    files[PAGE_NAME] = verifier_page()
    roots = {path: root for path, (root, _) in tokens.items()}
    files[HOW_TO] = "\n".join(_guide(read, roots)).encode()
    return files


def bag(package: bytes) -> dict[str, bytes]:
    """Path → content of a BagIt bag whose payload is the plain folder.

    It states no day of bagging, so that the same package gives the same bag.

    Raises:
        TamperedError: the package's structure does not hold.
    """
    payload = {f"data/{path}": content for path, content in plain_folder(package).items()}
    size = sum(len(content) for content in payload.values())
    read = read_package(package)
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": (
            f"Payload-Oxum: {size}.{len(payload)}\n"
            f"External-Identifier: urn:uuid:{read.package_id}\n"
        ).encode(),
        "manifest-sha256.txt": _manifest(payload),
    }
    return {**payload, **tags, "tagmanifest-sha256.txt": _manifest(tags)}


def _manifest(files: Mapping[str, bytes]) -> bytes:
    """A BagIt manifest; a path's percent, CR and LF are the three characters it escapes."""
    lines = []
    for path in sorted(files):
        escaped = path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        lines.append(f"{sha256(files[path]).hexdigest()}  {escaped}\n")
    return "".join(lines).encode()


def commands(package: bytes) -> list[str]:
    """The commands of others' tools that check a package, with its own digests (§13).

    They are run in the folder into which it was unpacked.

    Raises:
        TamperedError: the package's structure does not hold.
    """
    read = read_package(package)
    roots: dict[str, str] = {}
    for slot in read.slots:
        # A record that does not hold leads to no root: there is nothing to check by hand.
        with suppress(TamperedError):
            if slot.record is not None:
                roots[_token_path(slot)] = record_token(read, slot)[0]
    return [*_sums(read), *_stamps(read, roots), *_signatures(read)]


def _token_path(slot: Slot) -> str:
    return f"{TOKENS}/{slot.number:03}.tst"


def _sums(read: Package) -> list[str]:
    return [f"sha256sum -c {slot.sums}" for slot in read.slots]


def _stamps(read: Package, roots: Mapping[str, str]) -> Iterator[str]:
    for path, root in roots.items():
        yield f"openssl ts -verify -in {path} -token_in -CAfile root.pem -digest {root}"
        yield f"openssl ts -reply -in {path} -token_in -text"
    for slot in read.slots:
        if slot.token is not None:
            yield (
                f"openssl ts -verify -data {slot.token.xml} -in {slot.token.path} "
                "-token_in -CAfile root.pem"
            )


def _signatures(read: Package) -> Iterator[str]:
    for slot in read.slots:
        if slot.signature is not None:
            yield (
                f"openssl cms -verify -cades -binary -inform DER -in {slot.signature.path} "
                f"-content {slot.signature.xml} -CAfile signers.pem -purpose any -out /dev/null"
            )


def _guide(read: Package, roots: Mapping[str, str]) -> Iterator[str]:
    yield "核验方法 How to check these files with tools that are not the issuer's"
    yield ""
    yield "在本文件夹中运行。root.pem 是时间戳机构的根证书：向该机构索取，不要取自本文件夹。"
    yield "Run in this folder. root.pem is the timestamper's root: ask its operator for it."
    yield ""
    yield "1. 文件未改动（coreutils）"
    yield from (f"   {line}" for line in _sums(read))
    yield ""
    yield "2. 时间戳（OpenSSL 3）。摘要如何由各文件算出：docs/evidence.md"
    yield from (f"   {line}" for line in _stamps(read, roots))
    signatures = list(_signatures(read))
    if signatures:
        yield ""
        yield "3. 签名（OpenSSL 3）。signers.pem 是签名证书的根证书"
        yield from (f"   {line}" for line in signatures)
    yield ""
    yield "以上核验只说明文件自所示时间起未被改动，不证明文件内容真实或送达已产生法律效力。"
    yield f"完整结论（含证据记录、送达记录）：recoverydocs verify {PACKAGE_NAME} --trust …"
    yield f"或者用浏览器打开 {PAGE_NAME}（不联网），选入 {PACKAGE_NAME} 和 root.pem。"
    yield ""
