"""An assessed case as JSON members and as lines for a person: figures, working, days, steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims import watch
from recoverydocs.cli.answer import Table, finding_lines, table_of
from recoverydocs.cli.ledger_view import ledger_json, ledger_lines
from recoverydocs.documents.titles import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.claims import Claim
    from recoverydocs.claims.claim import ContractClaim, InstrumentClaim, NextStep
    from recoverydocs.claims.figure import Figure, Segment


def claim_json(claim: Claim) -> dict[str, object]:
    """The claim as JSON members: amounts and rates as decimal text, days as ISO text."""
    return {
        "case": claim.case.case_id,
        "as_of": claim.as_of.isoformat(),
        "total": claim.total.plain(),
        "contracts": [_contract(each) for each in claim.contracts],
        "costs": [_figure(each) for each in claim.costs],
        "instruments": [_instrument(each) for each in claim.instruments],
        "deadlines": ledger_json(watch((claim,))),
        "next_steps": [_step(each) for each in claim.next_steps],
        "findings": [each.as_json() for each in claim.findings],
    }


def _contract(contract: ContractClaim) -> dict[str, object]:
    return {
        "contract_no": contract.contract_no,
        "status": contract.status,
        "total": contract.total.plain(),
        "overdue_since": contract.overdue_since and contract.overdue_since.isoformat(),
        "overdue_days": contract.overdue_days,
        "accelerated_on": contract.accelerated_on and contract.accelerated_on.isoformat(),
        "stops_on": contract.stops_on and contract.stops_on.isoformat(),
        "figures": [_figure(each) for each in contract.figures],
        "stated": [
            {
                "name": each.name,
                "label": each.label,
                "stated": each.stated.plain(),
                "reckoned": each.reckoned.plain(),
                "difference": each.difference.plain(),
            }
            for each in contract.stated
        ],
    }


def _instrument(claim: InstrumentClaim) -> dict[str, object]:
    return {
        "no": claim.no,
        "contract_no": claim.contract_no,
        "performance_day": claim.performance_day.isoformat(),
        "days": claim.days,
        "total": claim.total.plain(),
        "figures": [_figure(each) for each in claim.figures],
        "payments": [each.as_json() for each in claim.taken],
        "working": list(claim.working),
    }


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "name": figure.name,
        "label": figure.label,
        "amount": figure.amount.plain(),
        "status": figure.status,
        "source": figure.source,
        "rounding": figure.rounding,
        "segments": [_segment(each) for each in figure.segments],
        "working": list(figure.working),
    }


def _segment(segment: Segment) -> dict[str, object]:
    return {
        "label": segment.label,
        "from": segment.from_.isoformat(),
        "to": segment.to.isoformat(),
        "days": segment.days,
        "base": segment.base.plain(),
        "rate": f"{segment.rate:f}",
        "basis": segment.basis,
        "exact": str(segment.exact),
        "rate_source": segment.rate_source,
    }


def _step(step: NextStep) -> dict[str, object]:
    return {
        "kind": step.kind,
        "label": step.label,
        "reason": step.reason,
        "subject": step.subject,
        "by": step.by and step.by.isoformat(),
    }


def claim_lines(claim: Claim) -> Iterator[str | Table]:
    """The claim for a person, in Chinese."""
    yield f"案件 {claim.case.case_id}　截止日 {claim.as_of}　可主张合计 {claim.total}元"
    for contract in claim.contracts:
        yield from _contract_lines(contract)
    for cost in claim.costs:
        yield f"{cost.label}：{cost.amount}元（{cost.source}）"
    for instrument in claim.instruments:
        yield from _instrument_lines(instrument)
    yield from ledger_lines(watch((claim,)))
    yield from finding_lines(claim.findings)
    for step in claim.next_steps:
        document = f"，文书：{title_of(step.kind)}" if step.kind else ""
        by = f"，最迟 {step.by}" if step.by else ""
        yield f"下一步：{step.label}（{step.subject}{document}{by}）：{step.reason}"


def _instrument_lines(instrument: InstrumentClaim) -> Iterator[str | Table]:
    yield f"执行依据 {instrument.no}（合同 {instrument.contract_no}）"
    yield table_of(
        ("项目", "尚欠（元）"),
        ((figure.label, str(figure.amount)) for figure in instrument.figures),
        title="执行依据所欠金额",
        numbers=(1,),
    )
    yield from (f"  {line}" for line in instrument.working)


def _figure_words(contract: ContractClaim, figure: Figure) -> str:
    """The figure's label; principal that is not due yet is no part of the total below it."""
    apart = figure.name == "principal_not_due" and contract.accelerated_on is None
    return f"{figure.label}（不计入合计）" if apart and figure.amount else figure.label


def _contract_lines(contract: ContractClaim) -> Iterator[str | Table]:
    since = f"，自 {contract.overdue_since} 起逾期 {contract.overdue_days} 天"
    yield f"合同 {contract.contract_no}{since if contract.overdue_since else '，无逾期'}"
    yield table_of(
        ("项目", "金额（元）"),
        ((_figure_words(contract, figure), str(figure.amount)) for figure in contract.figures),
        title="债权金额",
        numbers=(1,),
    )
    for figure in contract.figures:
        if figure.segments:
            yield f"{figure.label}的计算："
            yield from (f"  {line}" for line in figure.working)
    for each in contract.stated:
        if each.difference:
            yield (
                f"{each.label}：核心系统记载 {each.stated}元，计算结果 {each.reckoned}元，"
                f"相差 {each.difference}元"
            )
