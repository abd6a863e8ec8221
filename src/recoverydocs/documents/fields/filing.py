"""Fields of the 备案表: what was issued, which periods run, who approved, sealed, keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from recoverydocs.documents.copies import copies_of
from recoverydocs.documents.fields.words import (
    NONE,
    capitals,
    chinese_date,
    date_or_none,
    joined,
    money_or_none,
    tail_of,
)
from recoverydocs.documents.kinds import find_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases.events import Notice
    from recoverydocs.documents.fields.sheet import Fields, Sheet

LABELS = {
    "filing.title": "备案文件名称",
    "filing.number": "备案文件文号",
    "filing.issued_on": "发文日期",
    "filing.hash": "文件哈希",
    "filing.to_name": "相对方",
    "filing.to_role": "相对方的角色",
    "filing.to_id": "相对方证件号码（遮盖）",
    "filing.claims": "主张金额（没有则为空）",
    "filing.claims_words": "主张金额大写",
    "filing.is_demand": "该种文书是否主张金额",
    "filing.deadlines": "期间与期限",
    "filing.deadlines.item": "事项",
    "filing.deadlines.ends_on": "届满日",
    "filing.deadlines.safe_on": "安全日",
    "filing.deadlines.basis": "依据",
    "filing.review_points": "审查要点",
    "filing.review_points.point": "要点",
    "filing.review_points.text": "审查情况",
    "filing.legal_opinion": "法务意见（手写则为空）",
    "filing.risk_opinion": "风控意见（手写则为空）",
    "filing.approvals": "审批",
    "filing.approvals.step": "环节",
    "filing.approvals.by": "审批人",
    "filing.approvals.on": "日期",
    "filing.approvals.decision": "决定",
    "filing.approvals.note": "意见",
    "filing.seals": "用印",
    "filing.seals.seal_name": "章名",
    "filing.seals.copies": "份数",
    "filing.seals.on": "用印日期",
    "filing.seals.by": "用印人",
    "filing.copies_due": "应制份数",
    "filing.copies_rule": "份数的依据",
    "filing.archive_place": "归档位置",
    "filing.drafter": "经办人",
    "filing.risk_officer": "风控人员",
    "filing.approver": "审批人",
}
_Point = Literal["主体", "授权", "利率", "担保登记", "管辖条款", "时效与保证期间"]
POINTS: tuple[_Point, ...] = ("主体", "授权", "利率", "担保登记", "管辖条款", "时效与保证期间")
_PERIODS = {
    "limitation": ("诉讼时效", "债务尚未到期或者没有推算的依据"),
    "guarantee-period": ("保证期间", "没有保证"),
    "preservation": ("保全期限", "尚未采取保全措施"),
    "enforcement": ("申请执行期间", "尚无执行依据"),
}


def filing(sheet: Sheet) -> Fields:
    """The document filed, read from the case's own list of notices.

    Raises:
        DataRefusedError: a value that the document prints is missing.
    """
    notice = _notice(sheet)
    request = sheet.case.requests.filing
    if request is None:
        raise sheet.lacks("requests.filing", "办理要求：备案表", "没有填写备案要点", "请补填")
    to = sheet.case.party(notice.to)
    copies = _copies(sheet, notice)
    return {
        "title": notice.title or _kind_title(notice.kind),
        "number": notice.number,
        "issued_on": chinese_date(notice.issued_on),
        "hash": notice.hash,
        "to_name": to.name,
        "to_role": joined(to.role),
        "to_id": tail_of(to.id_no) if to.id_no else to.uscc,
        "claims": money_or_none(notice.claims),
        "claims_words": capitals(notice.claims),
        "is_demand": _is_demand(notice.kind),
        "deadlines": list(_deadlines(sheet)),
        "review_points": [
            {"point": point, "text": request.review_points.get(point)} for point in POINTS
        ],
        "legal_opinion": request.legal_opinion,
        "risk_opinion": request.risk_opinion,
        "approvals": list(_approvals(sheet, notice)),
        "seals": list(_seals(sheet, notice)),
        "copies_due": copies[0],
        "copies_rule": copies[1],
        "archive_place": request.archive_place,
        "drafter": _by_role(sheet, "法务"),
        "risk_officer": _by_role(sheet, "风控"),
        "approver": _by_role(sheet, "审批"),
    }


def _notice(sheet: Sheet) -> Notice:
    for notice in sheet.case.notices:
        if notice.number == sheet.target.notice_no:
            return notice
    raise sheet.lacks("notices", "发文", "案件中没有要备案的发文", "请核对文号")


def _kind_title(slug: str) -> str:
    found = find_kinds().get(slug)
    return found.title if found else slug


def _is_demand(slug: str) -> bool:
    """Whether documents of that kind name a sum; of a kind that we do not know, no."""
    found = find_kinds().get(slug)
    return bool(found and found.figures)


def _copies(sheet: Sheet, notice: Notice) -> tuple[str, str]:
    """How many copies the filed kind asks for, and which rule says so."""
    found = find_kinds().get(notice.kind)
    if found is None:
        return (
            (str(notice.copies), "发文登记")
            if notice.copies
            else (NONE, "本系统没有该文书种类")
        )
    return str(
        copies_of(found, sheet.case, notice.contract_no or "")
    ), f"{found.title}的份数规则"


def _deadlines(sheet: Sheet) -> Iterator[Fields]:
    """Every deadline of the case, and for each sort that has none, why it has none."""
    names: set[str] = set()
    for each in sheet.claim.deadlines:
        names.add(each.name)
        yield {
            "item": f"{each.label}（{each.subject}）",
            "ends_on": chinese_date(each.last_day or each.raw_last_day),
            "safe_on": chinese_date(each.safe_day),
            "basis": each.article,
        }
    for name, (item, reason) in _PERIODS.items():
        if name not in names:
            yield {"item": item, "ends_on": "不适用", "safe_on": "不适用", "basis": reason}


def _is_of(notice: Notice, doc: str, on: date | None) -> bool:
    """Whether a record is about the notice: by its number, or by its kind until it went out.

    A record that names the kind alone and is younger than the notice is about a later one.
    """
    if doc == notice.number:
        return True
    return doc == notice.kind and (on is None or on <= notice.issued_on)


def _approvals(sheet: Sheet, notice: Notice) -> Iterator[Fields]:
    for each in sheet.case.approvals:
        if _is_of(notice, each.doc, each.on):
            yield {
                "step": each.step,
                "by": sheet.case.user(each.by).name,
                "on": chinese_date(each.on),
                "decision": each.decision,
                "note": each.note or NONE,
            }


def _seals(sheet: Sheet, notice: Notice) -> Iterator[Fields]:
    users = {user.user_id: user.name for user in sheet.case.users}
    for each in sheet.case.seals:
        if each.doc is None or _is_of(notice, each.doc, each.on):
            yield {
                "seal_name": each.seal_name,
                "copies": each.copies,
                "on": date_or_none(each.on) or NONE,
                "by": users.get(each.by or "", each.by or NONE),
            }


def _by_role(sheet: Sheet, role: str) -> str:
    """The first member of staff with that role; a dash where the case names none."""
    return next((user.name for user in sheet.case.users if role in user.role), NONE)
