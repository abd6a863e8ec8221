from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverydocs.delivery import CHANNELS, checked_record, read_record, words
from recoverydocs.errors import DataRefusedError, Severity, WrongUsageError
from recoverydocs.evidence import Attempt, raw_digest
from recoverydocs.evidence.delivery import complete_delivery

SCHEMA = json.loads(
    files("recoverydocs.evidence").joinpath("data/manifest.schema.json").read_text("utf-8")
)
DEFS = SCHEMA["$defs"]
STATEMENT: dict[str, Any] = {
    "attempt_id": "A1",
    "channel": "ems",
    "carrier": "中国邮政速递物流",
    "mail_number": "EA123456785CN",
    "addressee": "示例借款人",
    "address": {
        "value": "虚构省示例市样本路1号",
        "basis": {"type": "contract-clause", "reference": "借款合同第十二条"},
    },
    "slip_contents": "催款通知书（虚银催字〔2026〕1号）",
    "posted_at": "2026-11-24T10:00:00+08:00",
}
SIGNED: dict[str, Any] = {
    "code": "delivered-addressee",
    "at": "2026-11-26T09:00:00+08:00",
    "source": "manual",
    "signer": "本人",
}
DELIVERED: dict[str, Any] = {"result": "delivered", "stated_by": "carrier", "on": "2026-11-26"}


