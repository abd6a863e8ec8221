"""Workspaces that sign: what is signed, what is refused, and that nothing is silently not."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from tests.documents.printed import picture, printed
from tests.evidence import authorities as a
from tests.evidence import signing_keys as k
from tests.evidence.test_pades import validated
from tests.evidence.tsa_server import OpensslTsa, serving
from tests.runs import signing as g
from tests.runs.support import AT, DAY, KIND, case_of, cases_of, clock
from tests.runs.test_attaching import RECORD

from recoverydocs.documents.pdf import Pdf
from recoverydocs.errors import DataRefusedError, OutsideFailedError
from recoverydocs.evidence import Conclusion, read_zip
from recoverydocs.runs import Given, Workspace, hands, maker, verify
from recoverydocs.runs.clock import now
from recoverydocs.runs.doctor import examine
from recoverydocs.runs.shelf import Shelf
from recoverydocs.runs.signing import open_copies
from recoverydocs.storage import FolderStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from recoverydocs.evidence import Verdict

RECEIPT = Given("receipt.png", picture(), "scan")
CONFIGS = {"pem": g.PEM, "pkcs12": g.P12, "pkcs11": g.PKCS11}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return g.founded(tmp_path / "house", g.PEM, clock)


def judged(house: Workspace, number: str) -> Verdict:
    return verify(house.package(number), house.trust(), at=AT)


def basis(package: Path, revision: int = 1) -> dict[str, Any]:
    entries = dict(read_zip(package.read_bytes()))
    read: dict[str, Any] = json.loads(entries[f"files/{revision:03}/basis.json"])
    return read


def rules(findings: Sequence[object]) -> list[str]:
    return [getattr(one, "rule", "") for one in findings]


@pytest.mark.parametrize("engine", CONFIGS)
def test_every_revision_is_signed_whatever_keeps_the_key(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine == "pkcs11":
        request.getfixturevalue("softhsm")
    monkeypatch.setenv("INVENTED_SECRET", k.PHRASE)
    folder = g.founded(tmp_path / "house", CONFIGS[engine], clock)
    with Workspace.open(folder, clock=clock) as house:
        issued = house.issue(KIND, case_of(), as_of=DAY)
        house.attach(issued.number, [RECEIPT])
        verdict = judged(house, issued.number)
    kind = "RSA-2048" if engine == "pkcs11" else "P-256"
    assert verdict.verdict is Conclusion.LOCAL_PASSED, verdict.codes
    assert [one.is_signed for one in verdict.revisions] == [True, True]
    assert {one.signer_subject.rpartition("=")[2] for one in verdict.revisions} == {
        f"Invented Lender {kind}"
    }


def test_without_an_engine_nothing_is_signed_and_basis_says_so(house: Workspace) -> None:
    issued = house.issue(KIND, case_of(), as_of=DAY)
    assert not judged(house, issued.number).revisions[0].is_signed
    assert basis(issued.package)["revocation_at_signing"] == []


def test_what_was_known_of_revocation_is_kept_in_both_revisions(folder: Path) -> None:
    crl = a.revocation_list(a.root(), issued_at=AT - timedelta(hours=1))
    (folder / "trust/authority.crl").write_bytes(crl)
    with Workspace.open(folder, clock=clock) as house:
        outcome = house.issue_all(KIND, [case_of()], as_of=DAY)
        (issued,) = outcome.issued
        attached = house.attach(issued.number, [RECEIPT])
    for revision in (1, 2):
        (found,) = basis(issued.package, revision)["revocation_at_signing"]
        assert found["status"] == "not-revoked"
        assert found["checked_at"] == "2026-11-24T10:00:00+08:00"
        assert found["list_issued_at"] == "2026-11-24T01:00:00+00:00"
    assert set(basis(issued.package, 2)) == {"revocation_at_signing"}
    assert rules((*outcome.findings, *attached.findings)) == []


def test_a_revision_with_a_record_alone_is_signed_too(folder: Path) -> None:
    with Workspace.open(folder, clock=clock) as house:
        issued = house.issue(KIND, case_of(), as_of=DAY)
        house.attach(issued.number, [], [RECORD], reason="delivery")
        verdict = judged(house, issued.number)
    assert verdict.verdict is Conclusion.LOCAL_PASSED
    assert [one.is_signed for one in verdict.revisions] == [True, True]
    assert set(basis(issued.package, 2)) == {"revocation_at_signing"}


def test_one_document_alone_carries_the_note_of_its_run(folder: Path) -> None:
    with Workspace.open(folder, clock=clock) as house:
        issued = house.issue(KIND, case_of(), as_of=DAY)
    assert "signature-revocation-unknown" in rules(issued.findings)


def test_without_a_list_signing_goes_on_and_a_note_says_it(folder: Path) -> None:
    with Workspace.open(folder, clock=clock) as house:
        outcome = house.issue_all(KIND, [case_of()], as_of=DAY)
        attached = house.attach(outcome.issued[0].number, [RECEIPT])
    assert rules(outcome.findings) == ["signature-revocation-unknown"]
    assert rules(attached.findings) == ["signature-revocation-unknown"]
    (found,) = basis(outcome.issued[0].package)["revocation_at_signing"]
    assert found["status"] == "unknown"


def test_a_certificate_near_its_end_is_warned_of(tmp_path: Path) -> None:
    one = a.issue("Ending", a.root(), end=AT + timedelta(days=29))
    folder = g.founded(tmp_path / "house", g.PEM, clock, one)
    with Workspace.open(folder, clock=clock) as house:
        outcome = house.issue_all(KIND, [case_of()], as_of=DAY)
    ending = [one for one in outcome.findings if one.rule == "signature-certificate-ends"]
    assert "2026-12-23 到期" in ending[0].message


def expired() -> a.Issued:
    return a.issue("Expired", a.root(), end=AT - timedelta(days=1))


def foreign() -> a.Issued:
    return a.issue("Foreign", a.issue("Other", authority=True))


def authority() -> a.Issued:
    return a.issue("CA", a.root(), authority=True)


def wrong_usage() -> a.Issued:
    return a.issue("Usage", a.root(), key_usage=("key_encipherment",))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (expired, "expired on 2026-11-23"),
        (foreign, "no path to a root"),
        (authority, "an authority's"),
        (wrong_usage, "key usage"),
    ],
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_certificate_that_may_not_sign_stops_the_run(
    make: Callable[[], a.Issued], reason: str, tmp_path: Path, *, dry_run: bool
) -> None:
    folder = g.founded(tmp_path / "house", g.PEM, clock, make())
    with Workspace.open(folder, clock=clock) as house:
        with pytest.raises(DataRefusedError, match=reason):
            house.issue_all(KIND, cases_of(2), as_of=DAY, dry_run=dry_run)
        assert house.documents() == ()
    assert list((folder / "packages").rglob("*.asice")) == []


def test_a_certificate_revoked_since_stops_attaching(folder: Path) -> None:
    with Workspace.open(folder, clock=clock) as house:
        issued = house.issue(KIND, case_of(), as_of=DAY)
        before = issued.package.read_bytes()
        crl = a.revocation_list(a.root(), ((k.issued(), AT, None),))
        (folder / "trust/authority.crl").write_bytes(crl)
        with pytest.raises(DataRefusedError, match="is revoked"):
            house.attach(issued.number, [RECEIPT])
        assert issued.package.read_bytes() == before


def test_two_revisions_by_two_engines(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INVENTED_SECRET", k.PHRASE)
    with Workspace.open(folder, clock=clock) as house:
        issued = house.issue(KIND, case_of(), as_of=DAY)
    g.put_keys(folder, k.issued("RSA-2048"))
    g.configure(
        folder,
        signature_engine="pkcs12",
        signature_certificate="",
        signature_key=g.P12.signature_key,
        signature_secret_env=g.P12.signature_secret_env,
    )
    with Workspace.open(folder, clock=clock) as house:
        house.attach(issued.number, [RECEIPT])
        verdict = judged(house, issued.number)
    assert verdict.verdict is Conclusion.LOCAL_PASSED
    assert [one.signer_subject.rpartition(" ")[2] for one in verdict.revisions] == [
        "P-256",
        "RSA-2048",
    ]


def test_a_signature_is_kept_until_the_token_comes(tmp_path: Path) -> None:
    down = replace(g.PEM, authority="rfc3161", timestamp_url="http://127.0.0.1:9/tsa")
    folder = g.founded(tmp_path / "house", replace(down, attempts="1"), clock)
    with Workspace.open(folder, clock=clock) as house:
        outcome = house.issue_all(KIND, cases_of(2), as_of=DAY)
        assert outcome.is_waiting
        before = [dict(read_zip(one.package.read_bytes())) for one in outcome.issued]
    # The key may be gone by then: what is signed stays signed.
    (folder / "keys/signing.key.pem").unlink()
    g.configure(folder, authority="local", timestamp_url="")
    with Workspace.open(folder, clock=clock) as house:
        assert len(house.keeping.timestamp_pending().finished) == 2
        for one, entries in zip(outcome.issued, before, strict=True):
            verdict = judged(house, one.number)
            assert verdict.verdict is Conclusion.LOCAL_PASSED
            assert verdict.revisions[0].is_signed
            assert entries.items() <= dict(read_zip(one.package.read_bytes())).items()


# Secrets


def opened(folder: Path) -> str:
    """What stops an issue in a workspace."""
    with (
        Workspace.open(folder, clock=clock) as house,
        pytest.raises((DataRefusedError, OutsideFailedError)) as caught,
    ):
        house.issue(KIND, case_of(), as_of=DAY)
    return str(caught.value)


def test_a_key_that_others_may_read_is_refused(folder: Path) -> None:
    (folder / "keys/signing.key.pem").chmod(0o640)
    assert "others may read signing.key.pem; run chmod 600" in opened(folder)


def test_a_secret_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    file = {"signature_secret_env": "", "signature_secret_file": "keys/phrase"}
    config = replace(g.P12, **file)
    folder = g.founded(tmp_path / "house", config, clock)
    g.private(folder / "keys/phrase", k.PHRASE.encode())
    with Workspace.open(folder, clock=clock) as house:
        house.issue(KIND, case_of(), as_of=DAY)
    (folder / "keys/phrase").chmod(0o644)
    said = opened(folder)
    assert "others may read phrase" in said
    assert k.PHRASE not in said


def test_a_variable_that_is_not_set_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INVENTED_SECRET", raising=False)
    folder = g.founded(tmp_path / "house", g.P12, clock)
    assert "INVENTED_SECRET is not set" in opened(folder)


def test_a_key_that_is_not_there_is_named(folder: Path) -> None:
    (folder / "keys/signing.key.pem").unlink()
    assert "signing.key.pem cannot be read" in opened(folder)


def test_a_workspace_is_read_without_its_secret(tmp_path: Path) -> None:
    folder = g.founded(tmp_path / "house", g.P12, clock)
    with Workspace.open(folder, clock=clock) as house:
        assert house.documents() == ()


# PDF copies


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of LibreOffice: one page with the words that ask for a chop."""
    copy = printed([[(80, 700, "催款通知书")], [(264, 300, "（公章）")]])
    made = Pdf(copy, 2, ())
    monkeypatch.setattr(maker, "to_pdf", lambda documents: [made] * len(documents))


