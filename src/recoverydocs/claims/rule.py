"""A rule by name: what it looks at, what it rests on, how much it weighs, what to do.

Each rule is one record and stands once; ``gates.registry`` holds them all. The article that a
finding cites is looked up by key and day, and says when nobody has read its number.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, LawTableError, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.law import LawBook


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of law, or of a careful house.

    Attributes:
        id: stable; an override and basis.json name it.
        severity: how much it weighs; a kind may ask for it as a warning only.
        title: what must hold, in Chinese.
        looks_at: the facts that it reads, in Chinese.
        remedy: what to do, without a final stop; a finding may say it more closely.
        articles: keys of the statutes that it rests on; empty for a rule of form.
        eased: when it weighs less, in Chinese; empty for never.
        overridable: whether somebody may let a block pass for a written reason.
        only_for: slugs of the only kinds of document that it is about; empty: every kind that
            asks its gate, and the case.
    """

    id: str
    severity: Severity
    title: str
    looks_at: str
    remedy: str
    articles: tuple[str, ...] = ()
    eased: str = ""
    overridable: bool = True
    only_for: frozenset[str] = frozenset()

    def found(  # noqa: PLR0913 - a finding is these facts
        self,
        law: LawBook,
        on: date,
        where: str,
        message: str,
        *,
        remedy: str = "",
        severity: Severity | None = None,
        field: tuple[str, str] = ("", ""),
        articles: tuple[str, ...] | None = None,
    ) -> Finding:
        """The finding that a case breaks this rule.

        Args:
            law: the law book to ask.
            on: the day whose law governs.
            where: contract, guarantee or case; never personal data.
            message: what is wrong, without a final stop.
            remedy: closer than the rule's own.
            severity: where it is not the rule's own.
            field: English name and Chinese label of a field.
            articles: those of the rule's that this finding rests on; by default all.
        """
        return Finding(
            severity or self.severity,
            self.id,
            where,
            message,
            remedy or self.remedy,
            *field,
            cited(law, on, self.articles if articles is None else articles),
        )


@dataclass(frozen=True, slots=True)
class Gate:
    """A check that a kind of document, or every case, asks for by name.

    Attributes:
        name: what kind.toml writes.
        check: finds what breaks its rules; reads nothing but the scope.
        rules: every rule that it may find broken.
    """

    name: str
    check: Callable[[Scope], Iterable[Finding]]
    rules: tuple[Rule, ...]


def cited(law: LawBook, day: date, keys: Iterable[str]) -> str:
    """The short citations of some keys on a day; one that the day's law lacks is left out."""
    found: list[str] = []
    for key in keys:
        with suppress(LawTableError):
            found.append(law.cite(key, day))
    return "、".join(found)
