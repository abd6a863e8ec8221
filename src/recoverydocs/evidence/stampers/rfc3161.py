"""An RFC 3161 timestamper over HTTP(S): a good token or a stop, and nothing falls back."""

from __future__ import annotations

import secrets
import time
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from recoverydocs.errors import NoTokenError, OutsideFailedError, WrongUsageError
from recoverydocs.evidence.algorithms import IMPRINT_IDENTIFIERS
from recoverydocs.evidence.cms import CmsError, read_signed_data
from recoverydocs.evidence.codes import CodedError, failure_codes
from recoverydocs.evidence.der import (
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    DerError,
    Node,
    integer,
    oid,
    sequence,
    split,
    tlv,
    to_int,
)
from recoverydocs.evidence.tokens import TokenChecker, read_info

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recoverydocs.evidence.trust import Trust

_GRANTED = frozenset({0, 1})
_NONCE_BITS = 128
_GREATEST_DIFFERENCE = timedelta(seconds=300)
_LARGEST_ANSWER = 1024 * 1024
_TRUE = b"\x01\x01\xff"


class _NoRedirect(HTTPRedirectHandler):
    """A timestamper that moved is for a person to look at."""

    def redirect_request(self, *_args: object) -> None:
        """Follow nothing."""


class _AnswerError(Exception):
    """The answer came and is of no use; asking the same again would not help."""


class _ClockError(Exception):
    """The token is good but for its time: it must not be used, and waiting does not mend it."""


