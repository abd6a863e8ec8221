"""What a kind of document is called in Chinese, by its slug.

A kind with a template has its title in its ``kind.toml``; of others only their names are known,
for advice that proposes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.documents.kinds import find_kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

_WITHOUT_TEMPLATE: Mapping[str, str] = {
    "acceleration-notice": "贷款提前到期通知书",
    "complaint": "民事起诉状",
    "credit-report-notice": "征信不良信息报送事先告知书",
    "dispute-reply": "异议答复函",
    "enforcement-application": "强制执行申请书",
    "evidence-catalogue": "证据目录",
    "lawyer-letter": "律师函",
    "payment-order-application": "支付令申请书",
    "realise-security-application": "实现担保物权申请书",
}


def title_of(slug: str) -> str:
    """The title of a kind; a slug that nobody knows, such as a house's own, as it is.

    >>> title_of("dunning-notice"), title_of("complaint"), title_of("")
    ('催款通知书', '民事起诉状', '')
    """
    kind = find_kinds().get(slug)
    return kind.title if kind is not None else _WITHOUT_TEMPLATE.get(slug, slug)
