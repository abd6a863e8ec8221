"""Who the case is about: the lender's unit and staff, the parties, their addresses.

Source of the members: the catalogue of documents, section 4.1.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from recoverydocs.cases.types import (
    Day,
    Entity,
    Listed,
    Moment,
    Secret,
    Text,
    Uscc,
    Whole,
    Yuan,
    fault,
)

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_POSTCODE = re.compile(r"[0-9]{6}")


class OrgUnit(Entity):
    """机构: the lending unit in whose name documents are issued."""

    org_id: Text = Field(title="机构号")
    name: Text = Field(title="机构名称")
    kind: Literal["总行", "分行", "支行", "子公司", "小贷", "消金"] = Field(title="机构类型")
    uscc: Uscc = Field(title="统一社会信用代码")
    licence_no: Text | None = Field(None, title="金融许可证号")
    address: Text = Field(title="机构地址")
    head_name: Text = Field(title="负责人姓名")
    head_title: Text = Field(title="负责人职务")
    phone: Text = Field(title="联系电话")
    account_name: Text = Field(title="收款户名")
    account_bank: Text = Field(title="开户行")
    account_no: Secret = Field(title="收款账号")
    doc_prefix: Text = Field(title="发文代字")
    can_sue: bool = Field(title="可以自己名义诉讼")


class User(Entity):
    """人员: one of the lender's staff, or its lawyer."""

    user_id: Text = Field(title="人员编号")
    name: Text = Field(title="姓名")
    role: Annotated[
        tuple[Literal["信贷员", "法务", "风控", "审批", "消保", "用印", "征信"], ...], Listed
    ] = Field(title="角色", min_length=1)
    phone: Text | None = Field(None, title="电话")
    lawyer_licence_no: Text | None = Field(None, title="律师执业证号")


class Phone(Entity):
    """电话: a mobile number, where it came from and when it was last checked."""

    number: Secret = Field(title="手机号码")
    source: Text | None = Field(None, title="号码来源")
    verified_on: Day | None = Field(None, title="核实日期")

    @model_validator(mode="after")
    def _is_mobile(self) -> Phone:
        if not _MOBILE.fullmatch(self.number):
            raise fault("mobile", "手机号码应为 13 至 19 开头的 11 位数字", "请核对后重填")
        return self


class Person(Entity):
    """法定代表人、监护人: a person named for a party."""

    name: Text = Field(title="姓名")
    title: Text | None = Field(None, title="职务")
    id_no: Secret | None = Field(None, title="证件号码")
    phone: Secret | None = Field(None, title="电话")
    relation: Text | None = Field(None, title="关系")


class Party(Entity):
    """当事人: a natural person, a company, a sole trader or another organisation."""

    party_id: Text = Field(title="当事人编号")
    external_id: Text | None = Field(None, title="客户号")
    kind: Literal["自然人", "法人", "个体工商户", "非法人组织"] = Field(title="当事人类型")
    role: Annotated[
        tuple[
            Literal[
                "借款人",
                "共同借款人",
                "保证人",
                "抵押人",
                "出质人",
                "配偶",
                "继承人",
                "保险人",
                "融资担保公司",
                "经营者",
            ],
            ...,
        ],
        Listed,
    ] = Field(title="当事人角色", min_length=1)
    name: Text = Field(title="姓名或名称")
    # 自然人
    sex: Literal["男", "女"] | None = Field(None, title="性别")
    birth: Day | None = Field(None, title="出生日期")
    ethnic: Text | None = Field(None, title="民族")
    id_type: (
        Literal[
            "居民身份证",
            "护照",
            "港澳居民来往内地通行证",
            "台湾居民来往大陆通行证",
            "外国人永久居留身份证",
            "军官证",
        ]
        | None
    ) = Field(None, title="证件类型")
    id_no: Secret | None = Field(None, title="证件号码")
    employer: Text | None = Field(None, title="工作单位")
    job: Text | None = Field(None, title="职业")
    phones: Annotated[tuple[Phone, ...], Listed] = Field((), title="电话")
    alive: Literal["在世", "死亡", "失踪"] | None = Field(None, title="存续")
    died_on: Day | None = Field(None, title="死亡日期")
    guardian: Person | None = Field(None, title="监护人")
    # 法人、非法人组织
    uscc: Uscc | None = Field(None, title="统一社会信用代码")
    org_type: Text | None = Field(None, title="组织类型")
    ownership: Text | None = Field(None, title="所有制性质")
    reg_address: Text | None = Field(None, title="注册地址")
    office_address: Text | None = Field(None, title="办公地址")
    legal_rep: Text | None = Field(None, title="法定代表人")
    legal_rep_title: Text | None = Field(None, title="法定代表人职务")
    legal_rep_id: Secret | None = Field(None, title="法定代表人证件号码")
    status: Literal["存续", "吊销", "注销", "破产受理"] | None = Field(None, title="主体状态")
    status_on: Day | None = Field(None, title="主体状态日期")
    bankruptcy_case_no: Text | None = Field(None, title="破产案号")
    # 个体工商户
    licence_name: Text | None = Field(None, title="字号")
    operator: Text | None = Field(None, title="经营者（当事人编号）")

    @field_validator("id_no", mode="after")
    @classmethod
    def _is_resident_id(cls, id_no: str | None, info: ValidationInfo) -> str | None:
        # A validator of the member, so that this fault comes with those of other members.
        # The area code is not judged: the table of areas ages, the check digit does not.
        if id_no is None or info.data.get("id_type") != "居民身份证":
            return id_no
        born = resident_birth(id_no)
        if born is None:
            raise fault("id", "居民身份证号码校验不符", "请对照证件原件重填 18 位号码")
        if info.data.get("birth") not in {None, born}:
            raise fault("id-birth", "身份证号码与出生日期（birth）不一致", "请核对两者")
        if info.data.get("sex") not in {None, "男" if int(id_no[16]) % 2 else "女"}:
            raise fault("id-sex", "身份证号码与性别（sex）不一致", "请核对两者")
        return id_no

    @model_validator(mode="after")
    def _is_whole(self) -> Party:
        if self.kind == "自然人":
            self._check_person()
        elif self.kind == "个体工商户":
            if self.operator is None:
                raise fault(
                    "missing", "个体工商户缺少经营者（operator）", "请填写经营者的当事人编号"
                )
        else:
            self._check_organisation()
        return self

    def _check_person(self) -> None:
        if self.id_type is None or self.id_no is None:
            raise fault("missing", "自然人缺少证件类型或证件号码（id_type、id_no）", "请补填")
        if self.alive == "死亡" and self.died_on is None:
            raise fault("missing", "已死亡而缺少死亡日期（died_on）", "请补填")

    def _check_organisation(self) -> None:
        wanted = ("uscc", "reg_address", "legal_rep", "legal_rep_title")
        missing = [name for name in wanted if getattr(self, name) is None]
        if missing:
            raise fault("missing", f"{self.kind}资料不全（{'、'.join(missing)}）", "请补填")


