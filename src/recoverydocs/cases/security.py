"""What secures the loan: guarantees, mortgages and pledges, the assets, insurance.

Source of the members: the catalogue of documents, section 4.3.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from recoverydocs.cases.contracts import DisputeClause
from recoverydocs.cases.parties import StoredFile
from recoverydocs.cases.types import (
    Day,
    Entity,
    Lines,
    Listed,
    Secret,
    Text,
    Whole,
    Yuan,
    fault,
)


class Consent(Entity):
    """书面同意: a guarantor's consent to an agreement."""

    agreement: Text = Field(title="协议编号")
    on: Day = Field(title="同意日期")


class Resolution(Entity):
    """公司决议 for a guarantee."""

    body: Text = Field(title="决议机关")
    on: Day = Field(title="决议日期")
    file: StoredFile | Text | None = Field(None, title="决议文件")


class Guarantee(Entity):
    """保证: one guarantor's promise."""

    guarantee_no: Text = Field(title="保证合同编号")
    contract_no: Text | None = Field(None, title="主合同编号")
    guarantor: Text = Field(title="保证人（当事人编号）")
    mode: Literal["一般", "连带", "不明"] = Field(title="保证方式")
    signed_on: Day = Field(title="签订日期")
    scope: Lines | None = Field(None, title="保证范围")
    cap: Yuan | None = Field(None, title="保证限额")
    max_amount: bool = Field(False, title="最高额保证")
    line_from: Day | None = Field(None, title="最高额期间起")
    line_to: Day | None = Field(None, title="最高额期间止")
    determined_on: Day | None = Field(None, title="债权确定日")
    period_text: Lines = Field(title="保证期间约定")
    period_end: Day | None = Field(None, title="保证期间届满日")
    period_years: Whole | None = Field(None, title="保证期间（年）", ge=1, le=20)
    period_months: Whole | None = Field(None, title="保证期间（月）", ge=1, le=240)
    consents: Annotated[tuple[Consent, ...], Listed] = Field((), title="书面同意")
    resolution: Resolution | None = Field(None, title="公司决议")
    arb_or_court: DisputeClause | None = Field(None, title="争议条款")
    called_on: Annotated[tuple[Day, ...], Listed] = Field((), title="历次请求日期")

    @model_validator(mode="after")
    def _is_whole(self) -> Guarantee:
        if self.max_amount and self.cap is None:
            raise fault("missing", "最高额保证缺少保证限额（cap）", "请填写")
        return self


class Seizure(Entity):
    """查封: one court's measure on an asset."""

    court: Text = Field(title="查封法院")
    case_no: Text = Field(alias="案号", title="案号")
    on: Day = Field(title="查封日期")
    until: Day = Field(title="查封期限届满日")


class Asset(Entity):
    """担保物、财产."""

    asset_id: Text = Field(title="财产编号")
    type: Literal["房产", "土地", "车辆", "股权", "存款", "应收", "设备", "其他"] = Field(
        title="财产类型"
    )
    name: Text | None = Field(None, title="财产名称")
    certificate_no: Text | None = Field(None, title="权证号")
    address: Text | None = Field(None, title="坐落")
    area: Text | None = Field(None, title="面积")
    plate: Text | None = Field(None, title="车牌号")
    vin: Text | None = Field(None, title="车辆识别代号")
    value: Yuan | None = Field(None, title="评估价值")
    valued_on: Day | None = Field(None, title="评估日期")
    occupancy: Literal["自用", "出租", "空置"] | None = Field(None, title="占有情况")
    lease_from: Day | None = Field(None, title="租期起")
    lease_to: Day | None = Field(None, title="租期止")
    seizures: Annotated[tuple[Seizure, ...], Listed] = Field((), title="查封情况")
    homestead: bool | None = Field(None, title="唯一住房")

    @model_validator(mode="after")
    def _is_whole(self) -> Asset:
        if self.vin is not None and not re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", self.vin):
            raise fault("vin", "车辆识别代号不是 17 位（vin）", "请核对登记证书")
        return self


class Security(Entity):
    """抵押、质押."""

    sec_no: Text = Field(title="担保合同编号")
    contract_no: Text | None = Field(None, title="主合同编号")
    kind: Literal["不动产抵押", "动产抵押", "权利质押", "动产质押", "应收账款"] = Field(
        title="担保类型"
    )
    owner: Text = Field(title="抵押人或出质人（当事人编号）")
    asset: Text = Field(title="担保物（财产编号）")
    signed_on: Day | None = Field(None, title="签订日期")
    cap: Yuan | None = Field(None, title="担保限额")
    registered: Literal["正式", "预告", "未登记"] = Field(title="登记情况")
    reg_no: Text | None = Field(None, title="登记证明号")
    reg_on: Day | None = Field(None, title="登记日期")
    reg_office: Text | None = Field(None, title="登记机关")
    rank: Whole = Field(1, title="顺位", ge=1)
    max_amount: bool = Field(False, title="最高额担保")
    line_from: Day | None = Field(None, title="最高额期间起")
    line_to: Day | None = Field(None, title="最高额期间止")
    determined_on: Day | None = Field(None, title="债权确定日")
    order_clause: Lines | None = Field(None, title="人保物保顺序约定")
    consents: Annotated[tuple[Consent, ...], Listed] = Field((), title="书面同意")
    arb_or_court: DisputeClause | None = Field(None, title="争议条款")

    @model_validator(mode="after")
    def _is_whole(self) -> Security:
        if self.registered == "正式" and (self.reg_no is None or self.reg_on is None):
            raise fault(
                "missing", "已登记而缺少登记证明号或登记日期（reg_no、reg_on）", "请补填"
            )
        if self.max_amount and self.cap is None:
            raise fault("missing", "最高额担保缺少担保限额（cap）", "请填写")
        return self


class InsuranceClaim(Entity):
    """理赔."""

    on: Day = Field(title="申请日期")
    sum: Yuan = Field(title="索赔金额")
    result: Text | None = Field(None, title="理赔结果")
    paid_on: Day | None = Field(None, title="赔付日期")


class Insurance(Entity):
    """保险."""

    policy_no: Text = Field(title="保单号")
    insurer: Text = Field(title="保险人")
    kind: Literal["保证保险", "抵押物险"] = Field(title="险种")
    insured_sum: Yuan = Field(title="保险金额")
    from_: Day = Field(alias="from", title="保险期间起")
    to: Day = Field(title="保险期间止")
    trigger_days: Whole | None = Field(None, title="理赔逾期天数", ge=0)
    notice_days: Whole | None = Field(None, title="报案期限（天）", ge=0)
    docs: Annotated[tuple[Text, ...], Listed] = Field((), title="理赔单证")
    claim: InsuranceClaim | None = Field(None, title="理赔")


class PropertyClue(Entity):
    """财产线索."""

    clue_id: Text | None = Field(None, title="线索编号")
    holder: Text = Field(title="权利人（当事人编号）")
    type: Text = Field(title="财产类型")
    identifier: Secret | None = Field(None, title="名称、账号或权证号")
    place: Text | None = Field(None, title="所在地")
    value: Yuan | None = Field(None, title="估值")
    encumbrances: Text | None = Field(None, title="权利负担")
    source: Literal["登记查询", "合同", "财报", "公开拍卖", "被申请人陈述"] = Field(
        title="线索来源"
    )
    seen_on: Day = Field(title="查询日期")
    lawful: Literal[True] = Field(title="来源合法")
