"""A check of a finished document's text, with the rule that its findings name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.claims.rule import Rule
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recoverydocs.documents.checked import CheckedText
    from recoverydocs.errors import Finding


@dataclass(frozen=True, slots=True)
class TextCheck:
    """One check.

    Attributes:
        rule: what its findings name; always a fault, since the text itself is wrong.
        find: a sentence for each reason why the document may not leave the house.
    """

    rule: Rule
    find: Callable[[CheckedText], Iterator[str]]

    def findings(self, text: CheckedText) -> Iterator[Finding]:
        """What is wrong with a text; the law is that of the day that it bears."""
        where = f"{text.case.case_id} {text.kind.title}"
        for message in self.find(text):
            yield self.rule.found(text.claim.law, text.issued_on, where, message)


def text_check(
    name: str, title: str, find: Callable[[CheckedText], Iterator[str]], *articles: str
) -> TextCheck:
    """A check by the name that kind.toml gives it.

    Args:
        name: its name; the rule's id begins with ``check-``.
        title: what must hold, in Chinese.
        find: the check itself.
        articles: keys of what the rule rests on.
    """
    rule = Rule(
        f"check-{name}",
        Severity.FAULT,
        title,
        "成文后从文件中重新读出的文字",
        "请核对模板与案件数据；模板不得删去必备内容",
        articles,
        overridable=False,
    )
    return TextCheck(rule, find)
