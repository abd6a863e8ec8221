"""Fields of the document itself, its creditor and its case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.documents.enclosing import encloses_working_table
from recoverydocs.documents.fields.words import chinese_date

if TYPE_CHECKING:
    from recoverydocs.cases.parties import User
    from recoverydocs.documents.fields.sheet import Fields, Sheet

LABELS = {
    "document.title": "文书标题",
    "document.number": "文号（草稿没有）",
    "document.is_draft": "是否草稿",
    "document.date": "落款日期",
    "document.encloses_working": "是否附计算明细表",
    "case.case_id": "案件编号",
    "creditor.name": "机构名称",
    "creditor.is_person": "是否自然人（机构总为否）",
    "creditor.is_branch": "是否分支机构",
    "creditor.uscc": "统一社会信用代码",
    "creditor.licence_no": "金融许可证号",
    "creditor.address": "机构地址",
    "creditor.phone": "机构电话",
    "creditor.head_label": "法定代表人或者负责人",
    "creditor.rep_label": "法定代表人或者负责人（签署栏用）",
    "creditor.head_name": "负责人姓名",
    "creditor.head_title": "负责人职务",
    "creditor.contact_name": "联系人",
    "creditor.contact_phone": "联系人电话",
    "creditor.account_name": "收款户名",
    "creditor.account_bank": "开户行",
    "creditor.account_no": "收款账号",
}
_BRANCHES = frozenset({"分行", "支行"})


def document(sheet: Sheet) -> Fields:
    """Number, date and whether this is a draft; a group may put another title in its place."""
    return {
        "title": sheet.kind.title,
        "number": sheet.number,
        "is_draft": sheet.number is None,
        "date": chinese_date(sheet.issued_on),
        "encloses_working": encloses_working_table(sheet.kind, sheet.case),
    }


def case(sheet: Sheet) -> Fields:
    """What identifies the case inside the house."""
    return {"case_id": sheet.case.case_id}


def creditor(sheet: Sheet) -> Fields:
    """The lending unit as its licence names it, its account and its contact."""
    org = sheet.case.org
    is_branch = org.kind in _BRANCHES
    label = "负责人" if is_branch else "法定代表人"
    contact = contact_user(sheet)
    return {
        "name": org.name,
        "is_person": False,
        "is_branch": is_branch,
        "uscc": org.uscc,
        "licence_no": org.licence_no,
        "address": org.address,
        "phone": org.phone,
        "head_label": label,
        "rep_label": label,
        "head_name": org.head_name,
        "head_title": org.head_title,
        "contact_name": contact.name if contact else org.head_name,
        "contact_phone": contact.phone if contact else org.phone,
        "account_name": org.account_name,
        "account_bank": org.account_bank,
        "account_no": org.account_no,
    }


def contact_user(sheet: Sheet) -> User | None:
    """Who answers for the document: 法务 for filings, 信贷员 for letters; with a telephone."""
    wanted = "信贷员" if sheet.kind.layout == "L1" else "法务"
    users = [user for user in sheet.case.users if user.phone]
    return next(
        (user for user in users if wanted in user.role),
        next((user for user in users if {"信贷员", "法务"} & set(user.role)), None),
    )
