"""Which dated tables an assessment asks, and what it says where a house's own lie over ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.rule import Rule
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_ALWAYS = ("holidays", "judicial_interest", "limits", "periods", "statutes", "watch")
"""Tables that every assessment asks: its rules, its deadlines and their citations."""
_BY_RATE_TYPE = {"LPR浮动": ("lpr",), "基准浮动": ("benchmark_rates", "lpr")}
"""A benchmark rate may have become LPR on a day."""
_BY_KIND = {"arbitration-application": ("arbitration_fees",)}

OWN_TABLE = Rule(
    "LAW-OWN-TABLE",
    Severity.NOTE,
    "适用的法律表是随产品提供的，或者说明哪些是本机构自有的",
    "工作区 law 文件夹",
    "请法务核对其来源",
)


def tables_asked(case: Case, kind: str = "") -> tuple[str, ...]:
    """The tables that an assessment of the case asks, and a document of the kind, by id.

    The cap on a lender without a licence is a multiple of the LPR.
    """
    asked = {*_ALWAYS, *_BY_KIND.get(kind, ())}
    for contract in case.contracts:
        asked |= {*_BY_RATE_TYPE.get(contract.rate_terms.type, ())}
    if case.org.licence_no is None:
        asked.add("lpr")
    return tuple(sorted(asked))


def own_table_findings(case: Case, law: LawBook, as_of: date) -> Iterator[Finding]:
    """One note for each file of the house's own that the assessment asked."""
    for name in tables_asked(case):
        for file in law.table(name).own_files:
            how = "取代" if file.meta.get("replace") is True else "增补"
            yield OWN_TABLE.found(
                law,
                as_of,
                case.case_id,
                f"适用本机构自有的法律表 {file.name}（{how} {name}，版本 {file.version}，"
                f"来源：{file.meta['source']}）",
            )
