"""A small compiler for the JSON Schema words that ``manifest.schema.json`` uses.

A general validator takes longer than all other checks of a package together; this one turns
the schema into functions once. A word that it does not know stops it, so the schema cannot
outgrow it unseen. The tests hold it against a general validator.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

Check = Callable[[object], "str | None"]
"""Gives the JSON pointer of the first fault, or None; the empty pointer is the value itself."""

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
_NOTES = frozenset({"$schema", "$id", "title", "description", "$defs", "then", "else"})


@cache
def manifest_check() -> Check:
    """The check of a manifest against its schema."""
    return compile_schema(json.loads(manifest_schema()))


def manifest_schema() -> str:
    """The schema of a manifest, as published."""
    return (files(__package__) / "data" / "manifest.schema.json").read_text(encoding="utf-8")


def compile_schema(schema: Mapping[str, Any]) -> Check:
    """One function for a whole schema.

    Raises:
        ValueError: the schema uses a word that is not built here.
    """
    return _Compiler(schema).compile(schema)


class _Compiler:
    """Turns each part of a schema into a function, each definition once."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._definitions: Mapping[str, Mapping[str, Any]] = root.get("$defs", {})
        self._compiled: dict[str, Check] = {}

    def compile(self, schema: Mapping[str, Any]) -> Check:
        checks: list[Check] = []
        for word, value in schema.items():
            if word in _NOTES:
                continue
            if word == "properties":
                checks.append(self._properties(value, schema.get("additionalProperties", True)))
            elif word == "additionalProperties":
                if value is not False or "properties" not in schema:
                    raise ValueError(word)
            elif word == "if":
                checks.append(self._condition(schema))
            elif word in ("allOf", "anyOf", "oneOf"):
                checks.append(_some(word, [self.compile(part) for part in value]))
            elif word in ("not", "items", "$ref"):
                checks.append(getattr(self, f"_{word.lstrip('$')}")(value))
            else:
                checks.append(_simple(word, value))
        return checks[0] if len(checks) == 1 else _all(checks)

    def _ref(self, name: str) -> Check:
        key = name.removeprefix("#/$defs/")
        if key not in self._compiled:
            self._compiled[key] = self.compile(self._definitions[key])
        return self._compiled[key]

    def _not(self, schema: Mapping[str, Any]) -> Check:
        inner = self.compile(schema)
        return lambda value: "" if inner(value) is None else None

    def _items(self, schema: Mapping[str, Any]) -> Check:
        inner = self.compile(schema)

        def check(value: object) -> str | None:
            if isinstance(value, list):
                for number, item in enumerate(value):
                    fault = inner(item)
                    if fault is not None:
                        return f"/{number}{fault}"
            return None

        return check

    def _properties(self, properties: Mapping[str, Any], additional: object) -> Check:
        known = {name: self.compile(part) for name, part in properties.items()}
        closed = additional is False

        def check(value: object) -> str | None:
            if isinstance(value, dict):
                for name, member in value.items():
                    inner = known.get(name)
                    if inner is None:
                        if closed:
                            return f"/{name}"
                        continue
                    fault = inner(member)
                    if fault is not None:
                        return f"/{name}{fault}"
            return None

        return check

    def _condition(self, schema: Mapping[str, Any]) -> Check:
        when = self.compile(schema["if"])
        then = self.compile(schema.get("then", {}))
        otherwise = self.compile(schema.get("else", {}))
        return lambda value: then(value) if when(value) is None else otherwise(value)


def _all(checks: Sequence[Check]) -> Check:
    def check(value: object) -> str | None:
        for inner in checks:
            fault = inner(value)
            if fault is not None:
                return fault
        return None

    return check


def _some(word: str, checks: Sequence[Check]) -> Check:
    if word == "allOf":
        return _all(checks)
    least, most = (1, len(checks)) if word == "anyOf" else (1, 1)

    def check(value: object) -> str | None:
        faults = [inner(value) for inner in checks]
        if least <= faults.count(None) <= most:
            return None
        # The part that got furthest says most about what is wrong.
        return max((fault for fault in faults if fault is not None), key=len, default="")

    return check


def _simple(word: str, wanted: Any) -> Check:  # noqa: ANN401 - any value of a schema
    """A word that looks at the value alone and has no parts."""
    test = _TESTS[word](wanted) if word in _TESTS else None
    if test is None:
        raise ValueError(word)
    return lambda value: None if test(value) else ""


def _of_type(name: str) -> Callable[[object], bool]:
    wanted = _TYPES[name]
    if name == "integer":
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    return lambda value: isinstance(value, wanted)


def _same(value: object, wanted: object) -> bool:
    return type(value) is type(wanted) and value == wanted


def _pattern(text: str) -> Callable[[object], bool]:
    found = re.compile(_from_ecma(text)).search
    return lambda value: not isinstance(value, str) or found(value) is not None


def _from_ecma(text: str) -> str:
    r"""An ECMA-262 pattern in Python's words: ``$`` is the very end, ``.`` no line end."""
    pieces: list[str] = []
    in_class = escaped = False
    for mark in text:
        if escaped or mark == "\\":
            escaped = not escaped
        elif in_class:
            in_class = mark != "]"
        elif mark == "[":
            in_class = True
        elif mark == "$":
            pieces.append(r"\Z")
            continue
        elif mark == ".":
            pieces.append(r"[^\n\r\u2028\u2029]")
            continue
        pieces.append(mark)
    return "".join(pieces)


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _unique(value: object) -> bool:
    if not isinstance(value, list):
        return True
    return len({json.dumps(item, sort_keys=True) for item in value}) == len(value)


def _bounded(kind: type, low: int | None, high: int | None) -> Callable[[object], bool]:
    def test(value: object) -> bool:
        if not isinstance(value, kind) or isinstance(value, bool):
            return True
        size = value if isinstance(value, int) else len(value)  # type: ignore[arg-type]
        return (low is None or size >= low) and (high is None or size <= high)

    return test


def _required(names: Sequence[str]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, dict) or all(name in value for name in names)


_TESTS: Mapping[str, Callable[[Any], Callable[[object], bool]]] = {
    "type": _of_type,
    "const": lambda wanted: lambda value: _same(value, wanted),
    "enum": lambda wanted: lambda value: any(_same(value, item) for item in wanted),
    "pattern": _pattern,
    "format": lambda _name: lambda value: not isinstance(value, str) or _is_day(value),
    "required": _required,
    "minimum": lambda low: _bounded(int, low, None),
    "maximum": lambda high: _bounded(int, None, high),
    "minLength": lambda low: _bounded(str, low, None),
    "maxLength": lambda high: _bounded(str, None, high),
    "minItems": lambda low: _bounded(list, low, None),
    "maxItems": lambda high: _bounded(list, None, high),
    "minProperties": lambda low: _bounded(dict, low, None),
    "uniqueItems": lambda _wanted: _unique,
}
