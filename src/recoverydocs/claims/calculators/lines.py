"""Calculators by name, their keys, and one line of input turned into one line of output."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from recoverydocs.claims.calculators.capitals import capitals
from recoverydocs.claims.calculators.identifier import CHECKS, identifier
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.interest import interest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a calculator.

    Attributes:
        name: as in the line; ``from`` is ``from_`` in Python.
        kind: how a flag's text becomes the value; ``json`` takes JSON text.
        help: for a person.
        required: whether a line must hold it.
        choices: the words it may be; empty for any.
        is_today: whether today stands in for it where it is left out.
    """

    name: str
    kind: Literal["text", "integer", "boolean", "json"]
    help: str
    required: bool = True
    choices: tuple[str, ...] = ()
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class Calculator:
    """One reckoning with its keys.

    Attributes:
        name: as ``calc NAME`` has it.
        function: the library twin.
        keys: every key it knows.
        help: one sentence for a person.
    """

    name: str
    function: Callable[..., Answer]
    keys: tuple[Key, ...]
    help: str


_CAPITALS = Calculator(
    "capitals",
    capitals,
    (
        Key("amount", "text", "decimal yuan, such as 4410.42"),
        Key("prefix", "boolean", "put 人民币 before it", required=False),
    ),
    "An amount in Chinese capitals.",
)
_IDENTIFIER = Calculator(
    "identifier",
    identifier,
    (
        Key("type", "text", "what the number should be", choices=tuple(CHECKS)),
        Key("value", "text", "the number"),
        Key("as_of", "text", "day of the check", required=False, is_today=True),
    ),
    "Whether an identifier is well formed.",
)
_INTEREST = Calculator(
    "interest",
    interest,
    (
        Key("principal", "text", "decimal yuan"),
        Key("from", "text", "first day counted, YYYY-MM-DD"),
        Key("to", "text", "day after the last one counted, YYYY-MM-DD"),
        Key("basis", "integer", "days of the reckoning year: 360 or 365"),
        Key("rates", "json", 'such as [{"from": "2026-01-01", "rate": "0.0435"}]'),
        Key("due", "text", "from this day on the penalty rate holds", required=False),
        Key("penalty_uplift", "text", 'such as "0.5"', required=False),
        Key("round", "text", "where to round", required=False, choices=("once", "segment")),
    ),
    "Contract interest over a time, and penalty interest from a due day on.",
)

CALCULATORS: Mapping[str, Calculator] = {
    each.name: each for each in (_CAPITALS, _IDENTIFIER, _INTEREST)
}
"""Every calculator by name."""


def run_line(name: str, line: object, today: date | None = None) -> dict[str, Any]:
    """The answer to one parsed line: result, working and sources, or an error naming a field.

    Raises:
        KeyError: no calculator of that name.
    """
    calculator = CALCULATORS[name]
    try:
        return _answer(calculator, line, today)
    except CalculatorError as fault:
        return {"error": {"field": fault.field, "message": fault.message}}


def run_flags(
    name: str, flags: Mapping[str, str | bool], today: date | None = None
) -> dict[str, Any]:
    """The answer to the same keys given as text, such as a command's flags.

    Raises:
        KeyError: no calculator of that name.
    """
    kinds = {key.name: key.kind for key in CALCULATORS[name].keys}
    line: dict[str, object] = {}
    for field, value in flags.items():
        kind = kinds.get(field)
        if kind == "integer" and isinstance(value, str) and value.lstrip("-").isdecimal():
            line[field] = int(value)
        elif kind == "json" and isinstance(value, str):
            try:
                line[field] = json.loads(value)
            except ValueError:
                return {"error": {"field": field, "message": "不是 JSON"}}
        else:
            line[field] = value
    return run_line(name, line, today)


def _answer(calculator: Calculator, line: object, today: date | None) -> Answer:
    """Check the keys, put today where it stands in, and reckon."""
    if not isinstance(line, dict):
        raise CalculatorError("", "每行须是一个 JSON 对象")
    given: dict[str, object] = {}
    known = {key.name: key for key in calculator.keys}
    for field, value in line.items():
        if field not in known:
            raise CalculatorError(str(field), "不是本计算的字段")
        if value is None:
            raise CalculatorError(field, "不能为 null；不需要时请省略")
        given["from_" if field == "from" else field] = value
    for key in calculator.keys:
        if key.required and key.name not in line:
            raise CalculatorError(key.name, "缺失")
        if key.is_today and key.name not in line and today is not None:
            given[key.name] = today.isoformat()
    return calculator.function(**given)
