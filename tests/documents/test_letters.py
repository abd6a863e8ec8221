"""The letters: grades, variants, guarantors; what each must and must not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.documents.support import assessed, made

from recoverydocs.documents import targets
from recoverydocs.documents.kinds import kind_of
from recoverydocs.errors import DataRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

JOINT, GENERAL, MORTGAGE = "BZ-2023-0202", "BZ-2023-0203", "DY-2023-0202"


def dunning(**members: object) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data["requests"]["dunning"] = {**data["requests"]["dunning"], **members}

    return change


def first(data: dict[str, Any]) -> None:
    data["notices"], data["delivery_events"] = [], []
    data["requests"] = {}


def test_first_demand_by_history_takes_the_house_days() -> None:
    document = made("dunning-notice", first)
    assert document.title == "催款通知书（首次）"
    assert "现要求贵方于2026年12月9日前偿还" in document.text
    assert "请于10日内提出" in document.text
    assert "此前我方" not in document.text
    assert "提起诉讼" not in document.text


def test_second_demand_by_history_names_the_first() -> None:
    def silent(data: dict[str, Any]) -> None:
        data["requests"] = {}

    document = made("dunning-notice", silent)
    assert document.title == "催款通知书（再次）"
    assert "示银催字〔2026〕3号，已于2026年7月2日送达" in document.text


def not_yet_due(data: dict[str, Any]) -> None:
    data["contracts"][0]["to"] = "2027-05-20"
    data["contracts"][0]["core_balances"] = []


def accelerated(data: dict[str, Any]) -> None:
    """Everything fell due on 2026-10-20 by a notice that arrived before that day."""
    not_yet_due(data)
    number = "示银宣字〔2026〕1号"
    data.setdefault("notices", []).append(
        {
            "number": number,
            "kind": "acceleration-notice",
            "title": "宣布贷款提前到期通知书",
            "issued_on": "2026-10-12",
            "accelerated_on": "2026-10-20",
            "contract_no": data["contracts"][0]["contract_no"],
            "to": data["contracts"][0]["borrowers"][0],
            "hash": "0" * 64,
            "status": "已发",
        }
    )
    data.setdefault("delivery_events", []).append(
        {
            "notice": number,
            "method": "EMS",
            "address": "虚构省示例市演示路1号",
            "address_basis": "合同送达条款",
            "sent_at": "2026-10-12T10:00:00+08:00",
            "result": "妥投",
            "result_at": "2026-10-14T10:00:00+08:00",
            "evidence": "虚构回执",
        }
    )


def test_final_demand_names_acceleration_court_and_credit_notice() -> None:
    def change(data: dict[str, Any]) -> None:
        not_yet_due(data)
        dunning(grade="最后")(data)

    text = made("dunning-notice", change).text
    assert "催款通知书（最后）" in text
    assert "依借款合同第9.2条的约定另行通知宣布借款提前到期" in text
    assert "第14.1条的争议解决条款向示例市临江区人民法院提起诉讼" in text
    assert "《征信业管理条例》第十五条另行事先告知" in text


def test_final_demand_of_a_loan_that_is_due_does_not_threaten_acceleration() -> None:
    text = made("dunning-notice", dunning(grade="最后")).text
    assert "我方将依借款合同第14.1条的争议解决条款" in text
    assert "提前到期" not in text


def test_letters_name_the_day_on_which_everything_fell_due() -> None:
    said = "宣布借款全部提前到期，提前到期日为2026年10月20日。"
    assert f"我方已依借款合同第9.2条的约定{said}" in made("dunning-notice", accelerated).text

    def without_clause(data: dict[str, Any]) -> None:
        accelerated(data)
        del data["contracts"][0]["clauses"]["加速"]

    assert f"我方已{said}" in made("guarantor-notice", without_clause, key=JOINT).text
    assert "提前到期日" not in made("guarantor-notice", key=JOINT).text


def test_compound_interest_is_asked_for_only_where_it_is_agreed() -> None:
    def simple(data: dict[str, Any]) -> None:
        data["contracts"][0]["rate_terms"] |= {"compound": False}
        data["contracts"][0]["rate_terms"].pop("compound_base", None)
        data["contracts"][0]["core_balances"] = []

    for slug, key in (("dunning-notice", None), ("guarantor-notice", JOINT)):
        assert "实际清偿之日止的利息、罚息和复利。" in made(slug, key=key).text
        assert "实际清偿之日止的利息、罚息。" in made(slug, simple, key=key).text


def test_reasons_of_an_objection_stand_under_its_box() -> None:
    text = made("dunning-notice", dunning(variant="时效届满催收")).text
    assert text.index("债务确认栏：") < text.index("有异议，理由如下：")
    between = text.partition("有异议，理由如下：")[2].partition("异议理由：")[0]
    assert not between.strip()


def test_final_demand_under_an_arbitration_clause_names_the_institution() -> None:
    def change(data: dict[str, Any]) -> None:
        dunning(grade="最后")(data)
        data["contracts"][0]["dispute_clause"] = {
            "text": "提交虚构市仲裁委员会仲裁。",
            "kind": "仲裁",
            "institution": "虚构市仲裁委员会",
        }
        del data["contracts"][0]["clauses"]["加速"]

    text = made("dunning-notice", change).text
    assert "争议解决条款向虚构市仲裁委员会申请仲裁" in text
    assert "提前到期" not in text


def test_demand_after_limitation_asks_and_does_not_threaten() -> None:
    document = made("dunning-notice", dunning(grade="最后", variant="时效届满催收"))
    assert document.title == "催款通知书（时效届满催收）"
    assert "债务人知悉诉讼时效期间已届满，仍同意履行" in document.text
    assert "《中华人民共和国民法典》第一百九十二条第二款" in document.text
    for word in ("提起诉讼", "申请仲裁", "中断", "宣布借款提前到期"):
        assert word not in document.text


def test_each_letter_to_a_firm_names_its_credit_code_and_head() -> None:
    def change(data: dict[str, Any]) -> None:
        firm = {
            "party_id": "P1",
            "kind": "法人",
            "role": ["借款人"],
            "name": "示例市远帆虚构机械有限公司",
            "uscc": data["org"]["uscc"],
            "reg_address": "虚构省示例市西岭区例证路66号",
            "legal_rep": "冯演示",
            "legal_rep_title": "执行董事",
        }
        data["parties"][0] = firm

    text = made("dunning-notice", change).text
    assert "示例市远帆虚构机械有限公司（统一社会信用代码：" in text


def test_letter_without_security_does_not_speak_of_it() -> None:
    def change(data: dict[str, Any]) -> None:
        data["guarantees"] = []

    assert "另行通知担保人" not in made("dunning-notice", change).text


def test_part_not_due_is_named_and_left_out_of_the_sum() -> None:
    text = made("dunning-notice", not_yet_due).text
    assert "另有尚未到期的本金人民币500,000.00元，不包括在上述合计之内" in text


def test_joint_guarantor_is_asked_within_the_cap() -> None:
    text = made("guarantor-notice", key=JOINT).text
    assert "我方在保证期间内请求贵方就上述债务承担连带责任保证责任" in text
    assert "向我方支付人民币2,000,000.00元（大写：人民币贰佰万元整）" in text
    assert "至2029年10月12日届满" in text
    assert "我方以本通知书在保证期间内提出上述请求" in text
    assert "第七百条" in text


def test_general_guarantor_is_only_told() -> None:
    document = made("guarantor-notice", key=GENERAL)
    assert document.title == "担保责任履行通知书（一般保证告知）"
    assert (
        "贵方系一般保证人，本函仅作告知，我方将依法对债务人提起诉讼或者申请仲裁"
        in document.text
    )
    for word in ("现要求", "立即支付", "请求贵方", "请求承担", "收款账户"):
        assert word not in document.text


def test_mortgagor_is_told_of_his_property_and_its_registration() -> None:
    text = made("guarantor-notice", key=MORTGAGE).text
    assert "抵押担保（担保合同编号：DY-2023-0202），已于2023年10月11日办理抵押登记" in text
    assert "第三百八十六条、第三百八十九条、第四百一十条" in text
    assert "支付人民币" not in text
    assert "代为偿还人民币1,500,000.00元" in text
    assert "保证期间" not in text


def test_pledgor_is_told_of_the_right_of_pledge() -> None:
    def change(data: dict[str, Any]) -> None:
        data["assets"][0] = {"asset_id": "A1", "type": "股权", "name": "示例公司股权"}
        data["securities"][0] |= {
            "kind": "权利质押",
            "registered": "未登记",
            "cap": "90000000.00",
        }

    text = made("guarantor-notice", change, key=MORTGAGE).text
    assert "第四百三十六条" in text
    assert "未办理登记" in text
    assert "代为偿还人民币3,197,196.00元" in text


def test_scope_that_the_contract_leaves_out_is_the_law_s() -> None:
    def change(data: dict[str, Any]) -> None:
        for each in data["guarantees"]:
            del each["scope"]

    assert (
        "依据《中华人民共和国民法典》第六百九十一条，保证的范围包括"
        in made("guarantor-notice", change, key=JOINT).text
    )


def test_own_property_of_the_borrower_gets_no_letter() -> None:
    from tests.documents.support import sample  # noqa: PLC0415 - one place

    def change(data: dict[str, Any]) -> None:
        data["securities"][0]["owner"] = "P1"

    keys = [
        each.key
        for each in targets(kind_of("guarantor-notice"), sample("guarantor-notice", change))
    ]
    assert keys == [JOINT, GENERAL]


@pytest.mark.parametrize("word", ["拘留", "老赖", "曝光"])
def test_banned_word_that_data_brings_stops_the_letter(word: str) -> None:
    def change(data: dict[str, Any]) -> None:
        data["users"][0]["name"] = f"钱{word}"

    with pytest.raises(DataRefusedError) as refused:
        made("dunning-notice", change)
    assert [each.rule for each in refused.value.findings] == ["check-polite"]


def test_more_paid_than_owed_is_refused_with_the_surplus() -> None:
    def overpay(data: dict[str, Any]) -> None:
        data["contracts"][0]["repayments"][-1]["amount"] = "9999999.99"

    with pytest.raises(DataRefusedError) as refused:
        made("dunning-notice", overpay)
    (finding,) = refused.value.findings
    assert finding.line().startswith(
        f"{finding.where} (repayments 还款流水): 还款比截止日的欠款多 9,"
    )
    assert finding.where == assessed("dunning-notice").contracts[0].contract_no
