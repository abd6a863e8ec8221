"""Facts of a contract beside its money: what hindered claiming, what was pointed out.

They are this project's addition (docs/decisions/0104-obstacles-and-pointing-out.md).
Source: 民法典 194, 496.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from recoverydocs.cases.parties import StoredFile
from recoverydocs.cases.types import Day, Entity, Listed, Text, fault

if TYPE_CHECKING:
    from typing import Self

ClauseName = Literal["加速", "罚息", "复利", "管辖", "送达", "费用", "抵充", "征信授权"]


class Obstacle(Entity):
    """时效中止的障碍: what kept the creditor from claiming, from which day, until which."""

    reason: Literal[
        "不可抗力", "没有法定代理人", "未确定继承人或者遗产管理人", "被控制", "其他障碍"
    ] = Field(title="中止事由")
    from_: Day = Field(alias="from", title="障碍发生日期")
    to: Day | None = Field(None, title="障碍消除日期")
    proof: StoredFile | Text | None = Field(None, title="中止的证据")

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if self.to is not None and self.to < self.from_:
            raise fault("order", "障碍消除日期早于障碍发生日期（to）", "请核对两个日期")
        return self


class PointedOut(Entity):
    """提示说明: how the lender drew attention to clauses of its standard terms."""

    manner: Literal["加粗或者加黑", "单独签字确认", "页面强制阅读", "口头说明", "其他"] = Field(
        title="提示说明方式"
    )
    clauses: Annotated[tuple[ClauseName, ...], Listed] = Field(
        title="提示说明的条款", min_length=1
    )
    on: Day | None = Field(None, title="提示说明日期")
    proof: StoredFile | Text | None = Field(None, title="提示说明的证据")
