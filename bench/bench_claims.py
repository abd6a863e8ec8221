"""How fast a loan of ten years is reckoned: 120 repricings, 120 repayments; one core.

Run: ``python bench/bench_claims.py [--update]``; with ``--update`` the section of
``bench/results.md`` is replaced. The peer is ``tests/claims/day_by_day.py``: the same reckoning
a day at a time in decimals, without working, findings or deadlines.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.sections import put
from tests.claims.day_by_day import reckon
from tests.claims.support import Members, case, contract

from recoverydocs.claims import assess
from recoverydocs.claims.repayments import received
from recoverydocs.claims.walked import walk_contract
from recoverydocs.law import load_packaged
from recoverydocs.law.periods import add_months

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoverydocs.cases import Case
    from recoverydocs.law import LawBook

HEADING = "## Claims"
COMMAND = "python bench/bench_claims.py --update"
COUNT = 120
START = date(2016, 1, 20)
END = add_months(START, COUNT)
AS_OF = date(2026, 6, 1)
DAYS = [add_months(START, number) for number in range(1, COUNT + 1)]
LOANS = (
    ("等额本金, plan given, each payment 13 days late and short", "等额本金", "12000.00", 13),
    ("interest by the month, each payment late and short", "按月计息到期还本", "4000.00", 13),
    ("interest by the month, next to nothing paid", "按月计息到期还本", "10.00", 13),
    ("等额本息, plan made anew at each new rate, paid late", "等额本息", "12500.00", 13),
)


def loan(method: str, amount: str, late: int) -> Case:
    """1,200,000 yuan over ten years, a new rate each month on the 11th, compound interest."""
    history = [
        {
            "from": (
                add_months(START, number).replace(day=11) if number else START
            ).isoformat(),
            "rate": f"0.0{400 + number * 7 % 90}",
        }
        for number in range(COUNT)
    ]
    plan = [
        {"no": no, "due_on": day.isoformat(), "principal": "10000.00", "interest": "3000.00"}
        for no, day in enumerate(DAYS, 1)
    ]
    paid = [
        {
            "on": (day + timedelta(days=late)).isoformat(),
            "amount": amount,
            "no": f"L{number}",
        }
        for number, day in enumerate(DAYS)
    ]
    terms = {
        "type": "固定",
        "rate_history": history,
        "day_count": "actual/360",
        "penalty_uplift": "0.5",
        "compound": True,
        "compound_base": "期内利息",
    }
    made: Members = contract(
        **{"from": START.isoformat(), "to": END.isoformat()},
        signed_on="2016-01-10",
        amount="1200000.00",
        rate_terms=terms,
        repay_method={"method": method, "due_day": 20},
        repayments=paid,
    )
    made["disbursements"][0] |= {"on": START.isoformat(), "amount": "1200000.00"}
    if method == "等额本金":
        made["instalments"] = plan
    return case(contracts=[made])


def milliseconds(work: Callable[[], object], calls: int = 200) -> float:
    """Of CPU time a call, the median of so many: on a shared machine the mean says little."""
    work()
    times = []
    for _ in range(calls):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return median(times) * 1000


def row(name: str, found: Case, law: LawBook) -> tuple[str, float, float, float]:
    """Name, whole assessment, walk alone, peer; the peer's figures are compared first."""
    made = found.contracts[0]
    walked = walk_contract(found, made, law, AS_OF)
    ledger = walked.ledgers[0]
    payments = [each.payment for each in received(made.repayments, "", law, AS_OF)[0]]
    peer = reckon(ledger.terms, payments, AS_OF)
    ours = (
        ledger.principal_due,
        ledger.principal_not_due,
        ledger.interest_owed,
        ledger.penalty_owed,
        ledger.compound_owed,
        ledger.held + ledger.surplus,
    )
    theirs = (
        peer.principal_due,
        peer.principal_not_due,
        peer.interest,
        peer.penalty,
        peer.compound,
        peer.credit,
    )
    if ours != theirs:
        sys.exit(f"{name}: {ours} is not {theirs}")
    return (
        name,
        milliseconds(lambda: assess(found, law, AS_OF)),
        milliseconds(lambda: walk_contract(found, made, law, AS_OF)),
        milliseconds(lambda: reckon(ledger.terms, payments, AS_OF)),
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    law = load_packaged()
    rows = [row(name, loan(how, paid, late), law) for name, how, paid, late in LOANS]
    table = "\n".join(
        f"| {name} | {whole:.2f} ms | {walk:.2f} ms | {peer:.0f} ms | {peer / whole:.0f} |"
        for name, whole, walk, peer in rows
    )
    section = f"""{HEADING}

`{COMMAND}` (Python {platform.python_version()}, {platform.machine()}, one core, CPU time):
a loan of ten years with 120 repricings and 120 repayments, assessed: figures with their
working, findings, deadlines. The peer only reckons, day by day in decimals, to the same fen.

| loan | assessed | of it reckoned | day by day | times |
| --- | --- | --- | --- | --- |
{table}
"""
    print(section)
    if options.update:
        put(section)


if __name__ == "__main__":
    main()
