"""A workspace and invented cases for tests: the sample of the dunning notice, changed."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from recoverydocs.cases.faults import read_case
from recoverydocs.documents import kind_of

if TYPE_CHECKING:
    from recoverydocs.cases import Case

KIND = "dunning-notice"
AT = datetime.fromisoformat("2026-11-24T10:00:00+08:00")
DAY = AT.date()


def clock() -> datetime:
    """The moment at which every test runs."""
    return AT


@cache
def sample(kind: str = KIND) -> str:
    return kind_of(kind).sample.decode("utf-8")


def case_of(case_id: str = "", kind: str = KIND, **changes: Any) -> Case:  # noqa: ANN401
    """The sample of a kind under another id, with whole members replaced."""
    data = json.loads(sample(kind)) | changes
    if case_id:
        data["case_id"] = case_id
        old = data["contracts"][0]["contract_no"]
        text = json.dumps(data, ensure_ascii=False).replace(old, f"HT-{case_id}")
        data = json.loads(text)
    case, findings = read_case(data, "测试")
    assert case is not None, [finding.line() for finding in findings]
    return case


def cases_of(count: int, start: int = 1) -> list[Case]:
    """Cases that differ in their ids and contract numbers."""
    return [case_of(f"SL-{number:04}") for number in range(start, start + count)]
