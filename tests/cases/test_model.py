"""The case model: the published schema, exact text, and what an entity refuses."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from tests.cases.support import ROOT, SAMPLES, sample_data

from recoverydocs.cases import Case, case_json, case_schema, read_cases
from recoverydocs.cases.parties import resident_birth

if TYPE_CHECKING:
    from pathlib import Path


def faults_of(data: dict[str, Any]) -> list[str]:
    intake = read_cases("案件.json", json.dumps(data).encode())
    return [finding.line() for finding in intake.findings]


def test_published_schema_is_current() -> None:
    published = json.loads((ROOT / "docs/case.schema.json").read_text("utf-8"))
    assert published == case_schema()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_schema_accepts_what_the_model_accepts(path: Path) -> None:
    Draft202012Validator(case_schema()).validate(json.loads(path.read_bytes()))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_canonical_json_reads_back_as_the_same_case(path: Path) -> None:
    (case,) = read_cases("案件.json", path.read_bytes()).cases
    (again,) = read_cases("案件.json", case_json(case)).cases
    assert again == case
    assert case_json(again) == case_json(case)


def test_text_arrives_exactly_as_given() -> None:
    data = sample_data()
    hostile = "A&B‹有限>公司 {{ 7*7 }} =1+1 𠮷 <w:t>"
    data["parties"][0]["name"] = hostile
    (case,) = read_cases("案件.json", json.dumps(data).encode()).cases
    assert case.parties[0].name == hostile


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\u200b", "\ufeff", "\ue000"])
def test_character_that_no_document_may_hold_is_named(character: str) -> None:
    data = sample_data()
    data["parties"][0]["name"] = f"张{character}三"
    (line,) = faults_of(data)
    assert f"U+{ord(character):04X}" in line
    assert "parties[1].name 姓名或名称" in line


def test_every_fault_comes_at_once() -> None:
    data = sample_data()
    data["case_idd"] = "x"
    data["parties"][0]["id_no"] = "110199194912310020"
    data["parties"][0]["role"] = ["借钱的"]
    data["contracts"][0]["amount"] = 1.5
    data["contracts"][0]["signed_on"] = "2024/1/1"
    data["contracts"][0]["borrowers"] = ["谁"]
    lines = faults_of(data)
    told = "\n".join(lines)
    assert len(lines) == 6
    assert "是否应为 case_id" in told
    assert "parties[1].id_no 证件号码): 居民身份证号码校验不符" in told
    assert "可填：借款人、" in told
    assert "金额须为文本" in told
    assert "请写成 YYYY-MM-DD" in told
    assert "contracts[1].borrowers[1] 借款人): 所指的当事人不存在" in told
    assert "110199194912310020" not in told


def test_no_repr_shows_an_identifier_whole() -> None:
    (case,) = read_cases("案件.json", json.dumps(sample_data()).encode()).cases
    number = case.parties[0].id_no
    assert number is not None
    assert number not in repr(case)
    assert case.org.account_no not in repr(case)


def test_open_dispute_without_a_hold_is_a_fault() -> None:
    data = sample_data()
    data["disputes"] = [
        {
            "no": "异〔2026〕1号",
            "type": "非本人贷款",
            "received": "2026-11-01",
            "claim": "不是我借的",
            "state": "受理",
            "reply_due": "2026-11-21",
        }
    ]
    data.pop("holds", None)
    (line,) = faults_of(data)
    assert "没有暂停记录" in line


def test_reply_is_due_in_twenty_days() -> None:
    data = sample_data()
    data["disputes"] = [
        {
            "no": "异〔2026〕1号",
            "type": "金额",
            "received": "2026-11-01",
            "claim": "金额不对",
            "state": "受理",
            "reply_due": "2026-11-22",
        }
    ]
    assert "即 2026-11-21" in faults_of(data)[0]


def test_ids_given_twice_and_lender_unknown_are_faults() -> None:
    data = sample_data()
    data["parties"].append(data["parties"][0])
    data["contracts"][0]["lender"] = "没有这个机构"
    told = "\n".join(faults_of(data))
    assert "编号重复" in told
    assert "contracts[1].lender 贷款人（机构号）): 所指的机构不存在" in told


@pytest.mark.parametrize(
    ("request_", "member", "target"),
    [
        ("preservation", "agent", "人员"),
        ("preservation", "contract_no", "借款合同"),
        ("arbitration", "agent", "人员"),
        ("arbitration", "contract_no", "借款合同"),
    ],
)
def test_request_that_names_nothing_of_the_case_is_a_fault(
    request_: str, member: str, target: str
) -> None:
    data = sample_data()
    whole = {"variant": "诉前", "court": "某法院", "amount": "1.00"}
    asked = whole if request_ == "preservation" else {}
    data["requests"] = {request_: {**asked, member: "NOPE"}}
    (line,) = faults_of(data)
    assert f"(requests.{request_}.{member} " in line
    assert f"所指的{target}不存在" in line


def refused_contract(**change: object) -> str:
    data = sample_data()
    data["contracts"][0].update(change)
    return "\n".join(faults_of(data))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"to": "2000-01-01"}, "到期日期不晚于借款期限起"),
        ({"signed_on": "2099-01-01"}, "签订日期晚于借款期限起"),
        ({"amount": "1.00"}, "超过合同金额"),
        ({"amount": "-1.00"}, "金额不得为负"),
        ({"amount": "1.001"}, "不是金额"),
        ({"name": " "}, "不能为空白"),
        ({"name": 5}, "应为文本"),
        ({"currency": "USD"}, "不是允许的取值"),
        ({"repayments": [{"on": "2025-01-01", "amount": "-5.00"}]}, "未说明冲正哪一笔"),
        (
            {
                "repayments": [
                    {"on": "2025-01-01", "amount": "5.00", "applied": {"本金": "4.00"}}
                ]
            },
            "冲抵明细合计 4.00 不等于还款金额 5.00",
        ),
        ({"dispute_clause": {"text": "仲裁", "kind": "仲裁"}}, "仲裁条款缺少仲裁机构"),
    ],
)
def test_contract_that_does_not_hold_together_is_refused(
    change: dict[str, object], said: str
) -> None:
    assert said in refused_contract(**change)


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("11010519491231002X", date(1949, 12, 31)),
        ("110199194912310021", None),
        ("11010519491331002X", None),
        ("1101051949123100", None),
        ("", None),
    ],
)
def test_resident_birth_needs_check_digit_and_day(number: str, born: date | None) -> None:
    assert resident_birth(number) == born


def test_case_finds_its_parts_by_id() -> None:
    (case,) = read_cases("案件.json", json.dumps(sample_data()).encode()).cases
    assert isinstance(case, Case)
    assert case.party(case.parties[0].party_id) is case.parties[0]
    assert case.contract(case.contracts[0].contract_no) is case.contracts[0]
    for look_up in (case.party, case.contract, case.user):
        with pytest.raises(KeyError):
            look_up("没有")
