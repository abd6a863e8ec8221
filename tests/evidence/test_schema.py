"""The compiled schema against a general validator, which is slow but somebody else's."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence import support as s

from recoverydocs.evidence import read_package
from recoverydocs.evidence.schema import compile_schema, manifest_check, manifest_schema

SCHEMA = json.loads(manifest_schema())
ORACLE = jsonschema.Draft202012Validator(SCHEMA)
VALUES = st.sampled_from(
    [None, True, 0, 1, -1, 2, 10**9, "", "x", "a" * 500, "files/001/x", "../x", [], {}, ["x"],
     "2026-11-24", "0" * 64, "行\u2028尾", "x\n", "A1", "other", "manual", {"attempt_id": "A1"}]
)  # fmt: skip


def manifests() -> list[dict[str, Any]]:
    packages = [s.two_revisions(), s.vector(4), s.vector(1)]
    read = [manifest for one in packages for manifest in read_package(one).manifests]
    return [dict(manifest) for manifest in read]


def paths(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    if isinstance(value, dict):
        for name, member in value.items():
            found += paths(member, (*path, name))
    elif isinstance(value, list):
        for number, member in enumerate(value):
            found += paths(member, (*path, number))
    return found


def test_schema_accepts_what_we_and_others_sealed() -> None:
    for manifest in manifests():
        assert manifest_check()(manifest) is None
        ORACLE.validate(manifest)


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_schema_agrees_with_a_general_validator(data: st.DataObject) -> None:
    manifest = copy.deepcopy(data.draw(st.sampled_from(manifests())))
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(paths(manifest)[1:]))
        holder: Any = manifest
        for step in path[:-1]:
            holder = holder[step]
        action = data.draw(st.sampled_from(["replace", "remove", "add"]))
        if action == "replace":
            holder[path[-1]] = copy.deepcopy(data.draw(VALUES))
        elif action == "remove":
            del holder[path[-1]]
        elif isinstance(holder, dict):
            names = ["key_id", "corrects", "note", "sm3", "file", "x", "posted_at", "channel"]
            holder[data.draw(st.sampled_from(names))] = copy.deepcopy(data.draw(VALUES))
    assert (manifest_check()(manifest) is None) == agrees(manifest)


def agrees(manifest: object) -> bool:
    """The oracle reads ``$`` as Python does and lets a last line feed pass; we do not."""
    if any(text.endswith("\n") for text in texts(manifest)):
        return manifest_check()(manifest) is None
    return bool(ORACLE.is_valid(manifest))


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for member in value.values() for text in texts(member)]
    if isinstance(value, list):
        return [text for member in value for text in texts(member)]
    return [value] if isinstance(value, str) else []


def test_schema_names_the_place() -> None:
    manifest = manifests()[0]
    manifest["files"][0]["size"] = -1
    assert manifest_check()(manifest) == "/files/0/size"
    del manifest["files"][0]["size"]
    assert manifest_check()(manifest) == "/files/0"
    manifest["delivery"] = [{**s.posting(), "channel": "pigeon"}]
    manifest["files"] = []
    assert manifest_check()(manifest) == "/delivery/0/channel"


def test_schema_refuses_a_day_that_is_on_no_calendar() -> None:
    manifest = manifests()[0]
    manifest["document"]["issued_on"] = "2026-02-30"
    assert manifest_check()(manifest) == "/document/issued_on"


@pytest.mark.parametrize(
    "schema", [{"dependentRequired": {}}, {"additionalProperties": True}, {"oneOfThem": []}]
)
def test_schema_refuses_words_that_it_does_not_know(schema: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(schema))):
        compile_schema(schema)


def test_schema_items_that_must_differ_and_other_types() -> None:
    check = compile_schema({"uniqueItems": True, "items": {"minLength": 2}})
    assert check(["aa", "bb"]) is None
    assert check(["aa", "aa"]) == ""
    assert check(["aa", "b"]) == "/1"
    assert check({"no": "list"}) is None
    assert compile_schema({"oneOf": [{"type": "string"}, {"const": "x"}]})("x") == ""
    assert compile_schema({"pattern": r"^a\.[.$]$"})("a.$") is None


def test_schema_open_objects_and_alternatives() -> None:
    check = compile_schema({"properties": {"a": {"anyOf": [{"const": 1}, {"type": "null"}]}}})
    assert check({"a": 1, "b": 2}) is None
    assert check({"a": 3}) == "/a"
    assert check("no object") is None
