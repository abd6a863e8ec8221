"""Fields of the 催款通知书: grade, day to pay by, what was sent before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import arrival, notices_of, sent_on
from recoverydocs.documents.fields.words import chinese_date

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.cases.events import Notice
    from recoverydocs.documents.fields.sheet import Fields, Sheet

LABELS = {
    "dunning.grade": "催收级次：首次、再次、最后",
    "dunning.is_first": "是否首次",
    "dunning.is_again": "是否再次",
    "dunning.is_final": "是否最后一次",
    "dunning.is_time_barred": "是否时效届满催收",
    "dunning.pay_by": "付款期限",
    "dunning.objection_days": "异议期（日）",
    "dunning.has_security": "是否设有担保",
    "dunning.earlier": "此前发出的催款通知书",
    "dunning.earlier.number": "其文号",
    "dunning.earlier.title": "其标题",
    "dunning.earlier.on": "其发出日期",
    "dunning.earlier.outcome": "其送达结果（没有则为空）",
}
SLUG = "dunning-notice"
TIME_BARRED = "时效届满催收"


def dunning(sheet: Sheet) -> Fields:
    """What the request asks for; where it is silent, the house's numbers of kind.toml."""
    request = sheet.case.requests.dunning
    grade = grade_of(sheet)
    days = request.objection_days if request else None
    return {
        "grade": grade,
        "is_first": grade == "首次",
        "is_again": grade == "再次",
        "is_final": grade == "最后",
        "is_time_barred": bool(request and request.variant == TIME_BARRED),
        "pay_by": chinese_date(pay_by(sheet, request.pay_by if request else None)),
        "objection_days": days or sheet.kind.defaults["objection_days"],
        "has_security": _has_security(sheet),
        "earlier": [notice_fields(sheet, each) for each in earlier(sheet)],
    }


def title(sheet: Sheet) -> str:
    """The title with its grade, or with the variant."""
    fields = dunning(sheet)
    word = TIME_BARRED if fields["is_time_barred"] else fields["grade"]
    return f"{sheet.kind.title}（{word}）"


def pay_by(sheet: Sheet, asked: date | None) -> date:
    """The day asked for, else so many days after the letter as kind.toml says."""
    return asked or sheet.issued_on + timedelta(days=sheet.kind.defaults["pay_within_days"])


def earlier(sheet: Sheet) -> tuple[Notice, ...]:
    """The notices of demand already sent under the contract, oldest first."""
    number = sheet.contract.contract_no
    return tuple(
        notice
        for notice in notices_of(sheet.case, SLUG, number)
        if notice.issued_on <= sheet.issued_on and notice.number != sheet.number
    )


def grade_of(sheet: Sheet) -> str:
    """The grade asked for, else 首次 or 再次 by what was sent; 最后 is only ever asked for."""
    request = sheet.case.requests.dunning
    if request and request.grade:
        return request.grade
    return "再次" if earlier(sheet) else "首次"


def notice_fields(sheet: Sheet, notice: Notice) -> Fields:
    """One earlier notice: when it went out and what is known of its arrival."""
    arrived = arrival(sheet.case, notice)
    outcome = None
    if arrived:
        word = "送达" if arrived.actual else "应当到达"
        outcome = f"已于{chinese_date(arrived.on)}{word}"
    return {
        "number": notice.number,
        "title": notice.title or "通知书",
        "on": chinese_date(sent_on(sheet.case, notice) or notice.issued_on),
        "outcome": outcome,
    }


def _has_security(sheet: Sheet) -> bool:
    """Whether somebody other than the borrowers secures the contract."""
    contract = sheet.contract
    lone = len(sheet.case.contracts) == 1

    def secures(number: str | None) -> bool:
        return number == contract.contract_no or (number is None and lone)

    return any(secures(each.contract_no) for each in sheet.case.guarantees) or any(
        secures(each.contract_no) and each.owner not in contract.borrowers
        for each in sheet.case.securities
    )