def pdf_in(package: Path) -> bytes:
    (content,) = (
        content for name, content in read_zip(package.read_bytes()) if name.endswith(".pdf")
    )
    return content


def signing_pdfs(folder: Path, over: str = "（公章）") -> None:
    g.configure(folder, signature_pdf="B-B", seal_picture="keys/seal.png", seal_over=over)
    (folder / "keys/seal.png").write_bytes(picture())


@pytest.mark.usefixtures("no_office")
def test_pdf_copies_are_signed_and_show_the_seal(folder: Path) -> None:
    signing_pdfs(folder)
    with Workspace.open(folder, clock=clock) as house:
        issued = house.issue(KIND, case_of(), as_of=DAY, pdf=True)
        assert judged(house, issued.number).verdict is Conclusion.LOCAL_PASSED
    read = PdfReader(io.BytesIO(pdf_in(issued.package)))
    (field,) = read.get_fields().values()  # type: ignore[union-attr]
    assert field["/V"]["/SubFilter"] == "/ETSI.CAdES.detached"
    assert field["/V"]["/M"].startswith("D:20261124100000")
    assert "/Annots" in read.pages[1]


@pytest.mark.usefixtures("no_office")
def test_a_copy_without_the_words_is_signed_and_a_finding_says_it(folder: Path) -> None:
    signing_pdfs(folder, over="（合同专用章）|（盖章）")
    with Workspace.open(folder, clock=clock) as house:
        issued = house.issue(KIND, case_of(), as_of=DAY, pdf=True)
    assert b"/ETSI.CAdES.detached" in pdf_in(issued.package)
    (found,) = [one for one in issued.findings if one.rule == "seal-picture-unplaced"]
    assert "“（合同专用章）”、“（盖章）”" in found.message
    kept = basis(issued.package)["findings"]
    assert "seal-picture-unplaced" in json.dumps(kept)


