"""Samples of the shipped kinds, as they are or changed for one test."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from recoverydocs.cases import Case
from recoverydocs.claims import assess
from recoverydocs.documents import Draft, Target, draft, kind_of, targets
from recoverydocs.law import load_packaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoverydocs.claims import Claim

DAY = date(2026, 11, 24)
"""The day whose balances the samples state, and that their documents bear."""
NUMBERS = {
    "dunning-notice": "示银催字〔2026〕12号",
    "guarantor-notice": "示银保字〔2026〕12号",
    "supplementary-agreement": "示银补字〔2026〕12号",
    "internal-filing": "示银备字〔2026〕12号",
    "preservation-application": "示银备字〔2026〕13号",
    "arbitration-application": "示银备字〔2026〕14号",
}
SLUGS = sorted(NUMBERS)
Change = "Callable[[dict[str, Any]], object]"


def sample(slug: str, change: Callable[[dict[str, Any]], object] | None = None) -> Case:
    """The kind's sample case, its data changed before it is read."""
    data = json.loads(kind_of(slug).sample)
    if change:
        change(data)
    return Case.model_validate_json(json.dumps(data))


def assessed(
    slug: str, change: Callable[[dict[str, Any]], object] | None = None, day: date = DAY
) -> Claim:
    """The sample case reckoned on a day."""
    return assess(sample(slug, change), load_packaged(), day)


def made(  # noqa: PLR0913 - what a test may want otherwise
    slug: str,
    change: Callable[[dict[str, Any]], object] | None = None,
    *,
    key: str | None = None,
    day: date = DAY,
    as_of: date = DAY,
    number: str | None = "",
) -> Draft:
    """The document of one target of a sample; ``number=None`` makes a draft."""
    claim = assessed(slug, change, as_of)
    return draft(
        kind_of(slug),
        claim,
        target(slug, claim.case, key),
        document_number=NUMBERS[slug] if number == "" else number,
        issued_on=day,
    )


def target(slug: str, case: Case, key: str | None = None) -> Target:
    """The target of that key, else the first one."""
    found = targets(kind_of(slug), case)
    return next(each for each in found if key in {None, each.key})
