"""recoverydocs.toml: read strictly, written once by init, edited by people."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence import SIGNERS, STAMPERS
from recoverydocs.evidence.algorithms import DIGEST_OIDS
from recoverydocs.storage import STORES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE_NAME = "recoverydocs.toml"
YES = "yes"
PACKAGE = "package"
NO_ENGINE, USUAL, NO_PDF, WITH_TOKEN = "none", "usual", "no", "B-T"
SCHEMES = ("plain", "hmac-sha256")


@dataclass(frozen=True, slots=True)
class Config:
    """What a workspace's recoverydocs.toml says.

    Attributes:
        house_name: the lender, stated as issuer in every manifest; empty: the case's unit.
        house_uscc: its 统一社会信用代码; empty: the case's unit's.
        authority: ``local`` or ``rfc3161``; never anything else when that one fails.
        timestamp_url: address of the RFC 3161 service; empty with ``local``.
        timestamp_policy: policy to ask for, dotted; empty leaves it to the service.
        second_url: address of a second service, whose token is laid over the first's; empty
            for none.
        timeout: seconds for each attempt.
        attempts: how often a service that does not answer is asked.
        stamp_each: ``batch`` for one token a run, ``package`` for one more in each package,
            which then stands alone with openssl.
        sm3: ``yes`` adds an SM3 digest to each file's SHA-256.
        signature_engine: ``none``, or the name in SIGNERS of what signs every revision.
        signature_key: file of the key, in the workspace or anywhere; with ``pkcs11`` its label.
        signature_certificate: file of the signer's certificate; may be empty where the engine
            finds it beside the key.
        signature_library: with ``pkcs11``, path of the token's library.
        signature_token: with ``pkcs11``, the token's label.
        signature_secret_env: environment variable with the key's passphrase or PIN.
        signature_secret_file: file of mode 0600 with it.
        signature_digest: ``usual`` for the key's own, or sha256, sha384, sha512.
        signature_pdf: ``no``, or the level of PAdES by which PDF copies are signed too.
        seal_picture: file of a PNG that is shown where a PDF copy is signed; empty for none.
        seal_width: its width in millimetres.
        seal_over: words that it is centred on, several with ``|`` between.
        store: name in STORES.
        case_scheme: ``plain`` writes case ids as they are, ``hmac-sha256`` their keyed digest.
    """

    house_name: str = ""
    house_uscc: str = ""
    authority: str = "local"
    timestamp_url: str = ""
    timestamp_policy: str = ""
    second_url: str = ""
    timeout: str = "20"
    attempts: str = "3"
    stamp_each: str = "batch"
    sm3: str = "no"
    signature_engine: str = NO_ENGINE
    signature_key: str = ""
    signature_certificate: str = ""
    signature_library: str = ""
    signature_token: str = ""
    signature_secret_env: str = ""
    signature_secret_file: str = ""
    signature_digest: str = USUAL
    signature_pdf: str = NO_PDF
    seal_picture: str = ""
    seal_width: str = "42"
    seal_over: str = "（公章）|（盖章）"
    store: str = "folder"
    case_scheme: str = "plain"


_MEMBERS: Mapping[tuple[str, str], str] = {
    ("house", "name"): "house_name",
    ("house", "uscc"): "house_uscc",
    ("timestamp", "authority"): "authority",
    ("timestamp", "url"): "timestamp_url",
    ("timestamp", "policy"): "timestamp_policy",
    ("timestamp", "second_url"): "second_url",
    ("timestamp", "timeout"): "timeout",
    ("timestamp", "attempts"): "attempts",
    ("timestamp", "each"): "stamp_each",
    ("evidence", "sm3"): "sm3",
    ("signature", "engine"): "signature_engine",
    ("signature", "key"): "signature_key",
    ("signature", "certificate"): "signature_certificate",
    ("signature", "library"): "signature_library",
    ("signature", "token"): "signature_token",
    ("signature", "secret_env"): "signature_secret_env",
    ("signature", "secret_file"): "signature_secret_file",
    ("signature", "digest"): "signature_digest",
    ("signature", "pdf"): "signature_pdf",
    ("signature", "seal_picture"): "seal_picture",
    ("signature", "seal_width"): "seal_width",
    ("signature", "seal_over"): "seal_over",
    ("storage", "store"): "store",
    ("case_reference", "scheme"): "case_scheme",
}
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "authority": tuple(STAMPERS),
    "stamp_each": ("batch", PACKAGE),
    "sm3": ("no", YES),
    "signature_engine": (NO_ENGINE, *SIGNERS),
    "signature_digest": (USUAL, *DIGEST_OIDS),
    "signature_pdf": (NO_PDF, "B-B", WITH_TOKEN),
    "store": tuple(STORES),
    "case_scheme": SCHEMES,
}
_NUMBERS: Mapping[str, int] = {"timeout": 600, "attempts": 20, "seal_width": 100}
"""Members that are whole numbers from 1 on, with the largest."""
_KEY_MEMBERS = ("key", "certificate", "library", "token", "secret_env", "secret_file")
_NEEDED: Mapping[str, tuple[str, ...]] = {
    NO_ENGINE: (),
    "pem": ("key", "certificate"),
    "pkcs12": ("key",),
    "pkcs11": ("library", "token", "key"),
}
"""What each signing engine cannot do without."""
_SECRETS = ("secret_env", "secret_file")
_OPTIONAL: Mapping[str, tuple[str, ...]] = {
    NO_ENGINE: (),
    "pem": _SECRETS,
    "pkcs12": _SECRETS,
    "pkcs11": ("certificate", *_SECRETS),
}
_VARIABLE = re.compile(r"(?:[A-Z_][A-Z0-9_]*)?")


def read_config(content: bytes) -> Config:
    """The configuration that a recoverydocs.toml holds.

    Raises:
        DataRefusedError: not TOML, an unknown member, a wrong value; every fault is named.
    """
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataRefusedError(f"{FILE_NAME}: not readable as TOML ({error})") from error
    faults: list[str] = []
    given: dict[str, str] = {}
    for section, members in data.items():
        for name, value in members.items() if isinstance(members, dict) else ():
            attribute = _MEMBERS.get((section, name))
            fault = _fault(attribute, value)
            if fault:
                faults.append(f"[{section}] {name}: {fault}")
            elif attribute:
                given[attribute] = value
        if not isinstance(members, dict) or section not in {known for known, _ in _MEMBERS}:
            faults.append(f"{section}: unknown; take it out")
    config = Config(**given)
    if config.authority == "rfc3161" and not config.timestamp_url:
        faults.append('[timestamp] url: needed with authority = "rfc3161"')
    faults += [f"[signature] {fault}" for fault in _signature_faults(config)]
    if faults:
        raise DataRefusedError(f"{FILE_NAME}: " + "; ".join(faults))
    return config


def _signature_faults(config: Config) -> Iterator[str]:
    """What of the signature's members does not go together: nothing is half configured."""
    engine = config.signature_engine
    for name in _KEY_MEMBERS:
        is_given = bool(getattr(config, f"signature_{name}"))
        if name in _NEEDED[engine] and not is_given:
            yield f'{name}: needed with engine = "{engine}"'
        if is_given and name not in (*_NEEDED[engine], *_OPTIONAL[engine]):
            yield f'{name}: not used with engine = "{engine}"; empty it, or name the engine'
    if engine == NO_ENGINE and config.signature_pdf != NO_PDF:
        yield "pdf: needs an engine and a key"
    if config.signature_secret_env and config.signature_secret_file:
        yield "secret_env, secret_file: name one of the two"
    if config.signature_pdf == WITH_TOKEN and config.authority != "rfc3161":
        yield f'pdf: "{WITH_TOKEN}" needs [timestamp] authority = "rfc3161"'
    if config.seal_picture and config.signature_pdf == NO_PDF:
        yield 'seal_picture: shown on signed PDF copies only; set pdf to "B-B" or "B-T"'
    if config.seal_picture and not config.seal_over.strip("|"):
        yield "seal_over: name the words that the picture is put over"