@pytest.mark.usefixtures("no_office")
def test_pdf_copies_stay_unsigned_where_that_is_not_asked(folder: Path) -> None:
    with Workspace.open(folder, clock=clock) as house:
        issued = house.issue(KIND, case_of(), as_of=DAY, pdf=True)
    assert b"/Sig" not in pdf_in(issued.package)


def test_a_seal_picture_that_hides_words_stops_the_run(folder: Path) -> None:
    signing_pdfs(folder)
    (folder / "keys/seal.png").write_bytes(picture(alpha=False))
    assert "transparent background" in opened(folder)


@pytest.mark.usefixtures("no_office")
def test_copies_with_tokens_need_the_service(tmp_path: Path) -> None:
    tsa = OpensslTsa(tmp_path, a.tsa())
    with serving(tsa) as url:
        config = replace(
            g.PEM, authority="rfc3161", timestamp_url=url, attempts="1", signature_pdf="B-T"
        )
        folder = g.founded(tmp_path / "house", config, now)
        (folder / "trust/independent/root.pem").write_bytes(a.root().pem)
        with Workspace.open(folder) as house:
            issued = house.issue(KIND, case_of(), as_of=DAY, pdf=True)
            verdict = verify(issued.package, house.trust())
            assert verdict.verdict is Conclusion.TOTAL_PASSED, verdict.codes
            # The container's token, one in the PDF, one to learn how large they are, and the
            # register's.
            assert len(tsa.requests) == 4
            tsa.fault = "status 503"
            with pytest.raises(OutsideFailedError, match="HTTP 状态码 503"):
                house.issue(KIND, cases_of(1)[0], as_of=DAY, pdf=True)
            assert len(house.documents()) == 1


