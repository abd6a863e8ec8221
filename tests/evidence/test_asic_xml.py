from __future__ import annotations

import pytest
from lxml import etree
from tests.evidence import support as s

from recoverydocs.evidence.asic_xml import check_asic_xml, write_asic_xml
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.package import read_structure

NAME = "files/001/a+b 文&.bin"


def written() -> bytes:
    return write_asic_xml(
        "META-INF/signature001.p7s",
        [NAME, "manifest-001.json"],
        {NAME: b"x" * 32, "manifest-001.json": b"y" * 32},
        {NAME: "application/x&y"},
        "manifest-001.json",
    )


def test_asic_xml_encodes_every_other_octet() -> None:
    octets = written()
    assert b'URI="files/001/a%2Bb%20%E6%96%87%26.bin" MimeType="application/x&amp;y"' in octets
    assert b'URI="META-INF/signature001.p7s" MimeType="application/pkcs7-signature"' in octets
    assert etree.fromstring(octets).tag.endswith("ASiCManifest")


@pytest.mark.parametrize("number", range(1, 7))
def test_asic_xml_of_the_vectors_is_what_we_would_write(number: int) -> None:
    package = read_structure(s.vector(number))
    for slot in package.slots:
        for proof in (slot.signature, slot.token, slot.record, *slot.renewals):
            if proof:
                assert package.asic_xml(slot, proof) == package.contents[proof.xml]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"a%2Bb", b"a+b", "XML_REFERENCES"),
        (b"eHh4", b"AAAA", "XML_DIGEST"),
        (b"x&amp;y", b"x", "XML_NOT_CANONICAL"),
        (b"</asic:ASiCManifest>", b"", "XML_SYNTAX"),
        (b"UTF-8", b"nonsense", "XML_SYNTAX"),
        (b"<asic:ASiC", b'<!DOCTYPE a SYSTEM "x"><asic:ASiC', "XML_DTD"),
    ],
)
def test_asic_xml_classes_a_difference(old: bytes, new: bytes, code: str) -> None:
    assert old in written()
    with pytest.raises(CodedError, match=code):
        check_asic_xml(written().replace(old, new, 1), written(), "x")


def test_asic_xml_sees_a_dtd_in_another_encoding() -> None:
    text = written().decode().replace("UTF-8", "UTF-16").replace("\n", "\n<!DOCTYPE a []>", 1)
    with pytest.raises(CodedError, match="XML_DTD"):
        check_asic_xml(text.encode("utf-16"), written(), "x")
