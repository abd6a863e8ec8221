"""Warnings that the terms of a loan call for, whatever document is made.

Source: 银发〔2003〕251号 三 (rule ``penalty-uplift-overdue`` and the one on compound);
法发〔2017〕22号 2 (rule ``financial-24-percent``), on which nothing is cut silently.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from recoverydocs.claims.figure import percent
from recoverydocs.claims.rate_steps import lpr_step
from recoverydocs.errors import Finding, LawTableError, Severity
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recoverydocs.cases.contracts import Contract
    from recoverydocs.claims.ledger import Ledger
    from recoverydocs.law import LawBook

_HIGHEST_USUAL = Decimal("0.36")


def cautions(
    contract: Contract, ledgers: Sequence[Ledger], law: LawBook, as_of: date
) -> Iterator[Finding]:
    """Every caution of one contract."""
    yield from _uplift(contract, law)
    yield from _rates(contract, ledgers, law, as_of)
    yield from _compound(contract, law, as_of)
    yield from _payments(contract, ledgers)


def _uplift(contract: Contract, law: LawBook) -> Iterator[Finding]:
    terms = contract.rate_terms
    where = contract.contract_no
    try:
        band = law.row(
            "judicial_interest", "rule", "penalty-uplift-overdue", contract.signed_on
        )
    except LawTableError:
        return
    low, high = Decimal(band["uplift_min"]), Decimal(band["uplift_max"])
    if not low <= terms.penalty_uplift <= high:
        yield Finding(
            Severity.WARN,
            "RATE-UPLIFT",
            where,
            f"罚息上浮 {percent(terms.penalty_uplift)}，"
            f"不在 {percent(low)} 至 {percent(high)} 之内",
            "请核对罚息条款",
            "rate_terms",
            "利率条款",
            law.cite("pboc-251:penalty", contract.signed_on),
        )
    if terms.penalty_rate is not None and terms.rate is not None:
        expected = terms.rate * (1 + terms.penalty_uplift)
        if terms.penalty_rate != expected:
            yield Finding(
                Severity.WARN,
                "RATE-PENALTY",
                where,
                f"罚息利率 {percent(terms.penalty_rate)} "
                f"与年利率上浮后的 {percent(expected)} 不一致，"
                "按上浮比例计算",
                "请核对罚息条款",
                "rate_terms",
                "利率条款",
            )


def _rates(
    contract: Contract, ledgers: Sequence[Ledger], law: LawBook, as_of: date
) -> Iterator[Finding]:
    where = contract.contract_no
    rates = {step.rate for ledger in ledgers for step in ledger.terms.rates}
    if any(rate > _HIGHEST_USUAL for rate in rates):
        yield Finding(
            Severity.WARN,
            "RATE-HIGH",
            where,
            f"年利率 {percent(max(rates))} 高于 {percent(_HIGHEST_USUAL)}",
            "请核对利率条款",
            "rate_terms",
            "利率条款",
        )
    raised = {ledger.penalty.path.rates[-1] for ledger in ledgers if ledger.penalty.stretches}
    try:
        rule = law.row("judicial_interest", "rule", "financial-24-percent", as_of)
    except LawTableError:
        return
    ceiling = Decimal(rule["cap_annual"])
    top = max(raised | rates, default=Decimal(0))
    if top > ceiling:
        yield Finding(
            Severity.WARN,
            "RATE-24",
            where,
            f"利息、罚息等合计年化可达 {percent(top)}，超过 {percent(ceiling)}；"
            "借款人请求调减的，超过部分可能不获支持",
            "请法务决定是否主动调减；本程序不自行扣减",
            "rate_terms",
            "利率条款",
            law.cite("spc-finance-opinion:ceiling", as_of),
        )
    yield from _lpr(contract, ledgers, law)


def _lpr(contract: Contract, ledgers: Sequence[Ledger], law: LawBook) -> Iterator[Finding]:
    """A rate written beside LPR terms differs from what those terms give."""
    terms = contract.rate_terms
    if terms.type != "LPR浮动" or terms.rate is None or terms.spread_bp is None:
        return
    for ledger in ledgers:
        try:
            expected = lpr_step(contract, ledger.terms.start, law)
        except LawTableError:
            return
        if expected.rate != terms.rate:
            yield Finding(
                Severity.WARN,
                "RATE-LPR",
                contract.contract_no,
                f"合同执行利率 {percent(terms.rate)} "
                f"与放款日 LPR 加点 {percent(expected.rate)} 不一致，"
                "首次重定价前按合同执行利率计算",
                "请核对定价基准日与加点",
                "rate_terms",
                "利率条款",
            )
            return


def _compound(contract: Contract, law: LawBook, as_of: date) -> Iterator[Finding]:
    terms = contract.rate_terms
    if not terms.compound:
        return
    if terms.compound_base == "含罚息":
        yield Finding(
            Severity.WARN,
            "COMPOUND-PENALTY",
            contract.contract_no,
            "复利基数包含罚息，裁判上常不获支持",
            "请法务确认条款原文后再主张",
            "rate_terms",
            "利率条款",
            law.cite("pboc-251:penalty", as_of),
        )
    if "复利" not in contract.clauses:
        yield Finding(
            Severity.WARN,
            "COMPOUND-CLAUSE",
            contract.contract_no,
            "计收复利，但案件没有复利条款的条款号和原文",
            "请补充复利条款",
            "clauses",
            "合同条款",
        )


def _payments(contract: Contract, ledgers: Sequence[Ledger]) -> Iterator[Finding]:
    where = contract.contract_no
    if any(ledger.over_applied for ledger in ledgers):
        over = sum(ledger.over_applied for ledger in ledgers)
        yield Finding(
            Severity.WARN,
            "REPAY-APPLIED",
            where,
            f"冲抵明细超出当时核算的应付额，共 {Money(over)}元，列为已还而尚未抵充",
            "请核对冲抵明细与利率条款",
            "repayments",
            "还款流水",
        )
    if any(ledger.held for ledger in ledgers):
        yield Finding(
            Severity.WARN,
            "REPAY-SURPLUS",
            where,
            "有还款超出当期应还而没有冲抵明细，留待下一应还日抵充",
            "请填写该笔还款的冲抵明细",
            "repayments",
            "还款流水",
        )
