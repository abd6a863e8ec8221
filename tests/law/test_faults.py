from __future__ import annotations

import pytest

from recoverydocs.errors import LawTableError, Severity
from recoverydocs.law.faults import Place, heading_lines, refuse

PLACE = Place("law/lpr.toml", 9, "rate", "自 2026-10-20")


def test_a_place_names_file_line_list_and_row() -> None:
    assert PLACE.where() == "law/lpr.toml 第9行 [[rate]] 自 2026-10-20"
    assert Place("lpr.toml", group="meta").where() == "lpr.toml [meta]"
    assert Place("lpr.toml").where() == "lpr.toml"


def test_headings_are_counted_list_by_list() -> None:
    text = """# x
[meta]
[[statute]] # one
 [[ statute . version ]]
[[statute.version]]
[[statute]]
[[statute.article]]
note = "[[statute]]"
"""
    assert heading_lines(text) == {
        ("meta", 1, "", 0): 2,
        ("statute", 1, "", 0): 3,
        ("statute", 1, "version", 1): 4,
        ("statute", 1, "version", 2): 5,
        ("statute", 2, "", 0): 6,
        ("statute", 2, "article", 1): 7,
    }


def test_a_doubt_refuses_nothing() -> None:
    doubt = PLACE.doubt("law-implausible", "像是写错", "请核对", "one_year", "一年期")
    assert doubt.severity is Severity.WARN
    refuse([doubt])


def test_a_refusal_says_the_first_fault_and_carries_all() -> None:
    faults = [PLACE.fault("law-gap", f"第{n}处", "请补") for n in (1, 2)]
    with pytest.raises(LawTableError, match="第1处；请补（共 2 处") as caught:
        refuse(faults)
    assert caught.value.findings == tuple(faults)
    with pytest.raises(LawTableError, match=r"第1处；请补\Z"):
        refuse(faults[:1])