class Rfc3161Stamper:
    """Asks one service, checks its answer in every way, hands on the token as received."""

    def __init__(  # noqa: PLR0913 - each is a setting of the workspace
        self,
        url: str,
        trust: Trust,
        clock: Callable[[], datetime],
        *,
        policy: str | None = None,
        timeout_seconds: float = 20.0,
        attempts: int = 3,
        pause_seconds: float = 1.0,
        headers: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Take the address and how to judge its answers.

        Args:
            url: ``http://`` or ``https://``.
            trust: roots that the token must lead to, and accepted policies.
            clock: gives this machine's moment, with time zone.
            policy: the policy to ask for, dotted; None leaves it to the service.
            timeout_seconds: for each attempt.
            attempts: how often an unreachable service is asked.
            pause_seconds: between attempts.
            headers: further HTTP headers, such as an authorisation.

        Raises:
            WrongUsageError: the address is not one of HTTP.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            message = f"timestamper address {url!r}: write http://… or https://…"
            raise WrongUsageError(message)
        self._url = url
        self._service = parts.hostname
        self._trust = trust
        self._clock = clock
        self._policy = policy
        self._timeout = timeout_seconds
        self._attempts = max(1, attempts)
        self._pause = pause_seconds
        self._headers = tuple(headers)

    def stamp(self, imprint: bytes, digest: str = "sha256") -> bytes:
        """A token over a digest.

        Raises:
            NoTokenError: the service gave no good token; says why and how to go on.
            OutsideFailedError: its clock and this machine's are more than 300 s apart.
        """
        nonce = secrets.randbits(_NONCE_BITS) | 1 << (_NONCE_BITS - 1)
        answer = self._ask(write_request(imprint, nonce, self._policy, digest))
        try:
            return self._judge(answer, imprint, nonce, digest)
        except _AnswerError as error:
            raise self._failed(str(error)) from error
        except _ClockError as error:
            raise OutsideFailedError(
                f"时间戳服务 {self._service}：{error}；没有写入任何内容"
            ) from error

    def _failed(self, reason: str) -> NoTokenError:
        return NoTokenError(
            f"时间戳服务 {self._service}：{reason}。没有加盖时间戳，也没有改用其他时钟；"
            "请核对该服务及其地址"
        )

    def _ask(self, request: bytes) -> bytes:
        headers = {"Content-Type": "application/timestamp-query", **dict(self._headers)}
        opener = build_opener(_NoRedirect)
        trouble = ""
        for attempt in range(self._attempts):
            if attempt and self._pause:
                time.sleep(self._pause)
            query = Request(  # noqa: S310 - the scheme was checked
                self._url, data=request, headers=headers, method="POST"
            )
            try:
                with opener.open(query, timeout=self._timeout) as response:
                    answer: bytes = response.read(_LARGEST_ANSWER + 1)
                    kind = response.headers.get_content_type()
            except HTTPError as error:
                trouble = f"HTTP 状态码 {error.code}"
                error.close()
                continue
            except (OSError, HTTPException) as error:
                trouble = f"没有应答（{getattr(error, 'reason', error)}）"
                continue
            if kind != "application/timestamp-reply" or len(answer) > _LARGEST_ANSWER:
                raise self._failed(f"应答的类型是 {kind}，不是时间戳应答")
            return answer
        raise self._failed(f"{trouble}，已请求 {self._attempts} 次")

    def _judge(self, answer: bytes, imprint: bytes, nonce: int, digest: str) -> bytes:
        """The token of a good answer."""
        token = read_answer(answer)
        now = self._clock()
        # The difference of clocks is judged below, with 300 s either way.
        checker = TokenChecker(self._trust, now + _GREATEST_DIFFERENCE)
        result = checker.check(token, digest, imprint, "TST_IMPRINT")
        refused = [code for code in result.codes if code != "TIME_FUTURE"]
        if refused:
            codes = failure_codes()
            reasons = "；".join(f"{code} {codes[code].text}" for code in refused)
            message = f"其令牌不能采信（{reasons}）"
            if "TRUST_UNKNOWN" in result.codes:
                message += "；信任该服务的，请把其根证书放入信任文件夹"
            raise _AnswerError(message)
        info = read_info(read_signed_data(token))
        if info.nonce != nonce:
            raise _AnswerError("其令牌答复的是另一次请求（nonce 不符）")
        if self._policy is not None and info.policy != self._policy:
            raise _AnswerError(f"其令牌的策略是 {info.policy}，不是 {self._policy}")
        if abs(info.gen_time - now) > _GREATEST_DIFFERENCE:
            message = (
                f"其时间 {info.gen_time.isoformat()} 与本机时间 "
                f"{now.isoformat(timespec='seconds')} 相差超过 300 秒；请校准时钟（NTP）"
            )
            raise _ClockError(message)
        return token


def write_request(
    imprint: bytes, nonce: int, policy: str | None = None, digest: str = "sha256"
) -> bytes:
    """A TimeStampReq over a digest, with the certificate asked for."""
    wanted = oid(policy) if policy else b""
    message = sequence(IMPRINT_IDENTIFIERS[digest], tlv(OCTET_STRING, imprint))
    return sequence(integer(1), message, wanted, integer(nonce), _TRUE)


def read_answer(answer: bytes) -> bytes:
    """The token of a TimeStampResp that was granted, octets as received.

    Raises:
        _AnswerError: it is no such answer, or the request was refused; the words say why.
    """
    try:
        (whole,) = split(answer)
        status, *rest = split(whole.body)
        number, *details = split(status.body)
        if whole.tag != SEQUENCE or number.tag != INTEGER:
            raise _AnswerError("其应答不是时间戳应答")
        if to_int(number) not in _GRANTED:
            raise _AnswerError(f"拒绝了请求（状态 {to_int(number)}{_words(details)}）")
        if len(rest) != 1:
            raise _AnswerError("同意了请求，但没有给出令牌")
        read_signed_data(rest[0].raw)
    except (DerError, CmsError, CodedError, ValueError) as error:
        raise _AnswerError("其应答不是时间戳应答") from error
    return rest[0].raw


def _words(details: list[Node]) -> str:
    free_texts = [part for part in details if part.tag == SEQUENCE]
    texts = [text.body for part in free_texts for text in split(part.body)]
    said = b" ".join(texts).decode("utf-8", "replace")
    return f"：{said}" if said else ""
