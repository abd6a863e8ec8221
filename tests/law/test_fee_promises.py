from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.support import FEE, found, house, only, own, rules

KIND = """
[[kind]]
id = "example"
name = "示例申请"
article = "第一条"
in_force_from = 2027-01-01
status = "verified"
prepaid_by_applicant = true
prepay = "申请人预交"
borne_by = "申请人负担"
"""


def fee(more: str) -> bytes:
    return own("court_fees", FEE.format(id="x") + more)


def two(edge: str, over: str) -> str:
    first = f'{{ over = "0", up_to = "{edge}", flat = "1" }}'
    return f'brackets = [{first}, {{ over = "{over}", rate = "0.1" }}]\n'


@pytest.mark.parametrize(
    ("more", "rule", "said"),
    [
        ("", "law-fee", "有 0 种计费方式"),
        ('flat = "1"\nrange = { min = "1", max = "2" }\n', "law-fee", "flat、range"),
        ('flat = "1"\nfactor = "1/2"\n', "law-fee", "应同时写明"),
        ('derived_from = "property"\n', "law-fee", "应同时写明"),
        ('derived_from = "nothing"\nfactor = "1/2"\n', "law-unknown-id", "可用的编号"),
        ('derived_from = "x"\nfactor = "1/2"\n', "law-unknown-id", "没有编号为 x 的另一行"),
        ('brackets = [{ over = "1", rate = "0.1" }]\n', "law-bracket", "应自 0 起"),
        (
            two("5", "6"),
            "law-bracket",
            "第2段自 6 起，与前一段不衔接（应自 5 起）",
        ),
        (
            two("5", "4"),
            "law-bracket",
            "第2段自 4 起",
        ),
        (
            'brackets = [{ over = "0", rate = "0.2" }, { over = "5", rate = "0.1" }]\n',
            "law-bracket",
            "前一段没有上限",
        ),
        (
            'brackets = [{ over = "0", up_to = "5", rate = "0.2" }]\n',
            "law-bracket",
            "最后一段到 5 为止，其上没有规定",
        ),
        ('brackets = [{ over = "0" }]\n', "law-bracket", "rate 或 flat 之一"),
        (
            'brackets = [{ over = "0", rate = "0.2", flat = "1" }]\n',
            "law-bracket",
            "rate 或 flat 之一",
        ),
        ('brackets = [{ over = "0", rate = "2.5" }]\n', "law-bracket", "不小于一"),
        ('brackets = [{ over = "0", rate = "0.0000000000001" }]\n', "law-bracket", "12 位"),
        (
            'flat = "1"\nhandling = [{ over = "1", rate = "0.1" }]\n',
            "law-bracket",
            "(handling 案件处理费分段): 第1段自 1 起",
        ),
        ('flat = "1"\nverified_to = 2027-02-01\n', "law-fee", "应同时写明"),
        ('range = { min = "3", max = "2" }\n', "law-fee", "下限 3 高于上限 2"),
        ('flat = "1"\nno_amount = {}\n', "law-fee", "no_amount 写了 空的内容"),
        ("brackets = []\n", "law-bracket", "没有任何一段"),
        ('flat = "1"\nhandling = []\n', "law-bracket", "请写分段，或删去 handling"),
        (
            'flat = "1"\nno_amount = { flat = "1", min = "1" }\n',
            "law-fee",
            "no_amount 写了 flat、min",
        ),
        (
            two("0", "0"),
            "law-bracket",
            "up_to 0 不大于 over 0",
        ),
    ],
)
def test_a_fee_that_cannot_be_reckoned_is_refused(more: str, rule: str, said: str) -> None:
    finding = only(fee(more))
    assert finding.rule == rule
    assert said in finding.line()
    assert finding.where == "law/1.toml 第6行 [[table]] x 自 2027-01-01"


BRACKETS = """brackets = [
  { over = "0", up_to = "100", flat = "10" },
  { over = "100", up_to = "200", rate = "0.05" },
  { over = "200", rate = "0.02" },
]
"""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        # At 100: 10; at 200: 10 + 100 × 0.05 = 15. 100 × 0.05 + 5 = 10; 200 × 0.02 + 11 = 15.
        ('shortcut = [{ over = "100", rate = "0.05", add = "5" }]\n', ""),
        ('shortcut = [{ over = "200", rate = "0.02", add = "11" }]\n', ""),
        (
            'shortcut = [{ over = "200", rate = "0.02", add = "12" }]\n',
            "速算在 200 处得 16.00，分段得 15.00",
        ),
        ('shortcut = [{ over = "200", rate = "0.05", add = "5" }]\n', "速算在 200 处"),
        ('shortcut = [{ over = "150", rate = "0.05", add = "5" }]\n', "没有的起点 150"),
        # 15 + 50 × 0.02 = 16.
        ('cap = "16"\ncap_reached_at = "250"\n', ""),
        ('cap = "17"\ncap_reached_at = "250"\n', "金额 250 的费用是 16.00，不是上限 17"),
    ],
)
def test_a_shortcut_and_a_cap_say_what_the_brackets_say(more: str, said: str) -> None:
    findings = found(fee(BRACKETS + more))
    assert [said in each.line() for each in findings] == ([True] if said else [])


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=9, unique=True), st.data())
def test_brackets_are_refused_exactly_where_an_edge_is_moved(
    edges: list[int], data: st.DataObject
) -> None:
    whole = [0, *sorted(edges)]
    spans = [*pairwise(map(str, whole)), (str(whole[-1]), "")]
    moved = data.draw(st.integers(0, len(spans)), label="moved; the last moves none")
    if moved < len(spans):
        over, up_to = spans[moved]
        spans[moved] = (str(Decimal(over) + Decimal("0.01")), up_to)
    rows = ", ".join(
        f'{{ over = "{over}", rate = "0.01"' + (f', up_to = "{up_to}" }}' if up_to else " }")
        for over, up_to in spans
    )
    said = rules(fee(f"brackets = [{rows}]\n"))
    assert said == ({"law-bracket"} if moved < len(spans) else set())


def test_a_kind_with_its_table_is_taken() -> None:
    rows = FEE.format(id="x") + 'flat = "1"\n' + KIND + 'table = "x"\n'
    assert house("court_fees", rows).court_fees.knows("kind", "example")


@pytest.mark.parametrize(
    ("more", "rule", "said"),
    [
        ("", "law-fee", "没有收费表，也没有说明"),
        ('table = "nothing"\n', "law-unknown-id", "没有编号为 nothing 的另一行"),
    ],
)
def test_a_kind_without_a_standard_must_say_so(more: str, rule: str, said: str) -> None:
    finding = only(own("court_fees", KIND + more))
    assert finding.rule == rule
    assert said in finding.line()


@pytest.mark.parametrize("missing", ["prepaid_by_applicant", "prepay", "borne_by"])
def test_a_kind_must_say_who_pays(missing: str) -> None:
    lines = [line for line in KIND.splitlines() if not line.startswith(f"{missing} =")]
    finding = only(own("court_fees", "\n".join([*lines, 'table = "property"', ""])))
    assert (finding.rule, finding.field) == ("law-missing", missing)
