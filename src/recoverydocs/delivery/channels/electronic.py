"""电子送达: sent to an agreed number, mailbox or account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recoverydocs.delivery.channels.results import manual, refused, when
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recoverydocs.cases import DeliveryEvent

_RESULTS = {
    "妥投": ("e-delivered", "delivered"),
    "已读": ("e-read", "delivered"),
    "退回": ("e-bounced", "returned"),
}


@dataclass(frozen=True, slots=True)
class Electronic:
    """The channel ``electronic``.

    Attributes:
        name: the manifest's word.
        label: the Chinese word.
    """

    name: str = "electronic"
    label: str = "电子送达"

    def faults(self, statement: Mapping[str, Any], where: str) -> Iterable[Finding]:
        """Only electronic events fit; a letter's event means the wrong channel."""
        for number, event in enumerate(statement.get("events") or ()):
            code = str(event.get("code", ""))
            if not code.startswith("e-") and code != "other":
                yield Finding(
                    Severity.FAULT,
                    "delivery-record",
                    f"{where} events[{number}]",
                    f"电子送达没有 {code} 这种事件",
                    "请改用 e-sent、e-delivered、e-read、e-bounced 或 other",
                    "code",
                    "事件代码",
                )

    def tell(self, event: DeliveryEvent) -> dict[str, Any]:
        """Sent at ``sent_at``; then what the system answered.

        Raises:
            DataRefusedError: a result that no such message has.
        """
        events = [manual("e-sent", event.sent_at)]
        if event.result == "在途":
            return {
                "events": events,
                "outcome": {"result": "unknown", "stated_by": "operator"},
            }
        if event.result not in _RESULTS:
            raise refused(
                event, "result", "送达结果", f"电子送达不会有「{event.result}」的结果"
            )
        code, result = _RESULTS[event.result]
        at = when(event)
        events.append(manual(code, at, text=event.reason))
        outcome = {
            "result": result,
            "on": at.date().isoformat(),
            "stated_by": "operator",
            "basis_events": [1],
        }
        return {"events": events, "outcome": outcome}