def resident_birth(id_no: str) -> date | None:
    """The birthday in a resident id number whose check digit holds (GB 11643-1999), else None.

    >>> resident_birth("11010519491231002X")
    datetime.date(1949, 12, 31)
    """
    if not re.fullmatch(r"[0-9]{17}[0-9X]", id_no):
        return None
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(id_no, weights, strict=False))
    if "10X98765432"[total % 11] != id_no[17]:
        return None
    try:
        return date(int(id_no[6:10]), int(id_no[10:12]), int(id_no[12:14]))
    except ValueError:
        return None


class Address(Entity):
    """地址: where a party is served, and why there."""

    party: Text = Field(title="当事人")
    text: Text | None = Field(None, title="地址")
    kind: Literal["户籍", "经常居住", "注册", "办公", "合同送达", "送达地址确认书", "电子"] = (
        Field(title="地址类型")
    )
    basis: Text = Field(title="地址依据")
    from_: Day = Field(alias="from", title="起用日期")
    to: Day | None = Field(None, title="停用日期")
    postcode: Text | None = Field(None, title="邮政编码")
    province: Text | None = Field(None, title="省")
    city: Text | None = Field(None, title="市")
    district: Text | None = Field(None, title="区县")
    e_channel: Secret | None = Field(None, title="电子送达账号")
    consents_e_service: bool | None = Field(None, title="同意电子送达")
    consented_on: Day | None = Field(None, title="同意电子送达日期")

    @model_validator(mode="after")
    def _is_whole(self) -> Address:
        if self.kind == "电子":
            if self.e_channel is None:
                raise fault(
                    "missing", "电子地址缺少账号（e_channel）", "请填写手机号、邮箱或平台账号"
                )
        elif self.text is None:
            raise fault("missing", "缺少地址（text）", "请填写完整地址")
        if self.postcode is not None and not _POSTCODE.fullmatch(self.postcode):
            raise fault("postcode", "邮政编码不是 6 位数字（postcode）", "请核对后重填")
        if self.to is not None and self.to < self.from_:
            raise fault("order", "停用日期早于起用日期（to）", "请核对两个日期")
        return self


class Approval(Entity):
    """审批: one decision on a document, by somebody else than its drafter."""

    doc: Text = Field(title="文书种类或文号")
    step: Text = Field(title="审批环节")
    by: Text = Field(title="审批人（人员编号）")
    on: Day = Field(title="审批日期")
    decision: Literal["同意", "退回"] = Field(title="审批决定")
    note: Text | None = Field(None, title="审批意见")


class SealUse(Entity):
    """用印: which chop was put on how many copies."""

    seal_name: Literal["公章", "合同章", "法定代表人名章", "业务章"] = Field(title="章名")
    copies: Whole = Field(title="份数", ge=1)
    by: Text | None = Field(None, title="用印人")
    on: Day | None = Field(None, title="用印日期")
    doc: Text | None = Field(None, title="文书种类或文号")
    authority: Text | None = Field(None, title="用印授权依据")


class CostItem(Entity):
    """费用: one cost of recovery, with its voucher."""

    kind: Literal["律师费", "保全费", "公证费", "评估费", "邮寄费", "案件受理费"] = Field(
        title="费用种类"
    )
    amount: Yuan = Field(title="金额")
    on: Day = Field(title="发生日期")
    voucher: Text = Field(title="凭证")
    clause: Text | None = Field(None, title="合同条款")
    contract_no: Text | None = Field(None, title="合同编号")


class StoredFile(Entity):
    """文件: a file kept by the lender, named with its SHA-256."""

    name: Text = Field(title="文件名")
    sha256: Text = Field(title="SHA-256", pattern=r"\A[0-9a-f]{64}\Z")


class Recording(Entity):
    """录音录像: hash and place of a recording."""

    sha256: Text = Field(title="SHA-256")
    place: Text | None = Field(None, title="存放位置")
    started: Moment | None = Field(None, title="开始时间")
