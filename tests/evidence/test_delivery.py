from __future__ import annotations

import hashlib
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence import support as s

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence import attach, check_mail_number, raw_digest, read_package, seal


# RR123456785CN: 1*8+2*6+3*4+4*2+5*3+6*5+7*9+8*7 = 204; 204 mod 11 = 6; 11 - 6 = 5.
@pytest.mark.parametrize(
    ("number", "check"),
    [
        ("RR123456785CN", "s10-ok"),
        ("RR123456784CN", "s10-bad"),
        ("1234567890123", "not-s10"),
        ("RR12345678CN", "not-s10"),
        ("rr123456785cn", "not-s10"),
    ],
)
def test_mail_number_by_hand(number: str, check: str) -> None:
    assert check_mail_number(number) == check


def test_mail_number_of_rest_zero_and_one() -> None:
    # 00000000: sum 0, 11 - 0 = 11 -> 5. 00000013: 9 + 21 = 30, 30 mod 11 = 8 -> 3.
    assert check_mail_number("RR000000005CN") == "s10-ok"
    assert check_mail_number("RR000000133CN") == "s10-ok"
    # 00000108: 5*1 + 7*8 = 61; 61 mod 11 = 6 -> 5. 20000011: 16 + 9 + 7 = 32 mod 11 = 10 -> 1.
    assert check_mail_number("RR200000111CN") == "s10-ok"
    # 50000100: 40 + 5 = 45; 45 mod 11 = 1; 11 - 1 = 10 -> 0.
    assert check_mail_number("RR500001000CN") == "s10-ok"


@given(st.integers(0, 99_999_999))
def test_mail_number_has_one_check_digit(number: int) -> None:
    found = [check_mail_number(f"RR{number:08}{digit}CN") for digit in range(10)]
    assert found.count("s10-ok") == 1


def test_raw_digest_of_rows_and_files() -> None:
    content = b"one\r\ntwo\nthree"
    digests = [hashlib.sha256(line).hexdigest() for line in (b"one", b"two", b"three")]
    assert [raw_digest(content, row) for row in (1, 2, 3)] == digests
    assert raw_digest(content, 4) is None
    assert raw_digest(b"one\n", 2) is None
    assert raw_digest(content) == hashlib.sha256(content).hexdigest()


@given(
    st.lists(st.sampled_from([b"\r", b"\n", b"a", b"\xe8"])).map(b"".join), st.integers(1, 9)
)
def test_raw_digest_is_that_of_the_line_by_the_words_of_the_format(
    content: bytes, row: int
) -> None:
    lines = content.replace(b"\r\n", b"\n").split(b"\n")
    lines = lines if lines[-1] else lines[:-1]
    wanted = hashlib.sha256(lines[row - 1]).hexdigest() if row <= len(lines) else None
    assert raw_digest(content, row) == wanted


def test_raw_rows_of_a_large_file_are_found_in_bounded_time() -> None:
    """Half a thousand rows of one file: neither is it copied nor gone through for each."""
    rows = b"\n" * 4_000_000
    empty = hashlib.sha256(b"").hexdigest()
    event = {"code": "in-transit", "at": "2026-11-25T15:04:00+08:00", "source": "carrier-file"}

    def raw(row: int) -> dict[str, object]:
        return {"path": "轨迹.csv", "row": row, "sha256": empty}

    events = [{**event, "raw": raw(4_000_000 - number)} for number in range(500)]
    update = {"attempt_id": "A1", "events": events}
    contents = s.receipt_contents(
        s.one_revision(),
        exhibits=(s.exhibit("轨迹.csv", rows, "receipt", media_type="text/csv"),),
        delivery=(update,),
    )
    started = perf_counter()
    attach(s.one_revision(), contents)
    assert perf_counter() - started < 20


def test_delivery_is_folded_over_the_revisions() -> None:
    (attempt,) = read_package(s.vector(4)).delivery
    assert attempt.attempt_id == "A1"
    (outcome,) = attempt.outcomes
    assert (outcome["result"], outcome["on"], outcome["stated_by"]) == (
        "delivered",
        "2026-11-04",
        "carrier",
    )
    assert attempt.receipts == ("files/002/回执.png", "files/002/轨迹.csv")


def test_delivery_contradictions_stand_side_by_side() -> None:
    receipt = s.receipt_contents(s.one_revision())
    item = receipt.delivery[0]
    refused = {"attempt_id": "A1", "outcome": {"result": "refused", "stated_by": "operator"}}
    package = read_package(
        attach(
            s.one_revision(), s.receipt_contents(s.one_revision(), delivery=(item, refused))
        ).pending()
    )
    assert [one["result"] for one in package.delivery[0].outcomes] == ["delivered", "refused"]


def test_delivery_takes_a_receipt_in_place_of_an_event() -> None:
    outcome = {"result": "delivered", "stated_by": "carrier"}
    scan = s.exhibit("回执.png", b"x", "receipt", media_type="image/png")
    exhibits = (*s.contents().exhibits, scan)
    said = s.posting(outcome=outcome, receipts=["回执.png"])
    assert seal(s.contents(exhibits=exhibits, delivery=(said,))).revision == 1
    by_hand = s.posting(outcome={**outcome, "stated_by": "operator"}, receipts=["回执.png"])
    with pytest.raises(DataRefusedError, match="DEL_OUTCOME"):
        seal(s.contents(exhibits=exhibits, delivery=(by_hand,)))


def test_delivery_completes_what_the_caller_left_out() -> None:
    basis = {"type": "confirmation-form", "file": "确认书.txt"}
    raw = {"path": "回执.txt"}
    event = {"code": "e-read", "at": "2026-11-24T10:00:00+08:00", "source": "scan", "raw": raw}
    outside = {**event, "raw": {"sha256": "ab" * 32}}
    said = s.posting(
        mail_number={"value": "EA123456785CN"},
        address={"value": "示例路1号", "basis": basis},
        events=[event, outside],
        outcome={"result": "delivered", "stated_by": "operator"},
    )
    exhibits = (
        *s.contents().exhibits,
        s.exhibit("确认书.txt", b"x"),
        s.exhibit("回执.txt", b"y", "receipt"),
    )
    sealed = seal(s.contents(exhibits=exhibits, delivery=(said,)))
    (item,) = read_package(sealed.pending()).manifests[0]["delivery"]
    assert item["mail_number"]["check"] == "s10-ok"
    assert item["address"]["basis"]["file"] == "files/001/确认书.txt"
    assert item["events"][0]["raw"] == {
        "path": "files/001/回执.txt",
        "sha256": hashlib.sha256(b"y").hexdigest(),
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"mail_number": 7},
        {"events": ["x"]},
        {"events": "x"},
        {"receipts": "x"},
        {"address": "x"},
        {"events": [{"code": "other", "at": "x", "source": "scan", "raw": {"path": "none"}}]},
    ],
)
def test_delivery_of_a_wrong_shape_is_refused_by_the_schema(wrong: dict[str, object]) -> None:
    with pytest.raises(DataRefusedError, match="SCHEMA"):
        seal(s.contents(delivery=(s.posting(**wrong),)))
