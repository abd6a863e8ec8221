"""How a loan's interest runs and is repaid: rates, repayment method, allocation, misuse.

Source of the members: the catalogue of documents, section 4.2; those on the old benchmark, the
settlement of compound interest, allocation and misuse are this project's addition.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from recoverydocs.cases.types import (
    Day,
    Entity,
    Listed,
    Rate,
    Text,
    Whole,
    YearlyRate,
    Yuan,
    fault,
)


class RateStep(Entity):
    """利率变动: a rate and the day from which it holds."""

    from_: Day = Field(alias="from", title="起始日")
    rate: YearlyRate = Field(title="年利率")


class RateTerms(Entity):
    """利率条款: how interest, penalty and compound interest run."""

    type: Literal["固定", "LPR浮动", "基准浮动"] = Field(title="利率类型")
    rate: YearlyRate | None = Field(None, title="年利率")
    lpr_tenor: Literal["1Y", "5Y"] | None = Field(None, title="LPR期限")
    spread_bp: Whole | None = Field(None, title="加点（BP）")
    benchmark_uplift: Rate | None = Field(None, title="基准利率浮动比例")
    benchmark_years: Whole | None = Field(None, title="基准利率期限（年）", ge=1, le=50)
    lpr_from: Day | None = Field(None, title="定价基准转换为LPR之日")
    reset: Literal["每年1月1日", "放款日对年", "按季"] | None = Field(None, title="重定价日")
    day_count: Literal["actual/360", "actual/365", "monthly"] = Field(title="计息基础")
    penalty_uplift: Rate = Field(title="罚息上浮比例")
    penalty_rate: YearlyRate | None = Field(None, title="罚息利率")
    misuse_uplift: Rate | None = Field(None, title="挪用上浮比例")
    compound: bool = Field(title="是否计复利")
    compound_base: Literal["期内利息", "含罚息", "含复利", "含罚息和复利"] | None = Field(
        None, title="复利基数"
    )
    compound_settlement: Literal["按月", "按季"] | None = Field(None, title="复利结算周期")
    compound_day: Whole | None = Field(None, title="复利结算日", ge=1, le=31)
    rate_history: Annotated[tuple[RateStep, ...], Listed] = Field((), title="历次利率")

    @model_validator(mode="after")
    def _is_whole(self) -> RateTerms:
        if self.type == "固定":
            if self.rate is None and not self.rate_history:
                raise fault("missing", "固定利率缺少年利率（rate）", "请填写")
        elif self.type == "LPR浮动" and not self.rate_history:
            if self.lpr_tenor is None or self.spread_bp is None or self.reset is None:
                raise fault(
                    "missing",
                    "LPR浮动利率缺少期限、加点或重定价日（lpr_tenor、spread_bp、reset）",
                    "请补填，或给出历次利率（rate_history）",
                )
        elif self.type == "基准浮动" and not self.rate_history:
            self._check_benchmark()
        days = [step.from_ for step in self.rate_history]
        if days != sorted(set(days)):
            raise fault(
                "order", "历次利率的起始日重复或次序颠倒（rate_history）", "请按日期先后排列"
            )
        if self.lpr_from is not None and (self.lpr_tenor is None or self.spread_bp is None):
            raise fault(
                "missing", "已转换为LPR而缺少期限或加点（lpr_tenor、spread_bp）", "请补填"
            )
        if self.penalty_uplift < 0:
            raise fault("negative", "罚息上浮比例为负（penalty_uplift）", "请核对")
        return self

    def _check_benchmark(self) -> None:
        if self.rate is None and self.benchmark_uplift is None:
            raise fault(
                "missing",
                "基准浮动利率缺少执行利率（rate）或浮动比例（benchmark_uplift）",
                "请填写其一，或给出历次利率（rate_history）",
            )
        if self.benchmark_uplift is not None and self.reset is None:
            raise fault("missing", "基准利率浮动而缺少重定价日（reset）", "请填写")


class RepayMethod(Entity):
    """还款方式."""

    method: Literal[
        "等额本息",
        "等额本金",
        "到期一次性还本付息",
        "按月计息到期还本",
        "按季计息到期还本",
        "按年计息到期还本",
        "其他",
    ] = Field(title="还款方式")
    due_day: Whole | None = Field(None, title="还款日", ge=1, le=31)
    cycle: Literal["月", "季", "年", "一次"] | None = Field(None, title="还款周期")
    grace_days: Whole = Field(0, title="宽限期（天）", ge=0)


class AllocationRule(Entity):
    """抵充顺序: as the contract agrees it, from so many overdue days on."""

    order: Annotated[tuple[Literal["费用", "利息", "罚息", "复利", "本金"], ...], Listed] = (
        Field(title="顺序")
    )
    overdue_days: Whole = Field(0, title="逾期达到（天）", ge=0)

    @model_validator(mode="after")
    def _is_whole(self) -> AllocationRule:
        if len(set(self.order)) != len(self.order) or not {"利息", "本金"} <= set(self.order):
            raise fault(
                "order",
                "抵充顺序须含利息和本金，且不得重复（order）",
                "请按合同条款写全；利息包括未另列的罚息、复利",
            )
        return self


class Misuse(Entity):
    """挪用: principal used against the agreed purpose, since when, on what proof."""

    from_: Day = Field(alias="from", title="挪用起日")
    amount: Yuan | None = Field(None, title="挪用金额")
    evidence: Text = Field(title="挪用证据")
    disb_no: Text | None = Field(None, title="借据号")
