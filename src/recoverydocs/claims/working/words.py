"""The 计算明细表 in words: how a loan was reckoned, what happened when, what follows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from recoverydocs.claims.allocation_order import RANK_LABELS
from recoverydocs.claims.figure import DAY_COUNTS, percent
from recoverydocs.law.numerals import chinese_date
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from recoverydocs.cases.contracts import Contract
    from recoverydocs.claims.claim import ContractClaim
    from recoverydocs.claims.entries import Moved
    from recoverydocs.claims.terms import LoanTerms, Rank
    from recoverydocs.claims.working.table import WorkingRow

_THIRTY = 30
_OTHERS = (("penalty", "罚息"), ("compound", "复利"))
DAYS_AND_ROUNDING = (
    "日数按“算头不算尾”计：起日计入，止日不计入。",
    "利息、罚息、复利＝基数×年利率×天数÷计息基础；只在注明处四舍五入到分，此前不作任何舍入。",
)
"""What holds for every table."""


def loan_notes(contract: Contract, terms: LoanTerms, more: Iterable[str]) -> Iterator[str]:
    """How one disbursement was reckoned, a sentence each."""
    yield (
        f"{chinese_date(terms.start)}放款人民币{terms.principal}元；"
        f"还款方式：{contract.repay_method.method}；"
        f"计息基础：{DAY_COUNTS[contract.rate_terms.day_count]}。"
    )
    if terms.monthly:
        yield "期内利息的整月按30天计，零头按实际天数计；罚息、复利按实际天数计。"
    yield f"逾期本金自应还日起改按罚息利率计息：合同利率上浮{percent(terms.uplift)}。"
    yield _compound(terms)
    if terms.grace_days:
        yield (
            f"宽限期{terms.grace_days}天：宽限期内还清的不算逾期，未还清的自应还日起算逾期。"
        )
    yield from _others(terms)
    if terms.accelerated_on is not None:
        yield f"未到期本金自{chinese_date(terms.accelerated_on)}起因宣布提前到期而到期。"
    yield from (text if text.endswith("。") else f"{text}。" for text in more)


def _compound(terms: LoanTerms) -> str:
    if not terms.compound:
        return "合同未约定复利，不计复利。"
    if not (terms.compound_on_penalty or terms.compound_on_compound):
        return "对欠付的期内利息按罚息利率计收复利。"
    joins = {
        "罚息": terms.compound_on_penalty,
        "复利": terms.compound_on_compound,
    }
    said = "、".join(word for word, joined in joins.items() if joined)
    days = "各应还日" if terms.settles is None else "各结算日"
    return f"对欠付的期内利息按罚息利率计收复利；{days}未付的{said}计入复利基数。"


def _others(terms: LoanTerms) -> Iterator[str]:
    """Misuse, insolvency and orders that hang on overdue days."""
    uplift = terms.misuse_uplift or Decimal(0)
    for misuse in terms.misuses:
        what = "全部未还本金" if misuse.amount is None else f"本金{misuse.amount}元"
        yield (
            f"{what}自{chinese_date(misuse.from_)}起未按约定用途使用：合同利率加收"
            f"{percent(uplift)}；逾期后按逾期与挪用中较高的上浮比例，不并处。"
        )
    if terms.stops_on is not None:
        yield f"破产申请于{chinese_date(terms.stops_on)}受理，自该日起停止计息。"
    for days, order in terms.late_orders:
        yield f"逾期达到{days}天的，还款按{order_words(order)}的顺序抵充。"


def order_words(order: Iterable[Rank]) -> str:
    """In which order payments are taken.

    >>> order_words(("cost", "interest", "principal"))
    '费用、利息（含罚息、复利）、本金'
    """
    ranks = tuple(order)
    others = [word for rank, word in _OTHERS if rank not in ranks]
    inside = f"（含{'、'.join(others)}）" if others else ""
    labels = {**RANK_LABELS, "interest": f"利息{inside}"}
    return "、".join(labels[rank] for rank in ranks)


def event_text(moved: Moved) -> str:
    """What happened, as the 到期与还款抵充表 says it."""
    principal, interest = Money(moved.principal), Money(moved.interest)
    amounts = f"本金{principal}元、利息{interest}元"
    if moved.event == "due" and not moved.no:
        return _due_day(principal, interest)
    if moved.event == "waived" and not (principal or interest):
        return "减免罚息、复利或者费用"
    waiting = Money(moved.allocated.amount) if moved.allocated is not None else principal
    return {
        "disbursed": f"放款：本金{principal}元",
        "due": f"第{moved.no}期到期：{amounts}",
        "late": f"宽限期届满未还：{amounts}，自应还日起算逾期",
        "accelerated": f"宣布提前到期：{amounts}",
        "insolvent": f"破产申请受理，视为到期：{amounts}",
        "waived": f"减免：{amounts}",
        "held": f"以前期未抵充的{waiting}元抵充",
        "booked": "还款（按入账记录抵充）",
        "paid": "还款",
    }[moved.event]


def _due_day(principal: Money, interest: Money) -> str:
    if principal:
        return f"到期：本金{principal}元、利息{interest}元"
    return f"结息：利息{interest}元"


def days_text(row: WorkingRow) -> str:
    """The days of a row; under the monthly convention whole months and odd days."""
    if row.days is None or row.units is None:
        return ""
    if row.units == row.days:
        return str(row.days)
    months, odd = divmod(row.units, _THIRTY)
    return f"{months}个月零{odd}天" if odd else f"{months}个月"


def after_texts(as_of: date, contract: ContractClaim) -> Iterator[str]:
    """One sentence a disbursement: base, rate and basis of what goes on accruing."""
    several = len(contract.onward) > 1
    for onward in contract.onward:
        loan = f"借据号{onward.disb_no}：" if several else ""
        rate = f"年利率{percent(onward.rate)}（计息基础{onward.basis}天）"
        parts = []
        if onward.base:
            parts.append(f"以{onward.of}人民币{onward.base}元为基数，按{rate}计收罚息")
        if onward.compound_base:
            parts.append(f"以欠付利息人民币{onward.compound_base}元为基数，按{rate}计收复利")
        if parts:
            start = chinese_date(as_of)
            until = f"{'均' if len(parts) > 1 else ''}计至实际清偿之日止"
            yield f"{loan}自{start}起，{'；'.join(parts)}，{until}。"
