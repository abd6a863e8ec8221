"""Rules on what a claim rests on in the contract: clauses, the cap, money paid out, signatures.

Source: 民法典 496, 670, 676; 民间借贷规定 1, 25, 26, 29 (rule ``private-lending-cap``);
电子签名法 13; 民事证据规定 93. Which lender is under the cap: docs/decisions/0076.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from recoverydocs.claims.ceilings import is_private
from recoverydocs.claims.figure import percent
from recoverydocs.claims.gates.scope import FILINGS
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import LawTableError, Severity
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.claims.claim import ContractClaim
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

PENALTY_CLAUSE = Rule(
    "PEN-CLAUSE",
    Severity.BLOCK,
    "主张罚息须有罚息条款",
    "罚息金额与罚息条款",
    "请补充罚息条款的条款号和原文；没有约定的，不得按上浮利率主张",
    ("civil-code:a676", "pboc-251:penalty"),
    eased="函件和案件本身为警示",
)
CAP = Rule(
    "RATE-CAP",
    Severity.BLOCK,
    "非持牌贷款人的利率、罚息合计不超过按合同成立时一年期 LPR 计的上限",
    "贷款人类型和金融许可证、各段利率、签订日的一年期 LPR",
    "请扣减超过上限的部分；贷款人属于持牌机构的，请填写金融许可证号",
    ("private-lending:scope", "private-lending:cap", "private-lending:total"),
)
ADVANCE = Rule(
    "INT-ADVANCE",
    Severity.WARN,
    "利息没有预先在本金中扣除",
    "放款当日及以前的还款",
    "请核对实际出借金额；预先扣除利息的，按实际出借数额计算",
    ("civil-code:a670", "private-lending:principal"),
)
FEE_CLAUSE = Rule(
    "FEE-CLAUSE",
    Severity.BLOCK,
    "请求律师费须有费用条款",
    "仲裁请求的律师费与费用条款",
    "请补充费用条款的条款号和原文，或者不请求律师费",
    ("civil-code:a577",),
)
SIGNATURE = Rule(
    "ESIGN-PROOF",
    Severity.WARN,
    "电子签署的合同有证书、平台和日志",
    "电子签署合同的证书编号、签署平台、签署日志",
    "请向签署平台调取证书和日志",
    ("esign-law:reliable", "evidence-provisions:electronic-authenticity"),
)
BASIS = Rule(
    "DUN-BASIS",
    Severity.BLOCK,
    "请求还款须有放款事实",
    "截止日以前的放款记录与欠款",
    "请补充放款日期、金额和凭证；没有放款的，不得请求还款",
    ("civil-code:a675", "cpl-interpretation:burden-existence"),
)
SETTLED = Rule(
    "DEBT-SETTLED",
    Severity.BLOCK,
    "截止日还有尚欠的款项",
    "放款、还款流水与截止日的核算",
    "没有可以请求的金额：请核对放款、还款流水和截止日；已还清的，办理结清",
    ("civil-code:a675",),
    eased="案件本身为提示",
    overridable=False,
)
POINTED_OUT = Rule(
    "TERMS-496",
    Severity.WARN,
    "格式条款中与对方有重大利害关系的条款，有提示说明的记录",
    "是否格式条款、所主张的条款、提示说明的方式和证据",
    "请补充提示说明的方式和证据；没有提示说明的，对方可以主张该条款不成为合同内容",
    ("civil-code:a496",),
)

_WEIGHTY = ("加速", "罚息", "复利", "管辖", "送达", "费用", "抵充")
"""Clauses that lenders rest claims on and that weigh on the debtor."""
_CLAUSES = ("clauses", "合同条款")


def penalty_clause(scope: Scope) -> Iterator[Finding]:
    """Penalty interest rests on a clause; a filing without one is refused."""
    for contract, data in zip(scope.contracts, scope.data, strict=True):
        amount = contract.figure("penalty_interest").amount
        if amount > Money(0) and "罚息" not in data.clauses:
            yield scope.found(
                PENALTY_CLAUSE,
                f"主张罚息 {amount}元，但案件没有罚息条款的条款号和原文",
                severity=None if scope.kind in FILINGS else Severity.WARN,
                where=contract.contract_no,
                field=_CLAUSES,
            )


def private_cap(scope: Scope) -> Iterator[Finding]:
    """A lender that is no licensed institution stays under four times the LPR."""
    law = scope.claim.law
    if not is_private(scope.claim.case.org):
        return
    for contract, data in zip(scope.contracts, scope.data, strict=True):
        try:
            row = law.row("judicial_interest", "rule", "private-lending-cap", scope.claim.as_of)
            lpr = law.lpr(data.signed_on, "1Y")
        except LawTableError:
            continue
        cap = Decimal(row["multiplier"]) * lpr.rate
        top = max(_rates(contract), default=Decimal(0))
        if top > cap:
            yield scope.found(
                CAP,
                f"年化利率可达 {percent(top)}，超过 {data.signed_on} 一年期 LPR "
                f"{percent(lpr.rate)} 的 {row['multiplier']} 倍 {percent(cap)}",
                where=contract.contract_no,
                field=("rate_terms", "利率条款"),
            )


def _rates(contract: ContractClaim) -> Iterator[Decimal]:
    for figure in contract.figures:
        for segment in figure.segments:
            yield segment.rate


def advance_interest(scope: Scope) -> Iterator[Finding]:
    """A payment on the day of disbursement looks like interest taken in advance."""
    for data in scope.data:
        undone = {payment.reverses for payment in data.repayments}
        for loan in data.disbursements:
            taken = [
                payment.amount
                for payment in data.repayments
                if payment.disb_no in {None, loan.disb_no}
                and payment.on <= loan.on
                and payment.amount > Money(0)
                and (payment.no is None or payment.no not in undone)
            ]
            if taken:
                yield scope.found(
                    ADVANCE,
                    f"借据 {loan.disb_no} 于 {loan.on} 放款，当日及以前已收 "
                    f"{Money.total(taken)}元",
                    where=data.contract_no,
                    field=("repayments", "还款流水"),
                )


def fee_clause(scope: Scope) -> Iterator[Finding]:
    """A lawyer's fee asked of the debtor rests on a clause."""
    request = scope.claim.case.requests.arbitration
    if request is None or request.legal_fee is None:
        return
    if not any("费用" in data.clauses for data in scope.data):
        message = f"请求律师费 {request.legal_fee}元，但合同没有费用条款的条款号和原文"
        yield scope.found(FEE_CLAUSE, message, field=_CLAUSES)


