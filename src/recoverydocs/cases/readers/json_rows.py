"""JSON and JSONL: one case, a list of cases, or one case a line."""

from __future__ import annotations

import json
from typing import Any

from recoverydocs.cases.readers.reading import RawCase, Reading, unreadable
from recoverydocs.errors import Finding, Severity

DEEPEST = 32


class _RefusedError(ValueError):
    """A JSON text that means more than one thing."""


def _no_double_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RefusedError(f"键 {key} 出现两次")
        found[key] = value
    return found


def _no_constant(name: str) -> Any:  # noqa: ANN401  # the json module's own signature
    raise _RefusedError(f"含有 {name}")


def parse(text: str) -> Any:  # noqa: ANN401  # whatever the JSON text holds
    """The data of a JSON text.

    Raises:
        ValueError: no JSON, a key twice, NaN, or deeper than 32 levels.
    """
    try:
        data = json.loads(text, object_pairs_hook=_no_double_keys, parse_constant=_no_constant)
    except RecursionError as error:
        raise _RefusedError("层次过深") from error
    if depth_over(data, DEEPEST):
        raise _RefusedError("层次过深")
    return data


def depth_over(data: object, most: int) -> bool:
    """Whether data nest deeper than ``most`` levels."""
    level = [data]
    for _ in range(most):
        inner: list[object] = []
        for value in level:
            if isinstance(value, dict):
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
        if not inner:
            return False
        level = inner
    return True


def decode(content: bytes) -> str | None:
    """UTF-8 text without its byte order mark; ``None`` for other octets."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def read_json(content: bytes) -> Reading:
    """The cases of a JSON file: an object is one case, a list holds several."""
    text = decode(content)
    if text is None:
        return unreadable("不是 UTF-8 文本", "请另存为 UTF-8 编码的 JSON")
    try:
        data = parse(text)
    except ValueError as error:
        return unreadable(f"不是有效的 JSON：{_reason(error)}", "请用编辑器检查后重试")
    return cases_of(data)


def cases_of(data: object) -> Reading:
    """One case of an object, several of a list."""
    if isinstance(data, list):
        return Reading(
            tuple(RawCase(f"第{place}个案件", case) for place, case in enumerate(data, 1))
        )
    return Reading((RawCase("", data),))


def read_jsonl(content: bytes) -> Reading:
    """The cases of a JSONL file; a line that is no JSON is a fault and stops no other."""
    text = decode(content)
    if text is None:
        return unreadable("不是 UTF-8 文本", "请另存为 UTF-8 编码的 JSONL")
    cases: list[RawCase] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"第{number}行"
        try:
            cases.append(RawCase(where, parse(line)))
        except ValueError as error:
            fault = Finding(
                Severity.FAULT,
                "file-json",
                where,
                f"不是有效的 JSON：{_reason(error)}",
                "请检查该行",
            )
            cases.append(RawCase(where, None, findings=(fault,)))
    return Reading(tuple(cases))


def _reason(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"第{error.lineno}行第{error.colno}列"
    return str(error) if isinstance(error, _RefusedError) else "数字过长"
