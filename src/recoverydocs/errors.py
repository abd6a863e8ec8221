"""What goes wrong, in one shape: findings, the error tree and the exit codes.

    RecoveryDocsError
    ├── WrongUsageError       2  the call itself is off
    ├── DataRefusedError      3  case data or template refused; carries every fault
    ├── OutsideFailedError    4  LibreOffice, timestamper, disk or database failed
    ├── RuleRefusedError      5  a blocking finding, a hold, a missing approval
    ├── LawTableError         3  a dated table has no answer; says what to add and where
    └── TamperedError        12  a package contradicts itself

Nothing here knows a case, a rule or a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """How a command ended; the one table that design and docs show."""

    DONE = 0
    OWN_ERROR = 1
    WRONG_USAGE = 2
    DATA_REFUSED = 3
    OUTSIDE_FAILED = 4
    RULE_REFUSED = 5
    PARTLY_DONE = 6
    LOCAL_PASSED = 10
    INDETERMINATE = 11
    TOTAL_FAILED = 12


class Severity(StrEnum):
    """How much a finding weighs: a fault or a block stops, a warning and a note do not."""

    FAULT = "fault"
    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"

    @property
    def word(self) -> str:
        """How it reads in Chinese, wherever findings are listed."""
        return _SEVERITY_WORDS[self]


_SEVERITY_WORDS = {
    Severity.FAULT: "错误",
    Severity.BLOCK: "阻断",
    Severity.WARN: "警示",
    Severity.NOTE: "提示",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a reader of the case must know, in Chinese.

    Attributes:
        severity: fault (data), block (rule), warn or note.
        rule: stable id, such as ``G-HOLD`` or ``data-missing``; an override names it.
        where: file, sheet and row, or the case id; never personal data.
        field: the English name of the field; empty where no single field is meant.
        label: the field's Chinese label; empty with ``field``.
        message: what is wrong, without a final stop.
        remedy: what would be right or what to do, without a final stop.
        article: the citation that the rule rests on; empty for a rule of form.
    """

    severity: Severity
    rule: str
    where: str
    message: str
    remedy: str = ""
    field: str = ""
    label: str = ""
    article: str = ""

    def line(self) -> str:
        """The finding as one line, ``WHERE (FIELD): WHAT. REMEDY.`` with Chinese stops.

        >>> Finding(Severity.FAULT, "data-missing", "cases.csv 第3行", "缺失",
        ...         "请填写 YYYY-MM-DD", "due_on", "应还日").line()
        'cases.csv 第3行 (due_on 应还日): 缺失。请填写 YYYY-MM-DD。'
        """
        name = f"{self.field} {self.label}".strip()
        head = f"{self.where} ({name})" if name else self.where
        remedy = f"{self.remedy}。" if self.remedy else ""
        return f"{head}: {self.message}。{remedy}"

    def as_json(self) -> dict[str, str]:
        """The finding as plain text members; empty ones are left out."""
        members = {
            "severity": str(self.severity),
            "rule": self.rule,
            "where": self.where,
            "field": self.field,
            "label": self.label,
            "message": self.message,
            "remedy": self.remedy,
            "article": self.article,
            "line": self.line(),
        }
        return {name: value for name, value in members.items() if value}


class RecoveryDocsError(Exception):
    """Anything this library refuses or cannot do; ``exit_code`` is what a command ends with.

    Attributes:
        findings: every fault or block at once; empty where one sentence says all.
    """

    exit_code = ExitCode.OWN_ERROR

    def __init__(self, message: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class WrongUsageError(RecoveryDocsError):
    """The call itself is off: an unknown name, a path that isn't there."""

    exit_code = ExitCode.WRONG_USAGE


class DataRefusedError(RecoveryDocsError):
    """Case data or a template is refused; the findings name every fault."""

    exit_code = ExitCode.DATA_REFUSED


class LawTableError(DataRefusedError):
    """A dated table has no answer for a day or a key; it says what to add and where."""


class OutsideFailedError(RecoveryDocsError):
    """Something outside failed; the sentence says which service and how to go on."""

    exit_code = ExitCode.OUTSIDE_FAILED


class NoTokenError(OutsideFailedError):
    """A timestamper gave no token that is one; what was sealed may wait for another."""


class RuleRefusedError(RecoveryDocsError):
    """A blocking finding, a hold or a missing approval stands in the way."""

    exit_code = ExitCode.RULE_REFUSED


class TamperedError(RecoveryDocsError):
    """A package contradicts itself, or does not prove what was asked of it."""

    exit_code = ExitCode.TOTAL_FAILED


def mask(text: str, keep: int = 4) -> str:
    """An identifier with only its last characters left, for messages and logs.

    >>> mask("11010519491231002X")
    '**************002X'
    >>> mask("138")
    '***'
    """
    if len(text) <= keep:
        return "*" * len(text)
    return "*" * (len(text) - keep) + text[-keep:]


_NUMBERS = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{16,19}|[0-9]{17}[Xx]|1[3-9][0-9]{9})(?![0-9A-Za-z])"
)


def mask_numbers(text: str) -> str:
    """Free text with every identity, card and mobile number in it masked.

    >>> mask_numbers("账户 9900000000000001234，电话 13800001234")
    '账户 ***************1234，电话 *******1234'
    """
    return _NUMBERS.sub(lambda found: mask(found[0]), text)
