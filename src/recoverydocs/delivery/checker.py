"""A collector of faults: each look at a value notes what is wrong and goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from recoverydocs.delivery.words import LABELS
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Collection

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-](0\d|1[0-4]):[0-5]\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_BAD_TEXT = re.compile("[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LONGEST = 300


class Checker:
    """Looks at a record member by member; ``findings`` holds what it found."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def fault(self, where: str, field: str, message: str, remedy: str) -> None:
        """Note one fault."""
        label = LABELS.get(field, "")
        self.findings.append(
            Finding(Severity.FAULT, "delivery-record", where, message, remedy, field, label)
        )

    def members(self, where: str, field: str, value: object) -> Mapping[str, Any]:
        """A mapping with text keys and something in it; else a fault, and it reads as empty."""
        if value and isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
            return value
        self.fault(where, field, "不是成组的数据，或为空", "请写成“名称: 内容”的形式")
        return {}

    def items(self, where: str, field: str, value: object) -> list[Any]:
        """A list with something in it; anything else is a fault and reads as empty."""
        if isinstance(value, list | tuple) and value:
            return list(value)
        self.fault(where, field, "不是列表，或列表为空", "请写成列表，没有则删除该项")
        return []

    def known(self, where: str, given: Mapping[str, Any], allowed: Collection[str]) -> None:
        """Note every member that nobody knows."""
        for name in sorted(set(given) - set(allowed)):
            self.fault(where, name, "此处没有这一项", "请删除，或核对名称")

    def needs(self, where: str, given: Mapping[str, Any], names: Collection[str]) -> None:
        """Note every member that must be there and isn't."""
        for name in names:
            if name not in given:
                self.fault(where, name, "缺失", "请填写")

    def text(self, where: str, field: str, value: object) -> str:
        """One line of text."""
        if not isinstance(value, str) or not value:
            self.fault(where, field, "应为非空文本", "请加引号填写")
        elif len(value) > _LONGEST:
            self.fault(where, field, f"超过 {_LONGEST} 字", "请缩短")
        elif _BAD_TEXT.search(value):
            self.fault(where, field, "含换行或控制字符", "请删除这些字符")
        else:
            return value
        return ""

    def choice(self, where: str, field: str, value: object, words: Collection[str]) -> str:
        """One of the words allowed."""
        if isinstance(value, str) and value in words:
            return value
        self.fault(where, field, "不是可用的值", f"请选用：{'、'.join(words)}")
        return ""

    def time(self, where: str, field: str, value: object) -> datetime | None:
        """A moment with offset, in whole seconds."""
        if isinstance(value, str) and _TIME.fullmatch(value):
            try:
                return datetime.fromisoformat(value)
            except ValueError:
                pass
        self.fault(where, field, "不是带时区的时间", "请写成 2026-11-24T10:30:00+08:00")
        return None

    def day(self, where: str, field: str, value: object) -> None:
        """A date."""
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                date.fromisoformat(value)
            except ValueError:
                pass
            else:
                return
        self.fault(where, field, "不是日期", "请写成 2026-11-24")
