"""recoverydocs.toml: read strictly, written once by init, edited by people."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence import STAMPERS
from recoverydocs.storage import STORES

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_NAME = "recoverydocs.toml"
YES = "yes"
PACKAGE = "package"
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
    ("storage", "store"): "store",
    ("case_reference", "scheme"): "case_scheme",
}
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "authority": tuple(STAMPERS),
    "stamp_each": ("batch", PACKAGE),
    "sm3": ("no", YES),
    "store": tuple(STORES),
    "case_scheme": SCHEMES,
}
_NUMBERS: Mapping[str, int] = {"timeout": 600, "attempts": 20}
"""Members that are whole numbers from 1 on, with the largest."""


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
    if faults:
        raise DataRefusedError(f"{FILE_NAME}: " + "; ".join(faults))
    return config


def _fault(attribute: str | None, value: object) -> str:
    """What is wrong with a member's value and what to do; empty where nothing is."""
    if attribute is None:
        return "unknown; take it out"
    if not isinstance(value, str):
        return "write a text in quotes"
    if value not in _CHOICES.get(attribute, (value,)):
        return f"one of {', '.join(_CHOICES[attribute])}"
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
