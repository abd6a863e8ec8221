"""What is odd in a case and yet no fault: told with the case, stopping nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from recoverydocs.errors import Finding, Severity
from recoverydocs.law import load_packaged
from recoverydocs.money.printed import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.contracts import Contract, CoreBalance
    from recoverydocs.cases.model import Case


def cautions(case: Case, where: str) -> Iterator[Finding]:
    """Warnings and notes on a case without faults."""
    for place, contract in enumerate(case.contracts, 1):
        yield from _rates(contract, where, f"contracts[{place}].rate_terms")
        for row, balance in enumerate(contract.core_balances, 1):
            yield from _days(balance, where, f"contracts[{place}].core_balances[{row}]")
    for place, party in enumerate(case.parties, 1):
        if party.id_type == "居民身份证" and party.id_no and not _known_area(party.id_no):
            yield Finding(
                Severity.NOTE,
                "data-id-area",
                where,
                "身份证号码的地区代码不在行政区划表中",
                "区划表会过时；请核对证件原件",
                f"parties[{place}].id_no",
                "证件号码",
            )


def _known_area(id_no: str) -> bool:
    try:
        ric.get_birth_place(id_no)
    except (ValidationError, KeyError):  # its table raises KeyError for some areas
        return False
    return True


def _rates(contract: Contract, where: str, place: str) -> Iterator[Finding]:
    terms = contract.rate_terms
    row = load_packaged().row("limits", "rule", "rate-usual", contract.signed_on)
    usual = Decimal(row["share"])
    if terms.rate is not None and terms.rate > usual:
        yield Finding(
            Severity.WARN,
            "data-rate-high",
            where,
            f"年利率高于 {percent(usual)}",
            "请核对",
            f"{place}.rate",
            "年利率",
        )
    if terms.rate is not None and terms.penalty_rate is not None:
        wanted = terms.rate * (1 + terms.penalty_uplift)
        if terms.penalty_rate != wanted:
            yield Finding(
                Severity.WARN,
                "data-penalty-rate",
                where,
                f"罚息利率不等于 年利率 ×（1 + 上浮比例）= {wanted.normalize():f}",
                "请核对合同",
                f"{place}.penalty_rate",
                "罚息利率",
            )


def _days(balance: CoreBalance, where: str, place: str) -> Iterator[Finding]:
    if balance.overdue_since is None or balance.overdue_days is None:
        return
    days = (balance.as_of - balance.overdue_since).days
    if abs(days - balance.overdue_days) > 1:
        yield Finding(
            Severity.WARN,
            "data-overdue-days",
            where,
            f"逾期天数与首次逾期日期不符，按日期应为 {days} 天",
            "请核对两者",
            f"{place}.overdue_days",
            "逾期天数",
        )
