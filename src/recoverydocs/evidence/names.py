"""Names of entries: which are allowed, and which two would meet on somebody's disk."""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.limits import LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable

_DRIVE = re.compile(r"[A-Za-z]:")
_RESERVED = frozenset('<>:"|?*')
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"]
)
_PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*")


def decode_name(octets: bytes, limits: Limits = LIMITS) -> str:
    """The name as text, once its length and encoding hold.

    Raises:
        CodedError: NAME_LENGTH, ZIP_LIMIT or NAME_ENCODING.
    """
    if not 0 < len(octets) <= LIMITS.name:
        raise CodedError("NAME_LENGTH", f"{len(octets)} octets")
    if len(octets) > limits.name:
        raise CodedError("ZIP_LIMIT", f"name of {len(octets)} octets")
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CodedError("NAME_ENCODING") from error


@lru_cache(maxsize=4096)
def check_name(name: str) -> None:
    """Hold one name against the rules of the format.

    Raises:
        CodedError: one of the NAME codes.
    """
    if name.startswith("/") or _DRIVE.match(name):
        raise CodedError("NAME_ABSOLUTE")
    if "\\" in name:
        raise CodedError("NAME_BACKSLASH")
    parts = name.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        raise CodedError("NAME_TRAVERSAL")
    if not unicodedata.is_normalized("NFC", name):
        raise CodedError("NAME_NOT_NFC")
    plain = _PLAIN.fullmatch(name) is not None
    if not plain and any(
        mark in _RESERVED or unicodedata.category(mark) in _REFUSED_CATEGORIES for mark in name
    ):
        raise CodedError("NAME_CHARACTER", ascii(name))
    for part in parts:
        if part[-1] in " ." or part.split(".", 1)[0].rstrip(" ").lower() in _DEVICES:
            raise CodedError("NAME_CHARACTER", ascii(name))


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """The name as a file system without case or width would see it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def check_together(names: Iterable[str]) -> None:
    """Hold the names of one container against each other.

    Raises:
        CodedError: ZIP_DUPLICATE or NAME_CASE_COLLISION.
    """
    exact: set[str] = set()
    seen: set[str] = set()
    for name in names:
        if name in exact:
            raise CodedError("ZIP_DUPLICATE", name)
        exact.add(name)
        # No name has a control character: below a folder comes right behind the folder.
        key = folded(name).replace("/", "\0")
        if key in seen:
            raise CodedError("NAME_CASE_COLLISION", name)
        seen.add(key)
    for key, other in itertools.pairwise(sorted(seen)):
        if other.startswith(f"{key}\0"):
            raise CodedError("NAME_CASE_COLLISION", key.replace("\0", "/"))
