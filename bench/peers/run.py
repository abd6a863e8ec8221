"""The rivals of bench_calc.py, in an environment of their own: lines in, one object out.

QuantLib reckons simple interest segment by segment, OpenFisca a scale of marginal rates. Both
work in binary fractions and give the sums alone: no working, no source.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from importlib import import_module, metadata
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Line = dict[str, Any]


def quantlib() -> tuple[str, Callable[[Line], Line]]:
    """Simple interest over each stretch of days on one rate; penalty from the due day on."""
    ql = import_module("QuantLib")
    counts = {360: ql.Actual360(), 365: ql.Actual365Fixed()}

    def day(text: str) -> Any:  # noqa: ANN401 - QuantLib's own date
        read = date.fromisoformat(text)
        return ql.Date(read.day, read.month, read.year)

    def reckon(line: Line) -> Line:
        principal, count = float(line["principal"]), counts[line["basis"]]
        start, end = day(line["from"]), day(line["to"])
        due = day(line["due"]) if "due" in line else end
        uplift = float(line.get("penalty_uplift", "0"))
        steps = [(day(row["from"]), float(row["rate"])) for row in line["rates"]]
        cuts = sorted({start, end, due, *(step for step, _ in steps)})
        cuts = [cut for cut in cuts if start <= cut <= end]
        sums, segments = [0.0, 0.0], []
        for first, stop in pairwise(cuts):
            rate = [each for step, each in steps if step <= first][-1]
            late = first >= due
            if late:
                rate *= 1 + uplift
            grown = ql.InterestRate(rate, count, ql.Simple, ql.Annual)
            amount = principal * (grown.compoundFactor(first, stop) - 1)
            sums[late] += amount
            segments.append({"days": stop - first, "rate": rate, "amount": round(amount, 2)})
        return {
            "interest": f"{sums[0]:.2f}",
            "penalty_interest": f"{sums[1]:.2f}",
            "segments": segments,
        }

    return f"QuantLib {metadata.version('QuantLib')}", reckon


EDGES = (10_000, 100_000, 200_000, 500_000, 1e6, 2e6, 5e6, 1e7, 2e7)
RATES = (0.025, 0.02, 0.015, 0.01, 0.009, 0.008, 0.007, 0.006, 0.005)


def openfisca() -> tuple[str, Callable[[Line], Line]]:
    """The fee of a suit: 50 yuan, and a marginal rate on what lies over each edge."""
    scales = import_module("openfisca_core.taxscales")
    array = import_module("numpy").array
    scale = scales.MarginalRateTaxScale("court fee")
    for edge, rate in zip(EDGES, RATES, strict=True):
        scale.add_bracket(edge, rate)

    def reckon(line: Line) -> Line:
        return {"fee": f"{50 + scale.calc(array([float(line['amount'])]))[0]:.2f}"}

    return f"OpenFisca-Core {metadata.version('OpenFisca-Core')}", reckon


PEERS = {"interest": quantlib, "fee": openfisca}


def main() -> None:
    name, reckon = PEERS[sys.argv[1]]()
    lines = sys.stdin.read().splitlines()
    begin = time.process_time()
    answers = [json.dumps(reckon(json.loads(line)), ensure_ascii=False) for line in lines]
    taken = time.process_time() - begin
    print(json.dumps({"name": name, "cpu_seconds": taken, "answers": answers}))


if __name__ == "__main__":
    main()
