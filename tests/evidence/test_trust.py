from __future__ import annotations

from cryptography.hazmat.primitives.serialization import Encoding
from tests.evidence import authorities as a

from recoverydocs.evidence import Trust
from recoverydocs.evidence.trust import LOCAL_POLICY, read_trust


def test_trust_reads_pem_der_and_several_in_one_file() -> None:
    other = a.issue("Other", authority=True)
    trust = Trust(
        independent=(a.root().pem + other.pem,),
        local=(a.tsa().der,),
        crls=(a.revocation_list(a.root(), encoding=Encoding.DER),),
    )
    read = read_trust(trust)
    assert set(read.timestampers) == {a.root().der, other.der, a.tsa().der}
    assert set(read.signers) == {a.root().der, other.der}
    assert len(read.lists) == 1


def test_trust_class_comes_from_the_folder_or_the_policy() -> None:
    trust = Trust(independent=(a.root().pem,), local=(a.tsa().pem,))
    assert trust.class_of(a.root().der, "1.2.3") == "independent"
    assert trust.class_of(a.tsa().der, "1.2.3") == "local"
    assert trust.class_of(a.root().der, LOCAL_POLICY) == "local"
