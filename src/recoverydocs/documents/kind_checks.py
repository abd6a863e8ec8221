"""The checks that single kinds name in their kind.toml, under *Checks* of the catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoverydocs.documents.fields.words import chinese_date
from recoverydocs.documents.text_check import TextCheck, text_check
from recoverydocs.errors import LawTableError
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recoverydocs.documents.checked import CheckedText

BANNED = (
    "拘留", "坐牢", "判刑", "刑事责任", "抓捕", "上门抓", "公安机关将", "通缉", "老赖",
    "身败名裂",
    "通知你的家人", "通知您的家人", "通知你的单位", "通知您的单位", "公开曝光", "曝光", "游街",
    "爆通讯录", "威胁", "后果自负", "最后通牒", "放弃其余", "刑拘",
)  # fmt: skip
"""Words that no letter of a lender holds: threats, shame, the voice of an authority."""
_COURT_WORDS = ("诉讼费", "原告", "被告", "起诉状")
_DEMANDS = ("现要求", "立即支付", "请求贵方", "请求承担", "承担连带")


def _demand(text: CheckedText) -> Iterator[str]:
    """Contract, sum, both days and account stand in it, and the demand is one."""
    debt, dunning = text.group("debt"), text.group("dunning")
    wanted = {
        "合同编号": text.target.contract_no,
        "欠款合计": debt["total"],
        "计算截止日": debt["as_of"],
        "付款期限": dunning["pay_by"],
        "收款账号": text.case.org.account_no,
    }
    for label, value in wanted.items():
        if str(value) not in text.text:
            yield f"文中没有{label}"
    if "要求" not in text.text or not any(word in text.text for word in ("偿还", "归还")):
        yield "文中没有要求偿还的意思表示"


def _grade(text: CheckedText) -> Iterator[str]:
    """The title shows the grade; whether history allows it is the rule DUN-GRADE."""
    dunning, title = text.group("dunning"), text.group("document")["title"]
    word = "时效届满催收" if dunning["is_time_barred"] else dunning["grade"]
    if f"（{word}）" not in str(title):
        yield "标题没有写明催收级次"


def _receipt(text: CheckedText) -> Iterator[str]:
    if "回执" not in text.text or "签收日期" not in text.text:
        yield "文中没有回执"


def _polite(text: CheckedText) -> Iterator[str]:
    for word in BANNED:
        if word in text.text:
            yield f"文中有不得使用的词“{word}”"


def _time_barred(text: CheckedText) -> Iterator[str]:
    """A letter after the limitation asks for a signature and threatens no suit."""
    if not text.group("dunning")["is_time_barred"]:
        return
    if "知悉诉讼时效期间已届满，仍同意履行" not in text.text:
        yield "时效届满催收没有债务确认的文字"
    for word in ("中断", "提起诉讼", "申请仲裁", "宣布借款提前到期"):
        if word in text.text:
            yield f"时效届满催收不得写“{word}”"


def _guarantor(text: CheckedText) -> Iterator[str]:
    """Mode, period and sum are the guarantee's own; a general guarantor is only told."""
    guarantee = text.group("guarantee")
    if guarantee["is_surety"]:
        if str(guarantee["mode"]) not in text.text:
            yield "文中的保证方式与案件不一致"
        if str(guarantee["period_end"]) not in text.text:
            yield "文中没有保证期间届满日"
    if guarantee["is_general"]:
        for word in _DEMANDS:
            if word in text.text:
                yield f"对一般保证人不得写“{word}”"
        if "本函仅作告知" not in text.text:
            yield "对一般保证人应当写明本函仅作告知"
    elif str(guarantee["demand"]) not in text.text:
        yield "文中没有要求支付的金额"
    cap, demand = guarantee["cap"], guarantee["demand"]
    if cap and demand and Money.from_yuan(str(demand)) > Money.from_yuan(str(cap)):
        yield "要求支付的金额超过担保限额"