def electronic_signature(scope: Scope) -> Iterator[Finding]:
    """A contract signed electronically has its certificate, platform and log."""
    for data in scope.data:
        how = data.sign_method
        if how.kind != "电子":
            continue
        missing = [
            label
            for label, value in (
                ("证书编号", how.cert_no),
                ("签署平台", how.platform),
                ("签署日志", how.log),
            )
            if value is None
        ]
        if missing:
            yield scope.found(
                SIGNATURE,
                f"电子签署的合同缺少{'、'.join(missing)}",
                where=data.contract_no,
                field=("sign_method", "签署方式"),
            )


def paid_out(scope: Scope) -> Iterator[Finding]:
    """Nothing is demanded back that was never paid out, or that has been repaid."""
    yield from _settled(scope)
    for contract, data in zip(scope.contracts, scope.data, strict=True):
        paid = any(each.on <= scope.claim.as_of for each in data.disbursements)
        if contract.total > Money(0) and not paid:
            yield scope.found(
                BASIS,
                f"欠款 {contract.total}元没有截止日以前的放款记录",
                where=contract.contract_no,
                field=("disbursements", "放款"),
            )


def pointed_out(scope: Scope) -> Iterator[Finding]:
    """Of standard terms, each clause that weighs on the debtor was pointed out to him."""
    for data in scope.data:
        if not data.standard_terms:
            continue
        shown = {name for each in data.pointed_out if each.proof for name in each.clauses}
        held = {*data.clauses} | ({"管辖"} if data.dispute_clause is not None else set())
        missing = [name for name in _WEIGHTY if name in held and name not in shown]
        if missing:
            yield scope.found(
                POINTED_OUT,
                f"格式条款「{'、'.join(missing)}」没有提示说明的记录或者证据",
                where=data.contract_no,
                field=("pointed_out", "提示说明"),
            )


def _settled(scope: Scope) -> Iterator[Finding]:
    for contract in scope.contracts:
        if not contract.is_settled:
            continue
        surplus = Money(-contract.balance.fen)
        message, remedy = f"截至 {scope.claim.as_of} 已经还清，没有欠款", ""
        if surplus:
            message = f"截至 {scope.claim.as_of} 没有欠款，还款比欠款多 {surplus}元"
            remedy = "请核对还款流水；确属多收的，退还债务人，或者经其同意抵充其他到期债务"
        yield scope.found(
            SETTLED,
            message,
            remedy=remedy,
            severity=None if scope.kind else Severity.NOTE,
            where=contract.contract_no,
            field=("repayments", "还款流水"),
        )


GATES = (
    Gate("TERMS-496", pointed_out, (POINTED_OUT,)),
    Gate("DUN-BASIS", paid_out, (BASIS, SETTLED)),
    Gate("PEN-CLAUSE", penalty_clause, (PENALTY_CLAUSE,)),
    Gate("RATE-CAP", private_cap, (CAP,)),
    Gate("INT-ADVANCE", advance_interest, (ADVANCE,)),
    Gate("FEE-CLAUSE", fee_clause, (FEE_CLAUSE,)),
    Gate("ESIGN-PROOF", electronic_signature, (SIGNATURE,)),
)
