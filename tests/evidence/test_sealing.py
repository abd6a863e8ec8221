from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.triggers.trigger import trust

from recoverydocs.errors import DataRefusedError, ExitCode, OutsideFailedError, TamperedError
from recoverydocs.evidence import (
    Actor,
    Correction,
    SourceFacts,
    attach,
    contents_after,
    finish,
    read_package,
    read_zip,
    reopen,
    request_token,
    seal,
    stamp,
    stamp_alone,
    verify,
)
from recoverydocs.evidence.hashtree import sha256
from recoverydocs.evidence.manifest import sm3


def test_seal_gives_equal_bytes_for_equal_contents() -> None:
    assert seal(s.contents()) == seal(s.contents())
    assert seal(s.contents()).pending() == seal(s.contents()).pending()


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """All octets of which a SHA-256 was made, one item a digest."""
    seen: list[bytes] = []
    real = hashlib.sha256

    def sha256(data: bytes = b"") -> hashlib._Hash:
        seen.append(data)
        return real(data)

    monkeypatch.setattr("hashlib.sha256", sha256)
    return seen


def test_no_file_is_hashed_twice(hashed: list[bytes]) -> None:
    contents = s.contents()
    hashed.clear()
    (package,) = stamp([seal(contents)], s.stamper())
    files = [one.content for one in contents.exhibits]
    assert [hashed.count(one) for one in files] == [1, 1]
    hashed.clear()
    verify(package, s.local_trust(), s.AT)
    assert [hashed.count(one) for _, one in read_zip(package)] == [1] * len(read_zip(package))


def test_seal_does_not_mind_the_order_of_exhibits() -> None:
    turned = s.contents(exhibits=s.contents().exhibits[::-1])
    assert seal(turned).pending() == seal(s.contents()).pending()


def test_seal_states_what_it_was_given() -> None:
    contents = s.contents(
        case_scheme="hmac-sha256",
        case_value="ab" * 32,
        case_key_id="k1",
        issuer_uscc=None,
        approved_by=(),
        note="替换〔2026〕0号",
        generated_by=Actor("operator"),
        source=SourceFacts("cd" * 32, held_by="示例小额贷款有限公司"),
    )
    contents = replace(
        contents, exhibits=(replace(contents.exhibits[1], sm3=True, derived_from=()),)
    )
    manifest = read_package(seal(contents).pending()).manifests[0]
    assert manifest["case"]["key_id"] == "k1"
    assert manifest["source"] == {
        "sha256": "cd" * 32,
        "included": False,
        "held_by": "示例小额贷款有限公司",
    }
    assert manifest["note"] == "替换〔2026〕0号"
    assert manifest["generated"]["by"] == {"role": "operator"}
    assert manifest["files"][0]["sm3"] == sm3(s.DOCUMENT)
    assert manifest["delivery"][0]["mail_number"]["check"] == "s10-ok"


def test_seal_takes_a_derived_copy() -> None:
    copy = s.exhibit(
        "催收通知书.pdf", b"%PDF invented", "document", derived_from=("催收通知书.txt",)
    )
    contents = s.contents(exhibits=(*s.contents().exhibits, copy))
    files = read_package(seal(contents).pending()).manifests[0]["files"]
    derived = {file["path"]: file.get("derived_from") for file in files}
    assert derived["files/001/催收通知书.pdf"] == ["files/001/催收通知书.txt"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"package_id": "x"}, "SCHEMA"),
        ({"exhibits": ()}, "SCHEMA"),
        ({"reason": "receipt"}, "SCHEMA"),
        ({"document": None}, "SCHEMA"),
        ({"source": SourceFacts("0" * 64, "source.json")}, "MAN_SOURCE"),
        ({"exhibits": (s.exhibit("../x", b""),)}, "NAME_TRAVERSAL"),
        ({"exhibits": (s.exhibit("x", b"", derived_from=("y",)),)}, "MAN_FILE_MISSING"),
        ({"delivery": (s.posting(receipts=["none.png"]),)}, "DEL_RECEIPT"),
        ({"delivery": (s.posting(mail_number={"value": "EA123456785CN", "check": "not-s10"}),)},
         "DEL_MAIL_NUMBER"),
    ],
)  # fmt: skip
def test_seal_refuses_what_would_not_verify(changes: dict[str, object], code: str) -> None:
    with pytest.raises(DataRefusedError, match=code) as refused:
        seal(s.contents(**changes))
    assert [finding.rule for finding in refused.value.findings] == [code]


