"""What the house does about a period: when it is told, by whom, what it sends, how early.

House rules are no law: table ``watch``, over which a house lays its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from recoverydocs.errors import LawTableError

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.claims.claim import Claim, Deadline
    from recoverydocs.law import LawBook

_DAY = timedelta(days=1)
_SATURDAY = 5
_TABLE = "watch"
FORUM = "forum"
"""In place of a slug: a complaint or an application for arbitration, as the contract says."""


@dataclass(frozen=True, slots=True)
class HouseRule:
    """The house's rule for one sort of period.

    Attributes:
        alarm_days: days left to the safe day at which an alarm is raised, most first.
        allowance: what the days kept free are for, in Chinese.
        allowance_days: calendar days kept free before the safe day.
        tell: roles that must be told.
        act: what is proposed while the period runs.
        document: slug of its document; ``forum`` for a suit or arbitration as the contract
            says; empty where there is no such kind.
        late_act: what is proposed once the last day to act is past.
        over_act: what is left when the period has run out.
        over_document: its document.
        held_act: what is proposed while the loan is disputed; empty for ``act``.
        held_document: its document.
        held_over_act: what is left for a disputed loan when the period has run out; empty for
            ``over_act``.
        pending_act: what is proposed while a suit or arbitration is pending; empty for ``act``.
        unproved_act: what is proposed where nothing proves the act that kept the right.
    """

    alarm_days: tuple[int, ...]
    allowance: str
    allowance_days: int
    tell: tuple[str, ...]
    act: str
    document: str
    late_act: str
    over_act: str
    over_document: str
    held_act: str
    held_document: str
    held_over_act: str
    pending_act: str
    unproved_act: str

    def alarm(self, days_left: int) -> int | None:
        """The alarm that so many days left raise: the nearest threshold reached, else none."""
        return min((each for each in self.alarm_days if days_left <= each), default=None)


def house_rule(law: LawBook, rule_id: str, day: date) -> HouseRule:
    """The house's rule for a sort of period on a day.

    Raises:
        LawTableError: the table ``watch`` has no such rule or allowance on the day.
    """
    row = law.row(_TABLE, "rule", rule_id, day)
    allowance = law.row(_TABLE, "allowance", row["allowance"], day)
    return HouseRule(
        tuple(row["alarm_days"]),
        allowance["name"],
        allowance["days"],
        tuple(row["tell"]),
        row["act"],
        row.get("document", ""),
        row.get("late_act", "") or row["act"],
        row.get("over_act", ""),
        row.get("over_document", ""),
        row.get("held_act", ""),
        row.get("held_document", ""),
        row.get("held_over_act", ""),
        row.get("pending_act", ""),
        row.get("unproved_act", ""),
    )


def is_near(claim: Claim, deadline: Deadline) -> bool:
    """Whether the days left to a period's safe day have raised the house's first alarm.

    Raises:
        LawTableError: the table ``watch`` has no rule for the period on the claim's day.
    """
    rule = house_rule(claim.law, deadline.rule or deadline.name, claim.as_of)
    return rule.alarm(deadline.days_left(claim.as_of)) is not None


def period_rule(mode: str) -> str:
    """The id of the rule for the period of a guarantee, ``joint`` or ``general``."""
    return f"guarantee-period-{mode}"


def last_day_to_act(law: LawBook, safe_day: date, rule: HouseRule) -> date:
    """The safe day less the allowance, moved back off rest days; never forward.

    In a year whose calendar is not published only Saturdays and Sundays are known to rest.
    """
    day = safe_day - timedelta(days=rule.allowance_days)
    try:
        return law.working_days.roll_backward(day)
    except LawTableError:
        while day.weekday() >= _SATURDAY:
            day -= _DAY
        return day
