"""What an instrument orders in money: sums, interest, stays; so that it can be reckoned.

The catalogue of documents holds an instrument's orders word for word; these members, this
project's addition, say the same in numbers.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from recoverydocs.cases.types import Day, Entity, Text, YearlyRate, Yuan, fault


class OrderedSum(Entity):
    """判项金额: one sum that the instrument fixes."""

    kind: Literal["本金", "利息", "其他金钱债务", "费用"] = Field(title="金额性质")
    name: Text | None = Field(None, title="名称")
    amount: Yuan = Field(title="金额")
    perform_by: Day | None = Field(None, title="该期履行期限届满日")

    @model_validator(mode="after")
    def _is_instalment(self) -> OrderedSum:
        if self.perform_by is not None and self.kind != "本金":
            raise fault(
                "instalment",
                "只有本金可以写明分期的履行期限（perform_by）",
                "其他金额请按执行依据的履行期限计",
            )
        return self


class OrderedInterest(Entity):
    """一般债务利息: what goes on growing on the principal as the instrument orders it."""

    rate: YearlyRate = Field(title="年利率")
    from_: Day = Field(alias="from", title="起算日")
    day_count: Literal["actual/360", "actual/365"] = Field(title="计息基础")


class Stay(Entity):
    """中止、暂缓执行: a time that bears no doubled part."""

    from_: Day = Field(alias="from", title="起日")
    to: Day = Field(title="止日")
    reason: Text = Field(title="事由")

    @model_validator(mode="after")
    def _in_order(self) -> Stay:
        if self.to < self.from_:
            raise fault("order", "止日早于起日（to）", "请核对两个日期")
        return self
