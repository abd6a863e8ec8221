"""Every check on a timestamp token, in the order of the format, on the octets as stored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from recoverydocs.evidence.algorithms import DIGEST_IDENTIFIERS, refused_code
from recoverydocs.evidence.certs.certificate import Certificate, name_text, read_certificate
from recoverydocs.evidence.certs.path import CertificatePath, find_path
from recoverydocs.evidence.certs.revocation import check_revocation
from recoverydocs.evidence.cms import (
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    CmsError,
    SignedData,
    check_signer,
    read_signed_data,
)
from recoverydocs.evidence.codes import CodedError, failure_codes
from recoverydocs.evidence.der import (
    BOOLEAN,
    GENERALIZED_TIME,
    INTEGER,
    LARGEST,
    OCTET_STRING,
    OID,
    SEQUENCE,
    DerError,
    Node,
    dotted,
    oid,
    parse,
    to_int,
)
from recoverydocs.evidence.hashtree import DIGESTS, sha256
from recoverydocs.evidence.trust import Anchors, Trust, read_trust

if TYPE_CHECKING:
    from collections.abc import Sequence

TST_INFO = "1.2.840.113549.1.9.16.1.4"
_SIGNED_DATA_VERSION = 3
_TIME = re.compile(r"([0-9]{14})(?:\.([0-9]{0,5}[1-9]))?Z")
_MOST_KEPT = 1024
"""Results kept for a batch; a batch that shares its token needs one."""
_OPTIONAL_TAGS = (SEQUENCE, BOOLEAN, INTEGER, 0xA0, 0xA1)


@dataclass(frozen=True, slots=True)
class TimestampInfo:
    """What a token says.

    Attributes:
        policy: dotted.
        algorithm: whole AlgorithmIdentifier of the imprint.
        imprint: the digest that was stamped.
        serial: the token's number.
        gen_time: its time, UTC.
        nonce: the request's; None where it has none.
    """

    policy: str
    algorithm: bytes
    imprint: bytes
    serial: int
    gen_time: datetime
    nonce: int | None


@dataclass(frozen=True, slots=True)
class TokenResult:
    """What the checks found.

    Attributes:
        codes: in the order found; empty for a token that holds.
        gen_time: its time, proven only where `is_proven`; None for a broken token.
        token_class: ``independent`` or ``local``; None where no root is known.
        subject: the timestamper's name.
        policy: dotted.
        serial: the token's number, hexadecimal.
        certificate_sha256: of the timestamper's certificate, for comparison by eye.
        certificate_end: when the first certificate of the path ends.
        revocation_known: True where given lists speak for every certificate of the path.
    """

    codes: tuple[str, ...] = ()
    gen_time: datetime | None = None
    token_class: str | None = None
    subject: str = ""
    policy: str = ""
    serial: str = ""
    certificate_sha256: str = ""
    certificate_end: datetime | None = None
    revocation_known: bool = False

    @property
    def is_proven(self) -> bool:
        """True where nothing at all speaks against the token."""
        return not self.codes and self.token_class is not None


@dataclass(slots=True)
class TokenChecker:
    """Checks tokens for one verifier at one moment, each (token, imprint) once.

    Attributes:
        trust: the verifier's trust folder.
        at: the moment of verification.
    """

    trust: Trust
    at: datetime
    _anchors: Anchors = field(init=False)
    _seen: dict[tuple[bytes, str, bytes, str], TokenResult] = field(
        init=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Read the trust folder once."""
        self._anchors = read_trust(self.trust)

    @property
    def anchors(self) -> Anchors:
        """The trust folder, read."""
        return self._anchors

    def check(self, token: bytes, digest: str, imprint: bytes, mismatch: str) -> TokenResult:
        """Hold a token against the imprint that it should be over.

        Args:
            token: the ContentInfo as stored.
            digest: name of the imprint's algorithm.
            imprint: the expected imprint.
            mismatch: the code where the token is over something else.
        """
        if len(token) > LARGEST:
            return TokenResult(codes=("TST_DER",))
        key = (token, digest, imprint, mismatch)
        result = self._seen.get(key)
        if result is None:
            try:
                result = self._check(token, digest, imprint, mismatch)
            except CodedError as fault:
                result = TokenResult(codes=(fault.code,))
            except Exception:  # noqa: BLE001 - format.md §6: any exception in the check is TST_DER
                result = TokenResult(codes=("TST_DER",))
            if len(self._seen) >= _MOST_KEPT:
                del self._seen[next(iter(self._seen))]
            self._seen[key] = result
        return result

    def _check(self, token: bytes, digest: str, imprint: bytes, mismatch: str) -> TokenResult:
        data = _signed_data(token)
        codes = ["TST_UNSIGNED_ATTRIBUTE"] if data.has_unsigned else []
        info = read_info(data)
        codes += _unknown_algorithms(data, info)
        # An imprint by an unknown digest can be held against nothing; its code says so.
        if info.algorithm in DIGEST_IDENTIFIERS and (
            DIGEST_IDENTIFIERS[info.algorithm] != digest or info.imprint != imprint
        ):
            raise CodedError(mismatch)
        certificates = _certificates(data)
        signer = _check_signer(data, certificates, codes)
        if not signer.is_timestamper:
            codes.append("TST_EKU")
        path = find_path(signer, certificates, self._anchors.timestampers)
        token_class, known = self._check_path(path, certificates, info, codes)
        if self.trust.policies and info.policy not in self.trust.policies:
            codes.append("TST_POLICY")
        if info.gen_time > self.at:
            codes.append("TIME_FUTURE")
        result = TokenResult(
            codes=tuple(dict.fromkeys(codes)),
            gen_time=info.gen_time,
            token_class=token_class,
            subject=name_text(signer.subject),
            policy=info.policy,
            serial=f"{info.serial:x}",
            certificate_sha256=sha256(signer.der).hex(),
            certificate_end=min(one.ends_at for one in path.certificates),
            revocation_known=known,
        )
        contradicted = any(failure_codes()[code].is_failure for code in result.codes)
        return replace(result, gen_time=None, token_class=None) if contradicted else result

    def _check_path(
        self,
        path: CertificatePath,
        certificates: Sequence[Certificate],
        info: TimestampInfo,
        codes: list[str],
    ) -> tuple[str | None, bool]:
        """The token's class, and whether revocation is known."""
        codes += path.codes
        if any(not one.holds_at(info.gen_time) for one in path.certificates):
            codes.append("CERT_VALIDITY")
        given = [one.der for one in certificates]
        used = {one.der for one in path.certificates}
        if len(given) != len(set(given)) or (path.anchor and not used.issuperset(given)):
            codes.append("CERT_UNUSED")
        if not path.anchor:
            return None, False
        revoked, known = check_revocation(path.certificates, self._anchors.lists, info.gen_time)
        if revoked:
            codes.append("CERT_REVOKED")
        return self.trust.class_of(path.certificates[-1].der, info.policy), known


