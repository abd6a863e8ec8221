"""Who may sign for whom: read from the words that a delivery row states of the signer.

Source: 诉讼时效规定 8(2): of a company its legal representative, its head, its mail room or
whoever it authorised; of a person himself, an adult relative living with him, or whoever he
authorised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoverydocs.cases.events import DeliveryEvent
    from recoverydocs.cases.parties import Party

_PERSONS = frozenset({"自然人", "个体工商户"})
_MAIL_ROOM = ("收发", "传达室")
_BYSTANDERS = ("物业", "门卫", "保安", "邻居", "朋友", "房东", "未成年")
_BOXES = ("快递柜", "自提柜", "驿站", "代收点")
_HIMSELF = ("本人", "收件人", "经营者")
_RELATIVES = ("亲属", "家属", "配偶", *"夫妻父母子女兄弟姐妹哥")
_AUTHORISED = ("授权", "受托", "委托", "代理")
_BINDING = (*_HIMSELF, *_AUTHORISED, "法定代表人", "负责人")
_COMPANY = (
    *_MAIL_ROOM,
    *_AUTHORISED,
    "法定代表人",
    "负责人",
    "前台",
    "办公室",
    "员工",
    "职员",
    "工作人员",
)


_PERSON_RULE = "自然人须由本人、同住成年亲属或者被授权人签收"
_COMPANY_RULE = "单位须由法定代表人、负责人、收发部门或者被授权人签收"


def flaw_of_signer(party: Party, event: DeliveryEvent) -> str:
    """Why a signature does not bind the addressee, in Chinese; empty where it does.

    A carrier's 妥投 that names no signer is taken as it stands; a hand-over is not.
    """
    if event.method == "面交" and not event.signer:
        return "当面送交而没有签收人签名，不能证明到达"
    if event.relation is None:
        himself = {party.name, party.licence_name, party.legal_rep, None}
        unknown = "签收人不是收件人本人，未载明与收件人的关系"
        return "" if event.signer in himself else unknown
    if _has(event.relation, _BOXES):
        return f"投入{event.relation}，没有收件人领取的记录"
    if party.kind in _PERSONS:
        return _flaw_for_a_person(event.relation)
    return _flaw_for_a_company(event.relation)


def flaw_of_consent(party: Party, event: DeliveryEvent) -> str:
    """Why a signature on a notice is not the debtor's own word, in Chinese; empty if it is.

    Taking a letter in is not consent to pay: a relative or a mail room cannot give that.
    """
    himself = {party.name, party.licence_name, party.legal_rep}
    if event.relation is None and event.signer in himself - {None}:
        return ""
    if event.relation is not None and _has(event.relation, _BINDING):
        return ""
    return "签字的不是债务人本人、法定代表人或者被授权人"


def _flaw_for_a_person(relation: str) -> str:
    if _has(relation, _BYSTANDERS):
        return f"由{relation}签收；{_PERSON_RULE}"
    if _has(relation, (*_HIMSELF, *_AUTHORISED)):
        return ""
    if not _has(relation, _RELATIVES):
        return f"由{relation}签收；{_PERSON_RULE}"
    return "" if "同住" in relation else f"由{relation}签收，未载明同住"


def _flaw_for_a_company(relation: str) -> str:
    stranger = _has(relation, _BYSTANDERS) and not _has(relation, _MAIL_ROOM)
    if stranger or not _has(relation, (*_COMPANY, *_HIMSELF)):
        return f"由{relation}签收；{_COMPANY_RULE}"
    return ""


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)
