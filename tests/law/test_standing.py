from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from recoverydocs.law.standing import standing_on

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


def test_the_decree_of_1995_is_unconfirmed_from_the_day_of_the_new_law(law: LawBook) -> None:
    row = law.row("arbitration_fees", "table", "cn-1995-min", date(2026, 11, 24))
    assert standing_on(row, date(2026, 2, 28)).status == "verified"
    after = standing_on(row, date(2026, 3, 1))
    assert after.status == "unverified"
    assert "是否继续有效未经确认" in after.note
    assert "录入该仲裁机构自己的收费表" in after.note
    assert after.mark == "未核对"


@pytest.mark.parametrize(
    ("row", "status", "note"),
    [
        ({"status": "verified"}, "verified", ""),
        ({"status": "verified", "note": "只作说明"}, "verified", ""),
        ({"status": "verified", "status_note": "文号待核"}, "verified", "文号待核"),
        ({"status": "unverified", "note": "据报道"}, "unverified", "据报道"),
        ({"status": "unverified"}, "unverified", "未经核对原文，使用前请核对并写明来源"),
        (
            {"status": "verified", "verified_to": date(2026, 1, 1)},
            "unverified",
            "未经核对原文，使用前请核对并写明来源",
        ),
    ],
)
def test_what_is_unverified_always_says_why(
    row: dict[str, object], status: str, note: str
) -> None:
    found = standing_on(row, date(2026, 6, 1))
    assert (found.status, found.note) == (status, note)
