"""What is owed under an effective instrument: judgment, award, mediation, deed.

Its sums, the interest that it orders, the doubled part for delay, less what was paid since.
Source: 民诉法 264 (2021: 260, 2017: 253); 迟延履行利息解释 1-4; 担保制度解释 22.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from recoverydocs.claims import reckoned
from recoverydocs.claims.claim import InstrumentClaim
from recoverydocs.claims.delay import Course, GeneralInterest
from recoverydocs.claims.delayed_performance import delayed_performance, needs_older_rule
from recoverydocs.claims.figure import Figure, Part
from recoverydocs.claims.repayments import received
from recoverydocs.claims.stops import interest_stops
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.cases.events import Instrument
    from recoverydocs.claims.delayed_performance import DelayedPerformance
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_BASES = {"actual/360": 360, "actual/365": 365}
_MEDIATION = "调解"
_LABELS = {
    "ordered_costs": "判令负担的费用",
    "general_interest": "一般债务利息",
    "ordered_money": "本金及其他金钱债务",
    "doubled_part": "加倍部分债务利息",
    "ordered_total": "合计",
}
_NO_RATE = Decimal(0)
_ROUNDED = "每次清偿日、规则变更日与截止日四舍五入到分"


def instrument_claims(
    case: Case, law: LawBook, as_of: date
) -> tuple[tuple[InstrumentClaim, ...], tuple[Finding, ...]]:
    """Every effective instrument whose sums the case names, and what must be said of them."""
    claims: list[InstrumentClaim] = []
    findings: list[Finding] = []
    effective = [each for each in case.instruments if each.effective_on <= as_of and each.sums]
    owners = [contract_of(case, each) for each in effective]
    for instrument, number in zip(effective, owners, strict=True):
        contract = next((each for each in case.contracts if each.contract_no == number), None)
        said = tuple(_stops(case, instrument, contract, owners.count(number), law, as_of))
        findings += said
        if contract is not None and not said:
            found, more = _claim(case, instrument, contract, law, as_of)
            claims.append(found)
            findings += more
    return tuple(claims), tuple(findings)


def contract_of(case: Case, instrument: Instrument) -> str:
    """The contract that an instrument is about; the only one where it names none."""
    if instrument.contract_no is not None:
        return instrument.contract_no
    return case.contracts[0].contract_no if len(case.contracts) == 1 else ""


def _stops(  # noqa: PLR0913, PLR0917 - what may stand in the way
    case: Case,
    instrument: Instrument,
    contract: Contract | None,
    count: int,
    law: LawBook,
    as_of: date,
) -> Iterator[Finding]:
    """Why an instrument cannot be reckoned."""
    where, field = case.case_id, ("instruments", "执行依据")
    name = f"执行依据 {instrument.no}"
    if contract is None:
        message = f"{name} 没有写明合同，无法确定此后的还款"
        yield reckoned.INSTRUMENT.found(law, as_of, where, message, field=field)
    elif count > 1:
        message = f"合同 {contract.contract_no} 有 {count} 份写明金额的执行依据，还款无法分配"
        yield reckoned.INSTRUMENT.found(law, as_of, where, message, field=field)
    if needs_older_rule(law, performance_day(instrument), as_of):
        message = f"{name} 的迟延履行期间始于 2014-08-01 以前，须按旧规则另行核算"
        yield reckoned.INSTRUMENT.found(law, as_of, where, message, field=field)


def performance_day(instrument: Instrument) -> date:
    """The last day for performance, of the first instalment if there are several.

    Without any the day of effect (迟延履行利息解释 2).
    """
    if instrument.perform_by is not None:
        return instrument.perform_by
    days = [each.perform_by for each in instrument.sums if each.perform_by is not None]
    return min(days, default=instrument.effective_on)


def _claim(
    case: Case, instrument: Instrument, contract: Contract, law: LawBook, as_of: date
) -> tuple[InstrumentClaim, tuple[Finding, ...]]:
    stops_on, _ = interest_stops(case, contract, law, as_of)
    last_day = performance_day(instrument)
    sums = {kind: Money(0) for kind in ("本金", "利息", "其他金钱债务", "费用")}
    later: list[tuple[date, Money]] = []
    for each in instrument.sums:
        if each.perform_by is not None and each.perform_by > last_day:
            later.append((each.perform_by, each.amount))
        else:
            sums[each.kind] += each.amount
    paid, _ = received(contract.repayments, contract.contract_no, law, as_of)
    payments = [
        (each.payment.on, each.payment.amount)
        for each in paid
        if instrument.on < each.payment.on <= as_of
    ]
    found = delayed_performance(
        law,
        sums["本金"],
        last_day,
        as_of,
        other_money=sums["其他金钱债务"],
        costs=sums["费用"],
        general=_general(instrument, sums["利息"]),
        payments=payments,
        course=Course(
            tuple(later), tuple((each.from_, each.to) for each in instrument.stays), stops_on
        ),
    )
    figures = tuple(_figures(instrument, contract.contract_no, found))
    claim = InstrumentClaim(
        instrument.no,
        contract.contract_no,
        last_day,
        found.days,
        figures,
        figures[-1].amount,
        found.taken,
        found.working,
    )
    return claim, tuple(_remarks(case, instrument, law, as_of))


def _general(instrument: Instrument, fixed: Money) -> GeneralInterest | None:
    """What the instrument orders: a fixed sum, interest that goes on, or both."""
    ordered = instrument.interest
    if ordered is not None:
        basis = _BASES[ordered.day_count]
        return GeneralInterest(ordered.rate, ordered.from_, basis, fixed)
    if fixed:
        return GeneralInterest(_NO_RATE, instrument.on, 365, fixed)
    return None


def _figures(
    instrument: Instrument, contract_no: str, found: DelayedPerformance
) -> Iterator[Figure]:
    source = f"{instrument.maker} {instrument.no}"
    lump = _lump("ordered_costs", found.cost)
    yield _figure("ordered_costs", contract_no, found.cost, lump, source)
    yield _figure(
        "general_interest", contract_no, found.general_left, found.general_parts, source
    )
    lump = _lump("ordered_money", found.principal)
    yield _figure("ordered_money", contract_no, found.principal, lump, source)
    law = "；".join(found.sources)
    yield _figure("doubled_part", contract_no, found.doubled_left, found.doubled_parts, law)
    left = (found.cost, found.general_left, found.principal, found.doubled_left)
    yield _figure("ordered_total", contract_no, Money.total(left), (), "以上各项相加")


def _figure(
    name: str, contract_no: str, amount: Money, parts: Sequence[Part], source: str
) -> Figure:
    kept = tuple(part for part in parts if part.left)
    rounding = _ROUNDED if any(part.segments for part in kept) else "无需舍入"
    label = _LABELS[name]
    return Figure(name, label, amount, kept, source, rounding, contract_no=contract_no)


def _lump(name: str, amount: Money) -> tuple[Part, ...]:
    return (Part(_LABELS[name], (), amount),) if amount else ()


def _remarks(
    case: Case, instrument: Instrument, law: LawBook, as_of: date
) -> Iterator[Finding]:
    if instrument.kind == _MEDIATION:
        yield reckoned.MEDIATION.found(
            law,
            as_of,
            case.case_id,
            f"执行依据 {instrument.no} 是调解书：约定了不履行的民事责任的，"
            "不能再请求加倍部分债务利息",
            field=("instruments", "执行依据"),
        )
