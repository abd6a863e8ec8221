from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverydocs.errors import DataRefusedError
from recoverydocs.runs.config import Config, read_config, write_config

LINE = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


@given(LINE, LINE)
def test_what_is_written_is_read_back(name: str, uscc: str) -> None:
    config = Config(house_name=name, house_uscc=uscc, case_scheme="hmac-sha256")
    assert read_config(write_config(config)) == config


def test_nothing_written_means_the_defaults() -> None:
    assert read_config(b"") == Config()
    assert Config().authority == "local"


def test_every_fault_is_named() -> None:
    content = b"""
loose = 1
[house]
name = 3
[timestamp]
authority = "moon"
colour = "red"
[strange]
a = "b"
"""
    with pytest.raises(DataRefusedError) as caught:
        read_config(content)
    for part in ("loose", "[house] name", "local, rfc3161", "colour", "strange"):
        assert part in str(caught.value)


def test_a_service_needs_its_address() -> None:
    with pytest.raises(DataRefusedError, match=r"\[timestamp\] url"):
        read_config(b'[timestamp]\nauthority = "rfc3161"')


@pytest.mark.parametrize("content", [b"[house", b"\xff"])
def test_what_is_no_toml_is_refused(content: bytes) -> None:
    with pytest.raises(DataRefusedError, match="TOML"):
        read_config(content)
