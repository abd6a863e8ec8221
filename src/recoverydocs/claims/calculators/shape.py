"""What a calculator is: its name, its library twin and the keys it knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoverydocs.claims.calculators.inputs import Answer


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a calculator.

    Attributes:
        name: as in the line; ``from`` is ``from_`` in Python.
        kind: how a flag's text becomes the value; ``json`` takes JSON text, ``word-or-json``
            a word or the JSON text of an object.
        help: for a person.
        required: whether a line must hold it.
        choices: the words it may be; empty for any.
        is_today: whether today stands in for it where it is left out.
    """

    name: str
    kind: Literal["text", "integer", "boolean", "json", "word-or-json"]
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
        takes_law: whether the twin reads dated tables: it then takes ``law``, a law book, and
            without one the packaged tables.
    """

    name: str
    function: Callable[..., Answer]
    keys: tuple[Key, ...]
    help: str
    takes_law: bool = False