@pytest.mark.slow
def test_real_copies_made_by_two_workers_are_signed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice's own PDFs, each signed in the process that made it; pyHanko agrees."""
    signing_pdfs(folder)
    monkeypatch.setattr(hands, "_BATCH", 1)
    with Workspace.open(folder, clock=clock) as house:
        outcome = house.issue_all(KIND, cases_of(2), as_of=DAY, pdf=True, workers=2)
        assert len(outcome.issued) == 2
        for issued in outcome.issued:
            assert judged(house, issued.number).verdict is Conclusion.LOCAL_PASSED
            copy = pdf_in(issued.package)
            status = validated(copy)
            assert (status.intact, status.valid) == (True, True)
            pages = PdfReader(io.BytesIO(copy)).pages
            shown = [page for page in pages if "/Annots" in page]
            assert len(shown) == 1
            assert "（公章）" in "".join(shown[0].extract_text().split())


def test_a_worker_signs_with_the_certificate_that_was_checked(folder: Path) -> None:
    signing_pdfs(folder)
    right = a.fingerprint(k.issued())
    copies = open_copies(folder, AT, right)
    assert copies is not None
    signed, _ = copies.sign(printed([[(264, 300, "（公章）")]]), "SL-0001")
    assert b"/ETSI.CAdES.detached" in signed
    with pytest.raises(OutsideFailedError, match="changed during the run"):
        open_copies(folder, AT, "0" * 64)


def test_a_worker_opens_the_key_with_its_first_copy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hands, "_THERE", [])
    order = {"as_of": DAY, "issued_on": DAY, "at": AT}
    with Workspace.open(folder, clock=clock) as house:
        digests = house.law.digests
    signing_pdfs(folder)
    shelf = Shelf(FolderStore(folder, folder), "run")
    hands._set_up_there(  # noqa: SLF001 - what a worker process begins with
        KIND, order, folder, digests, shelf, pdf=True, signed_by="0" * 64
    )
    (there,) = hands._THERE  # noqa: SLF001
    with pytest.raises(OutsideFailedError, match="changed during the run"):
        there.copies()


# Doctor


def test_doctor_tries_the_signer(folder: Path) -> None:
    def check() -> tuple[bool, str, str]:
        found = {one.name: one for one in examine(AT, folder)}["签名（工作区）"]
        return found.is_there, found.found, found.remedy

    there, found, remedy = check()
    assert there
    assert found == f"pem {a.fingerprint(k.issued())[:16]}"
    assert "吊销状态未核验" in remedy
    (folder / "keys/signing.key.pem").chmod(0o644)
    there, _, remedy = check()
    assert not there
    assert "chmod 600" in remedy


def test_doctor_says_nothing_of_a_workspace_that_does_not_sign(house: Workspace) -> None:
    assert "签名（工作区）" not in {one.name for one in examine(AT, house.folder)}
