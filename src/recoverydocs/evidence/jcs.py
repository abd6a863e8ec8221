"""Canonical JSON (RFC 8785) as the package uses it: no fractions, no doubles, one encoding."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import rfc8785

from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.limits import LIMITS, Limits

Members = Mapping[str, Any]

_LARGEST = 2**53 - 1
_STRING = re.compile(rb'"[^"\\]*+(?:\\.?[^"\\]*+)*+"?', re.DOTALL)
_AS_BRACKETS = bytes.maketrans(b"{}", b"[]")
_OTHERS = bytes(set(range(256)) - set(b"[]{}"))
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def canonical(value: object) -> bytes:
    """The one encoding of a value made of text, whole numbers, truth values, lists and maps.

    Raises:
        CodedError: JSON_NUMBER for a fraction or a number beyond 2^53 - 1, JSON_NOT_JCS for
            half a surrogate pair, JSON_SYNTAX for what JSON does not know.

    >>> canonical({"b": 1, "a": ["贷", None, True]}).decode()
    '{"a":["贷",null,true],"b":1}'
    """
    _check_value(value)
    return _written(value)


def _written(value: object) -> bytes:
    """The encoding of a value that is known to be of the right make."""
    try:
        text = json.dumps(
            value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
        )
        if _ASTRAL.search(text):
            # Keys are sorted by UTF-16 units; only beyond U+FFFF does that differ.
            return rfc8785.dumps(value)  # type: ignore[arg-type]
        return text.encode("utf-8")
    except (UnicodeEncodeError, rfc8785.CanonicalizationError) as error:
        raise CodedError("JSON_NOT_JCS") from error


def _check_value(value: object) -> None:
    if value is None or isinstance(value, str | bool):
        return
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise CodedError("JSON_NUMBER")
    elif isinstance(value, dict):
        for key, member in value.items():
            if not isinstance(key, str):
                raise CodedError("JSON_SYNTAX")
            _check_value(member)
    elif isinstance(value, list | tuple):
        for member in value:
            _check_value(member)
    else:
        raise CodedError("JSON_NUMBER" if isinstance(value, float) else "JSON_SYNTAX")


def parse_strict(data: bytes, limits: Limits = LIMITS) -> object:
    """The value of a JSON text, without any of JSON's usual leniency; not yet its one encoding.

    Raises:
        CodedError: one of the JSON codes.
    """
    if len(data) > limits.json or _is_deeper(data, limits.json_depth):
        raise CodedError("JSON_LIMIT")
    if data.startswith(b"\xef\xbb\xbf"):
        raise CodedError("JSON_NOT_JCS")
    try:
        value: object = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_members,
            parse_int=_whole,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except ValueError as error:
        raise CodedError("JSON_SYNTAX") from error
    return value


def parse_canonical(data: bytes, limits: Limits = LIMITS) -> object:
    """The value of a text that is its own canonical encoding.

    Raises:
        CodedError: one of the JSON codes.
    """
    value = parse_strict(data, limits)
    if _written(value) != data:
        raise CodedError("JSON_NOT_JCS")
    return value


def _is_deeper(data: bytes, most: int) -> bool:
    """True where brackets stand in brackets more often than that, closed or not."""
    left = _STRING.sub(b"", data).translate(_AS_BRACKETS, _OTHERS)
    for _ in range(most):
        # The innermost level of every branch falls away.
        left = left.replace(b"[]", b"")
    return b"[]" in left or left.count(b"[") > most


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise CodedError("JSON_DUPLICATE_KEY")
    return members


def _whole(text: str) -> int:
    # A sign, sixteen digits: more cannot be within the range, and int() of many digits is slow.
    if text == "-0" or len(text) > len("-9007199254740991") or abs(int(text)) > _LARGEST:
        raise CodedError("JSON_NUMBER")
    return int(text)


def _refuse_number(text: str) -> object:
    raise CodedError("JSON_NUMBER", text[:20])
