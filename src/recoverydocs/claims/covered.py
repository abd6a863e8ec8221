"""How much of a contract's debt security covers: what 民法典 560 calls the least secured.

Rough by nature: caps and values as the case states them, a guarantee or an object without
either counts for the whole debt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases import Case
    from recoverydocs.cases.security import Security

_WITHOUT_REGISTRATION = frozenset({"动产抵押", "动产质押"})
"""Security that exists before it is registered (民法典 403, 429)."""


def covered(case: Case, contract_no: str) -> Money | None:
    """So much of the debt under a contract is secured; ``None`` for all of it."""
    parts = list(_parts(case, contract_no))
    if None in parts:
        return None
    return Money.total(part for part in parts if part is not None)


def _parts(case: Case, contract_no: str) -> Iterator[Money | None]:
    lone = len(case.contracts) == 1
    for guarantee in case.guarantees:
        if guarantee.contract_no == contract_no or (guarantee.contract_no is None and lone):
            yield guarantee.cap
    values = {asset.asset_id: asset.value for asset in case.assets}
    for security in case.securities:
        own = security.contract_no == contract_no or (security.contract_no is None and lone)
        if own and _exists(security):
            yield security.cap or values.get(security.asset)


def _exists(security: Security) -> bool:
    return security.registered != "未登记" or security.kind in _WITHOUT_REGISTRATION
