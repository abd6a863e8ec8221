from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from recoverydocs.evidence import canonical
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.jcs import parse_canonical, parse_strict

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
LEAVES = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4)
)


@given(VALUES)
def test_canonical_agrees_with_another_library_and_reads_back(value: object) -> None:
    octets = canonical(value)
    assert octets == rfc8785.dumps(value)  # type: ignore[arg-type]
    assert parse_canonical(octets) == value


def test_canonical_sorts_keys_by_utf16_units() -> None:
    assert canonical({"\ufb33": 1, "\U0001f600": 2}).decode() == '{"\U0001f600":2,"\ufb33":1}'


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.5, "JSON_NUMBER"),
        (2**53, "JSON_NUMBER"),
        ({"x": [float("nan")]}, "JSON_NUMBER"),
        ({1: 2}, "JSON_SYNTAX"),
        (b"x", "JSON_SYNTAX"),
        ("\ud800", "JSON_NOT_JCS"),
    ],
)
def test_canonical_refuses(value: object, code: str) -> None:
    with pytest.raises(CodedError, match=code):
        canonical(value)


@pytest.mark.parametrize("octets", [b'"' * 200_001, b'"' + b"\\" * 200_001, b'\\"' * 200_000])
def test_parse_takes_no_time_over_hostile_strings(octets: bytes) -> None:
    with pytest.raises(CodedError, match="JSON_SYNTAX"):
        parse_strict(octets)


def test_parse_counts_depth_outside_strings_only() -> None:
    assert parse_strict(b'"' + b"[" * 100 + b'"') == "[" * 100
    assert parse_strict(b"[" * 32 + b"]" * 32)
    with pytest.raises(CodedError, match="JSON_LIMIT"):
        parse_strict(b"[" * 33 + b"]" * 33)


@given(st.binary(max_size=60))
def test_parse_refuses_random_bytes_with_a_code_or_reads_them(octets: bytes) -> None:
    try:
        value = parse_canonical(octets)
    except CodedError:
        return
    assert canonical(value) == octets
