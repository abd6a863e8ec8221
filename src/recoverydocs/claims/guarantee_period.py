"""保证期间: its last day, what keeps the guarantee, and the guarantor's own limitation.

Source: 民法典 692, 693, 694; 担保制度解释 32, 34; 时间效力规定 27. It is never interrupted,
suspended or extended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recoverydocs.law.periods import (
    PeriodEnd,
    add_months,
    in_months,
    last_day_of,
    period_months,
)

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.law import LawBook

Mode = Literal["joint", "general"]


@dataclass(frozen=True, slots=True)
class AgreedPeriod:
    """What the guarantee says about its period.

    Attributes:
        kind: ``none``, ``until-paid`` (至本息还清, unclear), ``to`` a day, or ``months`` long.
        to: the agreed last day, with ``to``.
        months: the agreed length, with ``months``.
    """

    kind: Literal["none", "until-paid", "to", "months"]
    to: date | None = None
    months: int = 0


@dataclass(frozen=True, slots=True)
class GuaranteePeriod:
    """Where a guarantee's period stands.

    Attributes:
        raw_last_day: by counting alone: the careful answer.
        last_day: rolled over rest days; ``None`` where that calendar is not published.
        default_applied: whether the statutory six months took the place of an agreement.
        discharged: whether the guarantor is free.
        reading: which rule gave the last day, in Chinese.
        guarantor_limitation_last_day: of the guarantor's debt; ``None`` where it has not begun.
        kept_by: the day of the act that kept the guarantee; ``None`` where there is none.
        working: how it was found, in Chinese.
    """

    raw_last_day: date
    last_day: date | None
    default_applied: bool
    discharged: bool
    reading: str
    guarantor_limitation_last_day: date | None
    kept_by: date | None
    working: tuple[str, ...]

    @property
    def safe_day(self) -> date:
        """The careful day: the earlier of the counted and the rolled one."""
        return min(self.raw_last_day, self.last_day or self.raw_last_day)


class _Citing:
    """The citation of a key in brackets, as the law stands when the answer is given."""

    __slots__ = ("_day", "_law")

    def __init__(self, law: LawBook, day: date) -> None:
        self._law, self._day = law, max(day, law.begins("civil-code"))

    def __call__(self, key: str) -> str:
        full = key if ":" in key else f"civil-code:{key}"
        return f"（{self._law.cite(full, self._day)}）"


def guarantee_period(  # noqa: PLR0913 - the facts of a guarantee
    law: LawBook,
    principal_due: date,
    agreed: AgreedPeriod,
    *,
    mode: Mode = "joint",
    demand_on_guarantor: date | None = None,
    suit_against_debtor: date | None = None,
    signed_on: date | None = None,
    as_of: date | None = None,
) -> GuaranteePeriod:
    """The period's last day and whether the guarantor is still bound.

    A joint guarantee is kept by a demand that reaches the guarantor in the period, a general
    one only by a suit or arbitration against the debtor. Without ``as_of`` the answer is that
    of a period that has run: no act in time means discharged.
    """
    cite = _Citing(law, as_of or principal_due)
    raw, default_applied, lines = _raw_last_day(law, principal_due, agreed, signed_on, cite)
    end = last_day_of(law, raw, 0, "day", "forward")
    limit = end.last_day or raw
    act = demand_on_guarantor if mode == "joint" else suit_against_debtor
    kept = act if act is not None and principal_due < act <= limit else None
    discharged = kept is None and (as_of is None or as_of > limit)
    lines.append(_act_line(mode, act, limit, kept, cite))
    limitation_end: date | None = None
    if mode == "joint" and kept is not None:
        months = period_months(law, "guarantee-limitation-joint", kept)
        tail = last_day_of(law, kept, months, "month", "forward")
        limitation_end = tail.last_day or tail.raw_last_day
        lines.append(
            f"自 {kept} 请求之日起保证债务诉讼时效{in_months(months)}，"
            f"至 {limitation_end}{cite('a694-joint')}"
        )
    return GuaranteePeriod(
        raw,
        end.last_day,
        default_applied,
        discharged,
        _reading(end, act, as_of, cite),
        limitation_end,
        kept,
        tuple(lines),
    )


def _raw_last_day(
    law: LawBook, due: date, agreed: AgreedPeriod, signed_on: date | None, cite: _Citing
) -> tuple[date, bool, list[str]]:
    """The last day by counting, whether the six months apply, and the first working line."""
    default = period_months(law, "guarantee-default", due)
    six = add_months(due, default)
    if agreed.kind == "to" and agreed.to is not None and agreed.to > due:
        return agreed.to, False, [f"约定保证期间至 {agreed.to}{cite('a692-default')}"]
    if agreed.kind == "months" and agreed.months > 0:
        last = add_months(due, agreed.months)
        length = in_months(agreed.months)
        return last, False, [f"约定保证期间为主债务到期日 {due} 起{length}，至 {last}"]
    civil_code = law.begins("civil-code")
    old = signed_on is not None and signed_on < civil_code
    if agreed.kind == "until-paid" and old and due < civil_code:
        months = period_months(law, "guarantee-old-until-paid", due)
        last = add_months(due, months)
        basis = (
            cite("temporal-civil-code:guarantee")
            if last > civil_code
            else "（民法典施行前已届满，依当时的规定，条号未核）"
        )
        length = in_months(months)
        formed = f"{civil_code.year}年前成立、约定至本息还清"
        return last, False, [f"{formed}：自 {due} 起{length}，至 {last}{basis}"]
    why = {
        "none": "没有约定保证期间",
        "until-paid": "约定至本息还清，视为约定不明",
        "to": f"约定的 {agreed.to} 不晚于主债务到期日，视为没有约定",
        "months": "约定的期间不晚于主债务到期日，视为没有约定",
    }[agreed.kind]
    length = in_months(default)
    lines = [f"{why}：自主债务到期日 {due} 起{length}，至 {six}{cite('a692-default')}"]
    if agreed.kind == "until-paid" and old:
        lines.append(
            "2021年前成立而主债务于2021年后到期的，可否按原规定主张二年未有定论，"
            f"按较早的{length}安排"
        )
    return six, True, lines


def _act_line(
    mode: Mode, act: date | None, limit: date, kept: date | None, cite: _Citing
) -> str:
    what = "请求保证人承担责任（到达）" if mode == "joint" else "对债务人提起诉讼或者申请仲裁"
    basis = cite(f"a693-{mode}")
    if act is None:
        return f"须在 {limit} 前{what}{basis}"
    if kept is None:
        return f"{act} {what}：不在保证期间内{basis}"
    return f"{act} {what}：在保证期间内{basis}"


def _reading(end: PeriodEnd, act: date | None, as_of: date | None, cite: _Citing) -> str:
    """Which reading of 民法典 203 the last day follows, and whether it decides the outcome."""
    raw = end.raw_last_day
    if end.last_day is None:
        return f"last_day 待日历公布；是否逾期按未顺延的 {raw} 判断"
    if not end.rolled:
        return f"最后一日 {raw} 不是休息日，两种读法相同"
    rolled = f"last_day 由 {raw} 顺延至 {end.last_day}{cite('a203')}"
    text = f"{rolled}；保证期间可否顺延未有定论"
    if act is not None and raw < act <= end.last_day:
        return f"{text}：按未顺延的读法，{act} 的行为已逾期"
    if act is None and as_of is not None and raw < as_of <= end.last_day:
        return f"{text}：按未顺延的读法，{as_of} 已届满"
    return f"{text}，请以 {raw} 为准安排"
