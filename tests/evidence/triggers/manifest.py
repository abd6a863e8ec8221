"""Ways to provoke the codes of JSON, manifest and delivery: sealed wrong by their own maker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.evidence import support as s
from tests.evidence.triggers.trigger import DOCUMENT, Table, Trigger

from recoverydocs.evidence.limits import Limits

Change = Callable[[dict[str, Any]], object]
SOURCE = "files/001/source.json"
MAIL_NUMBER = {"value": "EA123456785CN", "check": "s10-ok"}


def raw(change: Callable[[bytes], bytes]) -> Trigger:
    return Trigger(lambda: s.resealed(lambda _manifest: None, raw=change))


def instead(old: bytes, new: bytes) -> Trigger:
    return raw(lambda octets: octets.replace(old, new, 1))


def first(change: Change) -> Trigger:
    return Trigger(lambda: s.resealed(change))


def second(change: Change) -> Trigger:
    """The manifest of revision 2 changed."""
    return Trigger(lambda: s.resealed(change, package=s.two_revisions()))


def file(path: str, content: bytes | None) -> Trigger:
    return Trigger(lambda: s.resealed(lambda _manifest: None, {path: content}))


def correction(revision: int, pointer: str) -> Trigger:
    said = {"revision": revision, "pointer": pointer, "reason": "笔误"}
    return second(lambda m: m.update(reason="correction", corrects=said))


def no_roles(manifest: dict[str, Any]) -> None:
    for one in manifest["files"]:
        one["role"] = "attachment"


TRIGGERS: Table = {
    "JSON_LIMIT": (
        raw(lambda _octets: b"[" * 5000 + b"]" * 5000),
        Trigger(s.one_revision, limits=Limits(json=100)),
        Trigger(s.one_revision, limits=Limits(json_depth=2)),
    ),
    "JSON_SYNTAX": (raw(lambda octets: octets[:-1]), instead(b"C000001", b"C00\xff001")),
    "JSON_DUPLICATE_KEY": (instead(b'"revision":1', b'"revision":1,"revision":1'),),
    "JSON_NUMBER": tuple(
        instead(b'"revision":1', b'"revision":' + number)
        for number in (b"1.0", b"1e0", b"-0", b"NaN", b"-Infinity", b"9007199254740992")
    ),
    "JSON_NOT_JCS": (
        instead(b":", b": "),
        raw(lambda octets: b"\xef\xbb\xbf" + octets),
        instead(b"C000001", b"C\\ud800"),
        raw(lambda octets: octets + b"\n"),
    ),
    "FORMAT_VERSION": (first(lambda m: m.update(format="recoverydocs-evidence/2")),),
    "SCHEMA": (
        first(lambda m: m.update(unknown="member")),
        raw(lambda _octets: b"[]"),
        first(lambda m: m["generated"].update(stated_at="2026-02-30T00:00:00Z")),
        first(lambda m: m["delivery"][0].update(posted_at="2026-02-30T00:00:00Z")),
        first(lambda m: m["case"].update(value="行尾\n")),
        first(lambda m: m.update(revision=True)),
    ),
    "MAN_REVISION": (
        first(lambda m: m.update(revision=2)),
        second(lambda m: m.update(revision=3)),
    ),
    "MAN_IDENTITY": (
        second(lambda m: m.update(package_id=m["package_id"].replace("0f5c", "1f5c"))),
        second(lambda m: m["case"].update(value="C000002")),
    ),
    "MAN_PREVIOUS": (
        second(lambda m: m["previous"].update(sha256="0" * 64)),
        second(lambda m: m["previous"].update(path="manifest-002.json")),
    ),
    "MAN_EARLIER": (second(lambda m: m["earlier"].pop()),),
    "MAN_PATH": (
        first(lambda m: m["files"].reverse()),
        first(lambda m: m["files"].append(m["files"][-1])),
        first(lambda m: m["files"][0].update(path="files/002/source.json")),
    ),
    "MAN_FILE_MISSING": (file(SOURCE, None),),
    "MAN_FILE_UNCOVERED": (file("files/001/zz.txt", b"x"),),
    "MAN_SIZE": (file(DOCUMENT, s.DOCUMENT + b" "),),
    "MAN_DIGEST": (
        file(DOCUMENT, s.DOCUMENT[::-1]),
        Trigger(lambda: s.vector(9), s.vector_trust),
    ),
    "MAN_SM3": (first(lambda m: m["files"][0].update(sm3="0" * 64)),),
    "MAN_ROLE": (
        first(no_roles),
        first(lambda m: m["document"].update(main=SOURCE)),
        second(lambda m: m["files"][0].update(role="document")),
    ),
    "MAN_SOURCE": (
        first(lambda m: m["source"].update(sha256="0" * 64)),
        first(lambda m: m["source"].update(path=DOCUMENT)),
    ),
    "MAN_CORRECTS": (
        correction(1, "/nothing"),
        correction(2, "/note"),
        correction(1, "/files/01"),
        correction(1, "/files/9"),
        correction(1, "/files/0/path/x"),
        second(lambda m: m.update(reason="correction")),
    ),
    "DEL_ATTEMPT": (
        second(lambda m: m["delivery"][0].update(attempt_id="A9")),
        second(lambda m: m["delivery"].append(s.posting(mail_number=MAIL_NUMBER))),
    ),
    "DEL_MAIL_NUMBER": (
        first(lambda m: m["delivery"][0]["mail_number"].update(value="EA123456784CN")),
    ),
    "DEL_RAW": (
        second(lambda m: m["delivery"][0]["events"][0]["raw"].update(sha256="0" * 64)),
        second(lambda m: m["delivery"][0]["events"][0]["raw"].update(row=3)),
    ),
    "DEL_RECEIPT": (
        second(lambda m: m["delivery"][0].update(receipts=["files/002/none.png"])),
        second(lambda m: m["delivery"][0]["events"][0]["raw"].update(path="files/002/none")),
        first(lambda m: m["delivery"][0]["address"]["basis"].update(file="files/001/none")),
    ),
    "DEL_OUTCOME": (
        first(
            lambda m: m["delivery"][0].update(
                outcome={"result": "delivered", "stated_by": "operator"}
            )
        ),
        second(lambda m: m["delivery"][0]["outcome"].update(basis_events=[1])),
    ),
    "TIME_STATED": (
        first(lambda m: m["generated"].update(stated_at="2026-11-24T04:00:00+00:00")),
    ),
}
