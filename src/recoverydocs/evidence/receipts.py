"""Receipts that say different things of one attempt: named, side by side, none overruled.

Which of them is right is for a person, and in the end for a court, to find.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recoverydocs.evidence.delivery import Attempt

_ARRIVED = ("delivered-", "e-delivered", "e-read")
_REFUSED = ("refused",)
_RETURNED = ("returned-", "e-bounced")
RESULTS: Mapping[str, str] = {
    "delivered": "妥投",
    "refused": "拒收",
    "returned": "退回",
    "unknown": "不明",
}
"""The results of an attempt in Chinese."""
SPEAKERS: Mapping[str, str] = {
    "carrier": "承运人",
    "court": "法院",
    "operator": "经办人",
}
"""Who states a result, in Chinese."""
_SUBJECTS: Mapping[str, str] = {
    "result": "结果",
    "day": "日期",
    "signer": "签收人",
    "mail-number": "邮件号",
}


@dataclass(frozen=True, slots=True)
class Saying:
    """One word on an attempt.

    Attributes:
        what: what it says, in Chinese.
        revision: the revision that brought it.
        source: who says so: of an outcome carrier, court or operator; of an event its source.
        recorded_by: role, and staff code if there is one, of whoever recorded it.
    """

    what: str
    revision: int
    source: str
    recorded_by: str

    @property
    def text(self) -> str:
        """The saying with whose it is."""
        source = SPEAKERS.get(self.source, self.source)
        return f"修订 {self.revision} {source}：{self.what}（{self.recorded_by} 录入）"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Sayings on one attempt that cannot all be true.

    Attributes:
        attempt_id: such as ``A1``; of a mail number, each attempt that bears it.
        about: ``result``, ``day``, ``signer`` or ``mail-number``.
        sayings: side by side, in the order in which they came.
    """

    attempt_id: str
    about: str
    sayings: tuple[Saying, ...]

    @property
    def masked(self) -> str:
        """The contradiction in one Chinese sentence, without what is said."""
        return f"送达 {self.attempt_id} 的{_SUBJECTS[self.about]}互相矛盾"

    @property
    def text(self) -> str:
        """The contradiction in one Chinese sentence, with every saying."""
        return f"{self.masked}：" + "；".join(saying.text for saying in self.sayings)

    def as_json(self) -> dict[str, object]:
        """The contradiction as plain members; it names no signer."""
        return {
            "attempt_id": self.attempt_id,
            "about": self.about,
            "sayings": [
                {
                    "what": "" if self.about == "signer" else saying.what,
                    "revision": saying.revision,
                    "source": saying.source,
                    "recorded_by": saying.recorded_by,
                }
                for saying in self.sayings
            ],
        }


def contradictions(attempts: Iterable[Attempt]) -> tuple[Contradiction, ...]:
    """What the revisions of a package say of its delivery that cannot all be true.

    An outcome that was unknown and is known now is no contradiction, nor is an attempt that
    failed before it succeeded.
    """
    known = tuple(attempts)
    found = [one for attempt in known for one in _of_attempt(attempt)]
    return (*found, *_same_number(known))


def _of_attempt(attempt: Attempt) -> list[Contradiction]:
    results = [
        (outcome["result"], _saying(outcome, RESULTS[outcome["result"]], "stated_by"))
        for outcome in attempt.outcomes
        if outcome["result"] != "unknown"
    ]
    events = [
        (result, _saying(event, event.get("text") or event["code"], "source"))
        for event in attempt.events
        if (result := _result_of(event["code"]))
    ]
    days = [
        (outcome["on"], _saying(outcome, outcome["on"], "stated_by"))
        for outcome in attempt.outcomes
        if "on" in outcome and outcome["result"] != "unknown"
    ]
    signers = [
        (event["signer"], _saying(event, event["signer"], "source"))
        for event in attempt.events
        if "signer" in event and _result_of(event["code"]) == "delivered"
    ]
    said = sorted((*events, *results), key=lambda pair: pair[1].revision)
    found = []
    if _differ({result for result, _ in said}):
        found.append(_contradiction(attempt, "result", said))
    elif len({day for day, _ in days}) > 1:
        found.append(_contradiction(attempt, "day", days))
    if len({signer for signer, _ in signers}) > 1:
        found.append(_contradiction(attempt, "signer", signers))
    return found


def _result_of(code: str) -> str:
    """The result that a final event amounts to; empty for one on the way."""
    for result, beginnings in (
        ("delivered", _ARRIVED),
        ("refused", _REFUSED),
        ("returned", _RETURNED),
    ):
        if code.startswith(beginnings):
            return result
    return ""


def _differ(results: set[str]) -> bool:
    """Whether results exclude each other; what is refused does go back."""
    return len(results - {"returned"} if "refused" in results else results) > 1


def _contradiction(
    attempt: Attempt, about: str, said: Iterable[tuple[object, Saying]]
) -> Contradiction:
    sayings = dict.fromkeys(saying for _, saying in said)
    return Contradiction(attempt.attempt_id, about, tuple(sayings))


def _same_number(attempts: tuple[Attempt, ...]) -> list[Contradiction]:
    by_number: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        number = attempt.statement.get("mail_number", {}).get("value")
        if number:
            by_number.setdefault(number, []).append(attempt)
    return [
        Contradiction(
            "、".join(attempt.attempt_id for attempt in same),
            "mail-number",
            tuple(
                _saying(attempt.statement, f"{attempt.attempt_id} {number}", "channel")
                for attempt in same
            ),
        )
        for number, same in by_number.items()
        if len(same) > 1
    ]


def _saying(member: Mapping[str, Any], what: str, source: str) -> Saying:
    by = member["recorded_by"]
    name = f"{by['role']} {by['id']}" if "id" in by else str(by["role"])
    return Saying(what, member["revision"], str(member[source]), name)
