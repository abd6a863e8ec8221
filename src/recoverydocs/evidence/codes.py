"""The failure codes of the package format: how each weighs and what a reader is told.

The table is ``data/failure_codes.toml``; what provokes a code lives where it is checked.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from recoverydocs.errors import DataRefusedError, Finding, Severity, TamperedError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class FailureCode:
    """One code of the table.

    Attributes:
        code: stable name, such as ``MAN_DIGEST``.
        is_failure: true when it contradicts; false when it only leaves the matter open.
        meaning: what it says, in English.
        text: what it says, in Chinese.
    """

    code: str
    is_failure: bool
    meaning: str
    text: str


@cache
def failure_codes() -> Mapping[str, FailureCode]:
    """Every code by name, in the order of the table."""
    table = tomllib.loads(
        (files(__package__) / "data" / "failure_codes.toml").read_text(encoding="utf-8")
    )
    return {
        code: FailureCode(code, row["severity"] == "fail", row["meaning"], row["text"])
        for code, row in table.items()
    }


class CodedError(Exception):
    """A check of the format did not hold; it ends the step and never leaves this room.

    Attributes:
        code: a name of the table.
        where: the entry, or the member of a manifest, that it is about.
    """

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(f"{code} {where}".rstrip())
        self.code = code
        self.where = where

    def sentence(self) -> str:
        """The code, its Chinese text and the place, for an error message."""
        place = f"（{self.where}）" if self.where else ""
        return f"{self.code}：{failure_codes()[self.code].text}{place}"

    def as_tampered(self) -> TamperedError:
        """The error for a package that somebody wanted to build on or read."""
        return TamperedError(self.sentence())

    def as_refused(self) -> DataRefusedError:
        """The error for contents that cannot be sealed, with one finding."""
        text = failure_codes()[self.code].text
        finding = Finding(Severity.FAULT, self.code, self.where or "证据包", text)
        return DataRefusedError(self.sentence(), (finding,))
