"""A walked ledger, or the core system's statement, turned into figures.

Formulas stand in ``ledger.py`` and ``accrual.py``; here each result gets its source, its
rounding and its working.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.claim import CLAIMED, Onward
from recoverydocs.claims.figure import DAY_COUNTS, LABELS, Figure, Part, percent
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recoverydocs.cases.contracts import Contract, CoreBalance
    from recoverydocs.claims.accrual import RatePath
    from recoverydocs.claims.ledger import Ledger

NOTHING = Money(0)
ACCELERATED_LABEL = "未到期本金（加速到期）"
_NO_ROUNDING = "无需舍入"
_ROUNDED = "四舍五入到分，一次"
_ROUNDED_PERIODS = "每期利息在结息日四舍五入到分一次，各期相加"


def loan_figures(
    ledger: Ledger, contract: Contract, disb_no: str, notes: Sequence[str]
) -> tuple[Figure, ...]:
    """The figures of one disbursement that its own ledger answers for."""
    clauses = dict(ledger.terms.clauses)
    contract_no = contract.contract_no

    def make(name: str, parts: tuple[Part, ...], source: str, rounding: str) -> Figure:
        amount = Money.total(part.left for part in parts)
        label = _label(name, accelerated=ledger.accelerated > 0)
        said = tuple(notes) if name == "interest" else ()
        said += tuple(_given_up(ledger, name))
        return Figure(
            name, label, amount, parts, source, rounding, "reckoned", contract_no, disb_no, said
        )

    method = f"合同约定的还款方式：{contract.repay_method.method}"
    day_count = f"合同约定的计息基础 {DAY_COUNTS[contract.rate_terms.day_count]}"
    penalty = f"合同罚息条款，在合同利率上加收 {percent(ledger.terms.uplift)}"
    compound = "合同复利条款，按罚息利率" if ledger.terms.compound else "合同未约定复利"
    return (
        make(
            "principal_due", _lump("到期未还本金", ledger.principal_due), method, _NO_ROUNDING
        ),
        make(
            "principal_not_due",
            _lump(
                _label("principal_not_due", accelerated=ledger.accelerated > 0),
                ledger.principal_not_due,
                clauses.get("principal_not_due", ""),
            ),
            method,
            _NO_ROUNDING,
        ),
        make("interest", ledger.interest_parts(), day_count, _ROUNDED_PERIODS),
        make(
            "penalty_interest",
            _grown(ledger.penalty_parts(clauses.get("penalty_interest", ""))),
            penalty,
            _ROUNDED,
        ),
        make(
            "compound_interest",
            _grown(ledger.compound_parts(clauses.get("compound_interest", ""))),
            compound,
            _ROUNDED_PERIODS if ledger.rolled else _ROUNDED,
        ),
        make("paid", _lump("已还而尚未抵充", ledger.held + ledger.surplus), "", _NO_ROUNDING),
    )


def _given_up(ledger: Ledger, name: str) -> Iterator[str]:
    """What the lender gave up of a figure, also where nothing is left of it."""
    wanted = "principal" if name == "principal_due" else name
    for waiver, fen in ledger.given_up:
        if fen and waiver.name == wanted:
            what = LABELS.get(waiver.name, "本金")
            yield f"{waiver.on} 减免{what} {Money(fen)}元（{waiver.source}）"


def _label(name: str, *, accelerated: bool) -> str:
    if name == "principal_not_due" and accelerated:
        return ACCELERATED_LABEL
    return LABELS[name]


def _lump(label: str, fen: int, clause: str = "") -> tuple[Part, ...]:
    """An amount that has no days of its own; none where it is nothing."""
    return (Part(label, (), Money(fen), clause=clause),) if fen else ()


def _grown(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.left)


def stated_figures(
    balance: CoreBalance, contract: Contract, disb_no: str, *, accelerated: bool
) -> tuple[Figure, ...]:
    """The figures as the core system states them, where they cannot be reckoned anew."""
    source = f"核心系统余额（{balance.source}，{balance.as_of}）"
    amounts = {**stated_amounts(balance), "paid": NOTHING}
    del amounts["costs"]
    figures: list[Figure] = []
    for name, amount in amounts.items():
        label = _label(name, accelerated=accelerated)
        parts = _lump(label, amount.fen)
        figures.append(
            Figure(
                name,
                label,
                amount,
                parts,
                source,
                _NO_ROUNDING,
                "stated",
                contract.contract_no,
                disb_no,
            )
        )
    return tuple(figures)


def stated_costs(balances: Sequence[CoreBalance], contract_no: str) -> tuple[Figure, ...]:
    """The fees that the core system states, where the case lists no cost itself."""
    return tuple(
        Figure(
            "costs",
            "其他费用",
            balance.fees,
            _lump("其他费用", balance.fees.fen),
            f"核心系统余额（{balance.source}，{balance.as_of}）",
            _NO_ROUNDING,
            "stated",
            contract_no,
            balance.disb_no or "",
        )
        for balance in balances
        if balance.fees
    )


def stated_amounts(balance: CoreBalance) -> dict[str, Money]:
    """The core system's amounts by the names of our figures."""
    return {
        "principal_due": balance.principal_due,
        "principal_not_due": balance.principal_not_due,
        "interest": balance.interest,
        "penalty_interest": balance.penalty,
        "compound_interest": balance.compound,
        "costs": balance.fees or NOTHING,
    }