def _one_addressee(text: CheckedText) -> Iterator[str]:
    """No other provider of security is named as the addressee."""
    own = text.case.party(text.target.party_id).name
    others = {g.guarantor for g in text.case.guarantees} | {
        s.owner for s in text.case.securities
    }
    for party in others - {text.target.party_id}:
        name = text.case.party(party).name
        if re.search(rf"^{re.escape(name)}：$", text.text, re.MULTILINE) and name != own:
            yield "一函只能致一名担保人"


def _agreement(text: CheckedText) -> Iterator[str]:
    """Plan, consents, addresses, notary clause and originals agree with the case."""
    agreement = text.group("agreement")
    plan = agreement["plan"]
    assert isinstance(plan, list)  # noqa: S101 - the group makes it so
    if not plan or plan[-1]["balance"] != "0.00":
        yield "还款计划的剩余本金没有归零"
    for clause in _list(agreement["dispute_clauses"]):
        if str(clause["text"]) not in text.text:
            yield "争议解决条款与原合同不一致"
    for each in _list(agreement["consenting"]):
        if f"{each['name']}书面同意主债务作上述变更" not in text.text:
            yield "没有写明同意的担保人"
    for each in _list(agreement["not_consenting"]):
        if f"{each['name']}（合同编号：{each['no']}）" not in text.text:
            yield "没有列明未同意的担保人"
    promised = "自愿接受强制执行" in text.text and "无需诉讼" in text.text
    if bool(agreement["notarise"]) != promised:
        yield "强制执行公证条款与办理要求不一致"
    if "借款人确认并同意履行" not in text.text:
        yield "没有债务确认的文字"


def _signatures(text: CheckedText) -> Iterator[str]:
    """One signature block a party, once each."""
    agreement = text.group("agreement")
    blocks = text.text.count("签署日期：")
    wanted = 1 + len(_list(text.fields["borrowers"])) + len(_list(agreement["providers"]))
    if blocks != wanted:
        yield f"签署栏应为 {wanted} 个，实际 {blocks} 个"


def _filing(text: CheckedText) -> Iterator[str]:
    """Hash whole, deadlines dated or not applicable, drafter and approver two persons."""
    filing = text.group("filing")
    if str(filing["hash"]) not in text.text:
        yield "文件哈希与发文不一致"
    for row in _list(filing["deadlines"]):
        if not row["ends_on"]:
            yield "期间与期限有空白"
    if filing["drafter"] == filing["approver"]:
        yield "经办人与审批人是同一人"


def _preservation(text: CheckedText) -> Iterator[str]:
    """Variant, article and security fit together; the sum is the rule PRE-AMOUNT."""
    fields = text.group("preservation")
    keys = {provision.key for provision in text.citations}
    before = fields["is_pre_suit"] or fields["is_pre_arbitration"]
    wanted = "cpl:preservation-pre-suit" if before else "cpl:preservation-in-suit"
    if wanted not in keys:
        yield "保全类型与引用的条文不一致"
    if before and f"{fields['sue_within']}内" not in text.text:
        yield "没有写明采取措施后起诉或者申请仲裁的期限"
    exempt = "不要求提供担保" in text.text
    if exempt == ("作为担保" in text.text):
        yield "提供担保与请求免予担保应当有且只有一项"
    if exempt and before:
        yield "诉前、仲裁前保全不得请求免予担保"
    if fields["is_in_arbitration"] and (
        f"经{fields['institution']}提交" not in text.text or "受理通知书" not in text.text
    ):
        yield "仲裁中保全应当经仲裁机构提交并附受理通知书"
    if str(fields["court"]) not in text.text or text.case.org.phone not in text.text:
        yield "没有写明法院或者申请人的联系方式"


