"""What the three channels of letters share: a carrier, and a mail number once posted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from recoverydocs.delivery.channels.results import refused, told
from recoverydocs.errors import Finding, Severity
from recoverydocs.evidence import check_mail_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases import DeliveryEvent


def letter_faults(statement: Mapping[str, Any], where: str, label: str) -> Iterator[Finding]:
    """Carrier missing; mail number missing once posted, or with a wrong check digit."""
    if not statement.get("carrier"):
        yield _fault(where, "carrier", "承运人", f"{label}须写明承运人", "请填写承运人名称")
    mail = statement.get("mail_number")
    value = mail.get("value") if isinstance(mail, Mapping) else mail
    if "posted_at" in statement and not value:
        yield _fault(where, "mail_number", "邮件号", "已交寄而无邮件号", "请照交寄回执填写")
    if isinstance(value, str) and check_mail_number(value) == "s10-bad":
        yield Finding(
            Severity.WARN,
            "mail-number-s10",
            where,
            "邮件号的校验位不符合万国邮联 S10 规则，可能抄写有误",
            "请与交寄回执核对",
            "mail_number",
            "邮件号",
        )


def tell_letter(event: DeliveryEvent, carrier: str) -> dict[str, Any]:
    """Carrier, number, posting and result of a letter's 送达 row.

    ``sent_at`` is taken as the carrier's acceptance, since only a piece that it accepted has a
    mail number; a row without one states no posting.

    Raises:
        DataRefusedError: no carrier known, or the result is not whole.
    """
    name = event.carrier or carrier
    if not name:
        raise refused(event, "carrier", "承运人", "缺失", "请填写承运人名称")
    members: dict[str, Any] = {"carrier": name}
    if event.mail_no:
        members["mail_number"] = event.mail_no
        members["posted_at"] = event.sent_at.isoformat(timespec="seconds")
    return members | told(event)


def _fault(where: str, field: str, label: str, message: str, remedy: str) -> Finding:
    return Finding(Severity.FAULT, "delivery-record", where, message, remedy, field, label)
