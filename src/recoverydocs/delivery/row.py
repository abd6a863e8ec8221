"""A 送达 row of a case as a member of the manifest's ``delivery[]``: one record, two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.delivery.channels import CHANNELS, Channel, Receipt
from recoverydocs.delivery.channels.results import refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoverydocs.cases import Case, DeliveryEvent

METHODS: Mapping[str, str] = {
    "EMS": "ems",
    "挂号信": "registered-mail",
    "快递": "courier",
    "面交": "in-person",
    "电子": "electronic",
    "公告": "public-notice",
}
"""送达方式 → channel; 公证 is not among them, since it is done by one of the others."""

BASES: Mapping[str, str] = {
    "合同送达": "contract-clause",
    "送达地址确认书": "confirmation-form",
    "户籍": "id-document",
    "注册": "business-registration",
    "经常居住": "last-known",
    "办公": "last-known",
}
"""地址类型 → basis of an address; an electronic one rests on what its consent rests on."""


def receipt_of_row(
    case: Case,
    event: DeliveryEvent,
    attempt_id: str,
    *,
    channel: str = "",
    content: bytes = b"",
) -> Receipt:
    """What a case's 送达 row says, ready to be attached to the package of its notice.

    Args:
        case: whose notices, parties and addresses the row refers to.
        event: one of its ``delivery_events``.
        attempt_id: name of the attempt in the package, such as ``A1``.
        channel: the channel really used; needed only for 公证.
        content: the proof itself, if there is a file.

    Raises:
        DataRefusedError: the row leaves open what a manifest must say.
    """
    used = _channel(event, channel)
    statement = {
        "attempt_id": attempt_id,
        "channel": used.name,
        "addressee": _addressee(case, event),
        "address": {"value": event.address, "basis": _basis(case, event)},
        "slip_contents": event.slip_content or _slip(case, event),
    }
    at = event.result_at or event.sent_at
    return Receipt(used.name, at, content, statement | used.tell(event))


def _channel(event: DeliveryEvent, channel: str) -> Channel:
    name = channel or METHODS.get(event.method, "")
    if name not in CHANNELS:
        raise refused(
            event,
            "method",
            "送达方式",
            "公证送达未写明实际采用的方式",
            f"请指明渠道：{'、'.join(CHANNELS)}",
        )
    return CHANNELS[name]


def _addressee(case: Case, event: DeliveryEvent) -> str:
    for notice in case.notices:
        if notice.number == event.notice:
            return case.party(notice.to).name
    raise refused(event, "notice", "文号", "发文记录中没有该文号", "请先登记该发文")


def _slip(case: Case, event: DeliveryEvent) -> str:
    titles = [notice.title for notice in case.notices if notice.number == event.notice]
    return f"{titles[0] or '文书'}（{event.notice}）"


def _basis(case: Case, event: DeliveryEvent) -> dict[str, str]:
    known = [
        BASES.get(address.kind)
        for address in case.addresses
        if event.address in {address.text, address.e_channel}
    ]
    found = next((kind for kind in known if kind), None)
    if found is None:  # an electronic address, or one that the case does not list
        if "确认书" in event.address_basis:
            found = "confirmation-form"
        elif "合同" in event.address_basis and "条" in event.address_basis:
            found = "contract-clause"
        else:
            found = "other"
    return {"type": found, "reference": event.address_basis}
