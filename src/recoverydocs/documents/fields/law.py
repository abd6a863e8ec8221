"""The law inside a template: articles by key and the words that a statute's version uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.errors import LawTableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from recoverydocs.law import LawBook, Provision

LABELS = {
    "law": "条文（键名，可写多个）：当日有效的法律名称和条号",
    "in_force": "条文（键名）当日是否有效",
    "numeral": "整数的中文写法",
    "word.arbitration_body": "仲裁法当日的用词：仲裁委员会或者仲裁机构",
    "word.organisation": "仲裁法当日的用词：其他组织或者非法人组织",
}


class Citations:
    """Answers a template's ``law(…)`` for one day, and keeps what was cited.

    Attributes:
        cited: each provision once, in order of first citation.
    """

    __slots__ = ("_day", "_law", "cited")

    def __init__(self, law: LawBook, day: date) -> None:
        self._law, self._day = law, day
        self.cited: list[Provision] = []

    def __call__(self, *keys: str) -> str:
        """The full citations joined with 、; a title stands once for a run of articles.

        Raises:
            LawTableError: no key at all, or a key without a number on the day.
        """
        if not keys:
            raise LawTableError('模板的 law() 没有写键名；请写成 law("civil-code:a676")')
        text, before = "", ""
        for key in keys:
            provision = self._law.provision(key, self._day)
            if provision not in self.cited:
                self.cited.append(provision)
            full = provision.cite()
            title, close, number = full.partition("》")
            text += ("、" if text else "") + (number if title == before else full)
            before = title if close else ""
        return text

    def in_force(self, key: str) -> bool:
        """Whether the key has a number on the day."""
        try:
            self._law.provision(key, self._day)
        except LawTableError:
            return False
        return True

    def helpers(self) -> dict[str, Callable[..., object]]:
        """The functions that a template may call."""
        from recoverydocs.documents.fields.words import in_chinese  # noqa: PLC0415

        return {"law": self, "in_force": self.in_force, "numeral": in_chinese}


def dated_words(law: LawBook, day: date) -> dict[str, str]:
    """The words of the 仲裁法 in force on the day, from the statutes table.

    Raises:
        LawTableError: the version in force names no words.
    """
    for statute in law.table("statutes").rows("statute"):
        if statute["id"] == "arbitration-law":
            for version in statute["version"]:
                ends = version.get("in_force_to")
                if version["in_force_from"] <= day and (ends is None or day <= ends):
                    words = version.get("words")
                    if words:
                        return dict(words)
    raise LawTableError(
        f"statutes.toml：arbitration-law 在 {day} 的版本没有 words（用词）；请补 words"
    )
