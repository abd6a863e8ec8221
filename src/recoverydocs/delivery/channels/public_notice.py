"""公告送达: only where the addressee cannot be found; published, and never ``delivered``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recoverydocs.delivery.channels.results import manual, refused
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoverydocs.cases import DeliveryEvent


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """The channel ``public-notice``.

    Attributes:
        name: the manifest's word.
        label: the Chinese word.
    """

    name: str = "public-notice"
    label: str = "公告送达"

    def faults(self, statement: Mapping[str, Any], where: str) -> Iterable[Finding]:
        """A publication arrives at nobody: it has no outcome ``delivered``."""
        outcome = statement.get("outcome")
        if isinstance(outcome, Mapping) and outcome.get("result") == "delivered":
            yield Finding(
                Severity.FAULT,
                "delivery-record",
                where,
                "公告送达没有「送达」的结果，只有刊登的事实",
                "请删除 outcome，以 published 事件写明刊登时间和媒体",
                "outcome",
                "送达结果",
            )

    def tell(self, event: DeliveryEvent) -> dict[str, Any]:
        """Published at ``sent_at``; the end of the period is said in words.

        Raises:
            DataRefusedError: a result that no publication has.
        """
        if event.result not in {"在途", "公告期满"}:
            raise refused(
                event, "result", "送达结果", f"公告送达不会有「{event.result}」的结果"
            )
        ended = event.result_at.date() if event.result_at else None
        text = f"公告期满：{ended}" if event.result == "公告期满" and ended else None
        return {"events": [manual("published", event.sent_at, text=text)]}
