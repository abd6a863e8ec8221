"""Make our own public vectors: ``make_own_vectors.py FOLDER``; run once, never by a test.

Keys are drawn anew and thrown away, so a second run gives other octets of the same meaning: the
committed ones stay. What each must give is written here by hand, from the format, and not what
``verify`` said. SM2 needs openssl 3.
"""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.triggers import later

from recoverydocs.evidence import attach, contents_after, read_zip, seal
from recoverydocs.evidence.algorithms import NULL
from recoverydocs.evidence.contents import Correction
from recoverydocs.evidence.der import integer, oid, sequence, tlv
from recoverydocs.evidence.hashtree import HashTree
from recoverydocs.evidence.sealing import BatchToken, finish

DAY = timedelta(days=1)
SM3 = sequence(oid("1.2.156.10197.1.401"), NULL)
SM2_WITH_SM3 = sequence(oid("1.2.156.10197.1.501"))
SM2_ID = "distid:1234567812345678"
PASSED, LOCAL = "TOTAL-PASSED", "LOCAL-PASSED"
OPEN, FAILED = "INDETERMINATE", "TOTAL-FAILED"
NONCE = 0xC0FFEE0123456789ABCDEF0011223344
IMPRINT = hashlib.sha256(b"what the vectors of replies are over").digest()


class PssMaker(a.TokenMaker):
    """Signs with RSASSA-PSS, SHA-256 throughout."""

    def _signature(self, signed: bytes) -> bytes:
        pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
        return self.signer.key.sign(signed, pss, hashes.SHA256())


class Sm2Maker(a.TokenMaker):
    """Signs with SM2 over SM3, by openssl."""

    def sign(self, content: bytes, *, detached: bool = False) -> bytes:
        self.stated_digest = hashlib.new("sm3", content).digest()
        named = sequence(SM3, tlv(0x04, hashlib.new("sm3", self.signer.der).digest()))
        self.identity = sequence(sequence(named))
        return super().sign(content, detached=detached)

    def _signature(self, signed: bytes) -> bytes:
        file = self.signer.folder / "signed"
        file.write_bytes(signed)
        words = ["pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-pkeyopt", SM2_ID]
        return openssl(*words, "-inkey", str(self.signer.folder / "tsa.key"), "-in", str(file))


def openssl(*words: str) -> bytes:
    return subprocess.run(["openssl", *words], check=True, capture_output=True).stdout  # noqa: S603, S607


def sm2_authority(folder: Path) -> SimpleNamespace:
    """A timestamper of SM2 under a root of SM2."""
    curve = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2"]
    subject = "/C=CN/O=recoverydocs test/CN=Invented SM2"
    signing = ["-sm3", "-sigopt", SM2_ID]
    for who in ("root", "tsa"):
        openssl("genpkey", *curve, "-out", str(folder / f"{who}.key"))
    root = ["-key", str(folder / "root.key"), "-subj", f"{subject} Root", "-days", "3600"]
    openssl("req", "-x509", "-new", *root, *signing, "-out", str(folder / "root.pem"))
    asked = ["-key", str(folder / "tsa.key"), "-subj", f"{subject} TSA", *signing]
    openssl("req", "-new", *asked, "-out", str(folder / "tsa.csr"))
    (folder / "usage").write_text("extendedKeyUsage=critical,timeStamping\n")
    by = ["-CA", str(folder / "root.pem"), "-CAkey", str(folder / "root.key")]
    more = ["-CAcreateserial", "-extfile", str(folder / "usage"), "-days", "3500"]
    given = ["-in", str(folder / "tsa.csr"), "-vfyopt", SM2_ID, "-outform", "DER"]
    der = openssl("x509", "-req", *given, *by, *more, *signing)
    pem = (folder / "root.pem").read_bytes()
    return SimpleNamespace(der=der, key=None, folder=folder, root=pem)


def package(maker: a.TokenMaker | None = None, **changes: object) -> bytes:
    return finished(seal(s.contents(**changes)), maker)


def finished(sealed: object, maker: a.TokenMaker | None = None) -> bytes:
    maker = maker or a.TokenMaker()
    tree = HashTree([sealed.leaf])
    return finish(sealed, BatchToken(tree, maker.stamp(tree.root), maker.gen_time)).content


def revision(first: bytes, **given: object) -> bytes:
    made = contents_after(
        first, generated_by=s.OPERATOR, stated_at=s.LATER, clock="given", **given
    )
    return finished(attach(first, made), a.TokenMaker(gen_time=s.LATER))


def correction(number: int, pointer: str) -> dict[str, object]:
    said = {"revision": number, "pointer": pointer, "reason": "笔误"}
    return {"reason": "correction", "corrects": said}


