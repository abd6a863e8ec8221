"""The day of an agreement against the day on which its plan begins."""

from __future__ import annotations

from tests.claims.gates.pairs.scene import AGREEMENT, SAMPLES
from tests.claims.support import day

from recoverydocs.cases import read_cases
from recoverydocs.claims import assess, gate_findings
from recoverydocs.law import load_packaged


def test_the_first_instalment_falls_due_after_the_agreement_is_made() -> None:
    (agreed,) = read_cases(AGREEMENT, (SAMPLES / AGREEMENT).read_bytes()).cases
    first = agreed.agreements[0].plan[0].due_on
    assert first == day("2026-12-20")

    def told(as_of: str, issued_on: str | None, signed_on: str | None = None) -> list[str]:
        signed = agreed.agreements[0].model_copy(
            update={"signed_on": day(signed_on) if signed_on else None}
        )
        given = agreed.model_copy(update={"agreements": (signed, *agreed.agreements[1:])})
        claim = assess(given, load_packaged(), day(as_of))
        found = gate_findings(
            claim,
            ["AGR-PLAN"],
            kind="supplementary-agreement",
            issued_on=day(issued_on) if issued_on else None,
        )
        return [each.message for each in found if each.rule == "AGR-DATE"]

    assert told("2026-11-24", None) == []
    assert told("2026-11-24", "2026-12-19") == []
    assert told("2026-11-24", "2026-12-19", "2026-12-19") == []
    head = "首期应还日 2026-12-20 不晚于"
    assert told("2026-11-24", "2026-12-20") == [f"{head}文书日期 2026-12-20"]
    assert told("2026-12-20", None) == [f"{head}截止日 2026-12-20"]
    assert told("2027-01-05", "2026-12-10", "2026-12-10") == []
    assert told("2026-11-24", "2026-12-21", "2026-12-20") == [
        f"{head}签订日 2026-12-20、文书日期 2026-12-21"
    ]
