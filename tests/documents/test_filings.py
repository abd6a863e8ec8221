"""The applications: preservation in four variants, arbitration; law by the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.documents.support import DAY, made

from recoverydocs.errors import DataRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ARBITRATION_CASE = {
    "institution": "虚构市仲裁委员会",
    "case_no": "（2026）虚仲字第99号",
    "filed_on": "2026-11-16",
    "accepted_on": "2026-11-18",
}


def variant(
    name: str, security: Mapping[str, object] | None = None, **members: object
) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        request = data["requests"]["preservation"]
        request |= {"variant": name, **members}
        if security:
            request["security"] = security
        if name != "诉讼中":
            data["court_cases"] = []
        if "仲裁" in name:
            data["contracts"][0]["dispute_clause"] = {
                "text": "提交虚构市仲裁委员会仲裁。",
                "kind": "仲裁",
                "institution": "虚构市仲裁委员会",
            }
        if name == "仲裁中":
            data["arb_cases"] = [ARBITRATION_CASE]

    return change


GUARANTEE = {
    "form": "保函",
    "provider": "示例担保银行",
    "document_no": "BH-99",
    "amount": "2000000.00",
}


def test_in_suit_cites_its_article_docket_and_exemption() -> None:
    text = made("preservation-application").text
    assert "《中华人民共和国民事诉讼法》第一百零三条" in text
    assert "（2026）虚0199民初990号" in text
    assert "金融监管部门批准设立的金融机构的分支机构（金融许可证号：" in text
    assert "第九条第一款第六项，请求不要求提供担保" in text
    assert "作为担保" not in text


def test_in_suit_may_come_with_the_complaint() -> None:
    def change(data: dict[str, Any]) -> None:
        data["court_cases"] = []

    text = made("preservation-application", change).text
    assert "（与起诉状同时提交）" in text
    assert "起诉状；" in text


def test_before_suit_needs_security_and_names_thirty_days() -> None:
    text = made("preservation-application", variant("诉前", GUARANTEE)).text
    assert "《中华人民共和国民事诉讼法》第一百零四条" in text
    assert "采取后三十日内提起诉讼" in text
    assert "第一百零四条第三款解除保全" in text
    assert "示例担保银行出具的独立保函（编号：BH-99），金额人民币2,000,000.00元" in text
    assert "不要求提供担保" not in text


def test_before_suit_with_exemption_is_refused() -> None:
    with pytest.raises(DataRefusedError) as refused:
        made("preservation-application", variant("诉前", {"form": "免予担保"}))
    assert "诉前、仲裁前保全不得请求免予担保" in [f.message for f in refused.value.findings]


def test_before_arbitration_cites_both_laws_once_both_know_it() -> None:
    change = variant("仲裁前", {**GUARANTEE, "form": "责任保险"})
    text = made("preservation-application", change).text
    assert (
        "《中华人民共和国仲裁法》第三十九条第二款、《中华人民共和国民事诉讼法》第一百零四条"
        in text
    )
    assert "采取后三十日内申请仲裁" in text
    assert "财产保全责任险担保书" in text
    before = made("preservation-application", change, day=date(2026, 2, 28)).text
    assert "仲裁法" not in before
    assert "第一百零四条" in before


def test_in_arbitration_goes_through_the_institution() -> None:
    text = made(
        "preservation-application",
        variant(
            "仲裁中",
            {
                "form": "财产担保",
                "provider": "申请人",
                "amount": "600000.00",
                "text": "示例大厦办公用房",
            },
        ),
    ).text
    assert "（经虚构市仲裁委员会提交，案号：（2026）虚仲字第99号）" in text
    assert (
        "《中华人民共和国仲裁法》第三十九条第一款、《中华人民共和国民事诉讼法》第一百零三条"
        in text
    )
    assert "虚构市仲裁委员会的受理通知书" in text
    assert "作为担保：示例大厦办公用房。" in text


@pytest.mark.parametrize(
    ("day", "article"),
    [
        (date(2021, 12, 31), "《中华人民共和国民事诉讼法》第一百条"),
        (date(2022, 1, 1), "《中华人民共和国民事诉讼法》第一百零三条"),
        (date(2023, 12, 31), "《中华人民共和国民事诉讼法》第一百零三条"),
        (date(2024, 1, 1), "《中华人民共和国民事诉讼法》第一百零三条"),
    ],
)
def test_preservation_cites_the_procedure_of_its_day(day: date, article: str) -> None:
    change = variant("诉讼中", GUARANTEE)
    assert article + "，请求裁定" in made("preservation-application", change, day=day).text


def test_measures_take_asset_or_clue_and_their_term() -> None:
    def change(data: dict[str, Any]) -> None:
        data["requests"]["preservation"]["measures"] = [{"asset": "A1", "measure": "查封"}]
        data["assets"][0]["seizures"] = [
            {
                "court": "示例市望山区人民法院",
                "案号": "（2026）虚0199执1号",
                "on": "2026-01-01",
                "until": "2028-12-31",
            }
        ]

    text = made("preservation-application", change).text
    assert "查封蒋虚构名下的房产：住宅（位于虚构省示例市东渡区假设街5号602室" in text
    assert "期限三年" in text
    assert "示例市望山区人民法院查封至2028年12月31日" in text
    assert "蒋虚构以住宅" in text


@pytest.mark.parametrize(
    "measures", [[], [{"clue": "X9", "measure": "冻结"}], [{"measure": "冻结"}]]
)
def test_measure_without_property_is_refused(measures: list[dict[str, str]]) -> None:
    def change(data: dict[str, Any]) -> None:
        data["requests"]["preservation"]["measures"] = measures

    with pytest.raises(DataRefusedError) as refused:
        made("preservation-application", change)
    assert refused.value.findings[0].field == "requests.preservation.measures"


def test_application_that_nobody_asked_for_is_refused() -> None:
    for slug, field in (
        ("preservation-application", "requests.preservation"),
        ("arbitration-application", "requests.arbitration"),
    ):
        with pytest.raises(DataRefusedError) as refused:
            made(slug, lambda data: data.pop("requests"))
        assert refused.value.findings[0].field == field


@pytest.mark.parametrize(
    ("day", "articles", "body", "online"),
    [
        (
            date(2026, 2, 28),
            "第十六条规定的内容，选定的仲裁委员会为",
            "第二十一条、第二十二条",
            False,
        ),
        (
            date(2026, 3, 1),
            "第二十七条规定的内容，选定的仲裁机构为",
            "第三十二条、第三十三条",
            True,
        ),
    ],
)
def test_arbitration_cites_and_names_by_the_law_of_its_day(
    day: date,
    articles: str,
    body: str,
    online: bool,  # noqa: FBT001 - a parameter of the case
) -> None:
    text = made("arbitration-application", day=day).text
    assert articles + "虚构市仲裁委员会" in text
    assert f"《中华人民共和国仲裁法》{body}" in text
    assert ("第十一条，申请人同意" in text) is online


@pytest.mark.parametrize(
    ("day", "word"), [(date(2026, 2, 28), "其他组织"), (date(2026, 3, 1), "非法人组织")]
)
def test_organisation_is_called_as_the_law_of_the_day_calls_it(day: date, word: str) -> None:
    def change(data: dict[str, Any]) -> None:
        old = data["parties"][0]
        data["parties"][0] = {
            "party_id": "P1",
            "kind": "非法人组织",
            "role": ["借款人"],
            "name": f"{old['name']}合伙企业",
            "uscc": data["org"]["uscc"],
            "reg_address": "虚构省示例市",
            "legal_rep": "秦示例",
            "legal_rep_title": "执行事务合伙人",
        }

    text = made("arbitration-application", change, day=day).text
    assert f"被申请人（{word}）" in text
    assert "负责人：秦示例，执行事务合伙人" in text


def test_arbitration_claims_can_be_traced_to_the_table() -> None:
    text = made("arbitration-application").text
    assert "偿还借款本金人民币800,000.00元（大写：人民币捌拾万元整）" in text
    assert "支付律师费人民币15,000.00元" in text
    assert "被申请人尤虚构对上述第1项至第3项债务承担连带保证责任" in text
    assert "本申请书副本6份（被申请人2份、仲裁员3份、仲裁机构1份）" in text
    assert "《债权明细表》" in text
    for word in ("原告", "被告", "诉讼费", "人民法院"):
        assert word not in text


def test_arbitration_over_a_mortgage_cites_the_right_to_realise_it() -> None:
    def change(data: dict[str, Any]) -> None:
        clause = data["guarantees"][0]["arb_or_court"]
        data["assets"] = [{"asset_id": "A1", "type": "房产", "name": "住宅"}]
        data["securities"] = [
            {
                "sec_no": f"DB-{place}",
                "contract_no": "HT-2024-0606",
                "kind": kind,
                "owner": "P2",
                "asset": "A1",
                "registered": "正式",
                "reg_no": f"虚构登记{place}号",
                "reg_on": "2024-10-11",
                "arb_or_court": {**clause, "contract_no": f"DB-{place}"},
            }
            for place, kind in enumerate(kinds, 1)
        ]

    kinds: tuple[str, ...] = ("不动产抵押",)
    text = made("arbitration-application", change).text
    assert "第三百八十九条、第四百一十条，申请人有权就抵押财产优先受偿" in text
    kinds = ("不动产抵押", "动产质押")
    text = made("arbitration-application", change).text
    assert "第四百一十条、第四百三十六条，申请人有权就抵押财产、质押财产优先受偿" in text


def test_arbitration_lists_the_statement_of_debt_with_or_without_the_working() -> None:
    def without(data: dict[str, Any]) -> None:
        data["requests"]["working_table"] = False

    assert "附表：债权明细表、计算明细表；" in made("arbitration-application").text
    assert "附表：债权明细表；" in made("arbitration-application", without).text


def test_preservation_calls_borrowers_respondents_only_where_they_are() -> None:
    def change(data: dict[str, Any]) -> None:
        other = {**data["parties"][0], "party_id": "P9", "name": "示例市第二虚构机械有限公司"}
        data["parties"].append(other)
        data["contracts"][0]["borrowers"].append("P9")

    text = made("preservation-application", change).text
    assert "申请人与借款人示例市远帆虚构机械有限公司、示例市第二虚构机械有限公司于" in text
    assert "被申请人示例市远帆虚构机械有限公司、示例市第二" not in text
    assert "借款人自2025年12月20日起未按期足额履行还款义务。" in text


def test_claims_against_third_parties_are_named_as_the_code_names_them() -> None:
    def change(data: dict[str, Any]) -> None:
        clue = {**data["property_clues"][0], "clue_id": "C9", "type": "应收"}
        data["property_clues"].append(clue)
        data["requests"]["preservation"]["measures"] = [{"measure": "冻结", "clue": "C9"}]

    assert "名下的应收账款：" in made("preservation-application", change).text


def test_arbitration_joins_only_who_has_the_clause_and_is_bound() -> None:
    def change(data: dict[str, Any]) -> None:
        data["guarantees"][0]["arb_or_court"] = None

    text = made("arbitration-application", change).text
    assert "尤虚构" not in text
    assert "没有列入本申请的担保" in text
    assert "本申请书副本5份" in text


def test_arbitration_with_general_guarantor_pledge_and_other_claims() -> None:
    def change(data: dict[str, Any]) -> None:
        data["guarantees"][0]["mode"] = "一般"
        data["guarantees"][0]["cap"] = "500000.00"
        data["assets"] = [{"asset_id": "A1", "type": "车辆", "plate": "虚A·Y9902"}]
        clause = data["guarantees"][0]["arb_or_court"]
        data["securities"] = [
            {
                "sec_no": "ZY-1",
                "contract_no": "HT-2024-0606",
                "kind": "动产质押",
                "owner": "P2",
                "asset": "A1",
                "registered": "未登记",
                "cap": "90000.00",
                "arb_or_court": {**clause, "contract_no": "ZY-1"},
            }
        ]
        data["requests"]["arbitration"] |= {
            "claims_extra": ["确认申请人有权查阅账册。"],
            "procedure": "简易",
            "hearing": "书面",
            "online": False,
            "tribunal": 1,
        }

    text = made("arbitration-application", change).text
    assert "在依法强制执行债务人财产后仍不能履行的部分承担保证责任" in text
    assert "在人民币500,000.00元的限额内" in text
    assert "5. 确认申请人有权就尤虚构提供质押的车辆（车牌号：虚A·Y9902）折价" in text
    assert "6. 确认申请人有权查阅账册。" in text
    assert "7. 裁决本案仲裁费用由被申请人承担" in text
    assert "由独任仲裁员审理，同意书面审理" in text
    # 第四百三十六条 is the pledgee's right; 第四百一十条, the mortgagee's, is not invoked.
    assert "第三百八十九条、第四百三十六条，申请人有权就质押财产优先受偿" in text
    assert "第四百一十条" not in text
    assert "明确表示不同意在线" in text


def test_fee_without_voucher_and_clause_of_a_court_are_refused() -> None:
    def fee(data: dict[str, Any]) -> None:
        data["requests"]["arbitration"]["legal_fee"] = "99.00"

    with pytest.raises(DataRefusedError) as refused:
        made("arbitration-application", fee)
    assert refused.value.findings[0].field == "requests.arbitration.legal_fee"

    def court(data: dict[str, Any]) -> None:
        data["contracts"][0]["dispute_clause"] = {"text": "由法院管辖。", "kind": "诉讼"}

    with pytest.raises(DataRefusedError) as refused:
        made("arbitration-application", court)
    assert refused.value.findings[0].field == "dispute_clause"


def test_accelerated_loan_claims_all_principal() -> None:
    def change(data: dict[str, Any]) -> None:
        contract = data["contracts"][0]
        contract["to"] = "2027-10-10"
        contract["core_balances"] = []
        notice = {
            **data["notices"][0],
            "number": "示银宣字〔2026〕1号",
            "kind": "acceleration-notice",
        }
        notice |= {"title": "宣布贷款提前到期通知书", "accelerated_on": "2026-10-20"}
        data["notices"].append(notice)
        event = {**data["delivery_events"][0], "notice": "示银宣字〔2026〕1号"}
        data["delivery_events"].append(event)

    text = made("arbitration-application", change).text
    assert "宣布借款提前到期，提前到期日为2026年10月20日" in text
    assert "偿还借款本金人民币800,000.00元" in text
    assert "未到期本金（已宣布提前到期）" in text


def test_loan_that_is_not_due_keeps_its_rest() -> None:
    def change(data: dict[str, Any]) -> None:
        data["contracts"][0]["to"] = "2027-10-10"
        data["contracts"][0]["core_balances"] = []

    text = made("arbitration-application", change, as_of=DAY).text
    assert "另有尚未到期的本金人民币800,000.00元，不在本次仲裁请求之内" in text
