"""办理要求: what somebody asks of one document, where the facts of the case leave a choice.

The catalogue of documents names no place for these choices; they are this project's addition.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from recoverydocs.cases.types import Day, Entity, Lines, Listed, OneOrThree, Text, Whole, Yuan


class DunningRequest(Entity):
    """催款通知书: grade, day to pay by, days to object."""

    grade: Literal["首次", "再次", "最后"] | None = Field(None, title="催收级次")
    pay_by: Day | None = Field(None, title="付款期限")
    objection_days: Whole | None = Field(None, title="异议期（天）", ge=1)
    variant: Literal["普通", "时效届满催收"] | None = Field(None, title="变体")


class GuarantorRequest(Entity):
    """担保责任履行通知书."""

    pay_by: Day | None = Field(None, title="付款期限")


class AgreementRequest(Entity):
    """补充还款协议: which of the case's agreements is drawn up."""

    agreement_no: Text | None = Field(None, title="协议编号")
    notarise: bool = Field(False, title="办理强制执行公证")
    effective_on: Day | None = Field(None, title="生效日期")


class Measure(Entity):
    """保全措施请求: one asset or clue, the measure asked for and its sum."""

    clue: Text | None = Field(None, title="线索编号")
    asset: Text | None = Field(None, title="财产编号")
    measure: Literal["查封", "扣押", "冻结"] = Field(title="措施")
    sum: Yuan | None = Field(None, title="金额")
    until_months: Whole | None = Field(None, title="期限（月）", ge=1, le=36)


class OfferedSecurity(Entity):
    """保全担保: what is offered, or the exemption asked for."""

    form: Literal["财产担保", "保函", "责任保险", "免予担保"] = Field(title="担保方式")
    provider: Text | None = Field(None, title="担保人")
    document_no: Text | None = Field(None, title="保函或保单编号")
    amount: Yuan | None = Field(None, title="担保金额")
    text: Lines | None = Field(None, title="说明")


class PreservationRequest(Entity):
    """财产保全申请书."""

    variant: Literal["诉前", "仲裁前", "诉讼中", "仲裁中"] = Field(title="保全类型")
    court: Text = Field(title="申请法院")
    amount: Yuan = Field(title="保全数额")
    contract_no: Text | None = Field(None, title="合同编号")
    measures: Annotated[tuple[Measure, ...], Listed] = Field((), title="保全措施")
    security: OfferedSecurity | None = Field(None, title="保全担保")
    urgency: Lines | None = Field(None, title="紧急情况")
    agent: Text | None = Field(None, title="委托代理人（人员编号）")


class ArbitrationRequest(Entity):
    """仲裁申请书."""

    contract_no: Text | None = Field(None, title="合同编号")
    tribunal: OneOrThree = Field(3, title="仲裁员人数")
    procedure: Literal["普通", "简易"] = Field("普通", title="程序")
    hearing: Literal["开庭", "书面"] = Field("开庭", title="审理方式")
    online: bool | None = Field(None, title="同意线上仲裁")
    agent: Text | None = Field(None, title="委托代理人（人员编号）")
    legal_fee: Yuan | None = Field(None, title="律师费")
    claims_extra: Annotated[tuple[Lines, ...], Listed] = Field((), title="其他请求")


class FilingRequest(Entity):
    """备案表: which notice is filed, and what was looked at."""

    notice: Text | None = Field(None, title="备案文件文号")
    review_points: dict[
        Literal["主体", "授权", "利率", "担保登记", "管辖条款", "时效与保证期间"], Lines
    ] = Field(default_factory=dict, title="审查要点")
    legal_opinion: Lines | None = Field(None, title="法务意见")
    risk_opinion: Lines | None = Field(None, title="风控意见")
    archive_place: Text | None = Field(None, title="归档位置")


class Requests(Entity):
    """办理要求, one member a kind of document; ``working_table`` holds for all of them."""

    working_table: bool | None = Field(None, title="附计算明细表")

    dunning: DunningRequest | None = Field(None, title="催款通知书")
    guarantor: GuarantorRequest | None = Field(None, title="担保责任履行通知书")
    agreement: AgreementRequest | None = Field(None, title="补充还款协议")
    preservation: PreservationRequest | None = Field(None, title="财产保全申请书")
    arbitration: ArbitrationRequest | None = Field(None, title="仲裁申请书")
    filing: FilingRequest | None = Field(None, title="备案表")
