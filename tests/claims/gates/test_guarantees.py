"""Each rule with a case that trips it and one that does not."""

from __future__ import annotations

from tests.claims.gates.support import GENERAL, LETTER, SHORT, Aim, found
from tests.claims.support import guarantee


def test_g_guar() -> None:
    letter = ("G-GUAR", "guarantor-notice")
    assert found(*letter, target=LETTER, guarantees=[guarantee()]) == []
    assert found(*letter, "2026-04-10", LETTER, guarantees=SHORT) == []  # 91 days left
    assert found(*letter, "2026-04-11", LETTER, guarantees=SHORT) == [("warn", "保证期间临近")]
    assert found(*letter, "2026-07-10", LETTER, guarantees=SHORT) == [("warn", "保证期间临近")]
    assert found(*letter, "2026-07-11", LETTER, guarantees=SHORT) == [("block", "G-GUAR")]
    other = found("G-GUAR", "arbitration-application", "2026-07-11", guarantees=SHORT)
    assert other == [("warn", "G-GUAR")]
    kept = [guarantee(period_text="未约定", called_on=["2026-03-01"])]
    assert found(*letter, "2026-07-11", LETTER, guarantees=kept) == []


def test_each_guarantor_is_looked_at_alone() -> None:
    both = [*SHORT, guarantee(guarantee_no="BZ2")]
    target = Aim("HT1", "BZ2", party_id="P2")
    assert found("G-GUAR", "guarantor-notice", "2026-07-11", target, guarantees=both) == []


def test_a_general_guarantee_needs_a_suit() -> None:
    kind = ("GUAR-GENERAL", "guarantor-notice")
    assert found(*kind, target=LETTER, guarantees=GENERAL) == [("warn", "一般保证须起诉")]
    assert found(*kind, target=LETTER, guarantees=SHORT) == []


def test_a_guarantor_pays_only_what_is_due() -> None:
    kind = ("GUAR-DUE", "guarantor-notice")
    assert found(*kind, target=LETTER, guarantees=SHORT) == []
    assert found(*kind, "2026-01-10", LETTER, guarantees=SHORT) == [("block", "GUAR-DUE")]


def test_a_guarantors_cap() -> None:
    kind = ("GUAR-CAP", "guarantor-notice")
    low = [guarantee(cap="216666.66")]
    assert found(*kind, target=LETTER, guarantees=low) == [("warn", "GUAR-CAP")]
    assert found(*kind, target=LETTER, guarantees=[guarantee(cap="216666.67")]) == []


def test_a_maximum_guarantee_must_be_fixed() -> None:
    kind = ("GUAR-MAX", "guarantor-notice")
    open_ = [guarantee(max_amount=True, cap="1000.00")]
    fixed = [guarantee(max_amount=True, cap="1000.00", determined_on="2026-02-01")]
    assert found(*kind, target=LETTER, guarantees=open_) == [("warn", "GUAR-MAX")]
    assert found(*kind, target=LETTER, guarantees=fixed) == []
