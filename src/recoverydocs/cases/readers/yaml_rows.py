"""YAML: written by hand, so every scalar is read as the text that stands there.

``0.0435``, ``2026-11-24`` and ``1234.50`` arrive as that very text; true, false and null get
their YAML meaning, and a whole number is text or number as its member wants it.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from recoverydocs.cases.readers.json_rows import DEEPEST, cases_of, decode
from recoverydocs.cases.readers.reading import Reading, unreadable
from recoverydocs.cases.types import Written

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_WORDS = {"true": True, "false": False, "null": None, "": None, "~": None}
MOST_NODES = 200_000


def read_yaml(content: bytes) -> Reading:
    """The cases of a YAML file: one document that is a case or a list of cases."""
    text = decode(content)
    if text is None:
        return unreadable("不是 UTF-8 文本", "请另存为 UTF-8 编码的 YAML")
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is None:
            return unreadable("文件是空的", "请填写案件数据")
        data = _Plain().value(node, 1)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return unreadable(f"不是有效的 YAML：{_reason(error)}", "请用编辑器检查后重试")
    return cases_of(data)


class _Plain:
    """Walks a YAML tree once, with a bound on what aliases may blow up to."""

    def __init__(self) -> None:
        self.left = MOST_NODES

    def value(self, node: yaml.Node, depth: int) -> Any:  # noqa: ANN401  # whatever YAML holds
        self.left -= 1
        if self.left < 0:
            raise ValueError("内容过多")
        if depth > DEEPEST:
            raise ValueError("层次过深")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(inner, depth + 1) for inner in node.value]
        text = str(node.value)
        plain = isinstance(node, yaml.ScalarNode) and node.style is None
        if plain and text in _WORDS:
            return _WORDS[text]
        if plain and _WHOLE.fullmatch(text):
            return Written(text)
        return text

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise ValueError("键不是文本")  # noqa: TRY004  # a fault of the file, not of a call
            key = str(key_node.value)
            if key in found:
                raise ValueError(f"键 {key} 出现两次")
            found[key] = self.value(value_node, depth + 1)
        return found


def _reason(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return f"第{mark.line + 1}行第{mark.column + 1}列"
    if isinstance(error, ValueError) and not isinstance(error, yaml.YAMLError):
        return str(error)
    return "无法解析"
