from __future__ import annotations

import pytest

from recoverydocs.cases import shipped_column_map
from recoverydocs.cases.readers.columns import Column
from recoverydocs.cases.workbooks.choices import TYPE_WORDS, choices, hint, hints, said

MAP = shipped_column_map()


def column(sheet: str, name: str) -> Column:
    return next(each for each in MAP.columns if each.sheet == sheet and each.field == name)


@pytest.mark.parametrize(
    ("sheet", "name", "words"),
    [
        ("逾期清单", "party.kind", ("自然人", "法人", "个体工商户", "非法人组织")),
        ("逾期清单", "rate.day_count", ("360", "365", "按月")),
        ("逾期清单", "rate.lpr_tenor", ("一年期", "五年期以上")),
        ("逾期清单", "rate.compound", ("是", "否")),
        ("逾期清单", "dunning.grade", ("首次", "再次", "最后")),
        ("担保信息", "mode", ("一般", "连带", "不明")),
        ("审批", "decision", ("同意", "退回")),
        ("逾期清单", "contract.contract_no", ()),
        ("人员", "role", ()),
    ],
)
def test_choices_are_the_models(sheet: str, name: str, words: tuple[str, ...]) -> None:
    assert choices(column(sheet, name), MAP) == words


def test_kinds_are_offered_by_their_titles() -> None:
    offered = choices(column("审批", "doc"), MAP)
    assert offered[:2] == ("催款通知书", "担保责任履行通知书")
    assert all(MAP.values[word] for word in offered)


def test_every_enum_has_its_list() -> None:
    assert [
        each.header for each in MAP.columns if each.type == "enum" and not choices(each, MAP)
    ] == []


def test_unknown_field_of_an_own_map_has_no_list_of_its_own() -> None:
    own = Column("逾期清单", "自设列", "party.nothing", "enum")
    assert choices(own, MAP) == choices(column("审批", "doc"), MAP)


def test_codes_are_said_in_words_that_the_reader_takes_back() -> None:
    for code, word in said(MAP).items():
        assert MAP.values[word] == code


def test_hints_speak_of_columns_that_exist() -> None:
    known = {(each.sheet, each.field) for each in MAP.columns}
    assert {(sheet, name) for sheet, own in hints().items() for name in own} <= known


def test_hint_says_required_advice_and_form() -> None:
    money = column("逾期清单", "core.principal_due")
    assert hint(money, required=True) == f"必填。已到期未还的本金。{TYPE_WORDS['money']}"
    assert hint(column("逾期清单", "contract.product"), required=False) == ""
