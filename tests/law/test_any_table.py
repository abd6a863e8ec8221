"""Whatever stands in a table file, the checks name it or the law book can be asked."""

from __future__ import annotations

import json
import tomllib
from contextlib import suppress
from copy import deepcopy
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverydocs.errors import LawTableError, Severity
from recoverydocs.law import load_packaged
from recoverydocs.law.checks import lay
from recoverydocs.law.load import packaged_files
from recoverydocs.law.show import rows_on
from recoverydocs.law.table import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2026, 6, 1)
FEW = 3
ODD: tuple[Any, ...] = (
    *(-1, 0, 7, True, "", "x", "2026-10-20", "1/2", "3.00", "-0.5", Decimal("1.5")),
    *(date(2026, 10, 20), date(1990, 1, 1), datetime(2026, 10, 20), time(9, 30)),  # noqa: DTZ001
    *(date(1, 1, 1), date(9999, 12, 31), date(1900, 1, 1), date(2999, 12, 31), 10**30),
    *([], {}, [1], ["x"], [{}], {"x": 1}, {"2023": 0}, [[]], [date(2026, 10, 20)]),
)
"""What somebody may write where something else belongs."""


def small_tables() -> dict[str, dict[str, Any]]:
    """Each shipped table with its first rows, as a house might copy it."""
    found = {}
    for _, content in packaged_files():
        data = tomllib.loads(content.decode(), parse_float=Decimal)
        groups = GROUPS[data["meta"]["id"]]
        rows = {group: data[group][:FEW] for group in groups if group in data}
        found[data["meta"]["id"]] = {"meta": data["meta"], **rows}
    return found


TABLES = small_tables()


def toml(value: Any) -> str:  # noqa: ANN401 - whatever a table may hold
    """A value on one line of TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def written(table: dict[str, Any]) -> bytes:
    return "\n".join(f"{name} = {toml(value)}" for name, value in table.items()).encode()


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """The way to every value inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in inside:
        yield (*above, key)
        if isinstance(each, dict | list):
            yield from places(each, (*above, key))


@pytest.mark.parametrize("name", GROUPS)
def test_a_copy_of_the_first_rows_is_a_table_of_a_house(name: str) -> None:
    house = load_packaged().with_tables({f"law/{name}.toml": written(TABLES[name])})
    assert house.table(name).own_files
    assert rows_on(name, DAY, house)


@st.composite
def changed_tables(draw: st.DrawFn) -> tuple[str, bytes]:
    """A small table with up to three values changed, dropped or added."""
    name = draw(st.sampled_from(sorted(TABLES)), label="table")
    table = deepcopy(TABLES[name])
    for _ in range(draw(st.integers(1, 3), label="changes")):
        *way, last = draw(st.sampled_from([*places(table), ("meta",)]), label="place")
        holder: Any = table
        for key in way:
            holder = holder[key]
        odd = deepcopy(draw(st.sampled_from(ODD), label="value"))
        what = draw(st.sampled_from(["change", "drop", "add"]), label="what")
        if what == "change":
            holder[last] = odd
        elif what == "drop":
            holder.pop(last, None) if isinstance(holder, dict) else holder.pop(last)
        elif isinstance(holder, dict):
            holder["mine"] = odd
        else:
            holder.append(odd)
    return name, written(table)


@given(changed_tables())
def test_any_change_is_named_or_does_no_harm(given_: tuple[str, bytes]) -> None:
    name, content = given_
    files = {f"law/{name}.toml": content}
    findings = lay(list(files.items()), "workspace", load_packaged().tables).findings
    faults = [each for each in findings if each.severity is Severity.FAULT]
    assert all(each.where.startswith(f"law/{name}.toml") for each in findings)
    assert all(each.message and each.remedy for each in findings)
    if faults:
        with pytest.raises(LawTableError):
            load_packaged().with_tables(files)
        return
    house = load_packaged().with_tables(files)
    assert rows_on("court_fees", DAY, house)
    for statute in house.statutes.values():
        for key in statute.articles:
            with suppress(LawTableError):
                assert house.provision(f"{statute.id}:{key}", DAY).cite()


@given(st.binary(max_size=200))
def test_any_bytes_are_named(content: bytes) -> None:
    (finding,) = lay([("law/x.toml", content)], "workspace", load_packaged().tables).findings
    assert finding.severity is Severity.FAULT
    assert finding.where.startswith("law/x.toml")
