from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.runs.support import AT

from recoverydocs.errors import DataRefusedError
from recoverydocs.runs.reference import CaseReference

PLAIN = CaseReference("plain", b"k" * 32)
KEYED = CaseReference("hmac-sha256", b"k" * 32)


def test_plain_reference_is_the_id() -> None:
    assert PLAIN.of("SL-0001") == "SL-0001"
    assert PLAIN.key_id is None


@pytest.mark.parametrize(
    "case_id", ["11010519491231002X", "案-13800000001", "6222000000000000001"]
)
def test_id_that_looks_personal_is_refused_unless_keyed(case_id: str) -> None:
    with pytest.raises(DataRefusedError) as caught:
        PLAIN.of(case_id)
    assert case_id not in caught.value.findings[0].line()
    assert len(KEYED.of(case_id)) == 64


@pytest.mark.parametrize("case_id", ["2026-000123", "HT20260101000001", "1380000000"])
def test_numbers_of_the_house_pass(case_id: str) -> None:
    assert PLAIN.of(case_id) == case_id


def test_key_is_named_and_never_shown() -> None:
    assert KEYED.key_id is not None
    assert KEYED.key_id.startswith("key-")
    assert "kkk" not in repr(KEYED)
    assert CaseReference("hmac-sha256", b"j" * 32).of("SL-1") != KEYED.of("SL-1")


@given(st.text(min_size=1), st.integers(0, 10**9))
def test_package_id_is_a_uuid_of_version_7_and_given_by_its_inputs(
    number: str, seconds: int
) -> None:
    at = AT + timedelta(seconds=seconds)
    made = UUID(PLAIN.package_id(number, at))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(at.timestamp()) * 1000
    assert PLAIN.package_id(number, at) == str(made)
    assert PLAIN.package_id(number + "x", at) != str(made)


def test_two_runs_of_one_moment_have_two_names() -> None:
    assert PLAIN.run_id(AT).startswith("20261124T100000-")
    assert PLAIN.run_id(AT) != PLAIN.run_id(AT)
