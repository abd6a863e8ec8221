"""Terms of a contract in words, what is owed in words, and the law inside a template."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

import pytest
from tests.documents.support import assessed, made, sample, target

from recoverydocs.claims.working import after_texts
from recoverydocs.documents import kind_of
from recoverydocs.documents.fields import Citations, contracts, fields_for
from recoverydocs.documents.fields.head import contact_user
from recoverydocs.documents.fields.law import dated_words
from recoverydocs.documents.fields.sheet import Sheet
from recoverydocs.errors import DataRefusedError, LawTableError
from recoverydocs.law import load_packaged

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


def rate(**members: object) -> str:
    def change(data: dict[str, Any]) -> None:
        data["contracts"][0]["rate_terms"] |= members

    return contracts.rate_text(sample("dunning-notice", change).contracts[0])


def test_rate_is_told_as_agreed() -> None:
    tail = "，逾期借款的罚息利率在借款利率的基础上上浮50%"
    assert rate() == f"年利率6.00%（固定利率）{tail}"
    assert rate(type="基准浮动") == f"年利率6.00%（浮动利率）{tail}"
    floating = rate(type="LPR浮动", lpr_tenor="1Y", spread_bp=120, reset="每年1月1日")
    assert floating == (
        f"年利率为1年期贷款市场报价利率（LPR）加120个基点（每年1月1日调整）{tail}"
    )
    minus = rate(type="LPR浮动", lpr_tenor="5Y", spread_bp=-20, reset="按季")
    assert "5年期以上贷款市场报价利率（LPR）减20个基点（按季调整）" in minus
    history = [{"from": "2024-05-20", "rate": "0.0610"}]
    assert "年利率6.10%（浮动利率）" in rate(type="LPR浮动", rate=None, rate_history=history)
    assert rate(penalty_uplift="0.455").endswith("上浮45.50%")


def test_forum_is_told_as_agreed() -> None:
    clause = sample("dunning-notice").contracts[0].dispute_clause
    assert clause is not None
    assert contracts.forum_text(clause) == "向示例市临江区人民法院提起诉讼"
    unnamed = clause.model_copy(update={"court": None})
    assert contracts.forum_text(unnamed) == "向有管辖权的人民法院提起诉讼"
    assert contracts.forum_text(None) == "依法提起诉讼"


def test_several_loans_each_go_on_growing() -> None:
    def change(data: dict[str, Any]) -> None:
        contract = data["contracts"][0]
        contract["amount"] = "1000000.00"
        contract["repayments"], contract["core_balances"] = [], []
        contract["disbursements"].append(
            {**contract["disbursements"][0], "disb_no": "JJ-2", "amount": "200000.00"}
        )

    claim = assessed("dunning-notice", change)
    texts = list(after_texts(claim.as_of, claim.contracts[0]))
    assert [text.partition("：")[0] for text in texts] == ["借据号JJ-2024-0101", "借据号JJ-2"]
    assert "以逾期本金人民币200,000.00元为基数" in texts[1]
    # Penalty and compound interest run on together, so that both do (均); alone, one just does.
    assert texts[0].endswith("计收复利，均计至实际清偿之日止。")

    def simple(data: dict[str, Any]) -> None:
        data["contracts"][0]["rate_terms"] |= {"compound": False}
        data["contracts"][0]["core_balances"] = []

    alone = assessed("dunning-notice", simple)
    (text,) = after_texts(alone.as_of, alone.contracts[0])
    assert text.endswith("计收罚息，计至实际清偿之日止。")


def test_rows_and_summary_add_up_in_every_sample() -> None:
    text = made("dunning-notice").text
    assert "536,789.12" in text


def test_contact_is_the_user_of_the_trade_else_of_the_house() -> None:
    def nobody(data: dict[str, Any]) -> None:
        data["users"] = [user for user in data["users"] if user["user_id"] != "U01"]

    def found(slug: str, change: Any = None) -> str:  # noqa: ANN401 - a change of data
        claim = assessed(slug, change)
        sheet = Sheet(kind_of(slug), claim, target(slug, claim.case), None, date(2026, 11, 24))
        user = contact_user(sheet)
        return user.name if user else ""

    assert found("dunning-notice") == "钱演示"
    assert found("dunning-notice", nobody) == "孙虚构"
    assert found("arbitration-application") == "孙虚构"
    text = made("dunning-notice", lambda data: data.update(users=data["users"][2:])).text
    assert "联系人：周示例，电话：0990-5550100" in text


def test_citations_share_a_title_and_are_kept_once() -> None:
    citations = Citations(load_packaged(), date(2026, 11, 24))
    both = citations("civil-code:a674", "civil-code:a675", "cpl:agent", "cpl:agents-number")
    assert both == (
        "《中华人民共和国民法典》第六百七十四条、第六百七十五条、"
        "《中华人民共和国民事诉讼法》第六十二条、第六十一条"
    )
    citations("civil-code:a674")
    assert [each.key for each in citations.cited] == [
        "civil-code:a674", "civil-code:a675", "cpl:agent", "cpl:agents-number",
    ]  # fmt: skip
    with pytest.raises(LawTableError, match="没有写键名"):
        citations()


def test_procedure_is_cited_by_the_version_of_the_day() -> None:
    def cite(day: date) -> str:
        return Citations(load_packaged(), day)("cpl:enforcement-period")

    assert cite(date(2021, 12, 31)).endswith("第二百三十九条")
    assert cite(date(2023, 12, 31)).endswith("第二百四十六条")
    assert cite(date(2024, 1, 1)).endswith("第二百五十条")


def test_words_of_a_version_that_has_none_are_an_error() -> None:
    with pytest.raises(LawTableError, match="words"):
        dated_words(load_packaged(), date(2010, 1, 1))

    class Bare:
        def table(self, _: str) -> Bare:
            return self

        def rows(self, _: str) -> list[dict[str, Any]]:
            row = {"id": "2025", "in_force_from": date(2026, 3, 1)}
            return [{"id": "other"}, {"id": "arbitration-law", "version": [row]}]

    with pytest.raises(LawTableError, match="words"):
        dated_words(cast("LawBook", Bare()), date(2026, 3, 1))


def test_unknown_group_of_fields_is_refused() -> None:
    from dataclasses import replace  # noqa: PLC0415 - one place

    claim = assessed("dunning-notice")
    kind = replace(kind_of("dunning-notice"), fields=("document", "weather"))
    with pytest.raises(DataRefusedError) as refused:
        fields_for(kind, claim, target(kind.slug, claim.case), None, date(2026, 11, 24))
    assert "不认识的字段组 weather" in refused.value.findings[0].message


def test_letter_about_a_guarantee_that_is_gone_is_refused() -> None:
    from dataclasses import replace  # noqa: PLC0415 - one place

    slug = "guarantor-notice"
    claim = assessed(slug)
    wrong = replace(target(slug, claim.case), guarantee_no="BZ-0")
    with pytest.raises(DataRefusedError) as refused:
        fields_for(kind_of(slug), claim, wrong, None, date(2026, 11, 24))
    assert refused.value.findings[0].field == "guarantees"


def test_filing_of_a_notice_that_is_gone_is_refused() -> None:
    from dataclasses import replace  # noqa: PLC0415 - one place

    slug = "internal-filing"
    claim = assessed(slug)
    wrong = replace(target(slug, claim.case), notice_no="0号")
    with pytest.raises(DataRefusedError) as refused:
        fields_for(kind_of(slug), claim, wrong, None, date(2026, 11, 24))
    assert refused.value.findings[0].field == "notices"
