"""What the tests of this room share: invented contents, a clock that stands, containers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from recoverydocs.evidence import (
    Actor,
    Contents,
    DocumentFacts,
    Exhibit,
    LawTableFacts,
    LocalStamper,
    SealedRegister,
    SourceFacts,
    Trust,
    attach,
    canonical,
    contents_after,
    make_local_authority,
    seal,
    stamp,
)
from recoverydocs.evidence.asic_xml import write_asic_xml
from recoverydocs.evidence.container import Entry, _assemble, read_zip
from recoverydocs.evidence.ers import first_record
from recoverydocs.evidence.hashtree import HashTree, group_hash, sha256
from recoverydocs.evidence.layout import record_of
from recoverydocs.evidence.sums import write_sums

VECTORS = Path(__file__).parent / "vectors"
MOMENT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
AT = datetime(2026, 12, 1, tzinfo=UTC)
PACKAGE_ID = "0f5c1f0e-7a53-4c7e-9d3b-3f4a5b6c7d8e"
SYSTEM = Actor("system", "recoverydocs")
OPERATOR = Actor("operator", "u17")
SOURCE = canonical({"case": "C000001", "debtor": "虚构人甲", "principal": "12000.00"})
DOCUMENT = "催收通知书：示例，非真实文书。𠮷".encode()


@cache
def authority() -> tuple[bytes, bytes]:
    return make_local_authority(datetime(2026, 1, 1, tzinfo=UTC), "虚构演示公司")


@cache
def local_trust() -> Trust:
    return Trust(local=(authority()[1],))


@cache
def vector_trust() -> Trust:
    return Trust(
        independent=((VECTORS / "root-independent.pem").read_bytes(),),
        local=((VECTORS / "root-local.pem").read_bytes(),),
    )


def vector(number: int) -> bytes:
    (path,) = VECTORS.glob(f"{number:02}-*.asice")
    return path.read_bytes()


@cache
def vector_register() -> SealedRegister:
    stamps = {f"stamps/{one.name}": one.read_bytes() for one in (VECTORS / "stamps").iterdir()}
    return SealedRegister((VECTORS / "register.jsonl").read_bytes(), stamps)


def stamper(moment: datetime = MOMENT) -> LocalStamper:
    return LocalStamper(*authority(), lambda: moment)


def exhibit(name: str, content: bytes, role: str = "attachment", **more: Any) -> Exhibit:  # noqa: ANN401 - any field of the shape
    return Exhibit(
        name,
        content,
        more.pop("media_type", "text/plain"),
        role,
        more.pop("origin", "generated"),
        more.pop("captured_at", MOMENT),
        more.pop("captured_by", SYSTEM),
        **more,
    )


def contents(**changes: Any) -> Contents:  # noqa: ANN401 - any field of the shape
    made = Contents(
        package_id=PACKAGE_ID,
        reason="issue",
        case_scheme="plain",
        case_value="C000001",
        case_key_id=None,
        issuer_name="示例小额贷款有限公司",
        issuer_uscc="91310000MA1FL0000X",
        generated_by=OPERATOR,
        approved_by=(Actor("approver", "u03"),),
        stated_at=MOMENT,
        clock="given",
        exhibits=(
            exhibit(
                "source.json",
                SOURCE,
                "source",
                media_type="application/json",
                origin="imported",
            ),
            exhibit("催收通知书.txt", DOCUMENT, "document", title="催收通知书"),
        ),
        document=DocumentFacts(
            kind="dunning-notice",
            number="示贷催字〔2026〕1号",
            title="催收通知书",
            issued_on=date(2026, 11, 24),
            main="催收通知书.txt",
            template_id="dunning-notice",
            template_version="1",
            template_sha256=sha256(b"template").hex(),
            engine_name="recoverydocs",
            engine_version="0.1.0",
            law_tables=(LawTableFacts("lpr", "2026-11-20", sha256(b"lpr").hex()),),
        ),
        source=SourceFacts(sha256(SOURCE).hex(), "source.json"),
        delivery=(posting(),),
    )
    return replace(made, **changes)


def posting(**changes: object) -> dict[str, object]:
    return {
        "attempt_id": "A1",
        "channel": "ems",
        "carrier": "示例快递",
        "mail_number": "EA123456785CN",
        "addressee": "虚构人甲",
        "address": {
            "value": "示例市示例区示例路1号",
            "basis": {"type": "contract-clause", "reference": "借款合同第12条"},
        },
        "slip_contents": "催收通知书 示贷催字〔2026〕1号",
        **changes,
    }


ROWS = "邮件号,状态,时间\r\nEA123456785CN,妥投,2026-11-25\r\n".encode()


def receipt_contents(package: bytes, **changes: Any) -> Contents:  # noqa: ANN401 - any field of the shape
    made = contents_after(
        package,
        reason="receipt",
        generated_by=OPERATOR,
        stated_at=LATER,
        clock="given",
        exhibits=(
            exhibit("回执.png", b"\x89PNG invented", "receipt", media_type="image/png"),
            exhibit("轨迹.csv", ROWS, "receipt", media_type="text/csv"),
        ),
        delivery=(
            {
                "attempt_id": "A1",
                "events": [
                    {
                        "code": "delivered-addressee",
                        "at": "2026-11-25T15:04:00+08:00",
                        "source": "carrier-file",
                        "raw": {"path": "轨迹.csv", "row": 2},
                    }
                ],
                "outcome": {"result": "delivered", "stated_by": "carrier", "basis_events": [0]},
                "receipts": ["回执.png", "轨迹.csv"],
            },
        ),
    )
    return replace(made, **changes)


@cache
def one_revision() -> bytes:
    return stamp([seal(contents())], stamper())[0]


@cache
def two_revisions() -> bytes:
    sealed = attach(one_revision(), receipt_contents(one_revision()))
    return stamp([sealed], stamper(LATER))[0]


def rebuilt(entries: Mapping[str, bytes] | tuple[Entry, ...]) -> bytes:
    """A container of any entries, right or wrong, with every CRC right."""
    return _assemble(tuple(entries.items()) if isinstance(entries, Mapping) else entries)


def with_entry(package: bytes, name: str, content: bytes) -> bytes:
    return rebuilt({**dict(read_zip(package)), name: content})


def without(package: bytes, *names: str) -> bytes:
    return rebuilt(tuple(entry for entry in read_zip(package) if entry[0] not in names))


def resealed(
    change: Callable[[dict[str, Any]], object],
    files: Mapping[str, bytes | None] | None = None,
    *,
    package: bytes | None = None,
    raw: Callable[[bytes], bytes] = lambda manifest: manifest,
) -> bytes:
    """A package sealed wrong by its maker: last manifest changed, everything after redone.

    A file of None is taken out; the manifest says what `change` made of it.
    """
    read = dict(read_zip(package or one_revision()))
    number = sum(name.startswith("manifest-") for name in read)
    name = f"manifest-{number:03}.json"
    manifest = json.loads(read[name])
    change(manifest)
    kept: dict[str, bytes] = {}
    for entry, content in read.items():
        if entry == name:
            break
        kept[entry] = content
    for path, changed in (files or {}).items():
        if changed is None:
            kept.pop(path, None)
        else:
            kept[path] = changed
    kept[name] = raw(canonical(manifest))
    digests = {entry: sha256(content) for entry, content in kept.items()}
    sums = f"SHA256SUMS-{number:03}.txt"
    kept[sums] = write_sums(kept, digests)
    digests[sums] = sha256(kept[sums])
    listed = list(kept)[1:]
    types = {entry: "text/plain" for entry in listed if entry.startswith("files/")}
    earlier = [json.loads(read[f"manifest-{before:03}.json"]) for before in range(1, number)]
    for one in (*earlier, manifest):
        types |= {file["path"]: file["media_type"] for file in one["files"]}
    record = record_of(number)
    group = [digests[entry] for entry in listed]
    tree = HashTree([group_hash(group)])
    token = stamper(LATER if number > 1 else MOMENT).stamp(tree.root)
    kept[record.xml] = write_asic_xml(record.path, listed, digests, types, name)
    kept[record.path] = first_record(group, (), token)
    return rebuilt(kept)
