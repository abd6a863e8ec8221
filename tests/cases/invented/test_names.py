from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from recoverydocs.cases.invented import names

DAYS = st.dates(min_value=date(1920, 1, 1), max_value=date(2020, 12, 31))
SEEDS = st.integers(min_value=0, max_value=10**6)


@given(DAYS, st.integers(min_value=0, max_value=2000))
def test_identity_number_passes_the_standard_and_names_no_area(born: date, order: int) -> None:
    number = names.id_no(born, order)
    assert number.startswith("110199")
    assert ric.calc_check_digit(number) == number[-1]
    assert ric.get_birth_date(number) == born


@given(st.integers(min_value=0, max_value=10**7), st.sampled_from(["91", "92"]))
def test_credit_code_passes_the_standard(order: int, kind: str) -> None:
    code = names.uscc(order, kind)
    assert uscc.is_valid(code)
    assert code.startswith(f"{kind}110199")


def test_inner_code_bears_its_own_check_character() -> None:
    # GB 11714: 99000018 → 9·3+9·7+0·9+0·10+0·5+0·8+1·4+8·2 = 110, 110 mod 11 = 0 → 11 → "0".
    assert names.uscc(18)[8:17] == "990000180"
    # 99000001 → 9·3 + 9·7 + 1·2 = 92, 92 mod 11 = 4 → 11 - 4 = 7.
    assert names.uscc(1)[8:17] == "990000017"
    # 99000012 → 9·3 + 9·7 + 1·4 + 2·2 = 98, 98 mod 11 = 10 → 1; with remainder 1 it is X.
    assert names.uscc(12)[8:17] == "990000121"
    assert {names.uscc(order)[16] for order in range(60)} >= {"X", "0"}


@given(SEEDS, SEEDS)
def test_draws_stay_in_range_and_repeat(seed: int, index: int) -> None:
    drawn = names.draw(seed, index, "what", 7)
    assert 0 <= drawn < 7
    assert drawn == names.draw(seed, index, "what", 7)


@given(SEEDS, SEEDS)
def test_person_is_one_person(seed: int, index: int) -> None:
    name, born, sex, number = names.person(seed, index)
    assert len(name) == 3
    assert number[6:14] == f"{born:%Y%m%d}"
    assert (int(number[16]) % 2 == 1) == (sex == "男")


def test_places_and_firms_say_that_they_are_invented() -> None:
    assert names.place(1, 2).startswith("虚构省示例市")
    assert "虚构" in names.firm(1, 2)
    assert names.mobile(123_456) == "13800003456"
