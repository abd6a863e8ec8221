"""A sound sample with a few members changed, and what the rules find in it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from tests.claims.support import day

from recoverydocs.cases import read_cases
from recoverydocs.claims import GATES, assess, gate_findings
from recoverydocs.law import load_packaged

if TYPE_CHECKING:
    from datetime import date

    from tests.claims.gates.support import Aim

    from recoverydocs.cases import Case
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

SAMPLES = Path(__file__).resolve().parents[4] / "samples"
AS_OF = "2026-11-24"

PERSON = "01-first-demand.json"
GUARANTORS = "02-guarantors.json"
HOUSE = "03-mortgage-in-suit.json"
SHOP = "04-sole-trader.yaml"
ARBITRATION = "05-arbitration.json"
BEFORE_SUIT = "06-before-suit.json"
IN_ARBITRATION = "08-in-arbitration.yaml"
AGREEMENT = "09-repayment-agreement.json"
NOT_MINE = "10-not-my-loan.json"
NOTICES = "11-final-demand-rare-name.json"
MACHINES = "12-second-demand.yaml"
TWO_LOANS = "13-balances-differ.json"
TIME_BARRED = "14-time-barred.json"
LAPSED = "15-guarantee-lapsed.json"

GONE: Any = object()
"""In an edit: the member is taken out."""

Edit = Mapping[str, Any]
"""Place → value; ``list.+`` adds to a list, which is made where there is none."""


@dataclass(frozen=True)
class Pair:
    """One rule: a case that trips it and one that doesn't, both a sample with small edits.

    Attributes:
        base: the sample.
        trips: what is changed so that the rule is broken.
        passes: what is changed so that it is kept; nothing: the sample keeps it.
        kind: the document for which the rule's gates are asked; empty: the case is assessed.
        weight: severity of the finding; empty: the rule's own.
        aim: what the document is made for.
        as_of: the day.
        passes_on: the day of the case that keeps the rule; empty: the same.
        trips_law: the law book of the case that trips it.
        trips_on_paper: the day that the document bears which trips it; empty: none is known.
    """

    base: str
    trips: Edit
    passes: Edit = field(default_factory=dict)
    kind: str = ""
    weight: str = ""
    aim: Aim | None = None
    as_of: str = AS_OF
    passes_on: str = ""
    trips_law: Callable[[], LawBook] = load_packaged
    trips_on_paper: str = ""


def tripped(pair: Pair, rule: str) -> list[Finding]:
    """What is found of the rule in the case that breaks it."""
    bears = day(pair.trips_on_paper) if pair.trips_on_paper else None
    return _found(pair, rule, pair.trips, pair.as_of, pair.trips_law(), bears)


def kept(pair: Pair, rule: str) -> list[Finding]:
    """What is found of the rule in the case that keeps it."""
    day_kept = pair.passes_on or pair.as_of
    return _found(pair, rule, pair.passes, day_kept, load_packaged())


def _found(  # noqa: PLR0913, PLR0917 - one side of a pair
    pair: Pair,
    rule: str,
    edit: Edit,
    as_of: str,
    law: LawBook,
    issued_on: date | None = None,
) -> list[Finding]:
    claim = assess(edited(pair.base, edit), law, day(as_of))
    if not pair.kind:
        return [each for each in claim.findings if each.rule == rule]
    names = [name for name, gate in GATES.items() if rule in {each.id for each in gate.rules}]
    assert names, f"no gate finds {rule}"
    findings = gate_findings(claim, names, kind=pair.kind, target=pair.aim, issued_on=issued_on)
    return [each for each in findings if each.rule == rule]


@cache
def _sample(name: str) -> dict[str, Any]:
    text = (SAMPLES / name).read_text("utf-8")
    data = json.loads(text) if name.endswith(".json") else yaml.safe_load(text)
    assert isinstance(data, dict)
    return data


def edited(base: str, edit: Edit) -> Case:
    """The sample's case after an edit, read as a user's file is read."""
    data = copy.deepcopy(_sample(base))
    for place, value in edit.items():
        _put(data, place.split("."), value if value is GONE else copy.deepcopy(value))
    intake = read_cases("case.json", json.dumps(data, ensure_ascii=False).encode())
    assert not intake.faults, [each.line() for each in intake.faults]
    return intake.cases[0]


def _put(data: Any, places: list[str], value: object) -> None:  # noqa: ANN401 - JSON
    *above, last = places
    for here, after in zip(above, places[1:], strict=True):
        if isinstance(data, list):
            data = data[int(here)]
        else:
            data = data.setdefault(here, [] if after == "+" else {})
    if last == "+":
        data.append(value)
    elif isinstance(data, list):
        data[int(last)] = value
    elif value is GONE:
        data.pop(last, None)
    else:
        data[last] = value
