"""Every rule with who asks for it: each case, or which kinds of document.

For the page that a lawyer reads and for `law show rules`; the rules themselves stand in
``claims.gates``, the checks of a finished text in ``checks.py`` and ``kind_checks.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.claims.gates import CASE_GATES, GATES, SUBJECTS
from recoverydocs.claims.rule import Gate, cited
from recoverydocs.documents.checks import COMMON
from recoverydocs.documents.kind_checks import KIND_CHECKS
from recoverydocs.documents.kinds import find_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from recoverydocs.claims.rule import Rule
    from recoverydocs.law import LawBook

OF_TEXTS = "成文之后的检查"
EVERY_CASE = "每个案件"
EVERY_KIND = "每种文书"


@dataclass(frozen=True, slots=True)
class ListedRule:
    """One rule as it is listed.

    Attributes:
        subject: under which heading.
        rule: the rule.
        asked_by: 每个案件, 每种文书 or titles of kinds, in Chinese; empty: no kind yet.
    """

    subject: str
    rule: Rule
    asked_by: tuple[str, ...]

    def basis(self, law: LawBook, day: date) -> str:
        """The articles that it rests on, as of a day."""
        return cited(law, day, self.rule.articles)


def listed_rules() -> tuple[ListedRule, ...]:
    """Every rule once, in the order of the registry, the checks of texts last."""
    listed: dict[str, ListedRule] = {}
    for subject, rule in _by_subject():
        if rule.id not in listed:
            listed[rule.id] = ListedRule(subject, rule, tuple(_asked_by(rule)))
    for name, check in COMMON.items():
        listed[f"check-{name}"] = ListedRule(OF_TEXTS, check.rule, (EVERY_KIND,))
    for name, check in KIND_CHECKS.items():
        kinds = tuple(kind.title for kind in find_kinds().values() if name in kind.checks)
        listed[f"check-{name}"] = ListedRule(OF_TEXTS, check.rule, kinds)
    return tuple(listed.values())


def _by_subject() -> Iterator[tuple[str, Rule]]:
    for subject, found in SUBJECTS.items():
        for each in found:
            rules = each.rules if isinstance(each, Gate) else (each,)
            yield from ((subject, rule) for rule in rules)


def _asked_by(rule: Rule) -> Iterator[str]:
    """A rule that no gate finds is found by the reckoning, or while a document is drawn up."""
    gates = {name for name, gate in GATES.items() if rule in gate.rules}
    if not rule.only_for and (rule in _LOOSE or gates & _plain(CASE_GATES)):
        yield EVERY_CASE
    for slug, kind in find_kinds().items():
        asked = gates & _plain((*kind.preconditions, *kind.rules))
        if asked and (not rule.only_for or slug in rule.only_for):
            yield kind.title


_LOOSE = frozenset(
    each for found in SUBJECTS.values() for each in found if not isinstance(each, Gate)
)


def _plain(names: Iterable[str]) -> set[str]:
    return {name.removesuffix(":warn") for name in names}