def _fault(attribute: str | None, value: object) -> str:
    """What is wrong with a member's value and what to do; empty where nothing is."""
    if attribute is None:
        return "unknown; take it out"
    if not isinstance(value, str):
        return "write a text in quotes"
    if value not in _CHOICES.get(attribute, (value,)):
        return f"one of {', '.join(_CHOICES[attribute])}"
    if attribute == "signature_secret_env" and not _VARIABLE.fullmatch(value):
        return "the name of an environment variable in capitals, never the secret itself"
    if attribute in _NUMBERS and not _is_number(value, _NUMBERS[attribute]):
        return f"a number from 1 to {_NUMBERS[attribute]}"
    return ""


def write_config(config: Config) -> bytes:
    """The recoverydocs.toml of a configuration, with a word on each member."""
    return f"""\
# A recoverydocs workspace. docs/workspace.md explains every member.

[house]
# The lender as every manifest states it; empty: the issuing unit of the case.
name = {_text(config.house_name)}
uscc = {_text(config.house_uscc)}

[timestamp]
# "local" proves order and integrity only, never a date; "rfc3161" asks the service at url.
# When the chosen one fails, packages wait for `timestamp --pending`: there is no fallback.
authority = {_text(config.authority)}
url = {_text(config.timestamp_url)}
policy = {_text(config.timestamp_policy)}
# A second service's token is laid over the first's, for those who do not trust only one.
second_url = {_text(config.second_url)}
timeout = {_text(config.timeout)}
attempts = {_text(config.attempts)}
# "batch": one token for all documents of a call; "package": one more in each package.
each = {_text(config.stamp_each)}

[evidence]
# "yes" adds an SM3 digest to the SHA-256 of each file.
sm3 = {_text(config.sm3)}

[signature]
# "none", or where the key is that signs every revision: "pem", "pkcs12", "pkcs11".
engine = {_text(config.signature_engine)}
# Files below this folder or anywhere; with "pkcs11" the key's label.
key = {_text(config.signature_key)}
certificate = {_text(config.signature_certificate)}
library = {_text(config.signature_library)}
token = {_text(config.signature_token)}
# Passphrase or PIN: the name of an environment variable, or a file of mode 0600.
secret_env = {_text(config.signature_secret_env)}
secret_file = {_text(config.signature_secret_file)}
digest = {_text(config.signature_digest)}
# "no", "B-B", or "B-T" with a token: whether PDF copies are signed too (PAdES).
pdf = {_text(config.signature_pdf)}
# A PNG shown on them, its width in millimetres, the words that it is put over. A picture only.
seal_picture = {_text(config.seal_picture)}
seal_width = {_text(config.seal_width)}
seal_over = {_text(config.seal_over)}

[storage]
store = {_text(config.store)}

[case_reference]
# "plain" writes case ids into register and manifests; "hmac-sha256" a keyed digest of them.
scheme = {_text(config.case_scheme)}
""".encode()


def _is_number(value: str, most: int) -> bool:
    return value.isascii() and value.isdecimal() and 1 <= int(value) <= most


def _text(value: str) -> str:
    """A text as TOML has it; JSON's escapes are TOML's too."""
    return json.dumps(value, ensure_ascii=False)
