"""Fields of guarantees, mortgages and pledges: who secures what, to which sum, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.documents.fields.dunning import pay_by
from recoverydocs.documents.fields.parties import PARTY, party_fields
from recoverydocs.documents.fields.words import (
    capitals,
    chinese_date,
    date_or_none,
    in_chinese,
    money_or_none,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.security import Asset, Guarantee, Security
    from recoverydocs.claims.claim import GuaranteeState
    from recoverydocs.documents.fields.sheet import Fields, Sheet
    from recoverydocs.money import Money

_ONE = {
    "no": "担保合同编号",
    "is_surety": "是否保证",
    "is_joint": "是否连带责任保证",
    "is_general": "是否一般保证",
    "is_mortgage": "是否抵押",
    "name": "担保人姓名或者名称",
    "role": "保证人、抵押人或者出质人",
    "mode": "保证方式",
    "mode_word": "连带责任或者一般",
    "security_word": "抵押或者质押",
    "signed_on": "签订日期",
    "scope": "担保范围（约定没有写明则为空）",
    "cap": "担保限额",
    "cap_words": "担保限额大写",
    "is_max_amount": "是否最高额担保",
    "asset_text": "担保财产的文字",
    "registration_text": "登记情况的文字",
    "period_text": "合同约定的保证期间",
    "text": "整句的担保事实",
}
_LETTER = {
    **_ONE,
    "pay_by": "付款期限",
    "objection_days": "异议期（日）",
    "demand": "要求支付的金额（不超过限额）",
    "demand_words": "要求支付的金额大写",
    "period_from": "保证期间起日",
    "period_end": "保证期间届满日",
}
LABELS = {
    **{f"guarantee.{name}": label for name, label in _LETTER.items()},
    **{f"guarantee.provider.{name}": f"担保人：{label}" for name, label in PARTY.items()},
}
_SECURITY_WORDS = {"不动产抵押": "抵押", "动产抵押": "抵押"}
_OWN_WORDS = {"L1": "我方", "L2": "申请人", "L3": "本机构"}
_REGISTERED = {"预告": "已办理预告登记", "未登记": "未办理登记"}


def guarantee(sheet: Sheet) -> Fields:
    """The guarantee or security of the letter, with what is asked of its provider.

    Raises:
        DataRefusedError: a value that the document prints is missing.
    """
    case, number = sheet.case, sheet.target.guarantee_no
    request = case.requests.guarantor
    total = sheet.claim.contract(sheet.contract.contract_no).total
    found: Fields | None = None
    state: GuaranteeState | None = None
    demand: Money | None = None
    for surety in case.guarantees:
        if surety.guarantee_no == number:
            state = sheet.claim.guarantee(number)
            found, demand = surety_fields(sheet, surety), state.demandable
    for security in case.securities:
        if security.sec_no == number:
            found = security_fields(sheet, security)
            demand = min(total, security.cap) if security.cap is not None else total
    if found is None:
        raise sheet.lacks(
            "guarantees", "保证", "案件中没有本文书针对的担保", "请核对担保合同编号"
        )
    return found | {
        "provider": party_fields(sheet, case.party(sheet.target.party_id)),
        "pay_by": chinese_date(pay_by(sheet, request.pay_by if request else None)),
        "objection_days": sheet.kind.defaults["objection_days"],
        "demand": money_or_none(demand),
        "demand_words": capitals(demand),
        "period_from": date_or_none(state.principal_due if state else None),
        "period_end": date_or_none(state.safe_day if state else None),
    }


def letter_title(sheet: Sheet) -> str:
    """A general guarantor is only told, and the title must not say otherwise."""
    general = guarantee(sheet)["is_general"]
    return f"{sheet.kind.title}（一般保证告知）" if general else sheet.kind.title


def surety_fields(sheet: Sheet, surety: Guarantee) -> Fields:
    """One guarantee; its mode is read by the law of the day it was signed."""
    joint = sheet.claim.guarantee(surety.guarantee_no).mode == "joint"
    name = sheet.case.party(surety.guarantor).name
    mode = "连带责任保证" if joint else "一般保证"
    signed_on = chinese_date(surety.signed_on)
    cap = f"，保证限额为人民币{surety.cap}元" if surety.cap is not None else ""
    return {
        "no": surety.guarantee_no,
        "party_id": surety.guarantor,
        "is_surety": True,
        "is_joint": joint,
        "is_general": not joint,
        "is_mortgage": False,
        "name": name,
        "role": "保证人",
        "mode": mode,
        "mode_word": "连带责任" if joint else "一般",
        "security_word": None,
        "signed_on": signed_on,
        "scope": surety.scope.rstrip("。") if surety.scope else None,
        "cap": money_or_none(surety.cap),
        "cap_words": capitals(surety.cap),
        "is_max_amount": surety.max_amount,
        "asset_text": None,
        "registration_text": None,
        "period_text": surety.period_text.rstrip("。"),
        "text": f"{name}于{signed_on}与{own_word(sheet)}签订保证合同（合同编号："
        f"{surety.guarantee_no}），为上述债务提供{mode}{cap}。",
    }


def security_fields(sheet: Sheet, security: Security) -> Fields:
    """One mortgage or pledge with its asset and registration."""
    name = sheet.case.party(security.owner).name
    word = _SECURITY_WORDS.get(security.kind, "质押")
    asset = asset_text(_asset(sheet, security.asset))
    registered = registration_text(security)
    cap = f"，担保限额为人民币{security.cap}元" if security.cap is not None else ""
    return {
        "no": security.sec_no,
        "party_id": security.owner,
        "is_surety": False,
        "is_joint": False,
        "is_general": False,
        "is_mortgage": word == "抵押",
        "name": name,
        "role": "抵押人" if word == "抵押" else "出质人",
        "mode": None,
        "mode_word": None,
        "security_word": word,
        "signed_on": date_or_none(security.signed_on),
        "scope": None,
        "cap": money_or_none(security.cap),
        "cap_words": capitals(security.cap),
        "is_max_amount": security.max_amount,
        "asset_text": asset,
        "registration_text": registered,
        "period_text": None,
        "text": f"{name}以{asset}为上述债务提供{word}担保"
        f"（担保合同编号：{security.sec_no}）{cap}，"
        f"{registered}。",
    }


def own_word(sheet: Sheet) -> str:
    """What the document calls its lender."""
    if "agreement" in sheet.kind.fields:
        return "甲方"
    return _OWN_WORDS[sheet.kind.layout]


def registration_text(security: Security) -> str:
    """How the security is registered, in words."""
    if security.registered != "正式":
        return _REGISTERED[security.registered]
    rank = "" if security.rank == 1 else f"，顺位第{in_chinese(security.rank)}"
    on = f"于{chinese_date(security.reg_on)}" if security.reg_on else ""
    word = _SECURITY_WORDS.get(security.kind, "质押")
    return f"已{on}办理{word}登记（登记证明号：{security.reg_no}{rank}）"


def asset_text(asset: Asset) -> str:
    """The asset as a document names it: what, where, by which certificate."""
    parts = [asset.name or asset.type]
    if asset.address:
        parts.append(f"位于{asset.address}")
    marks = (
        ("权证号", asset.certificate_no),
        ("车牌号", asset.plate),
        ("车辆识别代号", asset.vin),
    )
    parts += [f"{label}：{value}" for label, value in marks if value]
    return f"{parts[0]}（{'，'.join(parts[1:])}）" if len(parts) > 1 else parts[0]


def _asset(sheet: Sheet, asset_id: str) -> Asset:
    for asset in sheet.case.assets:
        if asset.asset_id == asset_id:
            return asset
    raise sheet.lacks("securities", "抵质押", "担保物不在财产之中", "请核对财产编号")


def all_securities(sheet: Sheet) -> Iterator[Fields]:
    """Every live guarantee, then every mortgage and pledge, of the sheet's contracts."""
    numbers = {each.contract_no for each in sheet.contracts}
    lone = len(sheet.case.contracts) == 1
    for surety in sheet.case.guarantees:
        if surety.contract_no in numbers or (surety.contract_no is None and lone):
            yield surety_fields(sheet, surety)
    for security in sheet.case.securities:
        if security.contract_no in numbers or (security.contract_no is None and lone):
            yield security_fields(sheet, security)
