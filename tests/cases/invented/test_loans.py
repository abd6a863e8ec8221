from __future__ import annotations

import json

from recoverydocs.cases import Case
from recoverydocs.cases.invented import example_case, invented_cases


def test_same_seed_gives_the_same_cases() -> None:
    assert invented_cases(20, 5) == invented_cases(20, 5)
    assert invented_cases(20, 5) == invented_cases(40, 5)[:20]


def test_another_seed_gives_other_cases() -> None:
    first, second = invented_cases(10, 1), invented_cases(10, 2)
    assert all(
        one["parties"] != other["parties"] for one, other in zip(first, second, strict=True)
    )


def test_no_two_cases_are_alike() -> None:
    cases = invented_cases(500, 3)
    for path in ("case_id",):
        assert len({case[path] for case in cases}) == 500
    assert len({case["contracts"][0]["contract_no"] for case in cases}) == 500


def test_cases_are_whole_plain_data() -> None:
    for data in invented_cases(40, 9):
        assert Case.model_validate(json.loads(json.dumps(data))).case_id == data["case_id"]


def test_forms_guarantors_and_rates_vary() -> None:
    cases = invented_cases(200, 4)
    contracts = [case["contracts"][0] for case in cases]
    assert {each["repay_method"]["method"] for each in contracts} == {
        "到期一次性还本付息",
        "按月计息到期还本",
        "等额本息",
    }
    assert {each["rate_terms"]["type"] for each in contracts} == {"固定", "LPR浮动"}
    assert {each["rate_terms"]["day_count"] for each in contracts} == {
        "actual/360",
        "actual/365",
    }
    assert {each["dispute_clause"]["kind"] for each in contracts} == {"诉讼", "仲裁"}
    assert {len(case.get("guarantees", ())) for case in cases} == {0, 1, 2}


def test_example_fills_every_sheet() -> None:
    case = example_case()
    assert case["guarantees"]
    assert case["contracts"][0]["instalments"]
    assert case["contracts"][0]["repayments"]
