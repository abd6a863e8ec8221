"""What each delivery row proves of its notice: 民法典 137, 诉讼时效规定 8."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.claims.support import ADDRESS, BORROWER, case, day, delivery, notice

from recoverydocs.claims.arrivals import Reading, arrival, readings

if TYPE_CHECKING:
    from recoverydocs.cases import Case

COMPANY: dict[str, Any] = {
    "party_id": "P1",
    "kind": "法人",
    "role": ["借款人"],
    "name": "虚构甲有限公司",
    "uscc": "91100000100003962T",
    "reg_address": "示例市虚构区演示路2号",
    "legal_rep": "虚构甲",
    "legal_rep_title": "执行董事",
}
E_CHANNEL = {
    "party": "P1",
    "kind": "电子",
    "basis": "HT1 第十二条",
    "from": "2025-01-08",
    "e_channel": "a@example.com",
    "consents_e_service": True,
}


def sent(result: str, at: str | None = "2026-02-03", **more: object) -> Case:
    """A case with one notice to P1 sent on 2026-02-01, and what came of it."""
    party = more.pop("party", BORROWER)
    addresses = more.pop("addresses", [ADDRESS])
    return case(
        parties=[party],
        addresses=addresses,
        notices=[notice("催1", "dunning-notice", "2026-02-01")],
        delivery_events=[delivery("催1", "2026-02-01", result, at, **more)],
    )


def read(found: Case) -> Reading:
    (reading,) = readings(found, found.notices[0])
    return reading


def test_a_letter_signed_by_the_addressee_arrived_on_that_day() -> None:
    reading = read(sent("妥投", signer="虚构甲", relation="本人"))
    assert (reading.on, reading.actual, reading.flaw) == (day("2026-02-03"), True, "")


def test_the_day_is_the_day_in_china() -> None:
    found = sent("妥投", None, result_at="2026-02-02T17:30:00+00:00")
    assert read(found).on == day("2026-02-03")


@pytest.mark.parametrize(
    ("signer", "relation", "binds"),
    [
        (None, None, True),  # the carrier's word, no signer named
        ("虚构甲", None, True),
        ("虚构丙", None, False),  # somebody else, relation unknown
        ("虚构丙", "同住成年亲属（配偶）", True),
        ("虚构丙", "配偶", False),  # 诉讼时效规定 8(2): living with him
        ("虚构丙", "同住未成年子女", False),
        ("虚构丙", "授权代收", True),
        ("虚构丙", "物业", False),
        ("虚构丙", "小区门卫", False),
        (None, "快递柜", False),
        ("虚构丙", "同事", False),
    ],
)
def test_who_may_sign_for_a_person(
    signer: str | None,
    relation: str | None,
    binds: bool,  # noqa: FBT001 - the expected answer
) -> None:
    reading = read(sent("妥投", signer=signer, relation=relation))
    assert (reading.on is not None) == binds
    assert bool(reading.flaw) != binds


@pytest.mark.parametrize(
    ("signer", "relation", "binds"),
    [
        ("收发章", "单位收发部门", True),
        ("门卫", "传达室（门卫）", True),
        ("虚构甲", "法定代表人", True),
        ("虚构甲", None, True),  # he is the legal representative
        ("虚构丙", "前台", True),
        ("虚构丙", "大厦物业", False),
        ("虚构丙", "邻居", False),
        ("虚构丙", "访客", False),
    ],
)
def test_who_may_sign_for_a_company(
    signer: str,
    relation: str | None,
    binds: bool,  # noqa: FBT001 - the expected answer
) -> None:
    reading = read(sent("妥投", party=COMPANY, signer=signer, relation=relation))
    assert (reading.on is not None) == binds


def test_a_hand_over_needs_a_signature() -> None:
    assert "没有签收人签名" in read(sent("妥投", method="面交")).flaw
    signed = read(sent("妥投", method="面交", signer="虚构甲", relation="本人"))
    assert signed.on == day("2026-02-03")


@pytest.mark.parametrize(
    ("result", "reason", "should_have"),
    [
        ("拒收", None, True),
        ("退回", "逾期未领", True),
        ("退回", "无人签收", True),
        ("退回", "查无此人", False),
        ("退回", "收件人已迁移", False),
        ("退回", None, False),
    ],
)
def test_at_an_agreed_address_what_is_refused_or_left_should_have_arrived(
    result: str,
    reason: str | None,
    should_have: bool,  # noqa: FBT001 - the expected answer
) -> None:
    reading = read(sent(result, reason=reason))
    assert (reading.on is not None) == should_have
    assert not reading.actual


def test_at_an_address_that_nobody_agreed_it_should_not_have() -> None:
    by_basis = read(sent("拒收", address_basis="户籍地址"))
    assert by_basis.flaw == "拒收，寄送地址不是约定或者确认的地址，不能认定应当到达"
    elsewhere = read(sent("拒收", address="示例市虚构区别处9号"))
    assert elsewhere.flaw == "拒收，寄送地址与案件中约定的送达地址不一致，不能认定应当到达"
    nothing_to_compare = read(sent("拒收", addresses=[]))
    assert nothing_to_compare.on == day("2026-02-03")


def test_an_address_counts_only_while_it_stands() -> None:
    ended = {**ADDRESS, "to": "2026-01-31"}
    moved = {**ADDRESS, "text": "示例市虚构区新址3号", "from": "2026-02-01"}
    assert "不一致" in read(sent("拒收", addresses=[ended, moved])).flaw
    new = sent("拒收", addresses=[ended, moved], address="示例市虚构区新址3号")
    assert read(new).on == day("2026-02-03")


def test_a_data_message_arrives_in_the_system_that_was_designated() -> None:
    channel = {"method": "电子", "address": "a@example.com", "address_basis": "预留邮箱"}
    assert read(sent("妥投", addresses=[E_CHANNEL], **channel)).on == day("2026-02-03")
    unasked = {**E_CHANNEL, "consents_e_service": False}
    assert "未经对方指定" in read(sent("妥投", addresses=[unasked], **channel)).flaw
    # 民法典 137: without a designated system, when he knew of it.
    assert read(sent("已读", addresses=[unasked], **channel)).on == day("2026-02-03")
    agreed = {**channel, "address_basis": "合同第十四条"}
    assert read(sent("妥投", addresses=[], **agreed)).on == day("2026-02-03")


def test_a_public_notice_counts_from_publication_and_only_for_the_missing() -> None:
    published = {"method": "公告", "address": "虚构省日报", "address_basis": "公告"}
    here = sent("公告期满", "2026-03-03", **published)
    assert "以下落不明为前提" in read(here).flaw
    missing = {**BORROWER, "alive": "失踪"}
    gone = sent("公告期满", "2026-03-03", party=missing, **published)
    assert read(gone).on == day("2026-02-01")  # 诉讼时效规定 8(1)(4): 刊登


def test_a_returned_letter_before_the_public_notice_shows_that_he_is_missing() -> None:
    published = {"method": "公告", "address": "虚构省日报", "address_basis": "公告"}
    found = case(
        notices=[
            notice("催1", "dunning-notice", "2026-01-04"),
            notice("催2", "dunning-notice", "2026-02-01"),
        ],
        delivery_events=[
            delivery("催1", "2026-01-04", "退回", "2026-01-09", reason="查无此人"),
            delivery("催2", "2026-02-01", "公告期满", "2026-03-03", **published),
        ],
    )
    (reading,) = readings(found, found.notices[1])
    assert reading.on == day("2026-02-01")


def test_on_the_way_proves_nothing() -> None:
    found = sent("在途", None)
    assert read(found).flaw == "仅寄出，尚无到达的结果"
    assert arrival(found, found.notices[0]) is None


def test_the_earliest_arrival_of_several_rows_counts() -> None:
    found = case(
        notices=[notice("催1", "dunning-notice", "2026-02-01")],
        delivery_events=[
            delivery("催1", "2026-02-01", "退回", "2026-02-09", reason="查无此人"),
            delivery("催1", "2026-02-10", "妥投", "2026-02-13"),
            delivery("催1", "2026-02-10", "妥投", "2026-02-12"),
        ],
    )
    earliest = arrival(found, found.notices[0])
    assert earliest is not None
    assert (earliest.on, earliest.actual) == (day("2026-02-12"), True)
