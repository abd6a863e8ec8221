"""``manifest-NNN.json``: written from contents, and held against the entries it speaks of."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.contents import Contents, Exhibit, in_revision, stated
from recoverydocs.evidence.delivery import complete_delivery
from recoverydocs.evidence.hashtree import sha256
from recoverydocs.evidence.jcs import Members, canonical, parse_canonical, parse_strict
from recoverydocs.evidence.layout import Slot, manifest_name, octets
from recoverydocs.evidence.limits import LIMITS, Limits
from recoverydocs.evidence.schema import manifest_check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT = "recoverydocs-evidence/1"
HAS_SM3 = "sm3" in hashlib.algorithms_available


def sm3(data: bytes) -> str:
    """The SM3 digest, hexadecimal, where the build has it."""
    return hashlib.new("sm3", data).hexdigest()


def write_manifest(  # noqa: PLR0913 - the contents and what they stand on
    contents: Contents,
    number: int,
    earlier: Sequence[tuple[str, int, bytes]],
    previous: bytes | None,
    files: Mapping[str, bytes],
    *,
    digests: Mapping[str, bytes],
) -> bytes:
    """The canonical manifest of a revision.

    Args:
        contents: what is sealed.
        number: of the revision.
        earlier: name, size and digest of every earlier entry, without ``mimetype``.
        previous: digest of the previous manifest; None for the first.
        files: contents by whole path, of all revisions with this one.
        digests: SHA-256 of each of them.
    """
    issuer = {"name": contents.issuer_name}
    if contents.issuer_uscc:
        issuer["uscc"] = contents.issuer_uscc
    case = {"scheme": contents.case_scheme, "value": contents.case_value}
    if contents.case_key_id:
        case["key_id"] = contents.case_key_id
    generated: dict[str, object] = {
        "by": contents.generated_by.members(),
        "stated_at": stated(contents.stated_at),
        "clock": contents.clock,
    }
    if contents.approved_by:
        generated["approved_by"] = [actor.members() for actor in contents.approved_by]
    manifest: dict[str, object] = {
        "format": FORMAT,
        "package_id": contents.package_id,
        "revision": number,
        "reason": contents.reason,
        "previous": previous and {"path": manifest_name(number - 1), "sha256": previous.hex()},
        "earlier": [
            {"path": name, "size": size, "sha256": digest.hex()}
            for name, size, digest in earlier
        ],
        "files": sorted(
            (_file(exhibit, number, digests) for exhibit in contents.exhibits),
            key=lambda members: octets(str(members["path"])),
        ),
        "case": case,
        "issuer": issuer,
        "generated": generated,
        "delivery": complete_delivery(contents.delivery, number, files),
    }
    facts = {
        "document": contents.document,
        "source": contents.source,
        "corrects": contents.corrects,
    }
    manifest |= {name: fact.members() for name, fact in facts.items() if fact is not None}
    if contents.note is not None:
        manifest["note"] = contents.note
    return canonical(manifest)


def _file(exhibit: Exhibit, number: int, digests: Mapping[str, bytes]) -> dict[str, object]:
    path = f"files/{number:03}/{exhibit.name}"
    members: dict[str, object] = {
        "path": path,
        "media_type": exhibit.media_type,
        "size": len(exhibit.content),
        "sha256": digests[path].hex(),
        "role": exhibit.role,
        "origin": exhibit.origin,
        "captured_at": stated(exhibit.captured_at),
        "captured_by": exhibit.captured_by.members(),
    }
    if exhibit.title is not None:
        members["title"] = exhibit.title
    if exhibit.derived_from:
        members["derived_from"] = [in_revision(name, number) for name in exhibit.derived_from]
    if exhibit.sm3 and HAS_SM3:
        members["sm3"] = sm3(exhibit.content)
    return members


def read_manifest(data: bytes, number: int, limits: Limits = LIMITS) -> Members:
    """The manifest of a revision, once its octets, version, number and shape hold.

    Raises:
        CodedError: a JSON code, FORMAT_VERSION, MAN_REVISION or SCHEMA.
    """
    name = manifest_name(number)
    try:
        manifest = parse_canonical(data, limits)
    except CodedError as fault:
        raise CodedError(fault.code, name) from fault
    if not isinstance(manifest, dict):
        raise CodedError("SCHEMA", name)
    if isinstance(manifest.get("format"), str) and manifest["format"] != FORMAT:
        raise CodedError("FORMAT_VERSION", name)
    revision = manifest.get("revision")
    if isinstance(revision, int) and not isinstance(revision, bool) and revision != number:
        raise CodedError("MAN_REVISION", name)
    fault_at = manifest_check()(manifest)
    if fault_at is None:
        fault_at = _impossible_time(manifest)
    if fault_at is not None:
        raise CodedError("SCHEMA", f"{name}{fault_at}")
    return manifest


def _impossible_time(manifest: Members) -> str | None:
    """The pointer of a time that is on no calendar, which a pattern cannot see."""
    times = {"/generated/stated_at": manifest["generated"]["stated_at"]}
    for number, file in enumerate(manifest["files"]):
        times[f"/files/{number}/captured_at"] = file["captured_at"]
    for number, item in enumerate(manifest["delivery"]):
        if "posted_at" in item:
            times[f"/delivery/{number}/posted_at"] = item["posted_at"]
        for at, event in enumerate(item.get("events", ())):
            times[f"/delivery/{number}/events/{at}/at"] = event["at"]
    for pointer, text in times.items():
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return pointer
    return None


def check_links(
    manifest: Members,
    first: Members,
    earlier: Sequence[tuple[str, int, bytes]],
    previous: bytes,
) -> None:
    """Hold a manifest against the revisions before it.

    Args:
        manifest: of any revision.
        first: of the first revision.
        earlier: name, size and digest of every entry before, without ``mimetype``.
        previous: digest of the manifest before; empty for the first revision.

    Raises:
        CodedError: MAN_IDENTITY, MAN_PREVIOUS or MAN_EARLIER.
    """
    number = manifest["revision"]
    name = manifest_name(number)
    if any(manifest[key] != first[key] for key in ("package_id", "case")):
        raise CodedError("MAN_IDENTITY", name)
    link = {"path": manifest_name(number - 1), "sha256": previous.hex()} if previous else None
    if manifest["previous"] != link:
        raise CodedError("MAN_PREVIOUS", name)
    entries = [(one["path"], one["size"], one["sha256"]) for one in manifest["earlier"]]
    if entries != [(path, size, digest.hex()) for path, size, digest in earlier]:
        raise CodedError("MAN_EARLIER", name)


def check_files(
    manifest: Members,
    slot: Slot,
    contents: Mapping[str, bytes],
    digests: Mapping[str, bytes],
) -> None:
    """Hold the list of files against the entries, both ways, then each file.

    Raises:
        CodedError: MAN_PATH, MAN_FILE_MISSING, MAN_FILE_UNCOVERED, LAYOUT_ORDER, MAN_SIZE,
            MAN_DIGEST or MAN_SM3.
    """
    paths = [file["path"] for file in manifest["files"]]
    folder = f"files/{slot.number:03}/"
    if any(not path.startswith(folder) for path in paths):
        raise CodedError("MAN_PATH", slot.manifest)
    if paths != sorted(set(paths), key=octets):
        raise CodedError("MAN_PATH", slot.manifest)
    _same_set(paths, slot.files)
    if paths != list(slot.files):
        raise CodedError("LAYOUT_ORDER", folder)
    for file in manifest["files"]:
        path = file["path"]
        if file["size"] != len(contents[path]):
            raise CodedError("MAN_SIZE", path)
        if file["sha256"] != digests[path].hex():
            raise CodedError("MAN_DIGEST", path)
        if HAS_SM3 and "sm3" in file and file["sm3"] != sm3(contents[path]):
            raise CodedError("MAN_SM3", path)


def _same_set(listed: Sequence[str], present: Sequence[str]) -> None:
    missing = sorted(set(listed) - set(present))
    if missing:
        raise CodedError("MAN_FILE_MISSING", missing[0])
    uncovered = sorted(set(present) - set(listed))
    if uncovered:
        raise CodedError("MAN_FILE_UNCOVERED", uncovered[0])


def check_roles(
    manifest: Members, contents: Mapping[str, bytes], digests: Mapping[str, bytes]
) -> None:
    """Hold roles, main document and source against the files.

    Args:
        manifest: one that fits the schema.
        contents: every entry by name.
        digests: their SHA-256.

    Raises:
        CodedError: MAN_ROLE or MAN_SOURCE.
    """
    name = manifest_name(manifest["revision"])
    roles = {file["path"]: file["role"] for file in manifest["files"]}
    if manifest["revision"] > 1:
        if {"document", "source"} & set(roles.values()):
            raise CodedError("MAN_ROLE", name)
        return
    if roles.get(manifest["document"]["main"]) != "document":
        raise CodedError("MAN_ROLE", name)
    source = manifest["source"]
    if source["included"]:
        path = source["path"]
        if roles.get(path) != "source" or not (
            source["sha256"] == digests[path].hex()
            or _is_same_data(contents[path], source["sha256"])
        ):
            raise CodedError("MAN_SOURCE", name)


def _is_same_data(content: bytes, digest: str) -> bool:
    """True where the digest is of a file's data in canonical JSON."""
    try:
        return sha256(canonical(parse_strict(content))).hex() == digest
    except CodedError:
        return False


def check_correction(manifest: Members, earlier: Sequence[Members]) -> None:
    """Hold a correction against the manifests before it.

    Raises:
        CodedError: MAN_CORRECTS.
    """
    corrects = manifest.get("corrects")
    if (manifest["reason"] == "correction") != (corrects is not None):
        raise CodedError("MAN_CORRECTS", manifest_name(manifest["revision"]))
    if corrects is None:
        return
    if corrects["revision"] > len(earlier) or not _resolves(
        earlier[corrects["revision"] - 1], corrects["pointer"]
    ):
        raise CodedError("MAN_CORRECTS", manifest_name(manifest["revision"]))


def _resolves(value: object, pointer: str) -> bool:
    """True where a JSON pointer (RFC 6901) leads to something."""
    for raw in pointer.split("/")[1:]:
        part = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif (
            isinstance(value, list)
            and part.isascii()
            and part.isdigit()
            and (part == "0" or part[0] != "0")
            and int(part) < len(value)
        ):
            value = value[int(part)]
        else:
            return False
    return True
