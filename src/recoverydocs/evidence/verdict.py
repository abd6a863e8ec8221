"""The answer of a verification: one of four words, its reasons, and what nobody looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone
from enum import StrEnum
from typing import TYPE_CHECKING

from recoverydocs.errors import ExitCode, TamperedError
from recoverydocs.evidence.codes import failure_codes
from recoverydocs.evidence.receipts import contradictions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from recoverydocs.evidence.delivery import Attempt

BEIJING = timezone(timedelta(hours=8), "北京时间")


class Conclusion(StrEnum):
    """The four verdicts, best first."""

    TOTAL_PASSED = "TOTAL-PASSED"
    LOCAL_PASSED = "LOCAL-PASSED"
    INDETERMINATE = "INDETERMINATE"
    TOTAL_FAILED = "TOTAL-FAILED"

    @classmethod
    def of(cls, codes: Iterable[Code], *, is_local: bool) -> Conclusion:
        """The verdict that reasons lead to; without any, whose clock it was decides."""
        codes = tuple(codes)
        if any(code.is_failure for code in codes):
            return cls.TOTAL_FAILED
        if codes:
            return cls.INDETERMINATE
        return cls.LOCAL_PASSED if is_local else cls.TOTAL_PASSED

    @property
    def text(self) -> str:
        """The verdict in Chinese."""
        return _TEXTS[self]

    @property
    def exit_code(self) -> ExitCode:
        """What a command ends with."""
        return _EXIT_CODES[self]


_TEXTS: Mapping[Conclusion, str] = {
    Conclusion.TOTAL_PASSED: "核验通过（独立时间戳）",
    Conclusion.LOCAL_PASSED: "完整性核验通过；时间仅为本机时钟，非独立证明",
    Conclusion.INDETERMINATE: "无法得出结论",
    Conclusion.TOTAL_FAILED: "核验不通过",
}
_EXIT_CODES: Mapping[Conclusion, ExitCode] = {
    Conclusion.TOTAL_PASSED: ExitCode.DONE,
    Conclusion.LOCAL_PASSED: ExitCode.LOCAL_PASSED,
    Conclusion.INDETERMINATE: ExitCode.INDETERMINATE,
    Conclusion.TOTAL_FAILED: ExitCode.TOTAL_FAILED,
}


@dataclass(frozen=True, slots=True)
class Code:
    """One reason.

    Attributes:
        code: a name of the failure codes.
        where: the entry or member that it is about; empty for the whole package.
    """

    code: str
    where: str

    @property
    def text(self) -> str:
        """The reason in Chinese."""
        return failure_codes()[self.code].text

    @property
    def is_failure(self) -> bool:
        """True where it contradicts, false where it only leaves the matter open."""
        return failure_codes()[self.code].is_failure

    @property
    def line(self) -> str:
        """The reason in one line: name, words, place."""
        return f"{self.code} {self.text}" + (f"（{self.where}）" if self.where else "")

    def as_json(self) -> dict[str, str]:
        """The reason as text members."""
        return {"code": self.code, "where": self.where, "text": self.text}


@dataclass(frozen=True, slots=True)
class RevisionResult:
    """What is known of one revision.

    Attributes:
        revision: its number.
        reason: why it was made.
        manifest_sha256: hexadecimal.
        stated_at: what the house says (自述时间).
        proven_at: the first token's time (证明时间); None where nothing proves it.
        token_class: ``independent`` or ``local``; None where no given root is known.
        tsa_subject: the timestamper's name, as the token has it.
        policy: of the token.
        serial: of the token, hexadecimal.
        tsa_certificate_sha256: for comparison by eye.
        certificate_end: when the certificates of the newest proof end.
        renewals: time-stamps that renewed the first.
        is_signed: True where the revision carries a signature that holds.
        signer_subject: the signer's name; also where only trust in it is missing.
        signer_certificate_sha256: for comparison by eye.
    """

    revision: int
    reason: str
    manifest_sha256: str
    stated_at: str
    proven_at: datetime | None = None
    token_class: str | None = None
    tsa_subject: str = ""
    policy: str = ""
    serial: str = ""
    tsa_certificate_sha256: str = ""
    certificate_end: datetime | None = None
    renewals: int = 0
    is_signed: bool = False
    signer_subject: str = ""
    signer_certificate_sha256: str = ""

    @property
    def signature_text(self) -> str:
        """Whether and by whom it is signed; a name nobody vouches for is only claimed."""
        if self.is_signed:
            return f"已签名（签名证书：{self.signer_subject}）"
        if self.signer_subject:
            return f"有签名而无结论（自称：{self.signer_subject}）"
        return "无有效签名"

    def as_json(self) -> dict[str, object]:
        """The revision as JSON members."""
        return {
            "revision": self.revision,
            "reason": self.reason,
            "manifest_sha256": self.manifest_sha256,
            "stated_at": self.stated_at,
            "proven_at": self.proven_at and self.proven_at.isoformat(),
            "class": self.token_class,
            "tsa_subject": self.tsa_subject,
            "policy": self.policy,
            "serial": self.serial,
            "tsa_certificate_sha256": self.tsa_certificate_sha256,
            "certificate_end": self.certificate_end and self.certificate_end.isoformat(),
            "renewals": self.renewals,
            "signed": self.is_signed,
            "signer_subject": self.signer_subject,
            "signer_certificate_sha256": self.signer_certificate_sha256,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one package.

    It has no truth value: a verdict is looked at, or `require_passed` is called.

    Attributes:
        verdict: one of the four.
        codes: the reasons, in the order found.
        revisions: empty where the structure did not hold.
        register: what the sealed register says; None where none was given.
        not_checked: what nobody looked at, in Chinese.
        tool: name and version of this program.
        delivery: what the revisions together say about delivery; empty where the structure did
            not hold.
    """

    verdict: Conclusion
    codes: tuple[Code, ...]
    revisions: tuple[RevisionResult, ...]
    register: Mapping[str, object] | None
    not_checked: tuple[str, ...]
    tool: str
    delivery: tuple[Attempt, ...] = ()

    def __bool__(self) -> bool:
        """Refuse: four answers do not fit into two.

        Raises:
            TypeError: always.
        """
        message = "a verdict is not true or false; look at .verdict or call .require_passed()"
        raise TypeError(message)

    @property
    def exit_code(self) -> ExitCode:
        """What a command ends with."""
        return self.verdict.exit_code

    @property
    def plain(self) -> str:
        """The verdict for whoever reads no codes: what is proven, since when, on whose word."""
        if self.verdict is Conclusion.TOTAL_FAILED:
            return f"已破坏：{self._reasons()}"
        if self.verdict is Conclusion.INDETERMINATE:
            return f"未证明：{self._reasons()}"
        first, last = self.revisions[0], self.revisions[-1]
        since = _moment(first.proven_at)
        added = "" if first is last else f"，其后材料最迟 {_moment(last.proven_at)} 加入"
        if self.verdict is Conclusion.LOCAL_PASSED:
            return (
                f"已证明：文件完整，自 {since} 起未被改动{added}。"
                "但该时间只是签发方本机时钟所示，未经独立第三方证明"
            )
        return f"已证明：文件自 {since} 起未被改动{added}。时间由 {first.tsa_subject} 证明"

    def _reasons(self) -> str:
        return "；".join(dict.fromkeys(code.text for code in self.codes))

    def require_passed(self, *, accept_local: bool = False) -> None:
        """Go on only where everything holds.

        Args:
            accept_local: also go on where the time is only the issuer's own clock.

        Raises:
            TamperedError: it does not; the message names the reasons.
        """
        if self.verdict is Conclusion.TOTAL_PASSED:
            return
        if accept_local and self.verdict is Conclusion.LOCAL_PASSED:
            return
        reasons = "；".join(one.line for one in self.codes)
        head = f"{self.verdict} {self.verdict.text}"
        raise TamperedError(f"{head}：{reasons}" if reasons else head)

    def as_json(self, path: str) -> dict[str, object]:
        """The verdict as the commands print it."""
        return {
            "path": path,
            "verdict": str(self.verdict),
            "codes": [one.as_json() for one in self.codes],
            "revisions": [one.as_json() for one in self.revisions],
            "register": self.register,
            "not_checked": list(self.not_checked),
            "tool": self.tool,
            "plain": self.plain,
            "delivery": [attempt.as_json() for attempt in self.delivery],
            "contradictions": [one.as_json() for one in contradictions(self.delivery)],
        }


def _moment(moment: datetime | None) -> str:
    """A moment in Beijing time, as people read it."""
    return "" if moment is None else f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
