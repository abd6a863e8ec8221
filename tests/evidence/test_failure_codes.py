"""Every failure code is reachable, has one Chinese text, and weighs as its table says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.evidence.triggers import container, later, manifest, proofs

from recoverydocs.evidence import Conclusion, verify
from recoverydocs.evidence.codes import CodedError, failure_codes

if TYPE_CHECKING:
    from tests.evidence.triggers.trigger import Trigger

TABLES = (container.TRIGGERS, manifest.TRIGGERS, proofs.TRIGGERS, later.TRIGGERS)
CASES = [
    pytest.param(code, trigger, id=f"{code}-{number}-{table}")
    for table, triggers in enumerate(TABLES)
    for code, ways in triggers.items()
    for number, trigger in enumerate(ways)
]


@pytest.mark.parametrize(("code", "trigger"), CASES)
def test_failure_code_is_reported(code: str, trigger: Trigger) -> None:
    package = trigger.make()
    register = trigger.register() if trigger.register else None
    verdict = verify(package, trigger.trust(), trigger.at, register, limits=trigger.limits)
    assert code in [reason.code for reason in verdict.codes]
    failed = any(reason.is_failure for reason in verdict.codes)
    wanted = Conclusion.TOTAL_FAILED if failed else Conclusion.INDETERMINATE
    assert verdict.verdict is wanted


def test_failure_codes_are_all_reachable() -> None:
    assert {code for table in TABLES for code in table} == set(failure_codes())


def test_failure_codes_have_one_chinese_text_each() -> None:
    texts = [code.text for code in failure_codes().values()]
    assert len(set(texts)) == len(texts)
    assert all(any("一" <= mark <= "鿿" for mark in text) for text in texts)


def test_coded_error_says_what_and_where() -> None:
    fault = CodedError("MAN_DIGEST", "files/001/x")
    assert str(fault.as_tampered()) == (
        "MAN_DIGEST：文件内容的 SHA-256 摘要与清单不符（files/001/x）"
    )
    (finding,) = fault.as_refused().findings
    assert (finding.rule, finding.where) == ("MAN_DIGEST", "files/001/x")
    assert CodedError("MIMETYPE").sentence() == "MIMETYPE：首个条目不是规定的 mimetype"
