"""The loan: contract, disbursements, rate terms, instalments, repayments, stated balances.

Source of the members: the catalogue of documents, sections 4.2 and 4.4 (争议条款).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from recoverydocs.cases.circumstances import ClauseName, Obstacle, PointedOut
from recoverydocs.cases.loan_terms import AllocationRule, Misuse, RateTerms, RepayMethod
from recoverydocs.cases.parties import StoredFile
from recoverydocs.cases.types import (
    Day,
    Entity,
    Lines,
    Listed,
    Secret,
    SignedYuan,
    Text,
    Whole,
    Yuan,
    fault,
)
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Clause(Entity):
    """条款: its number in the contract, such as ``第8.2条``, and its words."""

    no: Text = Field(title="条款号")
    text: Lines = Field(title="条款原文")


class Disbursement(Entity):
    """放款: one payment out under a contract (借据)."""

    disb_no: Text = Field(title="借据号")
    contract_no: Text = Field(title="合同编号")
    on: Day = Field(title="放款日期")
    amount: Yuan = Field(title="放款金额")
    deducted: Yuan | None = Field(None, title="预先扣除的利息")
    to: Day | None = Field(None, title="到期日期")
    payee_name: Text = Field(title="收款人")
    payee_account: Secret = Field(title="收款账号")
    method: Literal["自主", "受托"] | None = Field(None, title="支付方式")
    voucher: StoredFile | Text | None = Field(None, title="放款凭证")


class Instalment(Entity):
    """还款计划: one row of the plan."""

    no: Whole = Field(title="期次", ge=1)
    due_on: Day = Field(title="应还日")
    principal: Yuan = Field(title="应还本金")
    interest: Yuan = Field(title="应还利息")
    fee: Yuan | None = Field(None, title="应还费用")
    disb_no: Text | None = Field(None, title="借据号")


class Applied(Entity):
    """冲抵明细: what a repayment was booked to."""

    costs: Yuan | None = Field(None, alias="费用", title="费用")
    interest: Yuan | None = Field(None, alias="利息", title="利息")
    penalty: Yuan | None = Field(None, alias="罚息", title="罚息")
    compound: Yuan | None = Field(None, alias="复利", title="复利")
    principal: Yuan | None = Field(None, alias="本金", title="本金")

    def total(self) -> Money:
        """The sum of the parts."""
        parts = (self.costs, self.interest, self.penalty, self.compound, self.principal)
        return Money.total(part for part in parts if part is not None)


class OpenRepayment(Entity):
    """未指明合同的还款: money in whose payer named no contract, or the reversal of it."""

    on: Day = Field(title="还款日期")
    amount: SignedYuan = Field(title="还款金额")
    source: Literal["本人", "扣划", "代偿", "处置"] | None = Field(None, title="还款来源")
    no: Text | None = Field(None, title="流水号")
    reverses: Text | None = Field(None, title="冲正流水号")

    @model_validator(mode="after")
    def _is_reversal(self) -> Self:
        if self.amount.fen < 0 and self.reverses is None:
            raise fault(
                "negative",
                "还款金额为负而未说明冲正哪一笔（amount、reverses）",
                "请填写被冲正的流水号",
            )
        return self


class Repayment(OpenRepayment):
    """还款流水: one payment in, or the reversal of one."""

    applied: Applied | None = Field(None, title="冲抵明细")
    disb_no: Text | None = Field(None, title="借据号")

    @model_validator(mode="after")
    def _adds_up(self) -> Repayment:
        if (
            self.applied is not None
            and self.amount.fen >= 0
            and self.applied.total() != self.amount
        ):
            raise fault(
                "sum",
                f"冲抵明细合计 {self.applied.total()} 不等于还款金额 {self.amount}（applied）",
                "请核对各项",
            )
        return self


def reversal_faults(repayments: Iterable[OpenRepayment]) -> Iterator[str]:
    """What is wrong with reversals: each names one payment, is not before it, takes no more."""
    rows = list(repayments)
    undone: dict[str, int] = {}
    for row in rows:
        if row.reverses is None:
            continue
        if row.amount.fen >= 0:
            yield "冲正的金额应为负（repayments.amount）"
        paid = [each for each in rows if each.no == row.reverses and each.amount.fen > 0]
        if len(paid) != 1:
            yield f"冲正所指的流水号{'不唯一' if paid else '不存在'}（repayments.reverses）"
            continue
        if row.on < paid[0].on:
            yield "冲正早于被冲正的还款（repayments.on）"
        undone[row.reverses] = undone.get(row.reverses, 0) - row.amount.fen
        if undone[row.reverses] > paid[0].amount.fen:
            yield "冲正的金额超过被冲正的还款（repayments.amount）"


class CoreBalance(Entity):
    """核心系统余额: what the core system states for one day."""

    as_of: Day = Field(title="数据日期")
    principal_due: Yuan = Field(title="逾期本金")
    principal_not_due: Yuan = Field(title="未到期本金")
    interest: Yuan = Field(title="欠息")
    penalty: Yuan = Field(title="罚息余额")
    compound: Yuan = Field(title="复利余额")
    fees: Yuan | None = Field(None, title="其他费用")
    source: Text = Field(title="导出编号")
    disb_no: Text | None = Field(None, title="借据号")
    five_class: Literal["正常", "关注", "次级", "可疑", "损失"] | None = Field(
        None, title="五级分类"
    )
    overdue_since: Day | None = Field(None, title="首次逾期日期")
    overdue_days: Whole | None = Field(None, title="逾期天数", ge=0)
    overdue_count: Whole | None = Field(None, title="逾期期数", ge=0)
    total: Yuan | None = Field(None, title="欠款合计")
    write_off: Literal["未核销", "已核销", "账销案存"] | None = Field(None, title="核销标志")
    difference_reason: Text | None = Field(None, title="与核算差异的书面原因")

    def parts(self) -> Money:
        """The sum of the stated parts."""
        return Money.total(
            (
                self.principal_due,
                self.principal_not_due,
                self.interest,
                self.penalty,
                self.compound,
                self.fees or Money(0),
            )
        )

    @model_validator(mode="after")
    def _adds_up(self) -> CoreBalance:
        if self.total is not None and self.total != self.parts():
            raise fault(
                "sum",
                f"欠款合计 {self.total} 不等于各项之和 {self.parts()}（total）",
                "请核对各项余额",
            )
        return self


class DisputeClause(Entity):
    """争议条款, word for word."""

    contract_no: Text | None = Field(None, title="合同编号")
    text: Lines = Field(title="条款原文")
    kind: Literal["诉讼", "仲裁", "或裁或审", "未约定"] = Field(title="争议解决方式")
    clause_no: Text | None = Field(None, title="条款号")
    court: Text | None = Field(None, title="约定管辖法院")
    institution: Text | None = Field(None, title="仲裁机构")
    seat: Text | None = Field(None, title="仲裁地")
    applies_to: Annotated[tuple[Text, ...], Listed] = Field((), title="适用合同")

    @model_validator(mode="after")
    def _is_whole(self) -> DisputeClause:
        if self.kind == "仲裁" and self.institution is None:
            raise fault(
                "missing", "仲裁条款缺少仲裁机构（institution）", "请按条款原文填写机构全称"
            )
        return self


class SignMethod(Entity):
    """签署方式."""

    kind: Literal["纸质", "电子"] = Field(title="签署方式")
    cert_no: Text | None = Field(None, title="证书编号")
    platform: Text | None = Field(None, title="签署平台")
    log: Text | None = Field(None, title="签署日志编号")


class Contract(Entity):
    """借款合同 with everything that happened under it."""

    contract_no: Text = Field(title="合同编号")
    name: Text = Field(title="合同名称")
    kind: Literal["借款", "额度", "个人贷款", "信用卡", "委托"] = Field(title="合同类型")
    signed_on: Day = Field(title="签订日期")
    signed_at: Text | None = Field(None, title="签订地")
    sign_method: SignMethod = Field(title="签署方式")
    lender: Text = Field(title="贷款人（机构号）")
    borrowers: Annotated[tuple[Text, ...], Listed] = Field(title="借款人", min_length=1)
    amount: Yuan = Field(title="合同金额")
    currency: Literal["CNY"] = Field("CNY", title="币种")
    purpose: Text | None = Field(None, title="贷款用途")
    from_: Day = Field(alias="from", title="借款期限起")
    to: Day = Field(title="到期日期")
    extended_to: Day | None = Field(None, title="展期到期日")
    product: Text | None = Field(None, title="产品名称")
    credit_line_no: Text | None = Field(None, title="授信编号")
    clauses: dict[ClauseName, Clause] = Field(default_factory=dict, title="合同条款")
    standard_terms: bool | None = Field(None, title="是否格式条款")
    pointed_out: Annotated[tuple[PointedOut, ...], Listed] = Field((), title="提示说明")
    disbursements: Annotated[tuple[Disbursement, ...], Listed] = Field((), title="放款")
    rate_terms: RateTerms = Field(title="利率条款")
    repay_method: RepayMethod = Field(title="还款方式")
    allocation: Annotated[tuple[AllocationRule, ...], Listed] = Field((), title="抵充顺序")
    misuses: Annotated[tuple[Misuse, ...], Listed] = Field((), title="挪用")
    instalments: Annotated[tuple[Instalment, ...], Listed] = Field((), title="还款计划")
    repayments: Annotated[tuple[Repayment, ...], Listed] = Field((), title="还款流水")
    core_balances: Annotated[tuple[CoreBalance, ...], Listed] = Field((), title="核心系统余额")
    dispute_clause: DisputeClause | None = Field(None, title="争议条款")
    obstacles: Annotated[tuple[Obstacle, ...], Listed] = Field((), title="时效中止的障碍")

    @model_validator(mode="after")
    def _holds_together(self) -> Contract:
        # All that is wrong is said at once; a validator has one fault to raise.
        said = [*self._days(), *self._sums(), *self._loans()]
        if said:
            raise fault("contract", "；".join(dict.fromkeys(said)), "请核对合同各项")
        return self

    def _days(self) -> Iterator[str]:
        if self.to <= self.from_:
            yield "到期日期不晚于借款期限起（to）"
        if self.signed_on > self.from_:
            yield "签订日期晚于借款期限起（signed_on）"
        if self.extended_to is not None and self.extended_to <= self.to:
            yield "展期到期日不晚于到期日期（extended_to）"

    def _sums(self) -> Iterator[str]:
        paid_out = self.disbursed()
        if paid_out > self.amount and self.kind not in {"额度", "信用卡"}:
            sums = f"放款合计 {paid_out} 超过合同金额 {self.amount}"
            yield f"{sums}（amount、disbursements.amount）"
        if any((loan.deducted or Money(0)) >= loan.amount for loan in self.disbursements):
            yield "预先扣除的利息不小于放款金额（disbursements）"
        yield from reversal_faults(self.repayments)

    def _loans(self) -> Iterator[str]:
        numbers = [disbursement.disb_no for disbursement in self.disbursements]
        if len(set(numbers)) != len(numbers):
            yield "借据号重复（disbursements.disb_no）"
        if any(loan.contract_no != self.contract_no for loan in self.disbursements):
            yield "放款的合同编号不是本合同（disbursements）"
        for rows, label in (
            (self.instalments, "还款计划 instalments"),
            (self.repayments, "还款流水 repayments"),
            (self.core_balances, "核心系统余额 core_balances"),
            (self.misuses, "挪用 misuses"),
        ):
            for row in rows:
                # A payer need not say which loan he pays: then 民法典 560 decides.
                named = isinstance(row, Repayment) and row.applied is None
                if row.disb_no is None and len(numbers) > 1 and not named:
                    yield f"合同有多笔借据，{label} 缺少借据号（disb_no）"
                if row.disb_no is not None and row.disb_no not in numbers:
                    yield f"{label} 的借据号不在放款中（disb_no）"
        for loan in self.disbursements:
            yield from self._plan(loan)

    def _plan(self, loan: Disbursement) -> Iterator[str]:
        plan = [row for row in self.instalments if row.disb_no in {None, loan.disb_no}]
        days = [row.due_on for row in plan]
        if days != sorted(set(days)):
            yield "还款计划的应还日不是依次递增（instalments.due_on）"
        if [row.no for row in plan] != list(range(1, len(plan) + 1)):
            yield "还款计划的期次不是从 1 起连续（instalments.no）"
        planned = Money.total(row.principal for row in plan)
        if planned > loan.amount:
            sums = f"还款计划本金合计 {planned} 超过放款金额 {loan.amount}"
            yield f"{sums}（instalments.principal）"

    def disbursed(self) -> Money:
        """What was paid out in all."""
        return Money.total(disbursement.amount for disbursement in self.disbursements)
