"""Warnings that the terms of a loan call for, whatever document is made."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from recoverydocs.claims import reckoned
from recoverydocs.claims.figure import percent
from recoverydocs.claims.rate_steps import lpr_step
from recoverydocs.errors import LawTableError
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recoverydocs.cases.contracts import Contract
    from recoverydocs.claims.ledger import Ledger
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_TERMS = ("rate_terms", "利率条款")


def cautions(
    contract: Contract, ledgers: Sequence[Ledger], law: LawBook, as_of: date
) -> Iterator[Finding]:
    """Every caution of one contract."""
    yield from _uplift(contract, law)
    yield from _penalty_rate(contract, law)
    yield from _rates(contract, ledgers, law, as_of)
    yield from _lpr(contract, ledgers, law)
    yield from _compound(contract, ledgers, law, as_of)
    yield from _payments(contract, ledgers, law, as_of)


def _uplift(contract: Contract, law: LawBook) -> Iterator[Finding]:
    """Overdue and misuse uplifts against the bands of the day the contract was signed."""
    terms = contract.rate_terms
    for rule, band_id, uplift, word in (
        (reckoned.UPLIFT, "penalty-uplift-overdue", terms.penalty_uplift, "罚息"),
        (reckoned.MISUSE, "penalty-uplift-misuse", terms.misuse_uplift, "挪用罚息"),
    ):
        if uplift is None:
            continue
        try:
            band = law.row("judicial_interest", "rule", band_id, contract.signed_on)
        except LawTableError:
            continue
        low, high = Decimal(band["uplift_min"]), Decimal(band["uplift_max"])
        if not low <= uplift <= high:
            yield rule.found(
                law,
                contract.signed_on,
                contract.contract_no,
                f"{word}上浮 {percent(uplift)}，不在 {percent(low)} 至 {percent(high)} 之内",
                field=_TERMS,
            )


def _penalty_rate(contract: Contract, law: LawBook) -> Iterator[Finding]:
    terms = contract.rate_terms
    if terms.penalty_rate is None or terms.rate is None:
        return
    expected = terms.rate * (1 + terms.penalty_uplift)
    if terms.penalty_rate != expected:
        yield reckoned.PENALTY_RATE.found(
            law,
            contract.signed_on,
            contract.contract_no,
            f"罚息利率 {percent(terms.penalty_rate)} "
            f"与年利率上浮后的 {percent(expected)} 不一致，"
            "按上浮比例计算",
            field=_TERMS,
        )


def _rates(
    contract: Contract, ledgers: Sequence[Ledger], law: LawBook, as_of: date
) -> Iterator[Finding]:
    where = contract.contract_no
    rates = {step.rate for ledger in ledgers for step in ledger.terms.rates}
    usual = Decimal(law.row("limits", "rule", "rate-usual", as_of)["share"])
    if any(rate > usual for rate in rates):
        yield reckoned.HIGH.found(
            law,
            as_of,
            where,
            f"年利率 {percent(max(rates))} 高于 {percent(usual)}",
            field=_TERMS,
        )


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
            yield reckoned.LPR.found(
                law,
                contract.signed_on,
                contract.contract_no,
                f"合同执行利率 {percent(terms.rate)} "
                f"与放款日 LPR 加点 {percent(expected.rate)} 不一致，"
                "首次重定价前按合同执行利率计算",
                field=_TERMS,
            )
            return


def _is_over(ledger: Ledger) -> bool:
    """Whether the last due day has passed with something left that bears compound interest."""
    return ledger.day > ledger.terms.dues[-1].on and bool(ledger.bearing or ledger.penalty_base)


def _compound(
    contract: Contract, ledgers: Sequence[Ledger], law: LawBook, as_of: date
) -> Iterator[Finding]:
    terms = contract.rate_terms
    if not terms.compound:
        return
    base = (terms.compound_base or "").removeprefix("含")
    if base not in {"", "期内利息"}:
        yield reckoned.COMPOUND_PENALTY.found(
            law,
            as_of,
            contract.contract_no,
            f"复利基数包含{base}，裁判上常不获支持",
            field=_TERMS,
        )
        if any(ledger.terms.settles is None and _is_over(ledger) for ledger in ledgers):
            yield reckoned.COMPOUND_CYCLE.found(
                law,
                as_of,
                contract.contract_no,
                f"最后应还日以后没有约定的结算周期，此后的{base}没有计入复利基数",
                field=_TERMS,
            )
    if "复利" not in contract.clauses:
        yield reckoned.COMPOUND_CLAUSE.found(
            law,
            as_of,
            contract.contract_no,
            "计收复利，但案件没有复利条款的条款号和原文",
            field=("clauses", "合同条款"),
        )


def _payments(
    contract: Contract, ledgers: Sequence[Ledger], law: LawBook, as_of: date
) -> Iterator[Finding]:
    where = contract.contract_no
    field = ("repayments", "还款流水")
    if any(ledger.over_applied for ledger in ledgers):
        over = sum(ledger.over_applied for ledger in ledgers)
        yield reckoned.APPLIED.found(
            law,
            as_of,
            where,
            f"冲抵明细超出当时核算的应付额，共 {Money(over)}元，列为已还而尚未抵充",
            field=field,
        )
    if any(ledger.held for ledger in ledgers):
        yield reckoned.SURPLUS.found(
            law,
            as_of,
            where,
            "有还款超出当期应还而没有冲抵明细，留待下一应还日抵充",
            field=field,
        )
