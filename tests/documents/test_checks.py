"""Each check finds what it is for: a text spoiled in one place is refused by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.documents.support import DAY, NUMBERS, SLUGS, assessed, made, target

from recoverydocs.documents import kind_of
from recoverydocs.documents.checked import CheckedText
from recoverydocs.documents.checks import COMMON, check_text
from recoverydocs.documents.kind_checks import KIND_CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

JOINT, GENERAL = "BZ-2023-0202", "BZ-2023-0203"


def finished(slug: str, key: str | None = None, number: str | None = "") -> CheckedText:
    claim = assessed(slug)
    document = made(slug, key=key, number=number)
    return CheckedText(
        kind_of(slug),
        claim,
        target(slug, claim.case, key),
        NUMBERS[slug] if number == "" else number,
        DAY,
        document.text,
        document.fields,
        document.citations,
    )


def rules(text: CheckedText) -> set[str]:
    return {each.rule.removeprefix("check-") for each in check_text(text)}


@pytest.mark.parametrize("slug", SLUGS)
def test_finished_sample_passes(slug: str) -> None:
    assert check_text(finished(slug)) == ()


SPOILED = [
    ("dunning-notice", "六、联系方式", "六、{{ x }}", "leftovers"),
    ("dunning-notice", "六、联系方式", "六、××", "leftovers"),
    ("dunning-notice", "示例银行股份有限公司虚构分行", "某行", "names"),
    ("dunning-notice", "人民币伍拾万元整", "人民币伍拾壹万元整", "amounts"),
    ("dunning-notice", "536,789.12", "536,789.13", "total"),
    ("dunning-notice", "第六百七十四条", "第六百七十九条", "articles"),
    ("dunning-notice", "示银催字〔2026〕12号", "文号", "number"),
    ("dunning-notice", "六、联系方式", "草稿", "draft"),
    ("dunning-notice", "尾号0118", "110199198506010118", "ids"),
    ("dunning-notice", "六、联系方式", "/home/someone/x", "paths"),
    ("dunning-notice", "六、联系方式", "《中华人民共和国合同法》", "repealed"),
    ("dunning-notice", "2026年11月24日", "某日", "dated"),
    ("dunning-notice", "HT-2024-0101", "HT", "demand"),
    ("dunning-notice", "9900000000000000001", "99", "demand"),
    ("dunning-notice", "要求", "盼望", "demand"),
    ("dunning-notice", "回执", "回条", "receipt"),
    ("dunning-notice", "六、联系方式", "后果自负", "polite"),
    ("internal-filing", "5deea844", "5deea845", "filing"),
    ("internal-filing", "2026年11月24日", "某日", "dated"),
    ("supplementary-agreement", "由贷款人住所地人民法院", "由他处法院", "agreement"),
    ("supplementary-agreement", "书面同意主债务", "同意主债务", "agreement"),
    ("supplementary-agreement", "自愿接受强制执行", "接受", "agreement"),
    ("supplementary-agreement", "确认并同意履行", "知道", "agreement"),
    ("supplementary-agreement", "签署日期：", "日期：", "signatures"),
    ("preservation-application", "不要求提供担保", "从宽", "preservation"),
    ("preservation-application", "示例市临江区人民法院", "某院", "preservation"),
    (
        "arbitration-application",
        "提交虚构市仲裁委员会，按照",
        "提交某会，按照",
        "arbitration",
    ),
    ("arbitration-application", "\n虚构市仲裁委员会\n", "\n某会\n", "arbitration"),
    ("arbitration-application", "程序选择", "被告", "arbitration"),
    ("arbitration-application", "副本6份", "副本2份", "arbitration"),
    ("arbitration-application", "申请人：示例银行", "示例银行", "arbitration"),
    ("arbitration-application", "程序选择", "贵仲裁委员会", "arbitration-words"),
    ("arbitration-application", "程序选择", "其他组织", "arbitration-words"),
]


@pytest.mark.parametrize(("slug", "old", "new", "rule"), SPOILED)
def test_spoiled_text_is_found(slug: str, old: str, new: str, rule: str) -> None:
    text = finished(slug)
    assert old in text.text
    assert rule in rules(replace(text, text=text.text.replace(old, new)))


def changed(text: CheckedText, group: str, **members: object) -> CheckedText:
    found = text.fields[group]
    assert isinstance(found, dict)
    fields: Mapping[str, object] = {**text.fields, group: {**found, **members}}
    return replace(text, fields=fields)


def spoil(
    slug: str, group: str, key: str | None = None, **members: object
) -> Callable[[], CheckedText]:
    return lambda: changed(finished(slug, key), group, **members)


MISFITS = [
        (spoil("dunning-notice", "debt", summary=[]), "total"),
        (spoil("dunning-notice", "dunning", is_time_barred=True), "time-barred"),
        (spoil("dunning-notice", "dunning", grade="最后"), "grade"),
        (spoil("guarantor-notice", "guarantee", JOINT, mode="一般保证"), "guarantor"),
        (spoil("guarantor-notice", "guarantee", JOINT, period_end="某日"), "guarantor"),
        (spoil("guarantor-notice", "guarantee", JOINT, demand="2,000,000.01"), "guarantor"),
        (spoil("guarantor-notice", "guarantee", JOINT, is_general=True), "guarantor"),
        (spoil("supplementary-agreement", "agreement", plan=[]), "agreement"),
        (spoil("supplementary-agreement", "agreement", providers=[]), "signatures"),
        (
            spoil(
                "supplementary-agreement", "agreement",
                not_consenting=[{"name": "甲", "no": "1"}],
            ),
            "agreement",
        ),
        (spoil("internal-filing", "filing", approver="孙虚构"), "filing"),
        (spoil("internal-filing", "filing", deadlines=[{"ends_on": ""}]), "filing"),
        (spoil("preservation-application", "preservation", is_pre_suit=True), "preservation"),
        (
            spoil(
                "preservation-application", "preservation",
                is_in_arbitration=True, institution="某会",
            ),
            "preservation",
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "rule"), MISFITS)
def test_text_that_does_not_fit_its_facts_is_found(
    text: Callable[[], CheckedText], rule: str
) -> None:
    assert rule in rules(text())


def test_letter_to_two_guarantors_is_found() -> None:
    text = finished("guarantor-notice", GENERAL)
    both = text.text.replace(
        "示例市云峰虚构物流有限公司：", "示例市云峰虚构物流有限公司：\n褚样本："
    )
    assert "one-addressee" in rules(replace(text, text=both))


def test_every_check_is_tripped_here_and_kept_by_the_samples() -> None:
    alone = {"one-addressee", "strangers"}  # below
    enclosed = {"working"}  # in test_enclosing.py
    tripped = {rule for *_, rule in (*SPOILED, *MISFITS)} | alone | enclosed
    assert tripped == {*COMMON, *KIND_CHECKS}
    kept = {*COMMON, *(name for slug in SLUGS for name in kind_of(slug).checks)}
    assert kept == {*COMMON, *KIND_CHECKS}


def test_a_finding_names_its_rule_and_the_article_of_the_document_s_day() -> None:
    text = finished("dunning-notice")
    (finding,) = check_text(replace(text, text=text.text.replace("六、联系方式", "后果自负")))
    assert (finding.severity, finding.rule) == ("fault", "check-polite")
    assert finding.article == "民法典第一千零三十三条、消费者权益保护法第二十七条"


def test_the_old_words_of_arbitration_stood_until_the_new_law() -> None:
    text = finished("arbitration-application")
    old = replace(text, text=text.text + "贵仲裁委员会", issued_on=date(2026, 2, 28))
    assert "arbitration-words" not in rules(old)
    assert "arbitration-words" in rules(replace(old, issued_on=date(2026, 3, 1)))


def test_stranger_s_number_is_found() -> None:
    text = finished("dunning-notice")
    case = text.case.model_copy(update={"guarantees": ()})
    claim = replace(text.claim, case=case)
    found = replace(text, claim=claim, text=text.text + case.party("P2").phones[0].number)
    assert "strangers" in rules(found)


def test_internal_number_in_a_filing_is_found() -> None:
    text = finished("arbitration-application")
    assert "number" in rules(replace(text, text=text.text + NUMBERS["arbitration-application"]))


def test_draft_without_its_mark_is_found() -> None:
    text = finished("dunning-notice", number=None)
    assert check_text(text) == ()
    assert "draft" in rules(replace(text, text=text.text.replace("草稿", "")))


def test_article_that_the_contract_itself_names_is_let_through() -> None:
    def change(data: dict[str, Any]) -> None:
        data["guarantees"][0]["scope"] = "本合同第九百九十九条所列范围"

    assert "第九百九十九条" in made("guarantor-notice", change, key=JOINT).text
