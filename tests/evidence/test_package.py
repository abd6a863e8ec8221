from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.evidence import support as s

from recoverydocs.errors import DataRefusedError, TamperedError
from recoverydocs.evidence import (
    SourceFacts,
    canonical,
    read_package,
    read_zip,
    seal,
    write_zip,
)
from recoverydocs.evidence.hashtree import sha256
from recoverydocs.evidence.sums import write_sums


def test_package_is_read_without_judging_its_proofs() -> None:
    package = read_package(s.two_revisions())
    assert package.package_id == s.PACKAGE_ID
    assert package.files["files/001/催收通知书.txt"] == s.DOCUMENT
    assert [manifest["reason"] for manifest in package.manifests] == ["issue", "receipt"]
    assert not package.is_pending
    assert read_package(s.vector(7)).is_pending


def test_package_that_is_broken_is_not_read() -> None:
    with pytest.raises(TamperedError, match=r"MAN_DIGEST：.*files/001"):
        read_package(s.vector(9))


def test_package_source_digest_may_be_of_the_canonical_data() -> None:
    loose = json.dumps(json.loads(s.SOURCE), indent=2, ensure_ascii=False).encode()
    exhibits = (s.exhibit("source.json", loose, "source"), s.contents().exhibits[1])
    sealed = seal(s.contents(exhibits=exhibits))
    assert (
        read_package(sealed.pending()).manifests[0]["source"]["sha256"]
        == sha256(canonical(json.loads(loose))).hex()
    )


def test_package_source_that_is_no_json_has_its_own_digest() -> None:
    exhibits = (s.exhibit("source.csv", b"a,b", "source"), s.contents().exhibits[1])
    given = SourceFacts(sha256(b"a,b").hex(), "source.csv")
    assert seal(s.contents(exhibits=exhibits, source=given)).revision == 1
    with pytest.raises(DataRefusedError, match="MAN_SOURCE"):
        seal(s.contents(exhibits=exhibits, source=replace(given, sha256="0" * 64)))


@pytest.mark.parametrize("number", [1, 2, 4])
def test_package_vectors_are_rebuilt_from_files_and_manifest(number: int) -> None:
    """Revision 1 from its own files and manifest, up to the token."""
    package = read_package(s.vector(number))
    slot = package.slots[0]
    head = [("mimetype", package.contents["mimetype"])]
    head += [(name, package.contents[name]) for name in (*slot.files, slot.manifest)]
    digests = {name: sha256(content) for name, content in head}
    sums = write_sums(digests, digests)
    assert write_zip([*head, (slot.sums, sums)]) == write_zip(
        read_zip(s.vector(number))[: len(head) + 1]
    )
