"""The 补充还款协议 and the 备案表."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.documents.support import made

from recoverydocs.errors import DataRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable


def agreement(change: Callable[[dict[str, Any]], object] | None = None) -> str:
    return made("supplementary-agreement", change).text


def test_consents_addresses_and_clauses_are_word_for_word() -> None:
    text = agreement()
    assert "保证人韩演示书面同意主债务作上述变更，并继续承担连带责任保证责任" in text
    assert "抵押人朱虚构书面同意主债务作上述变更" in text
    assert "未同意的担保人" not in text
    assert (
        "合同编号HT-2024-0303第14.1条：“因本合同发生的争议，由贷款人住所地人民法院管辖。”"
        in text
    )
    assert "适用于协商、催收、仲裁、一审、二审、再审和执行程序" in text
    assert "本协议一式七份" in text
    assert text.count("签署日期：") == 4


def test_guarantor_who_does_not_sign_is_listed_as_such() -> None:
    def change(data: dict[str, Any]) -> None:
        data["guarantees"][0]["consents"] = []
        data["agreements"][0]["parties"] = ["P1", "P4"]

    text = agreement(change)
    assert "未同意的担保人：韩演示（合同编号：BZ-2024-0303）" in text
    assert "继续承担" not in text
    assert text.count("签署日期：") == 3


def test_notary_clause_stands_only_where_it_is_asked_for() -> None:
    assert "自愿接受强制执行" in agreement()
    assert "向示例市虚构公证处申请办理" in agreement()

    def change(data: dict[str, Any]) -> None:
        data["requests"]["agreement"]["notarise"] = False

    text = agreement(change)
    assert "强制执行" not in text
    assert "第十三条　生效和份数" in text
    assert "本协议一式五份" in text


def test_notary_keeps_both_spare_originals_where_nothing_is_registered() -> None:
    def notarised(data: dict[str, Any]) -> None:
        data["requests"]["agreement"]["notarise"] = True

    def unsecured(data: dict[str, Any]) -> None:
        notarised(data)
        data["securities"] = []

    assert "公证机构和登记机构各存一份" in agreement(notarised)
    assert "公证机构存二份" in agreement(unsecured)


def test_extension_and_acceleration_of_the_loan_stand_in_the_recitals() -> None:
    def change(data: dict[str, Any]) -> None:
        data["contracts"][0]["extended_to"] = "2027-06-30"
        data["contracts"][0]["core_balances"] = []

    assert "，经展期至2027年6月30日，" in agreement(change)


def test_time_barred_debt_is_acknowledged_knowingly() -> None:
    from datetime import date  # noqa: PLC0415 - one place

    late = date(2030, 1, 15)
    document = made("supplementary-agreement", day=late, as_of=late)
    assert "债务人知悉诉讼时效期间已届满，仍同意履行上述债务" in document.text
    assert "第一百九十二条第二款" in document.text
    assert "中断" not in document.text


def test_agreement_without_security_or_waiver_says_so() -> None:
    def change(data: dict[str, Any]) -> None:
        data["guarantees"], data["securities"] = [], []
        data["agreements"][0]["parties"] = ["P1"]
        data["agreements"][0]["waivers"] = []
        data["requests"]["agreement"] = {"agreement_no": "XY-2026-01"}

    text = agreement(change)
    assert "没有保证、抵押或者质押" in text
    assert "不涉及本金、利息、罚息、复利和费用的减免" in text
    assert "登记" not in text.partition("费用")[0]


def test_plan_that_is_missing_is_refused() -> None:
    def change(data: dict[str, Any]) -> None:
        data["agreements"][0]["plan"] = []

    with pytest.raises(DataRefusedError) as refused:
        agreement(change)
    assert "剩余本金没有归零" in refused.value.findings[0].message


def test_agreement_that_nobody_asked_for_is_refused() -> None:
    def change(data: dict[str, Any]) -> None:
        data["agreements"], data["requests"] = [], {}

    with pytest.raises(DataRefusedError) as refused:
        agreement(change)
    assert refused.value.findings[0].field == "requests.agreement"


def test_two_contracts_each_get_their_own_table() -> None:
    def change(data: dict[str, Any]) -> None:
        second = {**data["contracts"][0], "contract_no": "HT-2024-0399", "core_balances": []}
        second["disbursements"] = [
            {
                **second["disbursements"][0],
                "disb_no": "JJ-2024-0399",
                "contract_no": "HT-2024-0399",
            }
        ]
        data["contracts"].append(second)

    text = agreement(change)
    assert text.count("合计大写") == 2
    assert "合同编号：HT-2024-0399　　计算截止日" in text


def test_filing_shows_hash_deadlines_and_copies() -> None:
    text = made("internal-filing").text
    assert "5deea844e5d5e0796d4b93158eceedb25e1ab9ddfa8a706561c2b7cb2246fe4e" in text
    assert "诉讼时效届满日（HT-2023-0202）" in text
    assert "尚未采取保全措施" in text
    assert "3份（担保责任履行通知书的份数规则）" in text
    assert "密级：内部" in text


def test_filing_of_a_demand_without_its_sum_asks_for_it() -> None:
    def change(data: dict[str, Any]) -> None:
        del data["notices"][0]["claims"]

    text = made("internal-filing", change).text
    assert "发文登记没有载明主张金额，请补录" in text
    assert "不主张金额" not in text


def test_filing_leaves_out_what_was_approved_after_the_document_went_out() -> None:
    def change(data: dict[str, Any]) -> None:
        later = {"doc": "guarantor-notice", "by": "U03", "decision": "同意"}
        data["approvals"] += [
            {**later, "step": "审批前函", "on": "2026-11-20"},
            {**later, "step": "审批后函", "on": "2026-11-21"},
        ]
        data["seals"].append({**data["seals"][0], "doc": "guarantor-notice", "copies": 7})
        data["seals"].append({**data["seals"][-1], "on": "2026-11-23", "copies": 9})

    text = made("internal-filing", change).text
    assert "审批前函" in text
    assert "审批后函" not in text
    assert "公章7份（2026年11月20日" in text
    assert "9份" not in text


def test_filing_of_an_unknown_kind_takes_the_copies_of_the_notice() -> None:
    def change(data: dict[str, Any]) -> None:
        data["notices"][0] |= {
            "kind": "lawyer-letter",
            "title": "律师函",
            "copies": 4,
            "to": "P3",
        }
        del data["notices"][0]["claims"]

    text = made("internal-filing", change).text
    assert "4份（发文登记）" in text
    assert "不适用：该文件不主张金额" in text

    def without_copies(data: dict[str, Any]) -> None:
        change(data)
        del data["notices"][0]["copies"]

    assert "本系统没有该文书种类" in made("internal-filing", without_copies).text


def test_filing_without_a_point_or_request_is_refused() -> None:
    def no_point(data: dict[str, Any]) -> None:
        del data["requests"]["filing"]["review_points"]["利率"]

    with pytest.raises(DataRefusedError) as refused:
        made("internal-filing", no_point)
    assert refused.value.findings[0].rule == "template-missing-value"

    def no_request(data: dict[str, Any]) -> None:
        data["requests"] = {}

    with pytest.raises(DataRefusedError) as refused:
        made("internal-filing", no_request)
    assert refused.value.findings[0].field == "requests.filing"


def test_drafter_who_approves_is_found() -> None:
    def change(data: dict[str, Any]) -> None:
        data["users"] = [
            {"user_id": u, "name": "孙虚构", "role": ["法务", "审批"]}
            for u in ("U02", "U03", "U04", "U05")
        ]

    with pytest.raises(DataRefusedError) as refused:
        made("internal-filing", change)
    assert "同一人" in refused.value.findings[0].message
