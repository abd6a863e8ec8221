"""条号待核: a provision whose number nobody has read is shown before a document is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoverydocs.law import Provision

UNREAD_NUMBER = "条号待核"
UNREAD_DATE = "施行日待核"


def citation_findings(provisions: Iterable[Provision], where: str = "") -> tuple[Finding, ...]:
    """One block for each unverified number; one note for each version whose day is unread.

    A draft prints and reports an unverified number; issuing asks for the reason of an override,
    which goes into the package.
    """
    findings: list[Finding] = []
    dates: dict[tuple[str, str], Provision] = {}
    for provision in dict.fromkeys(provisions):
        place = where or provision.key
        if provision.status == "unverified":
            findings.append(
                Finding(
                    Severity.BLOCK,
                    UNREAD_NUMBER,
                    place,
                    f"{provision.cite_short()}（{provision.key}）的条号或版本未经核对原文",
                    "请核对原文后在 statutes.toml 改为 verified 并写明来源，或写明理由后继续",
                    article=provision.cite(),
                )
            )
        if provision.date_note:
            dates.setdefault((provision.statute_id, provision.version), provision)
    findings.extend(
        Finding(
            Severity.NOTE,
            UNREAD_DATE,
            where or provision.key,
            f"{provision.short} {provision.version} 版的施行日尚未核对原文",
            "文书日期接近该版施行日的，请先核对",
        )
        for provision in dates.values()
    )
    return tuple(findings)
