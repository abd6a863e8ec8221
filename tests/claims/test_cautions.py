"""Days before a band or ceiling was in force: nothing is said, since nothing was laid down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.claims.support import Members, case, contract, day

from recoverydocs.claims import assess

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


def loan(signed: str, start: str, to: str, **rates: object) -> Members:
    draw = {**contract()["disbursements"][0], "on": start}
    terms = {**contract()["rate_terms"], **rates}
    return contract(
        **{"from": start}, signed_on=signed, to=to, disbursements=[draw], rate_terms=terms
    )


def rules(law: LawBook, as_of: str, signed: str = "2016-01-08", **rates: object) -> set[str]:
    made = case(contracts=[loan(signed, "2016-01-10", "2017-01-10", **rates)])
    return {each.rule for each in assess(made, law, day(as_of)).findings}


def test_the_ceiling_of_24_percent_is_that_of_2017(law: LawBook) -> None:
    assert "RATE-24" not in rules(law, "2017-08-03", rate="0.30")
    assert "RATE-24" in rules(law, "2017-08-04", rate="0.30")


@pytest.mark.parametrize(("signed", "told"), [("2003-12-31", False), ("2004-01-01", True)])
def test_the_band_of_uplifts_is_that_of_2004(law: LawBook, signed: str, told: bool) -> None:  # noqa: FBT001
    found = rules(law, "2017-08-04", signed=signed, penalty_uplift="0.60", misuse_uplift="0.10")
    assert ("RATE-UPLIFT" in found, "RATE-MISUSE" in found) == (told, told)