def _arbitration(text: CheckedText) -> Iterator[str]:
    """Institution and clauses as agreed, no words of a suit, copies by the rule."""
    fields = text.group("arbitration")
    for clause in _list(fields["clauses"]):
        if str(clause["text"]) not in text.text:
            yield "仲裁条款与原合同不一致"
    if f"\n{fields['institution']}\n" not in f"\n{text.text}\n":
        yield "没有写明提交的仲裁机构"
    quoted = text.quoted()
    for word in _COURT_WORDS:
        if word in text.text and word not in quoted:
            yield f"仲裁申请书不得写“{word}”"
    if f"副本{fields['copies']}份" not in text.text:
        yield "副本份数与规则不一致"
    if "申请人：" not in text.text.partition("此致")[2]:
        yield "没有申请人签章栏"


def _new_words(text: CheckedText) -> Iterator[str]:
    """Under the arbitration law of 2025 its new words stand, unless a contract's are quoted."""
    try:
        text.claim.law.provision("arbitration-law:online", text.issued_on)
    except LawTableError:
        return  # The older law is in force, and has no such article.
    case = text.case
    clauses = [each.dispute_clause for each in case.contracts]
    clauses += [each.arb_or_court for each in case.guarantees]
    clauses += [each.arb_or_court for each in case.securities]
    quoted = [each.text for each in clauses if each is not None]
    quoted += [each.institution for each in clauses if each and each.institution]
    quoted += [each.institution for each in case.arb_cases]
    own = text.text
    for words in quoted:
        own = own.replace(words, "")
    for old, new in (("仲裁委员会", "仲裁机构"), ("其他组织", "非法人组织")):
        if old in own:
            yield f"修订后的仲裁法施行后，“{old}”应写作“{new}”"


def _dated(text: CheckedText) -> Iterator[str]:
    """The day of the document stands in it."""
    if chinese_date(text.issued_on) not in text.text:
        yield "没有落款日期"


def _list(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)  # noqa: S101 - the groups make them so
    return value


KIND_CHECKS: Mapping[str, TextCheck] = {
    check.rule.id.removeprefix("check-"): check
    for check in (
        text_check("dated", "有落款日期", _dated),
        text_check(
            "demand",
            "催款写明合同、金额、截止日、付款期限、账号和偿还的要求",
            _demand,
            "civil-code:a195-demand",
            "limitation-provisions:demand",
        ),
        text_check("grade", "标题写明催收级次", _grade),
        text_check("receipt", "附有回执", _receipt),
        text_check(
            "polite",
            "没有威胁、羞辱、冒用公权或者向家人单位披露的文字",
            _polite,
            "civil-code:a1033",
            "consumer-law:dignity",
        ),
        text_check(
            "time-barred",
            "时效届满催收只请求签字同意履行，不写起诉",
            _time_barred,
            "limitation-provisions:revival-signed",
        ),
        text_check(
            "guarantor",
            "保证方式、保证期间、金额与担保相符，对一般保证人只作告知",
            _guarantor,
            "civil-code:a687",
            "civil-code:a688",
            "civil-code:a692",
        ),
        text_check("one-addressee", "一函只致一名担保人", _one_addressee),
        text_check(
            "agreement",
            "还款计划归零，争议条款不变，逐一列明同意和未同意的担保人",
            _agreement,
            "civil-code:a695",
        ),
        text_check("signatures", "每名当事人一个签署栏", _signatures),
        text_check("filing", "备案表的哈希、期限、经办与审批相符", _filing),
        text_check(
            "preservation",
            "保全类型、条文、法院、担保相符",
            _preservation,
            "preservation-provisions:application",
        ),
        text_check(
            "arbitration",
            "仲裁条款、仲裁机构、副本份数与签章相符，没有诉讼用语",
            _arbitration,
            "arbitration-law:application-content",
        ),
        text_check(
            "arbitration-words",
            "仲裁文书使用现行仲裁法的用语",
            _new_words,
            "arbitration-law:application-content",
        ),
    )
}
"""Checks by the name that kind.toml gives them."""
