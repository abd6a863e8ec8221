"""How long what may be frozen; the pairs show each rule itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.claims.gates.support import CLUES, PRE, found, preservation

if TYPE_CHECKING:
    from tests.claims.support import Members


def asked(months: int, kind: str, **more: object) -> Members:
    clue = {**CLUES["property_clues"][0], "type": kind}
    measure = {"clue": "线1", "measure": "冻结", "until_months": months, **more}
    return {"property_clues": [clue], **preservation(measures=[measure])}


@pytest.mark.parametrize(("kind", "longest"), [("存款", 12), ("车辆", 24), ("设备", 24)])
def test_each_kind_of_property_has_its_longest_term(kind: str, longest: int) -> None:
    assert found("PRE-MEASURES", PRE, **asked(longest, kind)) == []
    assert found("PRE-MEASURES", PRE, **asked(longest + 1, kind)) == [("block", "PRE-TERM")]


@pytest.mark.parametrize("kind", ["房产", "土地", "股权", "应收"])
def test_land_and_other_rights_have_three_years(kind: str) -> None:
    # A request can't name more than 36 months.
    assert found("PRE-MEASURES", PRE, **asked(36, kind)) == []


def test_the_term_of_an_asset_is_that_of_its_type() -> None:
    car = {"assets": [{"asset_id": "车1", "type": "车辆"}]}
    measure = {"asset": "车1", "measure": "扣押", "until_months": 25}
    trips = found("PRE-MEASURES", PRE, **car, **preservation(measures=[measure]))
    assert trips == [("block", "PRE-TERM")]
    unknown = preservation(measures=[{"measure": "扣押", "until_months": 36}])
    assert found("PRE-MEASURES", PRE, **unknown) == []


def test_several_measures_within_the_sum_each_are_a_note() -> None:
    each = {"clue": "线1", "measure": "冻结", "sum": "60000.00"}
    both = preservation(measures=[each, each])
    assert found("PRE-MEASURES", PRE, **CLUES, **both) == [("note", "PRE-MEASURES")]
    one = preservation(measures=[{**each, "sum": "100000.01"}])
    assert found("PRE-MEASURES", PRE, **CLUES, **one) == [("warn", "PRE-MEASURES")]
    assert found("PRE-MEASURES", PRE, **CLUES) == []
