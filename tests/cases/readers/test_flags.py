"""Flags of an export: a disputed loan is held, a dead borrower is said to be dead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.cases.support import LOAN, workbook

from recoverydocs.cases import Intake, read_cases
from recoverydocs.claims import assess, gate_findings
from recoverydocs.documents import kind_of
from recoverydocs.errors import Severity
from recoverydocs.law import load_packaged

if TYPE_CHECKING:
    from recoverydocs.errors import Finding

DAY = date(2026, 11, 24)
GUARANTOR = {
    "合同号": "HT-1",
    "保证合同号": "BZ-1",
    "保证人": "王样本（虚构）",
    "保证人类型": "个人",
    "保证人证件号": "11010519491231002X",
    "保证人地址": "虚构省示例市演示路2号",
    "保证方式": "连带",
    "保证合同签订日期": "2024-01-01",
    "保证期间": "三年",
}


def read(**cells: object) -> Intake:
    return read_cases("逾期.xlsx", workbook({**LOAN, **cells}))


def gate(intake: Intake, name: str) -> list[Finding]:
    (case,) = intake.cases
    claim = assess(case, load_packaged(), DAY)
    found = gate_findings(claim, [name], kind="dunning-notice", target=None)
    return [each for each in found if each.severity is Severity.BLOCK]


@pytest.mark.parametrize("heading", ["异议标志", "冒名标志", "投诉标志"])
def test_flagged_loan_is_held_and_told(heading: str) -> None:
    intake = read(**{heading: "是"})
    (finding,) = intake.findings
    assert finding.line() == (
        f"逾期.xlsx 逾期清单 第2行 (hold.flag {heading}): 有异议标志而没有异议编号和受理日期，"
        "已按暂停全部催收处理。请登记异议并补填；无异议的请在核心系统撤销标志。"
    )
    assert "G-HOLD" in kind_of("dunning-notice").preconditions
    assert {each.rule for each in gate(intake, "G-HOLD")} == {"G-HOLD"}
    (hold,) = intake.cases[0].holds
    assert {"电话", "短信", "函件", "外访", "委外", "自动扣款", "征信报送", "诉讼"} <= set(
        hold.scopes
    )
    assert hold.from_ == date(2024, 1, 5)  # nobody knows since when: from the loan's own day


def test_registered_dispute_is_taken_with_its_day() -> None:
    intake = read(异议标志="是", 异议编号="异〔2026〕3", 异议受理日期="2026-11-10")
    assert intake.findings == ()
    (case,) = intake.cases
    (dispute,) = case.disputes
    assert (dispute.no, dispute.type, dispute.state) == ("异〔2026〕3", "非本人贷款", "受理")
    assert dispute.reply_due == date(2026, 11, 30)
    assert case.holds[0].dispute == "异〔2026〕3"
    assert any("异〔2026〕3" in each.message for each in gate(intake, "G-HOLD"))


def test_one_flagged_loan_holds_its_contract() -> None:
    first = {**LOAN, "合同金额": "200000"}
    flagged = {**first, "借据号": "JJ-2", "异议标志": "是"}
    assert gate(read_cases("逾期.xlsx", workbook(first, flagged)), "G-HOLD")


@pytest.mark.parametrize("word", ["否", "", None])
def test_loan_without_the_flag_passes(word: str | None) -> None:
    intake = read(异议标志=word)
    assert intake.findings == ()
    assert gate(intake, "G-HOLD") == []


def test_flag_that_cannot_be_read_refuses_the_row() -> None:
    intake = read(异议标志="核查中")
    assert intake.cases == ()
    assert [each.field for each in intake.faults] == ["hold.flag"]


def test_dead_borrower_gets_no_letter() -> None:
    intake = read(客户状态="死亡", 客户状态日期="2026-10-01")
    assert intake.cases[0].parties[0].died_on == date(2026, 10, 1)
    (finding,) = gate(intake, "G-ALIVE")
    assert "2026-10-01 死亡" in finding.message
    (missing,) = read(客户状态="死亡").faults
    assert "died_on" in missing.message


def test_bankrupt_and_lost_borrowers() -> None:
    assert "破产申请已被受理" in gate(read(客户状态="破产"), "G-ALIVE")[0].message
    assert read(客户状态="失联").cases[0].parties[0].alive == "失踪"
    assert read(客户状态="正常").findings == ()


FIRM = {
    "客户类型": "企业",
    "证件号码": "91110000600037341L",
    "法定代表人": "王演示",
}


@pytest.mark.parametrize(("kind", "state"), [({}, "结清"), (FIRM, "死亡")])
def test_state_that_nobody_knows_is_refused(kind: dict[str, str], state: str) -> None:
    (fault,) = read(**kind, 客户状态=state).faults
    assert (fault.rule, fault.label) == ("row-state", "客户状态")
    assert "正常、死亡、失联、破产" in fault.remedy


def test_lost_firm_is_a_warning() -> None:
    (finding,) = read(**FIRM, 客户状态="失联").findings
    assert (finding.severity, finding.message) == (Severity.WARN, "客户失联")


def test_security_that_the_workbook_lacks_is_told() -> None:
    assert [each.rule for each in read(担保方式="保证").findings] == ["row-security"]
    assert [each.rule for each in read(担保方式="组合").findings] == ["row-security"] * 2
    assert read(担保方式="信用").findings == ()
    content = workbook({**LOAN, "担保方式": "保证"}, 担保信息=[GUARANTOR])
    assert read_cases("逾期.xlsx", content).findings == ()


def test_interest_in_two_parts_is_added_up_and_told() -> None:
    loan = {name: text for name, text in LOAN.items() if name != "欠息"}
    loan |= {"表内利息": "60.10", "表外利息": "39.90"}
    intake = read_cases("逾期.xlsx", workbook(loan))
    assert intake.cases[0].contracts[0].core_balances[0].interest.plain() == "100.00"
    assert [each.line() for each in intake.findings] == [
        "逾期.xlsx 逾期清单 第2行 (core.interest_on 表内利息): 欠息为表内利息与表外利息之和。"
    ]
    (fault,) = read(表内利息="60.10", 表外利息="39.00").faults
    assert fault.line() == (
        "逾期.xlsx 逾期清单 第2行 (core.interest 欠息): 100.00 不等于表内利息与表外利息之和 "
        "99.10。请核对核心系统导出。"
    )
