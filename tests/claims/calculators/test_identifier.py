from __future__ import annotations

import pytest
from stdnum.cn import uscc

from recoverydocs.claims.calculators import identifier

STANDARD = "11010519491231002X"  # the printed example of GB 11643


def answer(type_: str, value: str, as_of: str | None = None) -> dict[str, object]:
    found = identifier(type=type_, value=value, as_of=as_of)
    digits = "".join(value.split())
    for line in [*found["working"], *found["sources"]]:
        assert digits not in line
    result: dict[str, object] = found["result"]
    return result


def test_the_standards_own_number_is_valid() -> None:
    assert answer("resident-id", STANDARD) == {
        "valid": True,
        "reason": "ok",
        "normalised": STANDARD,
        "birth": "1949-12-31",
        "sex": "女",
    }


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("11010519491231002", "length"),
        ("110105491231002", "length"),  # the old fifteen digits
        ("1101051949123100XX", "charset"),
        ("00010519491231002X", "region"),
        ("11010519490230002X", "date"),
        ("110105194912310021", "check-digit"),
    ],
)
def test_a_resident_id_that_cannot_be_one(value: str, reason: str) -> None:
    assert answer("resident-id", value) == {
        "valid": False,
        "reason": reason,
        "normalised": None,
    }


def test_a_birth_after_the_day_of_the_check_is_refused() -> None:
    assert answer("resident-id", STANDARD, "1949-12-30")["reason"] == "future-date"
    assert answer("resident-id", STANDARD, "1949-12-31")["valid"] is True


def test_blanks_and_full_width_forms_are_folded() -> None:
    found = answer("resident-id", " １１０１０５ 19491231　002ｘ ")
    assert (found["valid"], found["normalised"]) == (True, STANDARD)


@pytest.mark.parametrize("digit", ["①", "¹", "१", "𝟏", "Ⅰ"])
def test_no_other_form_of_a_digit_is_folded(digit: str) -> None:
    for place in (0, 5, 17):
        value = STANDARD[:place] + digit + STANDARD[place + 1 :]
        assert answer("resident-id", value)["reason"] == "charset"


def test_no_other_letter_is_folded_into_a_plain_one() -> None:
    assert answer("mail-s10", "Rſ473124829GB")["reason"] == "charset"  # upper case: RS
    assert answer("mail-s10", "ＲＲ473124829ＧＢ")["normalised"] == "RR473124829GB"


def test_an_area_unknown_below_the_province_is_valid_with_a_note() -> None:
    # 110199 is an area code never given: invented people begin with it.
    body = "11019919900101001"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]
    found = identifier(type="resident-id", value=body + check)
    assert found["result"]["valid"] is True
    assert found["result"]["sex"] == "男"
    assert "未收录" in found["working"][1]
    assert len(identifier(type="resident-id", value=STANDARD)["working"]) == 1


VALID_USCC = "91100000100003962T"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (VALID_USCC, "ok"),
        (VALID_USCC.lower(), "ok"),
        ("9110000010000396", "length"),
        ("9110000010000396IT", "charset"),
        ("01100000100003962T", "prefix"),
        ("91000000100003962T", "region"),
        ("911000001000039620", "check-digit"),
    ],
)
def test_uscc(value: str, reason: str) -> None:
    assert answer("uscc", value)["reason"] == reason
    if reason == "ok":
        assert uscc.is_valid(value.upper())


@pytest.mark.parametrize(
    ("type_", "value", "reason"),
    [
        # UPU S10's printed example: RR 47312482 9 GB.
        ("mail-s10", "RR473124829GB", "ok"),
        ("mail-s10", "rr 473124829 gb", "ok"),
        ("mail-s10", "RR473124828GB", "check-digit"),
        ("mail-s10", "RR47312482GB", "length"),
        ("mail-s10", "R1473124829GB", "charset"),
        ("mail-s10", "RR000000005CN", "ok"),  # 11 − 0 = 11 is written 5
        # ISO/IEC 7812's Luhn: the common test number of sixteen digits.
        ("bank-card", "4111111111111111", "ok"),
        ("bank-card", "4111111111111112", "check-digit"),
        ("bank-card", "411111111111", "length"),
        ("bank-card", "41111111111111A1", "charset"),
        ("bank-card", "0111111111111111", "prefix"),
        ("mobile", "13800000001", "ok"),
        ("mobile", "12800000001", "prefix"),
        ("mobile", "23800000001", "prefix"),
        ("mobile", "1380000000", "length"),
        ("mobile", "1380000000A", "charset"),
        ("mobile", "١٣٨٠٠٠٠٠٠٠١", "charset"),  # digits of another script are no digits here
    ],
)
def test_other_identifiers(type_: str, value: str, reason: str) -> None:
    found = answer(type_, value)
    assert (found["reason"], found["valid"]) == (reason, reason == "ok")