def test_seal_refuses_one_name_twice() -> None:
    twice = (*s.contents().exhibits, s.contents().exhibits[0])
    with pytest.raises(DataRefusedError):
        seal(s.contents(exhibits=twice))


def test_seal_refuses_a_moment_without_zone() -> None:
    with pytest.raises(DataRefusedError, match="time zone"):
        seal(s.contents(stated_at=s.MOMENT.replace(tzinfo=None)))


def test_stamp_gives_a_batch_one_token() -> None:
    numbers = range(5)
    ids = [s.PACKAGE_ID[:-1] + str(number) for number in numbers]
    batch = [seal(s.contents(package_id=one)) for one in ids]
    packages = stamp(batch, s.stamper())
    verdicts = [verify(package, s.local_trust(), s.AT) for package in packages]
    assert {verdict.exit_code for verdict in verdicts} == {ExitCode.LOCAL_PASSED}
    assert len({verdict.revisions[0].serial for verdict in verdicts}) == 1
    assert [read_package(package).package_id for package in packages] == ids


def test_stamp_refuses_the_same_package_twice_and_an_empty_batch() -> None:
    sealed = seal(s.contents())
    with pytest.raises(DataRefusedError, match="两次"):
        stamp([sealed, sealed], s.stamper())
    with pytest.raises(DataRefusedError, match="没有"):
        stamp([], s.stamper())


@pytest.mark.parametrize("minutes", [-6, 6])
def test_stamp_refuses_a_clock_that_is_off(minutes: int) -> None:
    off = s.stamper(s.MOMENT + timedelta(minutes=minutes))
    with pytest.raises(OutsideFailedError, match="300 s"):
        stamp([seal(s.contents())], off)


def test_stamp_takes_a_late_token_where_the_clock_says_so() -> None:
    later = s.MOMENT + timedelta(days=3)
    (package,) = stamp([seal(s.contents())], s.stamper(later), at=later)
    assert verify(package, s.local_trust(), s.AT).exit_code is ExitCode.LOCAL_PASSED
    early = s.MOMENT - timedelta(days=3)
    with pytest.raises(OutsideFailedError, match="300 s"):
        stamp([seal(s.contents())], s.stamper(early), at=early)


class Fixed:
    def __init__(self, token: bytes) -> None:
        self.token = token

    def stamp(self, imprint: bytes, digest: str = "sha256") -> bytes:
        assert imprint
        assert digest == "sha256"
        return self.token


@pytest.mark.parametrize(
    ("token", "said"),
    [(b"x", "not a token"), (a.TokenMaker().stamp(b"x" * 32), "other data")],
)
def test_stamp_refuses_a_stamper_that_gives_something_else(token: bytes, said: str) -> None:
    with pytest.raises(OutsideFailedError, match=said):
        stamp([seal(s.contents())], Fixed(token))


def test_reopen_finishes_a_pending_package() -> None:
    pending = seal(s.contents()).pending()
    assert verify(pending, s.local_trust(), s.AT).exit_code is ExitCode.INDETERMINATE
    sealed = reopen(pending)
    assert sealed == seal(s.contents())
    batch = request_token([sealed.leaf], s.stamper(), at=s.MOMENT)
    assert finish(sealed, batch) == finish(seal(s.contents()), batch)
    with pytest.raises(DataRefusedError):
        reopen(s.one_revision())


def test_attach_keeps_every_earlier_entry() -> None:
    before, after = read_zip(s.one_revision()), read_zip(s.two_revisions())
    assert after[: len(before)] == before


