"""时效中止: which obstacles of a contract count, and what each did to the end of a period.

An obstacle that nothing proves does not count, nor one that begins after the day of looking;
one that lasts is taken to end on that day. Source: 民法典 194; docs/decisions/0104.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.claim import PeriodEvent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases.circumstances import Obstacle
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.claims.limitation import Limitation


def known_obstacles(contract: Contract, as_of: date) -> tuple[Obstacle, ...]:
    """The obstacles that had begun by a day, in the order of the case."""
    return tuple(each for each in contract.obstacles if each.from_ <= as_of)


def suspending(contract: Contract, as_of: date) -> tuple[tuple[date, date], ...]:
    """First day and day of removal of each obstacle that is proved."""
    return tuple(
        (each.from_, min(each.to or as_of, as_of))
        for each in known_obstacles(contract, as_of)
        if each.proof is not None
    )


def obstacle_events(
    contract: Contract, found: Limitation, as_of: date
) -> Iterator[PeriodEvent]:
    """What each obstacle did to the period that ``suspending`` was handed to."""
    moved = iter(found.suspensions)
    for each in known_obstacles(contract, as_of):
        label = f"中止：{each.reason}"
        if each.proof is None:
            yield PeriodEvent(each.from_, label, "", False, "没有证据，不计中止")
            continue
        proof = each.proof if isinstance(each.proof, str) else each.proof.name
        counted = next(moved)
        lasts = each.to is None or each.to > as_of
        if not counted:
            answer = "不在时效期间的最后一段，不中止"
        elif lasts:
            answer = f"障碍尚未消除，暂计至 {as_of}，届满 {found.raw_last_day}"
        else:
            answer = f"障碍于 {each.to} 消除，届满 {found.raw_last_day}"
        yield PeriodEvent(each.from_, label, proof, counted, answer)