def correcting(number: int, pointer: str) -> bytes:
    """Revision 2 corrects, whether that is right or wrong."""
    return s.resealed(
        lambda manifest: manifest.update(correction(number, pointer)),
        package=s.two_revisions(),
    )


def with_sm3(value: str | None = None) -> bytes:
    if value is None:
        exhibits = tuple(replace(one, sm3=True) for one in s.contents().exhibits)
        return package(exhibits=exhibits)
    return s.resealed(lambda manifest: manifest["files"][0].update(sm3=value))


def with_main(path: str) -> bytes:
    return s.resealed(lambda manifest: manifest["document"].update(main=path))


def two_documents() -> bytes:
    copy = s.exhibit("副本.txt", s.DOCUMENT, "document", title="副本")
    return package(exhibits=(*s.contents().exhibits, copy))


def outcome(**said: object) -> dict[str, object]:
    return {"outcome": {"result": "delivered", "stated_by": "carrier", **said}}


def told(**members: object) -> bytes:
    """Revision 1 tells of an outcome in its one attempt."""
    return s.resealed(lambda manifest: manifest["delivery"][0].update(members))


def with_receipt() -> bytes:
    scan = s.exhibit("回执.png", b"\x89PNG invented", "receipt", media_type="image/png")
    posting = s.posting(receipts=["回执.png"], **outcome())
    return package(exhibits=(*s.contents().exhibits, scan), delivery=(posting,))


def partial_list() -> bytes:
    """A list that is about end certificates only, and says so."""
    point = x509.IssuingDistributionPoint(
        full_name=None,
        relative_name=None,
        only_contains_user_certs=True,
        only_contains_ca_certs=False,
        only_some_reasons=None,
        indirect_crl=False,
        only_contains_attribute_certs=False,
    )
    return (
        x509.CertificateRevocationListBuilder()
        .issuer_name(a.root().certificate.subject)
        .last_update(s.MOMENT + DAY)
        .next_update(s.MOMENT + 30 * DAY)
        .add_extension(point, critical=True)
        .sign(a.root().key, hashes.SHA256())
        .public_bytes(Encoding.PEM)
    )


def revoked(moment: timedelta, reason: x509.ReasonFlags | None = None) -> bytes:
    return a.revocation_list(a.root(), ((a.tsa(), s.MOMENT + moment, reason),))


def gateway(content: bytes) -> bytes:
    """Packed again, as a mail gateway does: deflated, dated, in another order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, octets in sorted(read_zip(content), reverse=True):
            opened.writestr(zipfile.ZipInfo(name, (2026, 11, 25, 8, 0, 0)), octets, 8)
    return target.getvalue()


def reply(status: int, token: bytes = b"", words: str = "") -> bytes:
    text = sequence(tlv(0x0C, words.encode())) if words else b""
    return sequence(sequence(integer(status), text), token)


def stamped(nonce: int | None = NONCE, **changes: object) -> bytes:
    given = {} if nonce is None else {"more_info": integer(nonce)}
    over = changes.pop("over", IMPRINT)
    return a.TokenMaker(**{**given, **changes}).stamp(over)


def replies() -> list[tuple[str, bytes, str | None, str]]:
    """Name, answer, words of the refusal (none for a good one), what was done."""
    return [
        ("good", reply(0, stamped()), None, "granted, every check holds"),
        ("good-with-mods", reply(1, stamped()), None, "status 1, granted with changes"),
        ("other-nonce", reply(0, stamped(NONCE ^ 2)), "nonce 不符", "nonce of another"),
        ("no-nonce", reply(0, stamped(None)), "nonce 不符", "no nonce in the answer"),
        ("rejected", reply(2, b"", "稍后再试"), "状态 2：稍后再试", "rejected, with words"),
        ("waiting", reply(3), "状态 3", "RFC 3161 waiting"),
        ("revoked-soon", reply(4), "状态 4", "RFC 3161 revocationWarning"),
        ("token-despite-refusal", reply(2, stamped()), "状态 2", "refused, yet a token"),
        ("no-token", reply(0), "没有给出令牌", "granted, nothing in it"),
        ("other-imprint", reply(0, stamped(over=bytes(32))), "TST_IMPRINT", "over other data"),
        ("sha1-imprint", reply(0, sha1()), "ALG_WEAK", "imprint by SHA-1"),
        ("broken", reply(0, stamped(broken_signature=True)), "TST_SIGNATURE", "signature off"),
        ("late-clock", reply(0, stamped(gen_time=s.MOMENT + timedelta(minutes=6))), "TIME|300",
         "its clock is six minutes ahead"),
        ("octets-behind", reply(0, stamped()) + b"\0", "不是时间戳应答", "one octet on"),
    ]  # fmt: skip


def sha1() -> bytes:
    algorithm = sequence(oid("1.3.14.3.2.26"), NULL)
    return stamped(over=hashlib.sha1(b"x").digest(), imprint_algorithm=algorithm)  # noqa: S324


class Shelf:
    """The folder, and what each vector in it must give."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.rows: list[dict[str, object]] = []
        self.good = package()

    def put(
        self,
        name: str,
        content: bytes,
        verdict: str,
        code: str | None,
        how: str,
        **more: object,
    ) -> None:
        file = f"{len(self.rows) + 1:02}-{name}.asice"
        (self.folder / file).write_bytes(content)
        self.rows.append({"file": file, "verdict": verdict, "code": code, "how": how, **more})

    def lay(self, name: str, content: bytes) -> str:
        (self.folder / name).write_bytes(content)
        return name

    def register(self, name: str, *events: dict[str, object]) -> str:
        made = later.register(*events)
        place = self.folder / "registers" / name
        (place / "stamps").mkdir(parents=True, exist_ok=True)
        (place / "register.jsonl").write_bytes(made.content)
        for path, token in made.stamps.items():
            (place / path).write_bytes(token)
        return f"registers/{name}"


