"""Where in a table file a fault lies, and the finding that says so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, LawTableError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HEADER = re.compile(r"\s*\[\[?\s*(\w+)\s*(?:\.\s*(\w+)\s*)?\]\]?\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Place:
    """A file, or a row of it.

    Attributes:
        file: the file's name.
        line: the line of the row's heading, from 1; 0 where it is not known.
        group: the list that the row stands in, such as ``rate``; empty for the whole file.
        name: what tells the row apart, such as its id and first day.
    """

    file: str
    line: int = 0
    group: str = ""
    name: str = ""

    def where(self) -> str:
        """The place in words.

        >>> Place("law/lpr.toml", 9, "rate", "自 2026-10-20").where()
        'law/lpr.toml 第9行 [[rate]] 自 2026-10-20'
        """
        line = f" 第{self.line}行" if self.line else ""
        heading = {"": "", "meta": " [meta]"}.get(self.group, f" [[{self.group}]]")
        return f"{self.file}{line}{heading} {self.name}".rstrip()

    def fault(
        self, rule: str, message: str, remedy: str, key: str = "", label: str = ""
    ) -> Finding:
        """A fault at this place: what is wrong and what would be right."""
        return Finding(
            Severity.FAULT, rule, self.where(), message, remedy, key, label if key else ""
        )

    def doubt(
        self, rule: str, message: str, remedy: str, key: str = "", label: str = ""
    ) -> Finding:
        """Something at this place that may be right and looks wrong."""
        return Finding(
            Severity.WARN, rule, self.where(), message, remedy, key, label if key else ""
        )


def heading_lines(text: str) -> Mapping[tuple[str, int, str, int], int]:
    """The line of each row's heading, by list and number, then by list and number inside.

    >>> lines = heading_lines(chr(10).join(["[meta]", "[[statute]]", "[[statute.version]]"]))
    >>> lines["statute", 1, "version", 1]
    3
    """
    found: dict[tuple[str, int, str, int], int] = {}
    outer: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        heading = _HEADER.fullmatch(line)
        if heading is None:
            continue
        name, below = heading.groups()
        if below is None:
            outer[name] += 1
            inner.clear()
            found[name, outer[name], "", 0] = number
        else:
            inner[below] += 1
            found[name, outer[name], below, inner[below]] = number
    return found


def refuse(findings: Iterable[Finding]) -> None:
    """Nothing, where no fault is among the findings.

    Raises:
        LawTableError: there is one; it carries all faults and says the first.
    """
    faults = [each for each in findings if each.severity is Severity.FAULT]
    if faults:
        first = faults[0]
        more = f"（共 {len(faults)} 处，逐项见 recoverydocs law check）" if faults[1:] else ""
        raise LawTableError(f"{first.where}：{first.message}；{first.remedy}{more}", faults)
