"""Ceilings on all that a loan costs, in yuan: 24 % a year, or four times the LPR.

Sum of all interest, penalty and compound interest so far, paid or not, and of the plan's fees,
beside the ceiling on the principal that was outstanding, day by day over 365. Costs of
recovery are no price of the loan. Nothing is cut: a finding says what stands above.
Source: 法发〔2017〕22号 2 (rule ``financial-24-percent``); 民间借贷规定 25, 29, 31 (rules
``private-lending-cap`` and ``-2015``). Which lender is under which: docs/decisions/0073, 0076.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from recoverydocs.claims import reckoned
from recoverydocs.claims.figure import percent
from recoverydocs.errors import LawTableError
from recoverydocs.money import Money, round_to_fen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.cases.parties import OrgUnit
    from recoverydocs.claims.ledger import Ledger
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_YEAR_DAYS = 365
_DAY = timedelta(days=1)
_TERMS = ("rate_terms", "利率条款")
_FIRST_INSTANCE = "一审"
_OLD_CAP = "private-lending-cap-2015"


@dataclass(frozen=True, slots=True)
class Load:
    """What a loan has cost over some time.

    Attributes:
        charged: interest of every kind and fees, paid or not.
        principal_days: the principal outstanding, in fen, summed over days.
    """

    charged: Money
    principal_days: int

    def allowed(self, cap: Decimal) -> Money:
        """What a yearly ceiling leaves room for."""
        yuan_days = Fraction(self.principal_days, 100)
        return round_to_fen(yuan_days * Fraction(cap) / _YEAR_DAYS)

    def excess(self, cap: Decimal) -> Money:
        """What stands above it."""
        return max(self.charged - self.allowed(cap), Money(0))


def is_private(org: OrgUnit) -> bool:
    """Whether the lender is no licensed institution, so that 民间借贷规定 applies to it."""
    return org.kind == "子公司" and org.licence_no is None


def split_day(case: Case, contract: Contract, law: LawBook) -> date | None:
    """The day on which a private loan's interest changes its ceiling; ``None`` for none."""
    if not is_private(case.org):
        return None
    try:
        old = law.row("judicial_interest", "rule", _OLD_CAP, contract.signed_on)
    except LawTableError:
        return None
    last: date = old["in_force_to"]
    return last + _DAY


def ceiling_findings(
    case: Case, contract: Contract, ledgers: Sequence[Ledger], law: LawBook, as_of: date
) -> Iterator[Finding]:
    """What stands above the ceiling that holds for the lender."""
    if not ledgers:
        return
    try:
        if is_private(case.org):
            yield from _private(case, contract, ledgers, law, as_of)
        else:
            yield from _licensed(contract, ledgers, law, as_of)
    except LawTableError:
        # A table that does not reach the day is told of where the loan's own rates are read.
        return


def _load(contract: Contract, ledgers: Sequence[Ledger], as_of: date) -> Load:
    fees = Money.total(
        row.fee for row in contract.instalments if row.fee is not None and row.due_on <= as_of
    )
    charged = Money(sum(ledger.charged for ledger in ledgers)) + fees
    return Load(charged, sum(ledger.principal_days for ledger in ledgers))


def _licensed(
    contract: Contract, ledgers: Sequence[Ledger], law: LawBook, as_of: date
) -> Iterator[Finding]:
    """Above 24 % the court may cut, if the borrower asks for it."""
    rule = law.row("judicial_interest", "rule", "financial-24-percent", as_of)
    cap = Decimal(rule["cap_annual"])
    load = _load(contract, ledgers, as_of)
    rates = {step.rate for ledger in ledgers for step in ledger.terms.rates}
    rates |= {each.path.rate(-1) for one in ledgers for each in one.penalties if each.stretches}
    top = max(rates)
    if load.excess(cap):
        message = (
            f"自放款起利息、罚息、复利和计划内费用合计 {load.charged}元，"
            f"超过按年利率 {percent(cap)} 计算的 {load.allowed(cap)}元，"
            f"超出 {load.excess(cap)}元；借款人请求调减的，超出部分可能不获支持"
        )
    elif top > cap:
        message = (
            f"利息、罚息等合计年化可达 {percent(top)}，超过 {percent(cap)}；"
            "借款人请求调减的，超过部分可能不获支持"
        )
    else:
        return
    yield reckoned.OVER_24.found(law, as_of, contract.contract_no, message, field=_TERMS)


def _private(
    case: Case, contract: Contract, ledgers: Sequence[Ledger], law: LawBook, as_of: date
) -> Iterator[Finding]:
    """Four times the LPR of the contract's day; older contracts split."""
    row = law.row("judicial_interest", "rule", "private-lending-cap", as_of)
    times = Decimal(row["multiplier"])
    whole = _load(contract, ledgers, as_of)
    split = split_day(case, contract, law)
    if split is None:
        lpr = law.lpr(contract.signed_on, "1Y")
        excess = whole.excess(times * lpr.rate)
        said = f"合同成立时 {lpr.source}的{times}倍"
    else:
        old = law.row("judicial_interest", "rule", _OLD_CAP, split - _DAY)
        before = _before(contract, ledgers, split)
        after = Load(
            whole.charged - before.charged, whole.principal_days - before.principal_days
        )
        sued = [each.filed_on for each in case.court_cases if each.kind == _FIRST_INSTANCE]
        lpr = law.lpr(min(sued, default=as_of), "1Y")
        cap = Decimal(old["cap_annual"])
        excess = before.excess(cap) + after.excess(times * lpr.rate)
        day = "起诉" if sued else "截止日"
        said = f"{split} 以前年利率 {percent(cap)}，该日起{day} {lpr.source}的{times}倍"
    if excess:
        message = (
            f"自放款起利息、罚息、复利和计划内费用合计 {whole.charged}元，"
            f"超过上限（{said}）{excess}元"
        )
        yield reckoned.OVER_CAP.found(law, as_of, contract.contract_no, message, field=_TERMS)


def _before(contract: Contract, ledgers: Sequence[Ledger], split: date) -> Load:
    """What the loan had cost when the ceiling changed."""
    fees = Money.total(
        row.fee for row in contract.instalments if row.fee is not None and row.due_on < split
    )
    marks = [ledger.marked for ledger in ledgers]
    return Load(
        Money(sum(charged for charged, _ in marks)) + fees, sum(days for _, days in marks)
    )
