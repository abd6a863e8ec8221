"""The verdict on a package: everything the format asks, offline, for any bytes."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.ers import parse_record
from recoverydocs.evidence.limits import LIMITS, Limits, Unread
from recoverydocs.evidence.manifest import HAS_SM3
from recoverydocs.evidence.package import Package, read_package, read_structure
from recoverydocs.evidence.proofs import (
    Found,
    Proven,
    check_revision,
    order_codes,
    record_root,
)
from recoverydocs.evidence.sealed_register import (
    ReadRegister,
    SealedRegister,
    check_inclusion,
    read_register,
)
from recoverydocs.evidence.tokens import TokenChecker
from recoverydocs.evidence.trust import LOCAL, Trust
from recoverydocs.evidence.verdict import Code, Conclusion, RevisionResult, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from recoverydocs.evidence.layout import Slot

REVOCATION_UNKNOWN = "吊销状态未核验"
SM3_UNKNOWN = "SM3 未核验"
REGISTER_UNKNOWN = "未提供封存登记簿，未核验是否存在更新的修订"


def verify(  # noqa: PLR0913 - the verifier's own givens
    package: bytes | Unread,
    trust: Trust,
    at: datetime,
    register: SealedRegister | ReadRegister | None = None,
    *,
    checker: TokenChecker | None = None,
    limits: Limits = LIMITS,
) -> Verdict:
    """The verdict on a package; bad bytes are an answer, never an exception.

    Args:
        package: the container, whatever it is, or a file that was too large to be read.
        trust: the verifier's own roots; nothing in the package adds to them.
        at: the moment of verification, with time zone.
        register: the house's sealed register, where the verifier has it; read beforehand to
            share it within a batch.
        checker: of the same trust and moment, to share tokens within a batch.
        limits: how much is read at most.

    Raises:
        DataRefusedError: a file of the trust folder cannot be read.
    """
    checker = checker or TokenChecker(trust, at)
    try:
        read = _read(package, limits)
    except CodedError as fault:
        reason = Code(fault.code, fault.where)
        word = Conclusion.TOTAL_FAILED if reason.is_failure else Conclusion.INDETERMINATE
        unknown = _not_checked(None, checker, Found(), register)
        return Verdict(word, (reason,), (), None, unknown, tool())
    if isinstance(register, SealedRegister):
        register = read_register(register, checker)
    return _judge(read, checker, register)


def _read(package: bytes | Unread, limits: Limits) -> Package:
    if isinstance(package, Unread):
        raise CodedError("ZIP_LIMIT", f"{package.size} octets")
    return read_structure(package, limits)


def verify_many(
    packages: Iterable[bytes | Unread],
    trust: Trust,
    at: datetime,
    register: SealedRegister | None = None,
) -> Iterator[Verdict]:
    """The verdicts on many packages; a token that they share is checked once."""
    checker = TokenChecker(trust, at)
    known = read_register(register, checker) if register else None
    for package in packages:
        yield verify(package, trust, at, known, checker=checker)


@cache
def tool() -> str:
    """Name and version of this program."""
    return f"recoverydocs {version('recoverydocs')}"


def _judge(package: Package, checker: TokenChecker, register: ReadRegister | None) -> Verdict:
    found = Found()
    revisions: list[RevisionResult] = []
    proofs: list[Proven] = []
    for slot in package.slots:
        result, proven = check_revision(package, slot, checker, found)
        revisions.append(result)
        proofs.append(proven)
    _check_order(package, proofs, found)
    _check_newest(package, proofs, checker.at, found)
    included = check_inclusion(package, register, found) if register else None
    return Verdict(
        verdict=Conclusion.of(found.codes, is_local=LOCAL in found.classes),
        codes=tuple(found.codes),
        revisions=tuple(revisions),
        register=included,
        not_checked=_not_checked(package, checker, found, register),
        tool=tool(),
        delivery=package.delivery,
    )


def _check_order(package: Package, proofs: Sequence[Proven], found: Found) -> None:
    """A later revision covers all before it: its token may be neither earlier nor too late."""
    for slot, one, other in zip(package.slots[1:], proofs, proofs[1:], strict=False):
        if one.results and other.results:
            for code in order_codes(one.results[-1], other.results[0], "TIME_ORDER"):
                found.add(code, slot.record.path if slot.record else slot.manifest)


def _check_newest(
    package: Package, proofs: Sequence[Proven], at: datetime, found: Found
) -> None:
    """The newest proof covers everything; its certificates must still stand."""
    for slot, proven in reversed(tuple(zip(package.slots, proofs, strict=True))):
        if proven.results:
            end = proven.results[-1].certificate_end
            if end is not None and at > end:
                found.add("CERT_EXPIRED_NO_RENEWAL", slot.record.path if slot.record else "")
            return


def _not_checked(
    package: Package | None, checker: TokenChecker, found: Found, register: object
) -> tuple[str, ...]:
    manifests = package.manifests if package else ()
    has_sm3 = any("sm3" in file for one in manifests for file in one["files"])
    reasons = (
        (not (checker.anchors.lists and found.revocation_known), REVOCATION_UNKNOWN),
        (has_sm3 and not HAS_SM3, SM3_UNKNOWN),
        (register is None, REGISTER_UNKNOWN),
    )
    return tuple(text for applies, text in reasons if applies)


def token_of(package: bytes, revision: int | None = None) -> tuple[str, bytes]:
    """The root (hexadecimal) and the token of a revision's record, for ``openssl ts -verify``.

    Args:
        package: the container.
        revision: which; None means the last that has a record.

    Raises:
        TamperedError: the package's structure or the record does not hold.
        DataRefusedError: there is no such revision, or it has no record yet.
    """
    read = read_package(package)
    recorded = [slot for slot in read.slots if slot.record]
    wanted = [slot for slot in recorded if revision in (None, slot.number)]
    if not wanted:
        raise DataRefusedError("该修订不存在或尚未取得时间戳")
    return record_token(read, wanted[-1])


def record_token(package: Package, slot: Slot) -> tuple[str, bytes]:
    """The root (hexadecimal) and the token of the record of a revision that has one.

    Raises:
        TamperedError: the record does not hold.
    """
    assert slot.record is not None  # noqa: S101 - the caller looked
    group = package.group_digests(slot, slot.record, "sha256")
    try:
        stamped = parse_record(package.contents[slot.record.path]).chains[0][0]
        return record_root(stamped, group).hex(), stamped.token
    except CodedError as fault:
        raise fault.as_tampered() from fault
