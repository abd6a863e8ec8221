"""Calculators by name, and one line of input turned into one line of output."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recoverydocs.claims.calculators.allocate import ALLOCATE
from recoverydocs.claims.calculators.arbitration_fee import ARBITRATION_FEE
from recoverydocs.claims.calculators.capitals import CAPITALS
from recoverydocs.claims.calculators.compound import COMPOUND
from recoverydocs.claims.calculators.delayed_performance import DELAYED_PERFORMANCE
from recoverydocs.claims.calculators.fee import FEE
from recoverydocs.claims.calculators.guarantee_period import GUARANTEE_PERIOD
from recoverydocs.claims.calculators.identifier import IDENTIFIER
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.interest import INTEREST
from recoverydocs.claims.calculators.limitation import LIMITATION
from recoverydocs.claims.calculators.period import PERIOD
from recoverydocs.claims.calculators.schedule import SCHEDULE
from recoverydocs.errors import LawTableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from recoverydocs.claims.calculators.shape import Calculator
    from recoverydocs.law import LawBook

CALCULATORS: Mapping[str, Calculator] = {
    each.name: each
    for each in (
        CAPITALS,
        FEE,
        ARBITRATION_FEE,
        PERIOD,
        LIMITATION,
        GUARANTEE_PERIOD,
        INTEREST,
        COMPOUND,
        ALLOCATE,
        DELAYED_PERFORMANCE,
        SCHEDULE,
        IDENTIFIER,
    )
}
"""Every calculator by name: a new one is a module and a line here."""

_WHOLE = re.compile(r"-?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a line of one calculator is checked against.

    Attributes:
        names: every key with its name in Python.
        required: the keys that a line must hold.
        todays: names for which today stands in.
    """

    names: Mapping[str, str]
    required: tuple[str, ...]
    todays: tuple[str, ...]


_READINGS: Mapping[str, _Reading] = {
    each.name: _Reading(
        {key.name: "from_" if key.name == "from" else key.name for key in each.keys},
        tuple(key.name for key in each.keys if key.required),
        tuple(key.name for key in each.keys if key.is_today),
    )
    for each in CALCULATORS.values()
}


def run_line(
    name: str, line: object, today: date | None = None, law: LawBook | None = None
) -> dict[str, Any]:
    """The answer to one parsed line: result, working and sources, or an error naming a field.

    Where a dated table has no answer, the error names no field and says what to add to it.

    Args:
        name: of the calculator.
        line: what the line holds.
        today: stands in where the contract says so.
        law: the dated tables, where the calculator reads any; without, the packaged ones.

    Raises:
        KeyError: no calculator of that name.
    """
    calculator = CALCULATORS[name]
    try:
        return _answer(calculator, line, today, law)
    except CalculatorError as fault:
        return {"error": {"field": fault.field, "message": fault.message}}
    except LawTableError as gap:
        return {"error": {"field": "", "message": str(gap)}}


def run_flags(
    name: str,
    flags: Mapping[str, str | bool],
    today: date | None = None,
    law: LawBook | None = None,
) -> dict[str, Any]:
    """The answer to the same keys given as text, such as a command's flags.

    Raises:
        KeyError: no calculator of that name.
    """
    kinds = {key.name: key.kind for key in CALCULATORS[name].keys}
    line: dict[str, object] = {}
    for field, value in flags.items():
        kind = kinds.get(field)
        if kind == "integer" and isinstance(value, str) and _WHOLE.fullmatch(value):
            line[field] = int(value)
        elif isinstance(value, str) and (
            kind == "json" or (kind == "word-or-json" and value.lstrip().startswith("{"))
        ):
            try:
                line[field] = json.loads(value)
            except (ValueError, RecursionError):
                return {"error": {"field": field, "message": "不是 JSON"}}
        else:
            line[field] = value
    return run_line(name, line, today, law)


def _answer(
    calculator: Calculator, line: object, today: date | None, law: LawBook | None
) -> Answer:
    """Check the keys, put today where it stands in, and reckon."""
    if not isinstance(line, dict):
        raise CalculatorError("", "每行须是一个 JSON 对象")
    given: dict[str, object] = {}
    reading = _READINGS[calculator.name]
    for field, value in line.items():
        name = reading.names.get(field)
        if name is None:
            raise CalculatorError(str(field), "不是本计算的字段")
        if value is None:
            raise CalculatorError(field, "不能为 null；不需要时请省略")
        given[name] = value
    for field in reading.required:
        if field not in line:
            raise CalculatorError(field, "缺失")
    if today is not None:
        for name in reading.todays:
            given.setdefault(name, today.isoformat())
    if calculator.takes_law:
        return calculator.function(**given, law=law)
    return calculator.function(**given)
