from __future__ import annotations

import pytest
from tests.evidence import signing_keys as k

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.signers.key import algorithm_of, certificate_der


@pytest.mark.parametrize("content", [b"", b"x", b"0\x03\x02\x01\x05"])
def test_what_is_no_certificate_has_no_algorithm(content: bytes) -> None:
    """A token hands out whatever stands in it."""
    with pytest.raises(DataRefusedError, match="signing certificate: cannot be read"):
        algorithm_of(content)


def test_certificate_is_the_same_as_pem_and_as_der() -> None:
    one = k.issued()
    assert certificate_der(one.pem) == certificate_der(one.der) == one.der
