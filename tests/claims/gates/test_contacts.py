"""Where the limits on contacts begin and end; the pairs show each rule itself."""

from __future__ import annotations

import pytest
from tests.claims.gates.support import COMPANY, found
from tests.claims.support import BORROWER, GUARANTOR, Members


def contact(start: str, end: str = "", **more: object) -> Members:
    given: Members = {
        "channel": "电话",
        "with_role": "本人",
        "started": f"{start}+08:00",
        "ended": f"{end or start}+08:00",
    }
    return {"contacts": [{**given, **more}]}


@pytest.mark.parametrize(
    ("start", "end", "more", "trips"),
    [
        ("2026-03-02T21:59:59", "2026-03-02T22:00:00", {}, False),
        ("2026-03-02T22:00:00", "", {}, True),
        ("2026-03-02T07:59:59", "", {}, True),
        ("2026-03-02T08:00:00", "", {}, False),
        ("2026-03-02T21:00:00", "2026-03-03T09:00:00", {}, True),
        ("2026-03-02T23:00:00", "", {"consent_time": True}, False),
        ("2026-03-02T23:00:00", "", {"channel": "来访"}, False),
        ("2026-03-02T23:00:00", "", {"with_role": "保证人", "with_party": "P2"}, True),
        ("2025-02-28T23:00:00", "", {}, True),
        ("2025-02-27T23:00:00", "", {}, False),  # the standard was not yet issued
    ],
)
def test_night_is_from_ten_to_eight(
    start: str,
    end: str,
    more: Members,
    trips: bool,  # noqa: FBT001
) -> None:
    answer = found("CONTACT-HOURS", "contact-record", **contact(start, end, **more))
    assert answer == ([("block", "CONTACT-HOURS")] if trips else [])


def test_a_company_at_its_desk_is_no_person_at_home() -> None:
    night = contact("2026-03-02T23:00:00")
    assert found("CONTACT-HOURS", parties=[COMPANY, GUARANTOR], **night) == []
    named = contact("2026-03-02T23:00:00", with_party="P1")
    assert found("CONTACT-HOURS", parties=[COMPANY, GUARANTOR], **named) == []
    stranger = contact("2026-03-02T23:00:00", with_role="无关第三人")
    assert found("CONTACT-HOURS", parties=[COMPANY, GUARANTOR], **stranger) == [
        ("block", "CONTACT-HOURS")
    ]


def test_times_are_those_of_china() -> None:
    night = contact("2026-03-02T10:00:00")
    night["contacts"][0] |= {
        "started": "2026-03-02T14:30:00+00:00",
        "ended": "2026-03-02T14:31:00+00:00",
    }
    assert found("CONTACT-HOURS", **night) == [("block", "CONTACT-HOURS")]


def calls(count: int, **more: object) -> Members:
    return {
        "contacts": [
            contact(f"2026-03-02T{9 + n:02}:00:00", f"2026-03-02T{9 + n:02}:05:00", **more)[
                "contacts"
            ][0]
            for n in range(count)
        ]
    }


def test_calls_are_counted_by_person_and_day() -> None:
    assert found("CONTACT-DAILY", **calls(3)) == []
    assert found("CONTACT-DAILY", **calls(4)) == [("warn", "CONTACT-DAILY")]
    apart = calls(3)["contacts"] + calls(3, with_party="P2", with_role="保证人")["contacts"]
    assert found("CONTACT-DAILY", contacts=apart) == []
    unheard = [
        {**each, "ended": each["started"], "attempts": 2} for each in calls(4)["contacts"]
    ]
    assert found("CONTACT-DAILY", contacts=unheard) == [("warn", "CONTACT-ATTEMPTS")]
    assert found("CONTACT-DAILY", contacts=unheard[:3]) == []


def test_a_visit_takes_two_and_a_tape() -> None:
    alone = contact("2026-03-02T10:00:00", "2026-03-02T10:30:00", channel="外访", by=["U1"])
    assert found("CONTACT-VISIT", **alone) == [("warn", "CONTACT-VISIT")]
    assert found("CONTACT-RECORD", **alone) == [("note", "CONTACT-RECORD")]
    text = contact("2026-03-02T10:00:00", channel="短信")
    assert found("CONTACT-RECORD", parties=[BORROWER, GUARANTOR], **text) == []
