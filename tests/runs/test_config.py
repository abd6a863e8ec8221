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


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ('engine = "stamp"', "engine: one of none, pem, pkcs12, pkcs11"),
        ('engine = "pem"', 'key: needed with engine = "pem"'),
        ('engine = "pem"\nkey = "k"', 'certificate: needed with engine = "pem"'),
        ('engine = "pkcs12"\nkey = "k"\ncertificate = "c"', "certificate: not used with"),
        ('engine = "pkcs11"\nkey = "k"\ntoken = "t"', 'library: needed with engine = "pkcs11"'),
        ('engine = "pkcs11"\nkey = "k"\nlibrary = "l"', 'token: needed with engine = "pkcs11"'),
        ('key = "k"', 'key: not used with engine = "none"; empty it, or name the engine'),
        ('secret_file = "f"', 'secret_file: not used with engine = "none"'),
        ('pdf = "B-B"', "pdf: needs an engine and a key"),
        ('pdf = "yes"', "pdf: one of no, B-B, B-T"),
        (
            'engine = "pkcs12"\nkey = "k"\npdf = "B-T"',
            'pdf: "B-T" needs [timestamp] authority = "rfc3161"',
        ),
        (
            'engine = "pkcs12"\nkey = "k"\nseal_picture = "s.png"',
            "seal_picture: shown on signed PDF copies only",
        ),
        (
            'engine = "pkcs12"\nkey = "k"\nsecret_env = "S"\nsecret_file = "f"',
            "secret_env, secret_file: name one of the two",
        ),
        (
            'engine = "pkcs12"\nkey = "k"\npdf = "B-B"\nseal_picture = "s"\nseal_over = "|"',
            "seal_over: name the words",
        ),
        ('digest = "sha1"', "digest: one of usual, sha256, sha384, sha512"),
        ('seal_width = "0"', "seal_width: a number from 1 to 100"),
        ('secret = "123456"', "secret: unknown; take it out"),
        ('pin = "123456"', "pin: unknown; take it out"),
    ],
)
def test_a_signature_is_never_half_configured(lines: str, fault: str) -> None:
    with pytest.raises(DataRefusedError) as caught:
        read_config(f"[signature]\n{lines}".encode())
    assert f"[signature] {fault}" in str(caught.value)


def test_a_secret_in_place_of_its_name_is_refused_and_not_repeated() -> None:
    with pytest.raises(DataRefusedError, match="never the secret itself") as caught:
        read_config(b'[signature]\nengine = "pkcs12"\nkey = "k"\nsecret_env = "12 34 56"')
    assert "12 34" not in str(caught.value)


def test_a_whole_signature_is_accepted() -> None:
    config = read_config(
        b'[signature]\nengine = "pkcs11"\nlibrary = "/l.so"\ntoken = "t"\nkey = "k"\n'
        b'secret_env = "PIN_1"\ndigest = "sha384"\npdf = "B-B"\nseal_picture = "s.png"'
    )
    assert config.signature_engine == "pkcs11"
    assert (config.seal_width, config.seal_over) == ("42", "（公章）|（盖章）")
    assert read_config(write_config(config)) == config