def test_attach_counts_revisions_on() -> None:
    contents = contents_after(
        s.two_revisions(),
        reason="delivery",
        generated_by=s.OPERATOR,
        stated_at=s.LATER,
        clock="given",
        delivery=(
            {
                "attempt_id": "A1",
                "events": [
                    {"code": "other", "at": "2026-11-26T09:00:00+08:00", "source": "manual"}
                ],
            },
        ),
    )
    (package,) = stamp([attach(s.two_revisions(), contents)], s.stamper(s.LATER))
    read = read_package(package)
    assert [manifest["revision"] for manifest in read.manifests] == [1, 2, 3]
    (attempt,) = read.delivery
    assert [event["revision"] for event in attempt.events] == [2, 3]
    assert verify(package, s.local_trust(), s.AT).exit_code is ExitCode.LOCAL_PASSED


def test_attach_states_a_correction() -> None:
    said = Correction(1, "/document/title", "标题有误")
    contents = contents_after(
        s.one_revision(), reason="correction", generated_by=s.OPERATOR, stated_at=s.LATER,
        clock="given", corrects=said,
    )  # fmt: skip
    (package,) = stamp([attach(s.one_revision(), contents)], s.stamper(s.LATER))
    assert verify(package, s.local_trust(), s.AT).exit_code is ExitCode.LOCAL_PASSED


def test_attach_refuses_a_pending_or_broken_package() -> None:
    pending = seal(s.contents()).pending()
    with pytest.raises(DataRefusedError, match="时间戳"):
        attach(pending, s.receipt_contents(pending))
    with pytest.raises(TamperedError, match="ZIP_NO_EOCD"):
        attach(b"", s.receipt_contents(s.one_revision()))


def test_attach_refuses_another_package_and_a_wrong_reason() -> None:
    contents = s.receipt_contents(s.one_revision())
    with pytest.raises(DataRefusedError, match="MAN_IDENTITY"):
        attach(s.one_revision(), replace(contents, case_value="C000002"))
    with pytest.raises(DataRefusedError, match="SCHEMA"):
        attach(s.one_revision(), replace(contents, reason="issue"))


def test_attach_refuses_a_raw_row_that_is_not_there() -> None:
    contents = s.receipt_contents(s.one_revision())
    item = dict(contents.delivery[0])
    item["events"] = [{**item["events"][0], "raw": {"path": "轨迹.csv", "row": 9}}]
    with pytest.raises(DataRefusedError, match="DEL_RAW"):
        attach(s.one_revision(), replace(contents, delivery=(item,)))


NAMES = st.text("abx证据𠮷19-_", min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(NAMES, st.binary(max_size=60), max_size=4), st.integers(0, 2))
def test_seal_then_verify_holds(files: dict[str, bytes], attached: int) -> None:
    exhibits = tuple(s.exhibit(f"{name}.bin", content) for name, content in files.items())
    sealed = seal(s.contents(exhibits=(*s.contents().exhibits, *exhibits)))
    (package,) = stamp([sealed], s.stamper())
    for _ in range(attached):
        contents = replace(
            s.receipt_contents(package), delivery=(), exhibits=exhibits, reason="attachment"
        )
        earlier = read_zip(package)
        (package,) = stamp([attach(package, contents)], s.stamper(s.LATER))
        assert read_zip(package)[: len(earlier)] == earlier
    assert verify(package, s.local_trust(), s.AT).exit_code is ExitCode.LOCAL_PASSED
    held = read_package(package).files
    assert {sha256(content) for content in files.values()} <= set(map(sha256, held.values()))


def test_a_token_of_its_own_stands_under_the_record() -> None:
    alone = stamp_alone(seal(s.contents()), a.TokenMaker())
    (package,) = stamp([alone], a.TokenMaker())
    names = [name for name, _ in read_zip(package)]
    assert names[-4:] == [
        "META-INF/ASiCManifest001t.xml",
        "META-INF/timestamp001.tst",
        "META-INF/ASiCEvidenceRecordManifest001.xml",
        "META-INF/evidencerecord001.ers",
    ]
    assert verify(package, trust(), s.AT).exit_code is ExitCode.DONE
    # Stripped of it, the package is no longer what the record covers.
    bare = s.without(package, "META-INF/ASiCManifest001t.xml", "META-INF/timestamp001.tst")
    assert verify(bare, trust(), s.AT).exit_code is ExitCode.TOTAL_FAILED
