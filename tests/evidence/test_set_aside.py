from __future__ import annotations

from tests.evidence import signing_keys as k
from tests.evidence import support as s

from recoverydocs.evidence import (
    finish,
    from_octets,
    request_token,
    seal,
    sign,
    stamp_alone,
    to_octets,
)


def test_a_sealed_revision_comes_back_equal() -> None:
    for sealed in (
        seal(s.contents()),
        sign(seal(s.contents()), k.in_pem("P-256")),
        stamp_alone(seal(s.contents()), s.stamper()),
    ):
        assert from_octets(to_octets(sealed)) == sealed


def test_the_package_finished_from_octets_is_the_same() -> None:
    sealed = sign(seal(s.contents()), k.in_pem("P-256"))
    token = request_token([sealed.leaf], s.stamper(), at=s.MOMENT)
    assert finish(from_octets(to_octets(sealed)), token) == finish(sealed, token)
