"""Fields of one party: how a document names, identifies and reaches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.cases.parties import resident_birth
from recoverydocs.documents.fields.law import dated_words
from recoverydocs.documents.fields.words import chinese_date, joined, tail_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from recoverydocs.cases.model import Case
    from recoverydocs.cases.parties import Address, Party
    from recoverydocs.documents.fields.sheet import Fields, Sheet

PARTY = {
    "name": "姓名或者名称",
    "is_person": "是否自然人",
    "role": "当事人角色",
    "id_label": "证件名称",
    "id_no": "证件号码（是否遮盖由 kind.toml 的 prints_full_id 决定）",
    "sex": "性别",
    "birth": "出生日期",
    "age": "年龄（以文书日期计）",
    "ethnic": "民族",
    "employer": "工作单位",
    "job": "职业",
    "address": "住所",
    "service_address": "送达地址",
    "postcode": "送达地址的邮政编码",
    "phone": "手机号码",
    "electronic": "电子送达方式",
    "rep_label": "法定代表人、负责人或者经营者",
    "rep_name": "其姓名",
    "rep_title": "其职务",
    "arbitration_label": "仲裁法上的当事人类型",
}
LABELS = {
    "borrower_names": "借款人姓名或者名称",
    **{f"borrowers.{name}": f"借款人：{label}" for name, label in PARTY.items()},
}
_DOMICILE = ("户籍", "注册", "经常居住", "办公")
_SERVICE = ("合同送达", "送达地址确认书", *_DOMICILE)
_ELECTRONIC = "电子"


def borrowers(sheet: Sheet) -> list[Fields]:
    """The borrowers of the sheet's contracts, each once."""
    ids = dict.fromkeys(party for contract in sheet.contracts for party in contract.borrowers)
    return [party_fields(sheet, sheet.case.party(each)) for each in ids]


def borrower_names(sheet: Sheet) -> str:
    """Their names in a row."""
    return names_of(sheet.case, (b for contract in sheet.contracts for b in contract.borrowers))


def names_of(case: Case, ids: Iterable[str]) -> str:
    """The names of parties by id, in a row, each once."""
    return joined(case.party(each).name for each in ids)


def party_fields(sheet: Sheet, party: Party) -> Fields:
    """One party; a member is None where the case does not say."""
    case, day = sheet.case, sheet.issued_on
    operator = case.party(party.operator) if party.operator else None
    # A sole trader without a trade name is a party as the person who runs it (民诉法解释 59).
    person = operator if operator and not party.licence_name else party
    is_person = person.kind == "自然人"
    service = _address(case, party, _SERVICE, day)
    domicile = _address(case, person, _DOMICILE, day) or service
    fields: Fields = {
        "party_id": party.party_id,
        "name": person.name,
        "is_person": is_person,
        "role": joined(party.role),
        "address": person.reg_address or (domicile.text if domicile else None),
        "service_address": service.text if service else person.reg_address,
        "postcode": service.postcode if service else None,
        "phone": (party.phones or person.phones)[0].number
        if party.phones or person.phones
        else None,
        "electronic": _electronic(case, party, day),
    }
    fields |= _natural(person, sheet) if is_person else _organisation(person, operator, sheet)
    return fields


def _natural(party: Party, sheet: Sheet) -> Fields:
    id_no = party.id_no or ""
    resident = party.id_type == "居民身份证"
    birth = party.birth or (resident_birth(id_no) if resident else None)
    sex = party.sex or (("男" if int(id_no[16]) % 2 else "女") if resident else None)
    return {
        "id_label": "公民身份号码" if resident else f"{party.id_type}号码",
        "id_no": id_no if sheet.kind.prints_full_id else tail_of(id_no),
        "sex": sex,
        "birth": chinese_date(birth) if birth else None,
        "age": _age(birth, sheet.issued_on) if birth else None,
        "ethnic": party.ethnic,
        "employer": party.employer,
        "job": party.job,
        "rep_label": None,
        "rep_name": None,
        "rep_title": None,
        "arbitration_label": "自然人",
    }


def _organisation(party: Party, operator: Party | None, sheet: Sheet) -> Fields:
    label, rep, title = "法定代表人", party.legal_rep, party.legal_rep_title
    if operator is not None:
        label, rep, title = "经营者", operator.name, "经营者"
    elif party.kind == "非法人组织":
        label = "负责人"
    organisation = sheet_word(sheet) if party.kind == "非法人组织" else party.kind
    return {
        "id_label": "统一社会信用代码",
        "id_no": party.uscc,
        "sex": None,
        "birth": None,
        "age": None,
        "ethnic": None,
        "employer": None,
        "job": None,
        "rep_label": label,
        "rep_name": rep,
        "rep_title": title,
        "arbitration_label": organisation,
    }


def sheet_word(sheet: Sheet) -> str:
    """What the 仲裁法 of the day calls an organisation that is no legal person."""
    return dated_words(sheet.claim.law, sheet.issued_on)["organisation"]


def _age(birth: date, day: date) -> int:
    """Full years on the day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _address(case: Case, party: Party, order: tuple[str, ...], day: date) -> Address | None:
    """The address in use on the day that stands first in the order; of equals the newest."""
    found = [
        address
        for address in case.addresses
        if address.party == party.party_id
        and address.kind in order
        and address.from_ <= day
        and (address.to is None or day <= address.to)
    ]
    found.sort(key=lambda each: (-order.index(each.kind), each.from_))
    return found[-1] if found else None


def _electronic(case: Case, party: Party, day: date) -> str:
    """The agreed electronic channel in words."""
    found = _address(case, party, (_ELECTRONIC,), day)
    if found is None:
        return "未约定"
    agreed = "同意电子送达" if found.consents_e_service else "未同意电子送达"
    return f"{found.e_channel}（{agreed}）"
