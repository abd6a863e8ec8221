from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest
from tests.claims.support import day

from recoverydocs.claims.calculators import CALCULATORS, run_flags, run_line
from recoverydocs.law.book import make_book

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

INTEREST: dict[str, Any] = {
    "principal": "1000000",
    "from": "2026-03-15",
    "to": "2026-06-13",
    "basis": 360,
    "rates": [{"from": "2026-03-15", "rate": "0.0435"}],
}


def test_a_line_answers_with_result_working_and_sources() -> None:
    found = run_line("interest", INTEREST)
    # int-01 of the worked examples: 1,000,000 × 4.35 % × 90 / 360 = 10,875.00.
    assert found["result"]["interest"] == "10875.00"
    assert set(found) == {"result", "working", "sources"}
    assert found["working"][0].endswith("1,000,000.00 × 4.35% × 90 ÷ 360 = 10,875.00")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("text", ""),
        ([], ""),
        ({}, "amount"),
        ({"amount": "1", "colour": "red"}, "colour"),
        ({"amount": None}, "amount"),
        ({"amount": 1.5}, "amount"),
        ({"amount": "1", "prefix": "yes"}, "prefix"),
    ],
)
def test_a_bad_line_answers_with_an_error(line: object, field: str) -> None:
    found = run_line("capitals", line)
    assert set(found) == {"error"}
    assert found["error"]["field"] == field
    assert found["error"]["message"]


def test_an_error_never_repeats_the_number() -> None:
    found = run_line("identifier", {"type": "resident-id", "value": 11010519491231002})
    assert "11010519491231002" not in str(found)


def test_flags_are_read_as_their_keys_ask() -> None:
    flags: dict[str, str | bool] = {
        **{name: INTEREST[name] for name in ("principal", "from", "to")},
        "basis": "360",
        "rates": '[{"from": "2026-03-15", "rate": "0.0435"}]',
    }
    assert run_flags("interest", flags) == run_line("interest", INTEREST)
    assert run_flags("interest", {**flags, "rates": "{"})["error"]["field"] == "rates"
    assert run_flags("interest", {**flags, "basis": "x"})["error"]["field"] == "basis"
    assert (
        run_flags("capitals", {"amount": "1", "prefix": True})["result"]["text"]
        == "人民币壹元整"
    )


def test_today_stands_in_where_the_contract_says_so() -> None:
    line = {"type": "resident-id", "value": "11010519491231002X"}
    assert run_line("identifier", line, day("1949-12-30"))["result"]["reason"] == "future-date"
    assert run_line("identifier", line, day("2026-11-24"))["result"]["reason"] == "ok"
    dated = {**line, "as_of": "1949-12-31"}
    assert run_line("identifier", dated, day("1949-12-30"))["result"]["reason"] == "ok"
    assert run_line("identifier", line)["result"]["reason"] == "ok"


def test_an_unknown_calculator_has_no_answer() -> None:
    with pytest.raises(KeyError):
        run_line("nothing", {})


def test_every_calculator_is_described() -> None:
    for name, calculator in CALCULATORS.items():
        assert calculator.name == name
        assert calculator.help.endswith(".")
        assert calculator.function.__doc__
        assert all(key.help for key in calculator.keys)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("11010519491231002X", "******X"),
        ("a\n\ud800", "a??"),
        ("x" * 100, "x" * 60),
        ("字段", "字段"),
    ],
)
def test_an_unknown_key_is_named_without_what_may_not_be_printed(key: str, shown: str) -> None:
    found = run_line("capitals", {"amount": "1", key: "1"})
    assert found["error"]["field"] == shown


def test_a_table_without_an_answer_is_an_error_that_says_what_to_add(law: LawBook) -> None:
    tables = {**law.tables}
    periods = tables["periods"]
    rows = [row for row in periods.rows("period") if row["id"] != "guarantee-default"]
    tables["periods"] = dataclasses.replace(periods, data={**periods.data, "period": rows})
    line = {"principal_due": "2026-01-15", "agreed": "none"}
    found = run_line("guarantee-period", line, law=make_book(tables))
    assert found["error"]["field"] == ""
    assert "guarantee-default" in found["error"]["message"]


def test_a_word_or_an_object_is_one_flag() -> None:
    due = {"principal_due": "2026-01-15"}
    by_word = run_flags("guarantee-period", {**due, "agreed": "until-paid"})
    assert by_word == run_line("guarantee-period", {**due, "agreed": "until-paid"})
    by_object = run_flags("guarantee-period", {**due, "agreed": ' {"years": 3}'})
    assert by_object == run_line("guarantee-period", {**due, "agreed": {"years": 3}})
    for text in ('{"years": 3', "{", "[1]"):
        found = run_flags("guarantee-period", {**due, "agreed": text})
        assert found["error"]["field"] == "agreed"
