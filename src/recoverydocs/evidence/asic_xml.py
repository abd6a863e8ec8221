"""The ASiC manifests: one form, written from the entries; reading is comparing with it."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from lxml import etree

from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.limits import MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ASIC: Final = "http://uri.etsi.org/02918/v1.2.1#"
_DS: Final = "http://www.w3.org/2000/09/xmldsig#"
_SHA256: Final = "http://www.w3.org/2001/04/xmlenc#sha256"
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<asic:ASiCManifest xmlns:asic="{_ASIC}" xmlns:ds="{_DS}">\n'
)
_METHOD: Final = f'<ds:DigestMethod Algorithm="{_SHA256}"/>'
_TAIL: Final = "</asic:ASiCManifest>\n"
_LARGEST: Final = 4 * MEBIBYTE
"""Octets of a wrong manifest that are parsed to say how it is wrong."""
_BY_EXTENSION: Mapping[str, str] = {
    "json": "application/json",
    "txt": "text/plain",
    "xml": "application/xml",
    "ers": "application/octet-stream",
    "p7s": "application/pkcs7-signature",
    "tst": "application/vnd.etsi.timestamp-token",
}


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(data, parser)


def write_asic_xml(
    reference: str,
    names: Sequence[str],
    digests: Mapping[str, bytes],
    media_types: Mapping[str, str],
    root_file: str,
) -> bytes:
    """The manifest over some entries.

    Args:
        reference: the entry that holds the proof.
        names: the entries under it, in the order of the container.
        digests: SHA-256 by entry.
        media_types: by entry, of what the manifests list.
        root_file: the manifest of this revision.
    """
    return asic_manifest(reference, references(names, digests, media_types, root_file))


def references(
    names: Sequence[str],
    digests: Mapping[str, bytes],
    media_types: Mapping[str, str],
    root_file: str,
) -> str:
    """The lines of a manifest that are about the entries: the same under every proof.

    Args:
        names: the entries, in the order of the container.
        digests: SHA-256 by entry.
        media_types: by entry, of what the manifests list.
        root_file: the manifest of this revision.
    """
    lines: list[str] = []
    for name in names:
        media_type = media_types.get(name) or _BY_EXTENSION[name.rsplit(".", 1)[-1]]
        rooted = ' Rootfile="true"' if name == root_file else ""
        lines.append(
            f'<asic:DataObjectReference URI="{_uri(name)}" MimeType="{_escape(media_type)}"'
            f"{rooted}>{_METHOD}<ds:DigestValue>{b64encode(digests[name]).decode()}"
            "</ds:DigestValue></asic:DataObjectReference>\n"
        )
    return "".join(lines)


def asic_manifest(reference: str, listed: str) -> bytes:
    """The manifest of a proof, from the entry that holds it and the lines of `references`."""
    extension = reference.rsplit(".", 1)[-1]
    mime = "" if extension == "ers" else f' MimeType="{_BY_EXTENSION[extension]}"'
    head = f'{_HEAD}<asic:SigReference URI="{_uri(reference)}"{mime}/>\n'
    return f"{head}{listed}{_TAIL}".encode()


def _uri(name: str) -> str:
    return quote(name, safe="/-._~")


def _escape(media_type: str) -> str:
    # A media type's alphabet has one character that XML reserves.
    return media_type.replace("&", "&amp;")


def check_asic_xml(data: bytes, expected: bytes, where: str) -> None:
    """Hold a manifest against the octets that a writer would have produced.

    Raises:
        CodedError: one of the XML codes; a difference is classed: references, digests, form.
    """
    if data == expected:
        return
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise CodedError("XML_DTD", where)
    if len(data) > max(_LARGEST, 2 * len(expected)):
        raise CodedError("XML_NOT_CANONICAL", where)
    try:
        root = _parse(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CodedError("XML_SYNTAX", where) from error
    info = root.getroottree().docinfo
    # The stubs know neither the first nor that the others may be None.
    if any(getattr(info, name) for name in ("doctype", "internalDTD", "externalDTD")):
        raise CodedError("XML_DTD", where)
    wanted = _parse(expected)
    if _references(root) != _references(wanted):
        raise CodedError("XML_REFERENCES", where)
    if _digests(root) != _digests(wanted):
        raise CodedError("XML_DIGEST", where)
    raise CodedError("XML_NOT_CANONICAL", where)


def _references(root: etree._Element) -> list[str | None]:
    tags = (f"{{{_ASIC}}}SigReference", f"{{{_ASIC}}}DataObjectReference")
    return [element.get("URI") for element in root.iter(*tags)]


def _digests(root: etree._Element) -> list[str | None]:
    return [element.text for element in root.iter(f"{{{_DS}}}DigestValue")]
