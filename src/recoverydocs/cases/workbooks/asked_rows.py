"""What is asked of single documents, laid out in its sheets: ``readers.asked`` backwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoverydocs.cases.readers.asked import (
    AGREEMENT,
    ARBITRATION,
    CLUES,
    COSTS,
    FILING,
    PLAN,
    PRESERVATION,
    WAIVERS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def asked_rows(case: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Sheet and members of each row, for the one contract of a case."""
    number = {"contract_no": case["contracts"][0]["contract_no"]}
    requests = case.get("requests", {})
    for cost in case.get("costs", ()):
        yield COSTS, {**cost, **number}
    asking = requests.get("preservation")
    if asking is not None:
        docket = (*case.get("court_cases", ()), *case.get("arb_cases", ()), {})[0]
        yield PRESERVATION, {**flat(asking), **flat({"docket": docket}), **number}
    names = {party["party_id"]: party["name"] for party in case["parties"]}
    measures = {each.get("clue"): each for each in (asking or {}).get("measures", ())}
    for clue in case.get("property_clues", ()):
        measure = measures.get(clue["clue_id"], {})
        holder = {"holder": names[clue["holder"]]}
        yield CLUES, {**clue, **holder, **flat({"measure": measure}), **number}
    if "arbitration" in requests:
        yield ARBITRATION, {**requests["arbitration"], **number}
    for agreement in case.get("agreements", ()):
        asked = requests.get("agreement", {})
        yield AGREEMENT, {**flat(agreement), **asked, **number}
        yield from ((PLAN, {**row, **number}) for row in agreement.get("plan", ()))
        yield from ((WAIVERS, {**row, **number}) for row in agreement.get("waivers", ()))
    if "filing" in requests:
        notice: Mapping[str, Any] = next(iter(case.get("notices", ())), {})
        yield FILING, {**flat(requests["filing"] | {"notice": notice}), **number}


def flat(members: Mapping[str, Any]) -> dict[str, object]:
    """Members within members as fields with dots."""
    found: dict[str, object] = {}
    for name, value in members.items():
        if isinstance(value, dict):
            found |= {f"{name}.{inner}": each for inner, each in value.items()}
        else:
            found[name] = value
    return found
