from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.claims.support import ORG, case, contract, day
from tests.law.support import FEE, RATE, lpr, own

from recoverydocs.claims import assess, tables_asked

if TYPE_CHECKING:
    from recoverydocs.cases import Case
    from recoverydocs.law import LawBook

ALWAYS = {"holidays", "judicial_interest", "limits", "periods", "statutes", "watch"}


def floating() -> Case:
    """A loan of 2025-10-25 to 2027-10-25 at LPR plus 150 points, repriced each year."""
    terms = {
        "type": "LPR浮动",
        "lpr_tenor": "1Y",
        "spread_bp": 150,
        "reset": "放款日对年",
        "day_count": "actual/360",
        "penalty_uplift": "0.5",
        "compound": False,
    }
    loan = contract()["disbursements"][0] | {"on": "2025-10-25"}
    dates = {"signed_on": "2025-10-24", "from": "2025-10-25", "to": "2026-10-30"}
    return case(contracts=[contract(rate_terms=terms, disbursements=[loan], **dates)])


@pytest.mark.parametrize(
    ("given", "kind", "more"),
    [
        (case(), "", set()),
        (floating(), "", {"lpr"}),
        (case(), "arbitration-application", {"arbitration_fees"}),
        (floating(), "dunning-notice", {"lpr"}),
        (case(org={**ORG, "licence_no": None}), "", {"lpr"}),
    ],
)
def test_tables_asked_go_by_rate_and_kind(given: Case, kind: str, more: set[str]) -> None:
    assert set(tables_asked(given, kind)) == ALWAYS | more


def test_an_own_table_that_was_asked_is_noted_with_version_and_source(law: LawBook) -> None:
    house = law.with_tables({"law/lpr.toml": lpr()})
    noted = list(assess(floating(), house, day("2026-11-24")).findings)
    (note,) = [each for each in noted if each.rule == "LAW-OWN-TABLE"]
    assert note.line() == (
        "AJ1: 适用本机构自有的法律表 law/lpr.toml（增补 lpr，版本 2026-12-01，"
        "来源：示例公告）。请法务核对其来源。"
    )
    assert note.severity == "note"


def test_an_own_table_that_replaces_ours_says_so(law: LawBook) -> None:
    rows = "\n".join(
        f"[[year]]\nyear = {year}\noff = [{year}-10-01]\nwork = []" for year in (2025, 2026)
    )
    house = law.with_tables({"law/holidays.toml": own("holidays", rows, "replace = true\n")})
    findings = assess(case(), house, day("2026-11-24")).findings
    (note,) = [each for each in findings if each.rule == "LAW-OWN-TABLE"]
    assert "law/holidays.toml（取代 holidays" in note.message


def test_an_own_table_that_was_not_asked_is_not_noted(law: LawBook) -> None:
    fees = own("court_fees", FEE.format(id="public-notice") + 'flat = "150"\n')
    house = law.with_tables({"law/lpr.toml": lpr(), "law/court_fees.toml": fees})
    for book in (law, house):
        rules = {each.rule for each in assess(case(), book, day("2026-11-24")).findings}
        assert "LAW-OWN-TABLE" not in rules


def test_a_new_rate_is_used_from_its_day_and_an_unread_one_says_so(law: LawBook) -> None:
    # Repriced on 2026-10-25: the LPR of 2026-10-20, which the shipped table does not have.
    blocked = assess(floating(), law, day("2026-11-24"))
    assert "LAW-RATE" in {each.rule for each in blocked.findings}
    for status, mark in (("verified", ""), ("unverified", "，未核对")):
        rate = RATE.replace("verified", status)
        house = law.with_tables({"law/lpr.toml": lpr(rate)})
        claim = assess(floating(), house, day("2026-11-24"))
        assert "LAW-RATE" not in {each.rule for each in claim.findings}
        working = "\n".join(line for figure in claim.figures for line in figure.working)
        assert f"一年期LPR（2026-10-20 公布，2.90%{mark}）+150BP" in working