def put_lists(shelf: Shelf) -> None:
    good, put, lay = shelf.good, shelf.put, shelf.lay
    compromised = x509.ReasonFlags.key_compromise
    superseded = x509.ReasonFlags.superseded
    other = a.revocation_list(a.issue("Other Root", authority=True))
    clean = lay("clean.crl", a.revocation_list(a.root()))
    put(
        "crl-clean",
        good,
        PASSED,
        None,
        "a list that names nobody",
        crl=clean,
        revocation="known",
    )
    put(
        "crl-at-the-moment",
        good,
        OPEN,
        "CERT_REVOKED",
        "revoked at genTime itself",
        crl=lay("at.crl", revoked(timedelta(0))),
    )
    put(
        "crl-day-before",
        good,
        OPEN,
        "CERT_REVOKED",
        "revoked a day before genTime",
        crl=lay("before.crl", revoked(-DAY)),
    )
    put(
        "crl-superseded-later",
        good,
        PASSED,
        None,
        "revoked a day later, key superseded",
        crl=lay("superseded.crl", revoked(DAY, superseded)),
        revocation="known",
    )
    put(
        "crl-compromised-later",
        good,
        OPEN,
        "CERT_REVOKED",
        "key compromise, a day later",
        crl=lay("compromised.crl", revoked(DAY, compromised)),
    )
    put(
        "crl-partial",
        good,
        PASSED,
        None,
        "a list about some certificates only clears nobody",
        crl=lay("partial.crl", partial_list()),
        revocation="unknown",
    )
    put(
        "crl-of-another",
        good,
        PASSED,
        None,
        "a list of another authority says nothing",
        crl=lay("other.crl", other),
        revocation="unknown",
    )


def put_manifests(shelf: Shelf) -> None:
    put = shelf.put
    fixed = Correction(1, "/document/title", "标题笔误")
    right = revision(shelf.good, reason="correction", corrects=fixed)
    unsaid = s.resealed(lambda m: m.update(reason="correction"), package=s.two_revisions())
    put("sm3", with_sm3(), PASSED, None, "SM3 beside SHA-256", needs="sm3")
    put("sm3-wrong", with_sm3("0" * 64), FAILED, "MAN_SM3", "SM3 of zeros", needs="sm3")
    put("corrects", right, PASSED, None, "a title of revision 1 corrected")
    put("corrects-nothing", correcting(1, "/nothing"), FAILED, "MAN_CORRECTS", "no such member")
    put("corrects-itself", correcting(2, "/reason"), FAILED, "MAN_CORRECTS", "revision 2 in 2")
    put(
        "corrects-leading-zero",
        correcting(1, "/files/00"),
        FAILED,
        "MAN_CORRECTS",
        "an index with a leading zero is none (RFC 6901)",
    )
    put("corrects-unsaid", unsaid, FAILED, "MAN_CORRECTS", "reason without corrects")
    put(
        "main-is-source",
        with_main("files/001/source.json"),
        FAILED,
        "MAN_ROLE",
        "document.main is the source",
    )
    put(
        "main-is-absent",
        with_main("files/001/other.txt"),
        FAILED,
        "MAN_ROLE",
        "document.main is no file",
    )
    put("two-documents", two_documents(), PASSED, None, "two documents, one is main")


