"""How documents name, identify and reach people, firms and sole traders."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.documents.support import assessed, made, target

from recoverydocs.cases.invented.names import uscc
from recoverydocs.documents import kind_of
from recoverydocs.documents.fields.parties import party_fields
from recoverydocs.documents.fields.sheet import Fields, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable


def fields(
    slug: str,
    change: Callable[[dict[str, Any]], object] | None = None,
    party: str = "P1",
    day: date = date(2026, 11, 24),
) -> Fields:
    claim = assessed(slug, change)
    sheet = Sheet(kind_of(slug), claim, target(slug, claim.case), None, day)
    return party_fields(sheet, claim.case.party(party))


def test_person_without_birth_and_sex_takes_them_from_the_resident_id() -> None:
    def change(data: dict[str, Any]) -> None:
        del data["parties"][0]["birth"]
        del data["parties"][0]["sex"]

    found = fields("arbitration-application", change)
    assert (found["birth"], found["sex"]) == ("1987年4月12日", "男")
    assert fields("arbitration-application", change, "P2")["sex"] == "女"


def test_age_counts_full_years_on_the_day_of_the_document() -> None:
    assert fields("arbitration-application", day=date(2026, 4, 11))["age"] == 38
    assert fields("arbitration-application", day=date(2026, 4, 12))["age"] == 39


def test_passport_is_named_as_such_and_gives_no_birth() -> None:
    def change(data: dict[str, Any]) -> None:
        party = data["parties"][0]
        party |= {"id_type": "护照", "id_no": "E99000001"}
        del party["birth"], party["sex"]

    found = fields("arbitration-application", change)
    assert (found["id_label"], found["id_no"]) == ("护照号码", "E99000001")
    assert (found["birth"], found["age"], found["sex"]) == (None, None, None)
    letter = fields("dunning-notice", lambda data: data["parties"][0].update(id_type="护照"))
    assert str(letter["id_no"]).startswith("尾号")


def trader(licence_name: str | None) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        person = {**data["parties"][0], "party_id": "P9", "role": ["经营者"]}
        shop = {
            "party_id": "P1",
            "kind": "个体工商户",
            "role": ["借款人"],
            "name": licence_name or person["name"],
            "uscc": uscc(9, "92"),
            "operator": "P9",
        }
        if licence_name:
            shop["licence_name"] = licence_name
        data["parties"] = [shop, person, *data["parties"][1:]]

    return change


def test_sole_trader_with_a_trade_name_is_the_party_with_its_operator() -> None:
    found = fields("dunning-notice", trader("虚构小吃店"))
    assert found["name"] == "虚构小吃店"
    assert (found["rep_label"], found["rep_name"]) == ("经营者", "陈示例")
    assert found["id_label"] == "统一社会信用代码"
    assert "虚构小吃店：" in made("dunning-notice", trader("虚构小吃店")).text


def test_sole_trader_without_a_trade_name_is_the_person() -> None:
    found = fields("dunning-notice", trader(None))
    assert (found["name"], found["is_person"]) == ("陈示例", True)
    assert found["id_no"] == "尾号0118"


def test_address_is_the_agreed_one_in_use_on_the_day() -> None:
    def change(data: dict[str, Any]) -> None:
        old = {**data["addresses"][0], "text": "旧址", "to": "2025-01-01"}
        new = {**data["addresses"][0], "text": "新址", "from": "2027-01-01"}
        data["addresses"] += [old, new]

    assert (
        fields("dunning-notice", change)["service_address"]
        == "虚构省示例市望山区样本街12号301室"
    )
    assert fields("dunning-notice", change, day=date(2027, 1, 2))["service_address"] == "新址"


def test_electronic_channel_says_whether_it_was_agreed() -> None:
    def change(data: dict[str, Any]) -> None:
        data["addresses"][2]["consents_e_service"] = False

    assert fields("dunning-notice")["electronic"] == "13800000001（同意电子送达）"
    assert fields("dunning-notice", change)["electronic"] == "13800000001（未同意电子送达）"
    assert fields("dunning-notice", party="P2")["electronic"] == "未约定"


def test_party_without_any_address_or_telephone_has_none() -> None:
    def change(data: dict[str, Any]) -> None:
        data["addresses"] = []
        del data["parties"][0]["phones"]

    found = fields("arbitration-application", change)
    assert (found["address"], found["service_address"], found["phone"]) == (None, None, None)