def check(*members: dict[str, Any], **given_: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    return list(checked_record(members, **{"files": {}, **given_})[0])


def faults(*members: dict[str, Any], **given_: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """Field and message of every fault."""
    with pytest.raises(DataRefusedError, match="未附加") as caught:
        check(*members, **given_)
    found = [one for one in caught.value.findings if one.severity is Severity.FAULT]
    assert all(one.label or one.field == "" or one.field not in words.LABELS for one in found)
    return [(one.field, one.message) for one in found]


def fields(*members: dict[str, Any], **given_: Any) -> list[str]:  # noqa: ANN401
    return [field for field, _ in faults(*members, **given_)]


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in STATEMENT.items() if key != name}


def test_whole_record_is_taken_as_it_is() -> None:
    told = STATEMENT | {"events": [SIGNED], "outcome": DELIVERED | {"basis_events": [0]}}
    assert check(told) == [told]


def test_all_faults_are_told_at_once() -> None:
    bad = {
        "attempt_id": "a 1",
        "channel": "ems",
        "posted_at": "昨天",
        "extra": 1,
        "address": {"value": "", "basis": {"type": "猜的"}},
        "events": [{"code": "delivered", "at": "2026-11-26", "source": "carrier-file"}],
        "outcome": {"result": "arrived"},
    }
    assert fields(bad) == [
        "attempt_id",
        "extra",
        "addressee",
        "slip_contents",
        "posted_at",
        "value",
        "type",
        "carrier",
        "mail_number",
        "code",
        "at",
        "raw",
        "stated_by",
        "result",
    ]


def test_attempt_id_is_given_where_it_is_left_out() -> None:
    first = without("attempt_id")
    assert [one["attempt_id"] for one in check(first, first)] == ["A1", "A2"]
    earlier = (Attempt("A1", STATEMENT), Attempt("A2", STATEMENT))
    assert check(first, earlier=earlier)[0]["attempt_id"] == "A3"


def test_second_full_statement_is_refused() -> None:
    assert faults(STATEMENT, earlier=(Attempt("A1", STATEMENT),)) == [
        ("attempt_id", "A1 已有完整陈述")
    ]
    assert fields(STATEMENT, STATEMENT) == ["attempt_id"]


def test_update_needs_a_known_attempt_and_something_to_say() -> None:
    assert "attempt_id" in fields({"attempt_id": "A7", "events": [SIGNED]})
    assert "attempt_id" in fields({"events": [SIGNED]})
    earlier = (Attempt("A1", STATEMENT),)
    assert faults({"attempt_id": "A1"}, earlier=earlier) == [("events", "没有任何补充内容")]
    assert check({"attempt_id": "A1", "events": [SIGNED]}, earlier=earlier)


def test_update_may_not_change_the_statement() -> None:
    update = {"attempt_id": "A1", "events": [SIGNED], "addressee": "别人"}
    assert fields(update, earlier=(Attempt("A1", STATEMENT),)) == ["addressee"]


@pytest.mark.parametrize("channel", ["ems", "registered-mail", "courier"])
def test_letter_needs_a_carrier_and_once_posted_a_number(channel: str) -> None:
    told = STATEMENT | {"channel": channel}
    assert check(told)
    del told["carrier"], told["mail_number"]
    assert fields(told) == ["carrier", "mail_number"]
    del told["posted_at"]
    assert fields(told) == ["carrier"]


def test_wrong_check_digit_is_a_warning() -> None:
    _, warnings = checked_record([STATEMENT | {"mail_number": "EA123456784CN"}], files={})
    assert [one.rule for one in warnings] == ["mail-number-s10"]


@pytest.mark.parametrize(
    ("mail", "field"),
    [
        (1234567890123, "mail_number"),
        ("ea-1", "mail_number"),
        ({"value": "EA123456785CN", "check": "s10-bad"}, "check"),
        ({"value": "EA123456785CN", "check": "ok"}, "check"),
        ({"number": "EA123456785CN"}, "number"),
    ],
)
def test_mail_number_is_text_and_its_check_is_ours(mail: object, field: str) -> None:
    assert field in fields(STATEMENT | {"mail_number": mail})


def test_mail_number_may_be_written_out() -> None:
    mail = {"value": "EA123456785CN", "check": "s10-ok"}
    assert check(STATEMENT | {"mail_number": mail})[0]["mail_number"] == mail


def test_only_member_gets_the_files_as_its_receipts() -> None:
    given_ = {"回执.png": b"png"}
    assert check(STATEMENT, files=given_)[0]["receipts"] == ["回执.png"]
    second = STATEMENT | {"attempt_id": "A2"}
    assert all("receipts" not in one for one in check(STATEMENT, second, files=given_))


def test_file_that_nobody_brought_is_named() -> None:
    basis = {"type": "confirmation-form", "file": "确认书.pdf"}
    event = SIGNED | {"source": "carrier-file", "raw": {"path": "物流.csv", "row": 2}}
    told = STATEMENT | {
        "receipts": ["回执.png", 3],
        "address": {"value": "虚构路1号", "basis": basis},
        "events": [event],
    }
    assert fields(told) == ["receipts", "receipts", "file", "path"]
    paths = {"files/001/form.pdf"}
    basis["file"] = "files/001/form.pdf"
    told["receipts"] = ["回执.png"]
    given_ = {"回执.png": b"png", "物流.csv": b"head\nrow\n"}
    assert check(told, files=given_, paths=paths)


def test_raw_record_is_held_against_its_file() -> None:
    content = b"head\nrow\n"
    digest = raw_digest(content, 2)

    def told(raw: dict[str, Any]) -> dict[str, Any]:
        event = SIGNED | {"source": "carrier-file", "raw": raw}
        return STATEMENT | {"events": [event], "receipts": ["物流.csv"]}

    given_ = {"物流.csv": content}
    assert check(told({"path": "物流.csv", "row": 2, "sha256": digest}), files=given_)
    assert fields(told({"path": "物流.csv", "row": 3}), files=given_) == ["row"]
    assert fields(told({"path": "物流.csv", "row": 2, "sha256": "0" * 64}), files=given_) == [
        "sha256"
    ]
    assert fields(told({"path": "物流.csv", "row": "2"}), files=given_) == ["row"]
    assert fields(told({"sha256": "short"}), files=given_) == ["sha256"]
    assert fields(told({"row": 2}), files=given_) == ["raw"]
    assert fields(told({}), files=given_) == ["raw"]


def test_arrival_needs_its_ground() -> None:
    assert "outcome" in fields(STATEMENT | {"outcome": DELIVERED})
    by_us = DELIVERED | {"stated_by": "operator"}
    receipts = {"files": {"回执.png": b"png"}}
    assert "outcome" in fields(STATEMENT | {"outcome": by_us}, **receipts)
    assert check(STATEMENT | {"outcome": DELIVERED}, **receipts)
    earlier = (Attempt("A1", STATEMENT, events=(SIGNED,)),)
    assert check({"attempt_id": "A1", "outcome": by_us}, earlier=earlier)
    assert fields(
        {"attempt_id": "A1", "outcome": by_us | {"basis_events": [1]}}, earlier=earlier
    ) == ["basis_events"]


def test_outcome_has_its_own_shape() -> None:
    outcome = {"result": "lost", "stated_by": "我", "on": "2026-02-30", "basis_events": ["0"]}
    assert fields(STATEMENT | {"outcome": outcome | {"when": ""}}) == [
        "when",
        "result",
        "stated_by",
        "on",
        "basis_events",
    ]
    assert fields(STATEMENT | {"outcome": "妥投"}) == ["outcome"]
    assert fields(
        STATEMENT | {"outcome": {"result": "unknown", "stated_by": "carrier", "on": 1}}
    ) == ["on"]


def test_basis_says_which() -> None:
    for kind in ("other", "contract-clause"):
        address = {"value": "虚构路1号", "basis": {"type": kind}}
        assert fields(STATEMENT | {"address": address}) == ["reference"]
    assert fields(STATEMENT | {"address": "虚构路1号"}) == ["address"]
    assert fields(STATEMENT | {"address": {"value": "虚构路1号"}}) == ["basis"]


@pytest.mark.parametrize("text", ["", "两\n行", "x" * 301, 7, "右\u202e左"])
def test_text_is_one_line_of_bounded_length(text: object) -> None:
    assert fields(STATEMENT | {"addressee": text}) == ["addressee"]


@pytest.mark.parametrize("events", [[], "x", ["x"], [{}]])
def test_events_are_a_list_of_members(events: object) -> None:
    assert "events" in fields(STATEMENT | {"events": events})


def test_hand_over_names_who_signed() -> None:
    told = without("mail_number") | {"channel": "in-person"}
    signed = {key: value for key, value in SIGNED.items() if key != "signer"}
    assert fields(told | {"events": [signed]}) == ["signer"]
    assert check(told | {"events": [SIGNED]})


def test_electronic_delivery_has_its_own_events() -> None:
    told = without("mail_number") | {"channel": "electronic"}
    assert fields(told | {"events": [SIGNED]}) == ["code"]
    assert check(told | {"events": [SIGNED | {"code": "e-read"}], "outcome": DELIVERED})


def test_public_notice_is_never_delivered() -> None:
    told = without("mail_number") | {"channel": "public-notice"}
    published = SIGNED | {"code": "published"}
    assert check(told | {"events": [published]})
    receipts = {"files": {"报纸.png": b"png"}}
    assert fields(told | {"events": [published], "outcome": DELIVERED}, **receipts) == [
        "outcome"
    ]


@pytest.mark.parametrize("name", ["record.json", "记录.yaml", "R.YML"])
def test_record_is_read_from_json_and_yaml(name: str) -> None:
    text = json.dumps(STATEMENT, ensure_ascii=False).encode()
    assert read_record(name, text) == (STATEMENT,)
    assert read_record(name, b"\xef\xbb\xbf[" + text + b"]") == (STATEMENT,)
    assert read_record(name, b'{"delivery": [' + text + b"]}") == (STATEMENT,)


def test_times_of_yaml_stay_text() -> None:
    text = "attempt_id: A1\nposted_at: 2026-11-24T10:00:00+08:00\non: 2026-11-24\n"
    assert read_record("r.yaml", text.encode())[0]["posted_at"] == "2026-11-24T10:00:00+08:00"


@pytest.mark.parametrize(
    "content", [b"{", b"\xff\xfe", b"[]", b"3", b"[1]", b"!!python/none x"]
)
def test_file_that_holds_no_record_is_refused(content: bytes) -> None:
    for name in ("r.json", "r.yaml"):
        with pytest.raises(DataRefusedError, match="无法读取"):
            read_record(name, content)


def test_other_endings_are_wrong_usage() -> None:
    with pytest.raises(WrongUsageError, match="yaml"):
        read_record("r.xlsx", b"")


def test_words_are_those_of_the_schema() -> None:
    event = DEFS["events"]["items"]["properties"]
    assert tuple(event["code"]["enum"]) == words.EVENT_CODES
    assert tuple(event["source"]["enum"]) == words.SOURCES
    assert set(event) == words.EVENT
    assert tuple(DEFS["address_basis"]["properties"]["type"]["enum"]) == words.BASIS_TYPES
    outcome = DEFS["outcome"]["properties"]
    assert tuple(outcome["result"]["enum"]) == words.RESULTS
    assert tuple(outcome["stated_by"]["enum"]) == words.STATED_BY
    assert set(DEFS["attempt"]["properties"]) == words.STATEMENT
    assert set(DEFS["attempt_update"]["properties"]) == words.UPDATE
    assert set(DEFS["attempt"]["properties"]["channel"]["enum"]) == set(CHANNELS)
    named = re.findall(r'"(\w+)":', json.dumps(DEFS["attempt"]["properties"]))
    assert (
        set(words.LABELS) & set(named)
        | {
            "code",
            "text",
        }
        | (words.EVENT)
        >= words.STATEMENT | words.EVENT
    )


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 5)
    | st.sampled_from(["", "A1", "ems", "manual", "other", "delivered", "回执.png", "x" * 400]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted(words.LABELS)), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(sorted(words.STATEMENT)), ANY, max_size=5),
    st.sampled_from([STATEMENT, {}]),
)
@settings(deadline=None, max_examples=300)
def test_what_is_taken_fits_the_schema_and_nothing_breaks(
    changes: dict[str, Any], whole: dict[str, Any]
) -> None:
    given_ = {"回执.png": b"png"}
    try:
        taken = check({**whole, **changes}, files=given_)
    except DataRefusedError:
        return
    paths = {f"files/002/{name}": content for name, content in given_.items()}
    (complete,) = complete_delivery(taken, 2, paths)
    forms = [{"$ref": "#/$defs/attempt"}, {"$ref": "#/$defs/attempt_update"}]
    jsonschema.validate(complete, {"$defs": DEFS, "oneOf": forms})