def contract_figures(
    contract_no: str,
    loans: Iterable[Sequence[Figure]],
    costs: Sequence[Figure],
    *,
    accelerated: bool,
) -> tuple[Figure, ...]:
    """The contract's figures: each disbursement's added up, then costs, 减：已还 and 合计."""
    gathered: dict[str, list[Figure]] = {}
    for loan in loans:
        for figure in loan:
            gathered.setdefault(figure.name, []).append(figure)
    gathered["costs"] = list(costs)
    sums: dict[str, Figure] = {}
    for name in (*CLAIMED, "paid"):
        sums[name] = _added(name, contract_no, gathered.get(name, []), accelerated=accelerated)
    total = demandable(sums, accelerated=accelerated)
    lines = tuple(
        f"{sums[name].label}：{sums[name].amount}元"
        for name in CLAIMED
        if accelerated or name != "principal_not_due"
    )
    paid = sums["paid"]
    minus = (f"减：已还而尚未抵充 {paid.amount}元",) if paid.amount else ()
    whole = Figure(
        "total",
        LABELS["total"],
        total,
        source="以上各项相加",
        contract_no=contract_no,
        notes=(*lines, *minus),
    )
    return (*sums.values(), whole)


def demandable(figures: Mapping[str, Figure], *, accelerated: bool) -> Money:
    """What can be demanded: principal not yet due only when everything fell due."""
    names = [name for name in CLAIMED if accelerated or name != "principal_not_due"]
    return Money.total(figures[name].amount for name in names) - figures["paid"].amount


def _added(
    name: str, contract_no: str, figures: Sequence[Figure], *, accelerated: bool
) -> Figure:
    label = _label(name, accelerated=accelerated)
    if len(figures) == 1 and figures[0].label == label:
        return figures[0]
    first = figures[0] if figures else None
    sources = "；".join(dict.fromkeys(each.source for each in figures if each.source))
    several = len(figures) > 1
    notes = [note for each in figures for note in each.notes]
    if several:
        notes += [f"{each.disb_no or each.label}：{each.amount}元" for each in figures]
    return Figure(
        name,
        label,
        Money.total(each.amount for each in figures),
        tuple(part for each in figures for part in each.parts),
        sources,
        first.rounding if first else _NO_ROUNDING,
        first.status if first else "reckoned",
        contract_no,
        "",
        tuple(notes),
    )


def onward_of(ledger: Ledger, disb_no: str) -> tuple[Onward, ...]:
    """What goes on growing after the day; nothing where nothing is overdue or misused."""
    if ledger.is_stopped:
        return ()
    late = ledger.overdue_sum + ledger.accelerated
    compound = ledger.bearing + ledger.penalty_base + ledger.compound_base
    compound = compound if ledger.terms.compound else 0
    grows: list[tuple[int, RatePath, int, str]] = []
    if ledger.misuse is not None:
        added, whole = ledger.misuse
        overdue = min(ledger.misused, late)
        late -= overdue
        ahead = min(ledger.misused - overdue, ledger.principal)
        grows = [(overdue, whole.path, 0, "挪用的逾期本金"), (ahead, added.path, 0, "挪用本金")]
    grows.insert(0, (late, ledger.penalty.path, compound, "逾期本金"))
    basis = ledger.penalty.basis
    return tuple(
        Onward(disb_no, Money(base), path.rate(-1), basis, Money(bearing), of)
        for base, path, bearing, of in grows
        if base or bearing
    )
