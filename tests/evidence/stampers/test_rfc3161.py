from __future__ import annotations

import shutil
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.tsa_server import OpensslTsa, machine_time, serving

from recoverydocs.errors import ExitCode, OutsideFailedError, WrongUsageError
from recoverydocs.evidence import STAMPERS, Rfc3161Stamper, Trust, seal, stamp, verify
from recoverydocs.evidence.der import integer, parse, sequence, tlv
from recoverydocs.evidence.stampers.rfc3161 import _AnswerError, read_answer, write_request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")


def clock() -> datetime:
    return datetime.fromtimestamp(machine_time(), UTC)


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> OpensslTsa:
    return OpensslTsa(tmp_path_factory.mktemp("tsa"), a.tsa())


@pytest.fixture(scope="module")
def address(tsa: OpensslTsa) -> Iterator[str]:
    with serving(tsa) as url:
        yield url


@pytest.fixture(autouse=True)
def no_fault(tsa: OpensslTsa) -> Iterator[None]:
    yield
    tsa.fault = ""


def stamper(address: str, trust: Trust | None = None, **more: object) -> Rfc3161Stamper:
    given = trust or Trust(independent=(a.root().pem,))
    settings = {"pause_seconds": 0, "attempts": 2, "timeout_seconds": 5, **more}
    return Rfc3161Stamper(address, given, clock, **settings)  # type: ignore[arg-type]


def test_rfc3161_token_makes_an_independent_package(address: str) -> None:
    now = clock()
    (package,) = stamp([seal(s.contents(stated_at=now))], stamper(address))
    verdict = verify(package, Trust(independent=(a.root().pem,)), now + timedelta(minutes=1))
    assert (verdict.exit_code, verdict.codes) == (ExitCode.DONE, ())


def test_rfc3161_request_asks_for_nonce_and_certificate(tsa: OpensslTsa, address: str) -> None:
    stamper(address).stamp(b"x" * 32)
    stamper(address).stamp(b"x" * 32)
    first, second = (parse(request).children for request in tsa.requests[-2:])
    assert first[-1].raw == b"\x01\x01\xff"
    assert first[-2].body != second[-2].body
    assert int.from_bytes(first[-2].body, "big").bit_length() >= 64


def test_rfc3161_policy_that_was_asked_for(address: str) -> None:
    assert stamper(address, policy="1.2.3.4.5").stamp(b"x" * 32)
    listed = Trust(independent=(a.root().pem,), policies=("1.2.3.4.5",))
    with pytest.raises(OutsideFailedError, match="TST_POLICY"):
        stamper(address, listed).stamp(b"x" * 32)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("wrong nonce", "nonce 不符"),
        ("wrong hash", "TST_IMPRINT"),
        ("rejected", "拒绝了请求"),
        ("garbage", "不是时间戳应答"),
        ("no token", "没有给出令牌"),
        ("web page", "text/html"),
        ("status 503", "HTTP 状态码 503，已请求 2 次"),
        ("redirect", "HTTP 状态码 302"),
    ],
)
def test_rfc3161_fault_stops_and_says_what_to_do(
    tsa: OpensslTsa, address: str, fault: str, said: str
) -> None:
    tsa.fault = fault
    with pytest.raises(OutsideFailedError, match=said) as stopped:
        stamper(address).stamp(b"x" * 32)
    assert "没有改用其他时钟" in str(stopped.value)
    assert "请核对该服务" in str(stopped.value)


def test_rfc3161_slow_service(tsa: OpensslTsa, address: str) -> None:
    tsa.fault = "slow"
    with pytest.raises(OutsideFailedError, match="没有应答"):
        stamper(address, attempts=1, timeout_seconds=0.2).stamp(b"x" * 32)


def test_rfc3161_service_that_is_down() -> None:
    with pytest.raises(OutsideFailedError, match=r"没有应答（.*，已请求 2 次"):
        stamper("http://127.0.0.1:9/").stamp(b"x" * 32)


def test_rfc3161_over_tls_believes_only_the_machines_own_authorities(
    tsa: OpensslTsa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    host = a.issue("127.0.0.1", a.root(), more=((at, False),))
    (tmp_path / "host.pem").write_bytes(host.pem + host.key_pem)
    (tmp_path / "root.pem").write_bytes(a.root().pem)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "host.pem")
    with serving(tsa, tls) as url:
        assert url.startswith("https://")
        with pytest.raises(OutsideFailedError, match=r"没有应答（.*certificate"):
            stamper(url).stamp(b"x" * 32)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "root.pem"))
        assert stamper(url).stamp(b"x" * 32)


def test_rfc3161_untrusted_service(address: str) -> None:
    with pytest.raises(OutsideFailedError, match="信任文件夹"):
        stamper(address, Trust(local=(s.authority()[1],))).stamp(b"x" * 32)


@pytest.mark.parametrize("minutes", [-10, 10])
def test_rfc3161_clocks_apart(address: str, minutes: int) -> None:
    off = Rfc3161Stamper(
        address,
        Trust(independent=(a.root().pem,)),
        lambda: clock() + timedelta(minutes=minutes),
    )
    with pytest.raises(OutsideFailedError, match=r"300 秒|TIME_FUTURE"):
        off.stamp(b"x" * 32)


def test_rfc3161_policy_differs_from_the_one_asked_for(
    tsa: OpensslTsa, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = tsa.answer

    def without_policy(request: bytes) -> bytes:
        fields = parse(request).children
        nonce = int.from_bytes(fields[-2].body, "big")
        return answer(write_request(fields[1].children[1].body, nonce))

    monkeypatch.setattr(tsa, "answer", without_policy)
    with pytest.raises(OutsideFailedError, match=r"策略是 1\.2\.3\.4\.1，不是 1\.2\.3\.4\.5"):
        stamper(address, policy="1.2.3.4.5").stamp(b"x" * 32)


def test_rfc3161_waits_between_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    with pytest.raises(OutsideFailedError):
        stamper("http://127.0.0.1:9/", attempts=3, pause_seconds=7).stamp(b"x" * 32)
    assert waited == [7, 7]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "tsa.example", "http://"])
def test_rfc3161_takes_addresses_of_http_only(address: str) -> None:
    with pytest.raises(WrongUsageError, match="http"):
        stamper(address)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        tlv(0x31, sequence(integer(0))),
        sequence(sequence()),
        sequence(sequence(tlv(0x04))),
        sequence(sequence(integer(0)), sequence()),
    ],
)
def test_rfc3161_answer_of_another_shape(answer: bytes) -> None:
    with pytest.raises(_AnswerError):
        read_answer(answer)


def test_rfc3161_refusal_is_quoted() -> None:
    words = sequence(tlv(0x0C, "稍后再试".encode()))
    with pytest.raises(_AnswerError, match="状态 2：稍后再试"):
        read_answer(sequence(sequence(integer(2), words)))


def test_stampers_are_named() -> None:
    assert set(STAMPERS) == {"local", "rfc3161"}
