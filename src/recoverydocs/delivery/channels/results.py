"""送达结果 as events and outcome: the same for all channels that carry a thing to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoverydocs.errors import DataRefusedError, Finding, Severity

if TYPE_CHECKING:
    from datetime import datetime

    from recoverydocs.cases import DeliveryEvent

SIGNERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("delivered-locker", ("快递柜", "自提柜", "驿站", "代收点")),
    ("delivered-mailroom", ("收发", "前台", "物业", "门卫", "传达室")),
    ("delivered-cohabitant", ("同住", "配偶", "父", "母", "子", "女", "亲属", "家属")),
    ("delivered-agent", ("代理", "受托", "授权", "代收", "员工", "负责人")),
    ("delivered-addressee", ("本人", "法定代表人", "收件人")),
)
"""Words of 与收件人关系 that tell who signed; the first that fits decides."""

REASONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("failed-moved", ("迁", "搬")),
    ("failed-address", ("地址", "查无此人", "查无此单位")),
    ("failed-absent", ("无人", "不在", "逾期未领", "未领", "联系不上")),
)
"""Words of 未妥投原因 that tell why a piece came back; otherwise ``failed-other``."""


def told(event: DeliveryEvent) -> dict[str, Any]:
    """Events and outcome of a 送达 row, stated by the operator who wrote it.

    Raises:
        DataRefusedError: arrival without its time, or without who signed.
    """
    if event.result == "在途":
        return {"outcome": {"result": "unknown", "stated_by": "operator"}}
    at = when(event)
    if event.result == "妥投":
        return _whole([_signed(event, at)], "delivered", at)
    if event.result == "拒收":
        return _whole([manual("refused", at, text=event.reason)], "refused", at)
    if event.result == "退回":
        reason = _first(REASONS, event.reason or "") or "failed-other"
        events = [manual(reason, at, text=event.reason), manual("returned-sender", at)]
        return _whole(events, "returned", at)
    raise refused(event, "result", "送达结果", f"{event.method}不会有「{event.result}」的结果")


def manual(code: str, at: datetime, **words: str | None) -> dict[str, Any]:
    """An event told by hand: 人工录入, 无原始记录."""
    event = {"code": code, "at": at.isoformat(timespec="seconds"), "source": "manual"}
    return event | {name: word for name, word in words.items() if word}


def when(event: DeliveryEvent) -> datetime:
    """The moment of the result.

    Raises:
        DataRefusedError: the row doesn't say it.
    """
    if event.result_at is None:
        raise refused(event, "result_at", "结果时间", "缺失", "请填写承运人记载的结果时间")
    return event.result_at


def refused(
    event: DeliveryEvent, field: str, label: str, message: str, remedy: str = "请核对后更正"
) -> DataRefusedError:
    """The refusal of a 送达 row, with its one fault."""
    finding = Finding(
        Severity.FAULT,
        "delivery-row",
        f"送达 {event.notice}",
        message,
        remedy,
        field,
        label,
    )
    return DataRefusedError("送达记录不能写入证据包", [finding])


def _signed(event: DeliveryEvent, at: datetime) -> dict[str, Any]:
    code = _first(SIGNERS, event.relation or "")
    if code is None and event.method == "面交" and not event.relation:
        code = "delivered-addressee"
    if code is None:
        raise refused(
            event,
            "relation",
            "与收件人关系",
            "妥投而未写明由谁签收",
            "请写明，例如本人、同住成年家属、收发室、快递柜",
        )
    return manual(code, at, signer=event.signer, text=event.relation)


def _whole(events: list[dict[str, Any]], result: str, at: datetime) -> dict[str, Any]:
    outcome = {
        "result": result,
        "on": at.date().isoformat(),
        "stated_by": "operator",
        "basis_events": [len(events) - 1],
    }
    return {"events": events, "outcome": outcome}


def _first(words: tuple[tuple[str, tuple[str, ...]], ...], text: str) -> str | None:
    for code, marks in words:
        if any(mark in text for mark in marks):
            return code
    return None
