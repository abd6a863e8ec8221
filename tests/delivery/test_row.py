from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.runs.support import case_of

from recoverydocs.cases import Case, DeliveryEvent
from recoverydocs.delivery import CHANNELS, checked_record, receipt_of_row
from recoverydocs.delivery.row import METHODS
from recoverydocs.errors import DataRefusedError

SENT = datetime.fromisoformat("2026-11-20T10:00:00+08:00")
NUMBER = "示银催字〔2026〕5号"


def case() -> Case:
    """A case with one notice to its first party."""
    plain = case_of()
    notice = {
        "number": NUMBER,
        "kind": "dunning-notice",
        "issued_on": "2026-11-20",
        "to": plain.parties[0].party_id,
        "title": "催款通知书",
        "hash": "0" * 64,
        "status": "已发",
    }
    return case_of(notices=[notice], delivery_events=[], requests={})


def event(**changes: Any) -> DeliveryEvent:  # noqa: ANN401
    whole = case()
    address = next(one for one in whole.addresses if one.text)
    members = {
        "notice": NUMBER,
        "method": "EMS",
        "mail_no": "EA123456785CN",
        "address": address.text,
        "address_basis": address.basis,
        "sent_at": SENT,
        "result": "妥投",
        "result_at": SENT + timedelta(days=2),
        "signer": "示例借款人",
        "relation": "本人",
        "evidence": "回执.png",
    }
    empty = dict.fromkeys(("carrier", "slip_content", "reason"))
    return DeliveryEvent.model_construct(**(empty | members | changes))


def attempt(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    told = receipt_of_row(case(), event(**changes), "A1")
    (taken,), _ = checked_record([told.attempt], files={})
    assert taken == told.attempt
    return dict(told.attempt)


def test_letter_that_arrived_reads_as_the_manifest_has_it() -> None:
    told = attempt()
    assert told["channel"] == "ems"
    assert told["mail_number"] == "EA123456785CN"
    assert told["posted_at"] == SENT.isoformat()
    assert told["addressee"] == case().parties[0].name
    assert told["slip_contents"] == f"催款通知书（{NUMBER}）"
    assert told["events"][0]["code"] == "delivered-addressee"
    assert told["outcome"] == {
        "result": "delivered",
        "on": "2026-11-22",
        "stated_by": "operator",
        "basis_events": [0],
    }


def test_every_method_but_notarial_has_its_channel() -> None:
    assert set(METHODS.values()) == set(CHANNELS)
    with pytest.raises(DataRefusedError) as caught:
        receipt_of_row(case(), event(method="公证"), "A1")
    assert caught.value.findings[0].field == "method"
    told = receipt_of_row(case(), event(method="公证"), "A1", channel="ems", content=b"raw")
    assert (told.channel, told.content) == ("ems", b"raw")


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        ("同住成年家属", "delivered-cohabitant"),
        ("委托代理人", "delivered-agent"),
        ("公司前台", "delivered-mailroom"),
        ("小区快递柜", "delivered-locker"),
        ("法定代表人", "delivered-addressee"),
    ],
)
def test_who_signed_is_told_by_the_relation(relation: str, code: str) -> None:
    assert attempt(relation=relation)["events"][0]["code"] == code


def test_arrival_without_who_signed_is_refused() -> None:
    for relation in (None, "某人"):
        with pytest.raises(DataRefusedError) as caught:
            attempt(relation=relation)
        assert caught.value.findings[0].field == "relation"
    told = attempt(method="面交", relation=None, mail_no=None)
    assert told["events"][0]["code"] == "delivered-addressee"


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("收件人已搬迁", "failed-moved"),
        ("地址不详", "failed-address"),
        ("逾期未领", "failed-absent"),
        (None, "failed-other"),
    ],
)
def test_return_keeps_its_reason(reason: str | None, code: str) -> None:
    told = attempt(result="退回", reason=reason)
    assert [one["code"] for one in told["events"]] == [code, "returned-sender"]
    assert told["outcome"]["result"] == "returned"


def test_refusal_and_transit() -> None:
    assert attempt(result="拒收")["outcome"]["result"] == "refused"
    told = attempt(result="在途", result_at=None)
    assert told["outcome"] == {"result": "unknown", "stated_by": "operator"}
    assert "events" not in told


def test_result_needs_its_time() -> None:
    with pytest.raises(DataRefusedError) as caught:
        attempt(result_at=None)
    assert caught.value.findings[0].field == "result_at"


def test_private_courier_must_be_named() -> None:
    with pytest.raises(DataRefusedError) as caught:
        attempt(method="快递")
    assert caught.value.findings[0].field == "carrier"
    assert attempt(method="快递", carrier="示例快递")["carrier"] == "示例快递"


def test_letter_without_number_states_no_posting() -> None:
    told = attempt(method="挂号信", mail_no=None)
    assert "posted_at" not in told
    assert told["carrier"] == "中国邮政"


@pytest.mark.parametrize(
    ("result", "code", "outcome"),
    [
        ("已读", "e-read", "delivered"),
        ("妥投", "e-delivered", "delivered"),
        ("退回", "e-bounced", "returned"),
    ],
)
def test_electronic_delivery(result: str, code: str, outcome: str) -> None:
    told = attempt(method="电子", mail_no=None, result=result)
    assert [one["code"] for one in told["events"]] == ["e-sent", code]
    assert told["outcome"]["result"] == outcome


def test_electronic_delivery_under_way_and_impossible() -> None:
    told = attempt(method="电子", mail_no=None, result="在途", result_at=None)
    assert told["outcome"]["result"] == "unknown"
    for method, result in (("电子", "拒收"), ("公告", "妥投"), ("EMS", "已读")):
        with pytest.raises(DataRefusedError) as caught:
            attempt(method=method, result=result)
        assert caught.value.findings[0].field == "result"


def test_publication_tells_the_end_of_its_period() -> None:
    told = attempt(method="公告", mail_no=None, result="公告期满")
    assert told["events"][0]["code"] == "published"
    assert told["events"][0]["text"] == "公告期满：2026-11-22"
    assert "outcome" not in told
    running = attempt(method="公告", mail_no=None, result="在途", result_at=None)
    assert "text" not in running["events"][0]


@pytest.mark.parametrize(
    ("basis", "kind"),
    [
        ("送达地址确认书 2026-01", "confirmation-form"),
        ("借款合同第十二条", "contract-clause"),
        ("客户电话告知", "other"),
    ],
)
def test_address_that_the_case_does_not_list_rests_on_its_words(basis: str, kind: str) -> None:
    told = attempt(address="虚构省别处路9号", address_basis=basis)
    assert told["address"]["basis"] == {"type": kind, "reference": basis}


def test_notice_that_the_case_does_not_know_is_refused() -> None:
    with pytest.raises(DataRefusedError) as caught:
        receipt_of_row(case_of(notices=[], delivery_events=[]), event(), "A1")
    assert caught.value.findings[0].field == "notice"
