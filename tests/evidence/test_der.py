from __future__ import annotations

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from recoverydocs.evidence.der import (
    LARGEST,
    SEQUENCE,
    DerError,
    dotted,
    elements,
    integer,
    oid,
    parse,
    sequence,
    set_of,
    split,
    tlv,
    to_int,
    whole_octets,
)


@given(st.integers(-(2**200), 2**200))
def test_der_integers_agree_with_another_library(value: int) -> None:
    assert integer(value) == core.Integer(value).dump()
    assert to_int(parse(integer(value))) == value


@given(st.lists(st.integers(0, 2**70), min_size=1, max_size=6), st.integers(0, 2))
def test_der_identifiers_read_back(rest: list[int], first: int) -> None:
    second = rest[0] % 40 if first < 2 else rest[0]
    name = ".".join(map(str, (first, second, *rest[1:])))
    assert dotted(parse(oid(name)).body) == name


def test_der_identifier_of_any_length_is_read_in_bounded_time() -> None:
    # Its number has 28 million bits; to reckon it takes minutes.
    assert len(dotted(b"\x81" * 4_000_000 + b"\x01")) == 8_000_002


@given(st.binary(max_size=70_000))
def test_der_strings_agree_with_another_library(content: bytes) -> None:
    assert tlv(0x04, content) == core.OctetString(content).dump()


@pytest.mark.parametrize(
    "octets",
    [
        "", "04", "3080040100", "0481", "048101ff", "04820001ff", "0400ff", "1f0100",
        "02020001", "0202ffff", "0200", "0600", "060180", "060280 01", "010101", "01020000",
        "050100", "0300", "030108", "0301 01", "030207ff", "1000", "1100", "0000", "2400",
        "4100", "c100", "300401",
    ],
)  # fmt: skip
def test_der_refuses_what_is_not_der(octets: str) -> None:
    with pytest.raises(DerError):
        parse(bytes.fromhex(octets))


@pytest.mark.parametrize("octets", ["0101ff", "030100", "03020780", "0500", "0c0161", "8000"])
def test_der_accepts_primitives(octets: str) -> None:
    assert parse(bytes.fromhex(octets)).raw == bytes.fromhex(octets)


def test_der_stops_at_its_size() -> None:
    assert parse(tlv(0x04, bytes(LARGEST - 5)))
    with pytest.raises(DerError, match="large"):
        parse(tlv(0x04, bytes(LARGEST)))


def test_der_stops_at_elements_side_by_side() -> None:
    assert len(split(b"\5\0" * 4096)) == 4096
    with pytest.raises(DerError, match="many"):
        split(b"\5\0" * 4097)
    assert sum(1 for _ in elements(b"\5\0" * 5000)) == 5000


def test_der_stops_at_the_length_of_an_identifier() -> None:
    assert parse(tlv(0x06, b"\x81" * 127 + b"\1"))
    with pytest.raises(DerError):
        parse(tlv(0x06, b"\x81" * 128 + b"\1"))


def test_der_takes_no_other_element_than_the_one_asked_for() -> None:
    assert parse(sequence(), SEQUENCE).tag == SEQUENCE
    with pytest.raises(DerError, match="not 0x30"):
        parse(set_of(), SEQUENCE)


def test_der_octets_in_a_bit_string_are_whole() -> None:
    assert whole_octets(parse(tlv(0x03, b"\0ab"))) == b"ab"
    for node in (parse(tlv(0x03, b"\1ab")), parse(tlv(0x04, b"\0ab"))):
        with pytest.raises(DerError, match="bits"):
            whole_octets(node)


def test_der_stops_at_its_depth() -> None:
    nested = b""
    for _ in range(40):
        nested = sequence(nested)
    assert parse(nested).tag == 0x30
    with pytest.raises(DerError, match="deep"):
        parse(sequence(nested))


def test_der_set_is_sorted_and_children_are_asked_by_tag() -> None:
    node = parse(set_of(integer(2), integer(1)))
    assert [to_int(child) for child in node.children] == [1, 2]
    with pytest.raises(DerError):
        node.child(2, 0x02)
    with pytest.raises(DerError):
        node.child(0, 0x04)
    assert [part.tag for part in split(node.body)] == [2, 2]
