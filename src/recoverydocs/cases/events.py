"""What happened and what was filed: notices, delivery, contacts, disputes, procedures.

Source of the members: the catalogue of documents, section 4.4; contacts, section 3.1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from recoverydocs.cases.contracts import Instalment
from recoverydocs.cases.orders import OrderedInterest, OrderedSum, Stay
from recoverydocs.cases.parties import Recording, StoredFile
from recoverydocs.cases.types import (
    Day,
    Entity,
    Lines,
    Listed,
    Moment,
    OneOrThree,
    Secret,
    Text,
    Whole,
    Yuan,
    fault,
)
from recoverydocs.law import load_packaged
from recoverydocs.law.periods import statutory_period

if TYPE_CHECKING:
    from datetime import date

_DOCKET = re.compile(r"（[0-9]{4}）.+号")
NOT_MINE = "非本人贷款"
OPEN_STATES = frozenset({"受理", "核查中", "成立", "部分成立", "无法确认"})


class Notice(Entity):
    """发文: a document that was issued, or is about to be."""

    number: Text = Field(title="文号")
    kind: Text = Field(title="文书种类")
    issued_on: Day = Field(title="发文日期")
    to: Text = Field(title="收件人（当事人编号）")
    title: Text | None = Field(None, title="文件名称")
    grade: Literal["首次", "再次", "最后"] | None = Field(None, title="催收级次")
    contract_no: Text | None = Field(None, title="合同编号")
    guarantee_no: Text | None = Field(None, title="保证合同编号")
    accelerated_on: Day | None = Field(None, title="提前到期日")
    claims: Yuan | None = Field(None, title="主张金额")
    hash: Text = Field(title="文件哈希", pattern=r"\A[0-9a-f]{64}\Z")
    copies: Whole | None = Field(None, title="份数", ge=1)
    status: Literal["草稿", "已批", "已发", "作废"] = Field(title="发文状态")


class DeliveryEvent(Entity):
    """送达: one attempt to deliver a notice, and what came of it."""

    notice: Text = Field(title="文号")
    method: Literal["公证", "EMS", "挂号信", "快递", "面交", "电子", "公告"] = Field(
        title="送达方式"
    )
    carrier: Text | None = Field(None, title="承运人")
    mail_no: Text | None = Field(None, title="邮件号")
    address: Text = Field(title="送达地址")
    address_basis: Text = Field(title="地址依据")
    slip_content: Text | None = Field(None, title="内件品名")
    sent_at: Moment = Field(title="发出时间")
    result: Literal["在途", "妥投", "拒收", "退回", "已读", "公告期满"] = Field(
        title="送达结果"
    )
    result_at: Moment | None = Field(None, title="结果时间")
    reason: Text | None = Field(None, title="未妥投原因")
    signer: Text | None = Field(None, title="签收人")
    relation: Text | None = Field(None, title="与收件人关系")
    acknowledged_on: Day | None = Field(None, title="债务人签字同意履行日期")
    evidence: StoredFile | Text = Field(title="送达证据")

    @model_validator(mode="after")
    def _in_order(self) -> DeliveryEvent:
        if self.result_at is not None and self.result_at < self.sent_at:
            raise fault("order", "结果时间早于发出时间（result_at）", "请核对两个时间")
        return self


class Promise(Entity):
    """还款承诺: sum and day, both."""

    sum: Yuan = Field(title="承诺金额")
    on: Day = Field(title="承诺还款日")


class Contact(Entity):
    """沟通: one contact with the borrower or somebody else."""

    channel: Literal["电话", "短信", "外访", "来访", "微信", "其他"] = Field(title="渠道")
    with_role: Literal["本人", "共同债务人", "保证人", "相关第三人", "无关第三人"] = Field(
        title="接触对象"
    )
    with_party: Text | None = Field(None, title="接触对象（当事人编号）")
    started: Moment = Field(title="开始时间")
    ended: Moment = Field(title="结束时间")
    by: Annotated[tuple[Text, ...], Listed] = Field((), title="经办人")
    number: Secret | None = Field(None, title="拨出号码")
    place: Text | None = Field(None, title="地址")
    source: Text | None = Field(None, title="号码或地址来源")
    verified_by: Text | None = Field(None, title="身份核验方式")
    told: Lines | None = Field(None, title="告知事项")
    said: Lines | None = Field(None, title="对方陈述")
    debt_disclosed: bool | None = Field(None, title="披露债务信息")
    consent_time: bool | None = Field(None, title="同意时段")
    attempts: Whole | None = Field(None, title="未接次数", ge=0)
    promise: Promise | None = Field(None, title="还款承诺")
    recording: Recording | None = Field(None, title="录音录像")
    next: Text | None = Field(None, title="下一步")

    @model_validator(mode="after")
    def _in_order(self) -> Contact:
        if self.ended < self.started:
            raise fault("order", "结束时间早于开始时间（ended）", "请核对两个时间")
        return self


class Waiver(Entity):
    """减免: what is given up, on which condition."""

    item: Text = Field(title="减免项目")
    amount: Yuan = Field(title="减免金额")
    condition: Lines = Field(title="减免条件")
    effective_on: Day | None = Field(None, title="减免生效日")


class Notarisation(Entity):
    """强制执行公证."""

    office: Text = Field(title="公证机构")
    no: Text | None = Field(None, title="公证书编号")
    on: Day | None = Field(None, title="公证日期")
    covers: Annotated[tuple[Literal["主债务", "担保"], ...], Listed] = Field(
        (), title="公证范围"
    )


class Agreement(Entity):
    """协议: a supplementary agreement, extension or settlement."""

    no: Text = Field(title="协议编号")
    kind: Literal["补充还款", "展期", "和解"] = Field(title="协议类型")
    contract_no: Text | None = Field(None, title="主合同编号")
    signed_on: Day | None = Field(None, title="签订日期")
    parties: Annotated[tuple[Text, ...], Listed] = Field(title="当事人", min_length=1)
    plan: Annotated[tuple[Instalment, ...], Listed] = Field((), title="还款计划")
    waivers: Annotated[tuple[Waiver, ...], Listed] = Field((), title="减免")
    notarised: Notarisation | None = Field(None, title="强制执行公证")
    reason: Lines | None = Field(None, title="变更原因")
    status: Literal["拟签", "履行", "违约"] = Field(title="协议状态")
    breached_on: Day | None = Field(None, title="违约日期")

    @model_validator(mode="after")
    def _is_whole(self) -> Agreement:
        if self.status != "拟签" and self.signed_on is None:
            raise fault("missing", "已签协议缺少签订日期（signed_on）", "请填写")
        days = [row.due_on for row in self.plan]
        if days != sorted(set(days)):
            raise fault("order", "还款计划的应还日不是依次递增（plan）", "请按日期排列")
        effective = [each.effective_on for each in self.waivers if each.effective_on]
        if effective and (self.signed_on is None or min(effective) < self.signed_on):
            raise fault(
                "order", "减免生效日早于协议签订，或协议尚未签订（effective_on）", "请核对"
            )
        return self


class PoliceReport(Entity):
    """报案."""

    office: Text = Field(title="受案机关")
    no: Text = Field(title="受案编号")
    on: Day = Field(title="报案日期")
    by: Literal["本机构", "申诉人"] | None = Field(None, title="报案人")


class DisputeCheck(Entity):
    """核查: one item of the checklist."""

    item: Text = Field(title="核查事项")
    by: Text = Field(title="核查人")
    on: Day = Field(title="核查日期")
    result: Text = Field(title="核查结果")
    file: StoredFile | Text | None = Field(None, title="核查材料")


def reply_due(received: date) -> date:
    """The last day to answer a dispute, by counting alone.

    Source: 征信业管理条例 25 (table ``periods``, credit-objection).
    """
    return statutory_period(load_packaged(), "credit-objection", received).raw_last_day


class Dispute(Entity):
    """异议: what somebody says against the loan or its data."""

    no: Text = Field(title="异议编号")
    type: Literal["非本人贷款", "金额", "利率", "已还", "征信"] = Field(title="异议类型")
    contract_no: Text | None = Field(None, title="合同编号")
    received: Day = Field(title="受理日期")
    channel: Text | None = Field(None, title="受理渠道")
    claim: Lines = Field(title="异议内容")
    police: PoliceReport | None = Field(None, title="报案")
    checks: Annotated[tuple[DisputeCheck, ...], Listed] = Field((), title="核查")
    state: Literal["受理", "核查中", "成立", "部分成立", "不成立", "无法确认"] = Field(
        title="异议状态"
    )
    reply_due: Day = Field(title="答复期限")
    reply: Text | None = Field(None, title="答复函文号")

    @model_validator(mode="after")
    def _due_as_the_law_says(self) -> Dispute:
        wanted = reply_due(self.received)
        if self.reply_due != wanted:
            days = (wanted - self.received).days
            raise fault(
                "due", f"答复期限应为受理日加{days}日，即 {wanted}（reply_due）", "请更正"
            )
        return self

    def is_open_not_mine(self) -> bool:
        """Whether somebody says 这不是我的贷款 and that is not decided against him."""
        return self.type == NOT_MINE and self.state in OPEN_STATES


HoldScope = Literal["电话", "短信", "函件", "外访", "委外", "自动扣款", "征信报送", "诉讼"]


class HoldFeedback(Entity):
    """执行反馈 of one desk."""

    desk: Text = Field(title="部门")
    at: Moment = Field(title="反馈时间")
    by: Text = Field(title="签名")


class Hold(Entity):
    """暂停: which steps stand still, since when, until when."""

    no: Text = Field(title="暂停编号")
    dispute: Text | None = Field(None, title="异议编号")
    reason: Text | None = Field(None, title="事由")
    scopes: Annotated[tuple[HoldScope, ...], Listed] = Field(title="暂停范围", min_length=1)
    from_: Day = Field(alias="from", title="暂停起日")
    until: Day | None = Field(None, title="恢复日")
    resumed_by: Text | None = Field(None, title="恢复通知编号")
    feedback: Annotated[tuple[HoldFeedback, ...], Listed] = Field((), title="执行反馈")


class Preservation(Entity):
    """保全措施 taken by a court."""

    asset: Text = Field(title="财产")
    measure: Literal["查封", "扣押", "冻结"] = Field(title="措施")
    from_: Day = Field(alias="from", title="起日")
    until: Day = Field(title="届满日")


class Ending(Entity):
    """终结: how a procedure ended, and when its paper reached us."""

    on: Day = Field(title="终结日期")
    how: Literal[
        "判决", "调解", "裁定", "裁决", "撤诉", "按撤诉处理", "驳回", "终结", "终结本次执行"
    ] = Field(title="终结方式")
    received_on: Day | None = Field(None, title="文书送达本机构日期")


class CourtCase(Entity):
    """诉讼、执行案件."""

    kind: Literal[
        "诉前保全",
        "一审",
        "二审",
        "再审",
        "支付令",
        "实现担保物权",
        "执行前保全",
        "执行",
        "恢复执行",
    ] = Field(title="案件类型")
    court: Text = Field(title="法院")
    case_no: Text | None = Field(None, title="案号")
    contract_no: Text | None = Field(None, title="合同编号")
    filed_on: Day = Field(title="递交日期")
    accepted_on: Day | None = Field(None, title="受理日期")
    judge: Text | None = Field(None, title="承办法官")
    hearing: Moment | None = Field(None, title="开庭时间")
    evidence_deadline: Day | None = Field(None, title="举证期限")
    fees: Yuan | None = Field(None, title="诉讼费用")
    preservations: Annotated[tuple[Preservation, ...], Listed] = Field((), title="保全措施")
    against: Annotated[tuple[Text, ...], Listed] = Field((), title="被告（当事人编号）")
    complaint_served_on: Day | None = Field(None, title="起诉状副本送达日期")
    accelerates: bool = Field(False, title="起诉状宣布提前到期")
    instrument_no: Text | None = Field(None, title="执行依据文书编号")
    ended: Ending | None = Field(None, title="终结")

    @model_validator(mode="after")
    def _is_whole(self) -> CourtCase:
        if self.case_no is not None and not _DOCKET.fullmatch(self.case_no):
            raise fault("docket", "案号不是（年份）…号的形式（case_no）", "请照受理通知书填写")
        if self.ended is not None and self.ended.on < self.filed_on:
            raise fault("order", "终结日期早于递交日期（ended）", "请核对两个日期")
        return self


class Award(Entity):
    """仲裁裁决."""

    no: Text = Field(title="裁决书编号")
    on: Day = Field(title="裁决日期")
    received_on: Day | None = Field(None, title="裁决书送达本机构日期")


class ArbCase(Entity):
    """仲裁案件."""

    institution: Text = Field(title="仲裁机构")
    case_no: Text | None = Field(None, title="案号")
    contract_no: Text | None = Field(None, title="合同编号")
    filed_on: Day = Field(title="申请日期")
    accepted_on: Day | None = Field(None, title="受理日期")
    rules_version: Text | None = Field(None, title="仲裁规则版本")
    tribunal: OneOrThree | None = Field(None, title="仲裁员人数")
    award: Award | None = Field(None, title="裁决")
    against: Annotated[tuple[Text, ...], Listed] = Field((), title="被申请人（当事人编号）")
    complaint_served_on: Day | None = Field(None, title="仲裁申请书副本送达日期")
    accelerates: bool = Field(False, title="仲裁申请书宣布提前到期")
    ended: Ending | None = Field(None, title="终结")


class ExecCertificate(Entity):
    """执行证书."""

    no: Text = Field(title="执行证书编号")
    on: Day = Field(title="执行证书日期")
    applied_on: Day | None = Field(None, title="申请出具执行证书日期")


class Instrument(Entity):
    """执行依据."""

    kind: Literal["判决", "调解", "裁决", "公证债权文书", "支付令", "裁定"] = Field(
        title="文书类型"
    )
    no: Text = Field(title="文书编号")
    contract_no: Text | None = Field(None, title="合同编号")
    maker: Text = Field(title="作出机构")
    on: Day = Field(title="作出日期")
    effective_on: Day = Field(title="生效日期")
    perform_by: Day | None = Field(None, title="履行期限届满日")
    orders: Annotated[tuple[Lines, ...], Listed] = Field((), title="判项主文")
    sums: Annotated[tuple[OrderedSum, ...], Listed] = Field((), title="判项金额")
    interest: OrderedInterest | None = Field(None, title="一般债务利息")
    stays: Annotated[tuple[Stay, ...], Listed] = Field((), title="中止、暂缓执行")
    interest_method: Lines | None = Field(None, title="利息计算方法")
    exec_certificate: ExecCertificate | None = Field(None, title="执行证书")
    exec_expires: Day | None = Field(None, title="申请执行期限届满日")