def put_deliveries(shelf: Shelf) -> None:
    put = shelf.put
    basis = told(**outcome(result="unknown", basis_events=[0]))
    put("outcome-alone", told(**outcome()), FAILED, "DEL_OUTCOME", "delivered, no event")
    put(
        "outcome-of-operator",
        told(**outcome(stated_by="operator")),
        FAILED,
        "DEL_OUTCOME",
        "delivered, the house alone says so",
    )
    put("outcome-basis", basis, FAILED, "DEL_OUTCOME", "rests on an event that there is not")
    put("outcome-receipt", with_receipt(), PASSED, None, "a receipt and the carrier's word")


def put_registers(shelf: Shelf) -> None:
    good, put, stamp = shelf.good, shelf.put, later.STAMP
    listed = later.row(good)
    renewed = later.renewed_time(good)
    renewal = later.row(renewed) | {"event": "renew", "renewal": 1, "record": newest(renewed)}
    after = (later.LATE + DAY).isoformat()
    other = {"record": "0" * 64}
    put(
        "register",
        good,
        PASSED,
        None,
        "its row and the last stamp",
        register=shelf.register("right", listed, stamp),
        newest=True,
    )
    put(
        "register-other-record",
        good,
        FAILED,
        "REG_MISMATCH",
        "another record digest",
        register=shelf.register("other-record", {**listed, **other}, stamp),
    )
    put(
        "register-renewed",
        renewed,
        PASSED,
        None,
        "a renew row with the renewal's digest",
        register=shelf.register("renewed", listed, renewal, stamp),
        verify_at=after,
        newest=True,
    )
    put(
        "register-renewed-other",
        renewed,
        FAILED,
        "REG_MISMATCH",
        "another renewal's digest",
        register=shelf.register("renewed-other", listed, {**renewal, **other}, stamp),
        verify_at=after,
    )


def put_tokens(shelf: Shelf) -> None:
    good, put = shelf.good, shelf.put
    put("policy-listed", good, PASSED, None, "its policy is on the list", policies=[a.POLICY])
    put("policy-not-listed", good, OPEN, "TST_POLICY", "another list", policies=["1.2.3"])
    put("rsa", package(a.TokenMaker(signer=a.rsa_tsa())), PASSED, None, "PKCS#1 v1.5")
    mgf = sequence(oid("1.2.840.113549.1.1.8"), a.SHA256_NULL)
    parts = tlv(0xA0, a.SHA256_NULL), tlv(0xA1, mgf), tlv(0xA2, integer(32))
    pss = sequence(oid("1.2.840.113549.1.1.10"), sequence(*parts))
    maker = PssMaker(signer=a.rsa_tsa(), signature_algorithm=pss)
    put("rsa-pss", package(maker), OPEN, "ALG_UNSUPPORTED", "RSASSA-PSS, right in itself")
    with TemporaryDirectory() as temporary:
        sm2 = sm2_authority(Path(temporary))
        shelf.lay("sm2-root.pem", sm2.root)
        by_sm2 = Sm2Maker(signer=sm2, digest_algorithm=SM3, signature_algorithm=SM2_WITH_SM3)
        put(
            "sm2",
            package(by_sm2),
            OPEN,
            "ALG_SM2",
            "SM2 with SM3, imprint by SHA-256",
            root="sm2-root.pem",
        )
    other = sequence(oid("1.2.156.10197.6.1.4.2.2"), tlv(0xA0, sequence(integer(1))))
    put(
        "sm2-gmt-0010",
        later.with_proofs(own_token=lambda _imprint: other),
        OPEN,
        "ALG_SM2",
        "a token of the content type of GM/T 0010",
    )


def put_replies(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    told_of = []
    for name, content, says, how in replies():
        (folder / f"{name}.tsr").write_bytes(content)
        told_of.append({"file": f"{name}.tsr", "says": says, "how": how})
    given = {"imprint": IMPRINT.hex(), "nonce": f"{NONCE:x}", "clock": s.MOMENT.isoformat()}
    (folder / "expected.json").write_text(written({**given, "replies": told_of}), "utf-8")


def main(folder: Path) -> None:
    shelf = Shelf(folder)
    shelf.lay("root.pem", a.root().pem)
    shelf.lay("local.pem", s.authority()[1])
    for put_some in (put_lists, put_manifests, put_deliveries, put_registers, put_tokens):
        put_some(shelf)
    shelf.put("gateway", gateway(shelf.good), FAILED, "ZIP_METHOD", "packed again, deflated",
        repacks_to=shelf.rows[0]["file"])  # fmt: skip
    (folder / "expected.json").write_text(written(shelf.rows), "utf-8")
    put_replies(folder / "replies")


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def newest(renewed: bytes) -> str:
    return hashlib.sha256(
        dict(read_zip(renewed))["META-INF/evidencerecord001r01.ers"]
    ).hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
