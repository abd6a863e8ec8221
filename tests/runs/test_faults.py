"""Everything outside that can fail, against a real timestamper and real file systems.

The timestamper is ``openssl ts`` behind HTTP, as the machine's clock has it, so these runs
take the machine's time too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.evidence import authorities as a
from tests.evidence.tsa_server import OpensslTsa, machine_time, serving
from tests.runs.support import DAY, KIND, cases_of

from recoverydocs.errors import OutsideFailedError
from recoverydocs.evidence import Conclusion, read_package
from recoverydocs.runs import Config, Workspace, read_trust_folder, verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")


@pytest.fixture
def tsa(tmp_path: Path) -> OpensslTsa:
    (tmp_path / "tsa").mkdir()
    return OpensslTsa(tmp_path / "tsa", a.tsa())


@pytest.fixture
def address(tsa: OpensslTsa) -> Iterator[str]:
    with serving(tsa) as url:
        yield url


def clock() -> datetime:
    return datetime.fromtimestamp(machine_time(), UTC)


def workspace(folder: Path, url: str, **more: str) -> Workspace:
    config = Config(authority="rfc3161", timestamp_url=url, timeout="1", attempts="1", **more)
    house = Workspace.init(folder, config, clock=clock)
    (folder / "trust/independent/root.pem").write_bytes(a.root().pem)
    house.close()
    # The trust folder is read when a workspace is opened.
    return Workspace.open(folder, clock=clock)


def conclusions(house: Workspace) -> set[tuple[Conclusion, tuple[str, ...]]]:
    found = set()
    for entry in house.documents():
        verdict = verify(house.package(str(entry.number)), house.trust(), at=clock())
        found.add((verdict.verdict, tuple(code.code for code in verdict.codes)))
    return found


PASSED = {(Conclusion.TOTAL_PASSED, ())}
WAITING = {(Conclusion.INDETERMINATE, ("RECORD_PENDING",))}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("slow", "没有应答"),
        ("status 503", "HTTP 状态码 503"),
        ("wrong nonce", "nonce 不符"),
        ("wrong hash", "TST_IMPRINT"),
        ("garbage", "不是时间戳应答"),
        ("rejected", "拒绝了请求"),
    ],
)
def test_a_timestamper_at_fault_leaves_the_batch_waiting_and_it_is_finished_later(
    tmp_path: Path, tsa: OpensslTsa, address: str, fault: str, said: str
) -> None:
    tsa.fault = fault
    with workspace(tmp_path / "house", address) as house:
        outcome = house.issue_all(KIND, cases_of(2), as_of=DAY)
        assert outcome.is_waiting
        assert any(said in finding.message for finding in outcome.findings)
        assert conclusions(house) == WAITING
        tsa.fault = ""
        done = house.keeping.timestamp_pending()
        assert (len(done.finished), done.is_outstanding) == (2, False)
        assert conclusions(house) == PASSED
        assert house.keeping.check_register().verdict is Conclusion.TOTAL_PASSED


def other_signer(kind: str) -> a.Issued:
    if kind == "expired":
        return a.timestamper(end=datetime(2026, 6, 1, tzinfo=UTC))
    if kind == "untrusted":
        return a.timestamper(a.issue("Another Root", authority=True))
    return a.timestamper(common="Invented TSA, revoked")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("expired", "CERT_VALIDITY"),
        ("untrusted", "TRUST_UNKNOWN"),
        ("revoked", "CERT_REVOKED"),
    ],
)
def test_a_timestamper_that_must_not_be_believed_gives_no_token(
    tmp_path: Path, kind: str, said: str
) -> None:
    signer = other_signer(kind)
    (tmp_path / "tsa").mkdir()
    with serving(OpensslTsa(tmp_path / "tsa", signer)) as url:
        with workspace(tmp_path / "house", url) as house:
            pass
        if kind == "revoked":
            revoked = ((signer, clock() - timedelta(days=9), None),)
            crl = a.revocation_list(
                a.root(), revoked, issued_at=clock(), next_at=clock() + timedelta(days=9)
            )
            (tmp_path / "house/trust/root.crl").write_bytes(crl)
        with Workspace.open(tmp_path / "house", clock=clock) as house:
            outcome = house.issue_all(KIND, cases_of(1), as_of=DAY)
            assert outcome.is_waiting
            assert any(said in finding.message for finding in outcome.findings)


def test_two_services_at_once_and_a_second_that_comes_late(
    tmp_path: Path, address: str
) -> None:
    (tmp_path / "second").mkdir()
    other = OpensslTsa(tmp_path / "second", a.timestamper(common="Second TSA"))
    with (
        serving(other) as second,
        workspace(tmp_path / "house", address, second_url=second) as house,
    ):
        both = house.issue_all(KIND, cases_of(2), as_of=DAY)
        assert not [one for one in both.findings if one.rule == "second-timestamp-missing"]
        other.fault = "status 503"
        late = house.issue_all(KIND, cases_of(1, start=3), as_of=DAY)
        assert not late.is_waiting
        assert "second-timestamp-missing" in [one.rule for one in late.findings]
        assert conclusions(house) == PASSED
        other.fault = ""
        done = house.keeping.renew(second=True)
        assert done.renewed == (late.issued[0].number,)
        for entry in house.documents():
            content = house.package(str(entry.number)).read_bytes()
            read = read_package(content)
            (renewal,) = read.slots[-1].renewals
            assert b"Second TSA" in read.contents[renewal.path]
            verdict = verify(house.package(str(entry.number)), house.trust(), at=clock())
            assert verdict.revisions[0].tsa_subject.endswith("Invented TSA")
        assert conclusions(house) == PASSED
        assert house.keeping.check_register().verdict is Conclusion.TOTAL_PASSED


# File systems


@contextmanager
def small_disk(place: Path, options: str) -> Iterator[Path]:
    """A file system of its own, in memory."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        if os.environ.get("CI"):
            raise AssertionError(f"mount: {done.stderr}")
        pytest.skip("no file system may be mounted here: not root")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)  # noqa: S603, S607 - ours


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=2m") as disk:
        with Workspace.init(disk / "house", clock=clock) as house:
            with pytest.raises(OutsideFailedError, match=r"No space left|database failed"):
                house.issue_all(KIND, cases_of(60), as_of=DAY)
            assert house.documents() == ()
        with Workspace.open(disk / "house", clock=clock) as house:
            assert list((disk / "house/packages").rglob("*.asice")) == []
            assert list((disk / "house/staging").iterdir()) == []
            # There is room for one: the numbers begin at one, as if nothing had been.
            outcome = house.issue_all(KIND, cases_of(1), as_of=DAY)
            assert [one.entry.number.n for one in outcome.issued] == [1]


def test_a_disk_that_turned_read_only_is_named(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=20m") as disk:
        house = Workspace.init(disk / "house", clock=clock)
        issued = house.issue_all(KIND, cases_of(1), as_of=DAY).issued[0]
        house.close()
        remount = ["mount", "-o", "remount,ro", str(disk)]
        subprocess.run(remount, check=True)  # noqa: S603 - our own words
        with pytest.raises(OutsideFailedError, match="permissions"):
            Workspace.open(disk / "house", clock=clock).issue_all(KIND, cases_of(2), as_of=DAY)
        # What was issued can still be read and verified by anybody.
        trust = read_trust_folder(disk / "house/trust")
        assert verify(issued.package, trust, at=clock()).verdict is Conclusion.LOCAL_PASSED
