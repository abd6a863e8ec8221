from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.test_octets import signed_package
from tests.evidence.test_verify import vector_register
from tests.evidence.triggers.trigger import trust

from recoverydocs.evidence import (
    Trust,
    attach,
    contents_after,
    read_package,
    seal,
    stamp,
    verify,
)
from recoverydocs.evidence.report import page, report_on, words
from recoverydocs.evidence.report.facts import grouped

if TYPE_CHECKING:
    from recoverydocs.evidence.report import Report


def report(package: bytes, given: Trust | None = None, *, unmask: bool = False) -> Report:
    given = given or s.vector_trust()
    return report_on(package, verify(package, given, s.AT), s.AT, unmask=unmask)


def test_a_record_that_does_not_hold_is_reported_and_leads_to_no_command() -> None:
    package = s.with_entry(s.vector(1), "META-INF/evidencerecord001.ers", b"x")
    made = report(package)
    assert [row[0] for row in made.reasons.rows] == ["ERS_DER"]
    assert made.checks == ("sha256sum -c SHA256SUMS-001.txt",)


def test_every_word_of_the_schema_has_its_chinese() -> None:
    schema = json.loads(
        (files("recoverydocs.evidence") / "data/manifest.schema.json").read_text("utf-8")
    )
    defined = schema["$defs"]
    file = defined["file"]["properties"]
    event = defined["events"]["items"]["properties"]
    assert set(words.ROLES) == set(file["role"]["enum"])
    assert set(words.ORIGINS) == set(file["origin"]["enum"])
    assert set(words.CHANNELS) == set(defined["attempt"]["properties"]["channel"]["enum"])
    assert set(words.EVENTS) == set(event["code"]["enum"])
    assert set(words.SOURCES) == set(event["source"]["enum"])
    assert set(words.ADDRESS_BASES) == set(
        defined["address_basis"]["properties"]["type"]["enum"]
    )
    assert set(words.ACTORS) == set(defined["actor"]["properties"]["role"]["enum"])
    number = defined["attempt"]["properties"]["mail_number"]["properties"]
    assert set(words.NUMBER_CHECKS) == set(number["check"]["enum"])
    assert set(words.REASONS) == set(schema["properties"]["reason"]["enum"])


def test_stated_and_proven_times_stand_apart() -> None:
    timeline = report(s.vector(4)).timeline
    stated, proven = timeline.headings.index("自述时间"), timeline.headings.index("证明时间")
    manifests = read_package(s.vector(4)).manifests
    assert len(timeline.rows) == 2
    for row, manifest in zip(timeline.rows, manifests, strict=True):
        assert row[stated] == manifest["generated"]["stated_at"][:19].replace("T", " ")
        assert row[proven] != "—"
    pending = report(s.vector(7)).timeline.rows[0]
    assert pending[proven] == "—"


def test_local_time_is_marked_on_its_line_and_in_the_fixed_words() -> None:
    local = report(s.vector(2))
    assert "本机时钟，非独立证明" in " ".join(local.timeline.rows[0])
    assert local.words == (words.FIXED, words.LOCAL_TIME)
    assert report(s.vector(1)).words == (words.FIXED,)


def test_digests_are_those_of_the_package() -> None:
    package = s.vector(1)
    found = dict(report(package).document)
    assert found["证据包 SHA-256"] == grouped(hashlib.sha256(package).hexdigest())
    manifest = read_package(package).manifests[0]
    main = next(
        file for file in manifest["files"] if file["path"] == manifest["document"]["main"]
    )
    assert found["文书 SHA-256"].replace(" ", "") == main["sha256"]
    listed = {row[0]: row[5].replace(" ", "") for row in report(package).files.rows}
    assert listed == {file["path"]: file["sha256"] for file in manifest["files"]}


def test_what_the_register_says_stands_with_the_document() -> None:
    register = vector_register()
    for number, said in (
        (15, "（独立时间戳），是其中的最新修订"),
        (14, "（独立时间戳），不能确认是最新修订，理由见上"),
    ):
        package = s.vector(number)
        verdict = verify(package, s.vector_trust(), s.AT, register)
        facts = report_on(package, verdict, s.AT)
        assert dict(facts.document)["封存登记簿"].endswith(said)
        assert said in page(facts).decode()
        nobody = verify(package, Trust(), s.AT, register)
        told = dict(report_on(package, nobody, s.AT).document)["封存登记簿"]
        assert "：没有可信的时间戳，" in told
    assert "封存登记簿" not in dict(report(s.vector(15)).document)


def test_persons_are_masked_unless_wanted() -> None:
    package = s.vector(4)
    statement = read_package(package).delivery[0].statement
    name, address = statement["addressee"], statement["address"]["value"]
    masked = page(report(package)).decode()
    assert name not in masked
    assert address not in masked
    whole = page(report(package, unmask=True)).decode()
    assert name in whole
    assert address in whole


def test_pictures_of_receipts_are_shown_only_unmasked() -> None:
    png = b"\x89PNG\r\n\x1a\n an invented scan"
    first = s.one_revision()
    contents = contents_after(
        first,
        reason="receipt",
        generated_by=s.OPERATOR,
        stated_at=s.LATER,
        clock="host",
        exhibits=(s.exhibit("r.png", png, "receipt", media_type="image/png"),),
    )
    (package,) = stamp([attach(first, contents)], s.stamper(s.LATER))
    assert report(package, s.local_trust()).pictures == {}
    shown = report(package, s.local_trust(), unmask=True).pictures
    assert shown == {"files/002/r.png": ("image/png", png)}


@pytest.mark.parametrize(
    ("number", "mark"), [(1, "√"), (2, "△"), (7, "？"), (9, "×"), (11, "×")]
)
def test_the_verdict_comes_first_with_a_mark_of_its_own(number: int, mark: str) -> None:
    made = report(s.vector(number))
    assert made.mark == mark
    text = page(made).decode()
    assert text.index(made.plain) < text.index("一、结论与理由") < text.index("八、未核验项")
    assert all(
        one.code in text for one in verify(s.vector(number), s.vector_trust(), s.AT).codes
    )


def test_bytes_that_are_no_package_get_a_report_too() -> None:
    made = report(b"no package at all")
    assert made.verdict == "TOTAL-FAILED"
    assert made.timeline.rows == ()
    text = page(made).decode()
    assert "三、时间线" not in text
    assert "第三至第七项从略" in text
    assert "第三至第七项从略" not in page(report(s.vector(1))).decode()
    assert words.FIXED in text


def test_the_same_input_gives_the_same_bytes() -> None:
    assert page(report(s.vector(4))) == page(report(s.vector(4)))


def test_commands_are_those_of_the_package() -> None:
    made = report(signed_package(), trust())
    assert any(line.startswith("openssl cms -verify -cades") for line in made.checks)
    assert any("timestamp001.tst" in line for line in made.checks)


def test_hostile_text_stays_text() -> None:
    title = "<script>alert(1)</script>{{ 7*7 }}&amp;"
    document = s.contents().document
    assert document is not None
    contents = s.contents(document=replace(document, title=title), note="<img src=x onerror=1>")
    (package,) = stamp([seal(contents)], a.TokenMaker())
    text = page(report(package, trust())).decode()
    assert "<script>" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}&amp;amp;" in text
    assert "default-src 'none'" in text