def _signed_data(token: bytes) -> SignedData:
    try:
        data = read_signed_data(token)
    except CmsError as error:
        raise CodedError(_other_form(token)) from error
    except DerError as error:
        raise CodedError("TST_DER") from error
    kind = data.attributes.get(CONTENT_TYPE)
    if (
        data.version != _SIGNED_DATA_VERSION
        or data.content_type != TST_INFO
        or data.content is None
        or data.digest_algorithms != (data.digest_algorithm,)
        or kind is None
        or kind.raw != oid(TST_INFO)
    ):
        raise CodedError("TST_CMS")
    return data


def _other_form(token: bytes) -> str:
    """The code of what is no SignedData; the form of GM/T 0010 is unread, not wrong."""
    code = refused_code(parse(token).raw)
    return code if code == "ALG_SM2" else "TST_CMS"


def read_info(data: SignedData) -> TimestampInfo:
    """The TSTInfo of a token.

    Raises:
        CodedError: TST_DER or TST_CMS.
    """
    try:
        whole = parse(data.content or b"", SEQUENCE)
    except DerError as error:
        raise CodedError("TST_DER") from error
    try:
        imprint = whole.child(2, SEQUENCE)
        info = TimestampInfo(
            policy=dotted(whole.child(1, OID).body),
            algorithm=imprint.child(0, SEQUENCE).raw,
            imprint=imprint.child(1, OCTET_STRING).body,
            serial=to_int(whole.child(3, INTEGER)),
            gen_time=_gen_time(whole.child(4, GENERALIZED_TIME)),
            nonce=_nonce(whole.children[5:]),
        )
        if to_int(whole.child(0, INTEGER)) != 1 or len(imprint.children) != 2:  # noqa: PLR2004 - algorithm, digest
            raise CodedError("TST_CMS")
    except (DerError, ValueError) as error:
        raise CodedError("TST_CMS") from error
    return info


def _gen_time(node: Node) -> datetime:
    match = _TIME.fullmatch(node.body.decode("ascii"))
    if match is None:
        raise CodedError("TST_CMS")
    whole = datetime.strptime(f"{match[1]}Z", "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    return whole.replace(microsecond=int((match[2] or "0").ljust(6, "0")))


def _nonce(optional: Sequence[Node]) -> int | None:
    tags = [node.tag for node in optional]
    if tags != [tag for tag in _OPTIONAL_TAGS if tag in tags]:
        raise CodedError("TST_CMS")
    return next((to_int(node) for node in optional if node.tag == INTEGER), None)


def _unknown_algorithms(data: SignedData, info: TimestampInfo) -> list[str]:
    """Codes of the digests that are on no list; those of signatures come with the signature."""
    return [
        refused_code(identifier)
        for identifier in (data.digest_algorithm, info.algorithm)
        if identifier not in DIGEST_IDENTIFIERS
    ]


def _certificates(data: SignedData) -> tuple[Certificate, ...]:
    try:
        return tuple(read_certificate(der) for der in data.certificates)
    except (ValueError, IndexError) as error:
        raise CodedError("TST_CERTIFICATE") from error


def _check_signer(
    data: SignedData, certificates: Sequence[Certificate], codes: list[str]
) -> Certificate:
    """The signer's certificate, once digest, name and signature hold."""
    digest = DIGEST_IDENTIFIERS.get(data.digest_algorithm)
    stated = data.attributes.get(MESSAGE_DIGEST)
    if stated is None or stated.tag != OCTET_STRING:
        raise CodedError("TST_CMS")
    if digest and stated.body != DIGESTS[digest](data.content or b""):
        raise CodedError("TST_MESSAGE_DIGEST")
    wanted = (data.issuer, data.serial)
    signer = next((one for one in certificates if (one.issuer, one.serial) == wanted), None)
    if signer is None:
        raise CodedError("TST_CERTIFICATE")
    check_signer(data, signer, digest, codes, ("TST_ESSCERTID", "TST_SIGNATURE"))
    return signer
