"""条号待核: a provision whose number nobody has read is shown before a document is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.rule import Rule
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoverydocs.law import Provision

UNREAD_NUMBER = Rule(
    "条号待核",
    Severity.BLOCK,
    "文书引用的条号经核对原文",
    "文书引用的每一条文在条文表中的状态",
    "请核对原文后在 statutes.toml 改为 verified 并写明来源，或写明理由后继续",
    eased="草稿只作提示",
)
UNREAD_DATE = Rule(
    "施行日待核",
    Severity.NOTE,
    "所引版本的施行日经核对原文",
    "文书引用的法律版本的施行日",
    "文书日期接近该版施行日的，请先核对",
)
CITATION_RULES = (UNREAD_NUMBER, UNREAD_DATE)


def citation_findings(provisions: Iterable[Provision], where: str = "") -> tuple[Finding, ...]:
    """One block for each unverified number; one note for each version whose day is unread.

    A draft prints and reports an unverified number; issuing asks for the reason of an override,
    which goes into the package.
    """
    findings: list[Finding] = []
    dates: dict[tuple[str, str], Provision] = {}
    for provision in dict.fromkeys(provisions):
        if provision.status == "unverified":
            message = f"{provision.cite_short()}（{provision.key}）的条号或版本未经核对原文"
            findings.append(_finding(UNREAD_NUMBER, provision, where, message))
        if provision.date_note:
            dates.setdefault((provision.statute_id, provision.version), provision)
    for provision in dates.values():
        message = f"{provision.short} {provision.version} 版的施行日尚未核对原文"
        findings.append(_finding(UNREAD_DATE, provision, where, message))
    return tuple(findings)


def _finding(rule: Rule, provision: Provision, where: str, message: str) -> Finding:
    """The finding rests on the very provision that it doubts."""
    return Finding(
        rule.severity,
        rule.id,
        where or provision.key,
        message,
        rule.remedy,
        article=provision.cite(),
    )
