"""A timestamper that gives nothing: sealed but untimed, said so, and finished later."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from tests.runs.support import AT, DAY, KIND, case_of, cases_of, clock

from recoverydocs.errors import DataRefusedError, ExitCode, OutsideFailedError
from recoverydocs.evidence import Conclusion, read_package
from recoverydocs.runs import Config, Workspace, verify

if TYPE_CHECKING:
    from pathlib import Path

DOWN = Config(authority="rfc3161", timestamp_url="http://127.0.0.1:9/tsa")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Workspace.init(tmp_path / "house", DOWN, clock=clock).close()
    return tmp_path / "house"


def choose_the_local_clock(folder: Path) -> None:
    """What somebody does who decides so; the software never does."""
    file = folder / "recoverydocs.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace('"rfc3161"', '"local"'), "utf-8")


def verdict(house: Workspace, number: str) -> tuple[Conclusion, list[str]]:
    found = verify(house.package(number), house.trust(), at=AT)
    return found.verdict, [code.code for code in found.codes]


def test_documents_are_numbered_and_sealed_and_wait_for_their_token(folder: Path) -> None:
    with Workspace.open(folder, clock=clock) as house:
        outcome = house.issue_all(KIND, cases_of(3), as_of=DAY)
        assert outcome.is_waiting
        assert outcome.exit_code is ExitCode.OUTSIDE_FAILED
        assert [one.entry.number.n for one in outcome.issued] == [1, 2, 3]
        waiting = [one for one in outcome.findings if one.rule == "timestamp-pending"]
        assert "3 个证据包已封存、尚无时间戳" in waiting[0].message
        assert "timestamp --pending" in waiting[0].remedy
        for one in outcome.issued:
            assert verdict(house, one.number) == (
                Conclusion.INDETERMINATE,
                ["RECORD_PENDING"],
            )
        assert len(house.register.unsealed()) == 3
        assert house.register.sealed().size() == 0


def test_pending_packages_are_finished_with_one_token_and_stated(folder: Path) -> None:
    with Workspace.open(folder, clock=clock) as house:
        numbers = [one.number for one in house.issue_all(KIND, cases_of(3), as_of=DAY).issued]
        before = {
            number: read_package(house.package(number).read_bytes()) for number in numbers
        }
    choose_the_local_clock(folder)
    with Workspace.open(folder, clock=clock) as house:
        done = house.keeping.timestamp_pending()
        assert (done.finished, done.waiting) == (tuple(numbers), ())
        assert not done.is_outstanding
        for number in numbers:
            assert verdict(house, number) == (Conclusion.LOCAL_PASSED, [])
            content = house.package(number).read_bytes()
            after = read_package(content)
            # The record was added; nothing that was sealed changed.
            assert after.entries[: len(before[number].entries)] == before[number].entries
            assert house.register.file_sha256(number) == hashlib.sha256(content).hexdigest()
        assert house.register.unsealed() == ()
        assert house.keeping.check_register().verdict is Conclusion.LOCAL_PASSED
        # Nothing is left to do: a second call changes nothing and asks for nothing.
        size = house.register.sealed().size()
        assert house.keeping.timestamp_pending().finished == ()
        assert house.register.sealed().size() == size


def test_a_service_that_is_still_down_changes_nothing_and_says_so(folder: Path) -> None:
    with Workspace.open(folder, clock=clock) as house:
        issued = house.issue(KIND, case_of("SL-0001"), as_of=DAY)
        octets = issued.package.read_bytes()
        done = house.keeping.timestamp_pending()
        assert done.is_outstanding
        assert done.waiting == (issued.number,)
        assert "timestamp-pending" in [finding.rule for finding in done.findings]
        assert issued.package.read_bytes() == octets


def test_nothing_is_attached_before_the_token_has_come(folder: Path, tmp_path: Path) -> None:
    scan = tmp_path / "回执.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n an invented scan")
    with Workspace.open(folder, clock=clock) as house:
        issued = house.issue(KIND, case_of("SL-0001"), as_of=DAY)
        with pytest.raises(DataRefusedError, match="尚未取得时间戳"):
            house.attach(issued.number, [scan])


def test_a_receipt_too_waits_for_its_token(folder: Path, tmp_path: Path) -> None:
    scan = tmp_path / "回执.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n an invented scan")
    choose_the_local_clock(folder)
    with Workspace.open(folder, clock=clock) as house:
        issued = house.issue(KIND, case_of("SL-0001"), as_of=DAY)
    file = folder / "recoverydocs.toml"
    file.write_text(file.read_text("utf-8").replace('"local"\n', '"rfc3161"\n'), "utf-8")
    with Workspace.open(folder, clock=clock) as house:
        attached = house.attach(issued.number, [scan])
        assert attached.is_waiting
        assert verdict(house, issued.number) == (Conclusion.INDETERMINATE, ["RECORD_PENDING"])
    choose_the_local_clock(folder)
    with Workspace.open(folder, clock=clock) as house:
        assert house.keeping.timestamp_pending().finished == (issued.number,)
        assert verdict(house, issued.number) == (Conclusion.LOCAL_PASSED, [])
        assert house.keeping.check_register().verdict is Conclusion.LOCAL_PASSED


def test_a_waiting_package_that_was_changed_is_not_stamped(folder: Path) -> None:
    with Workspace.open(folder, clock=clock) as house:
        issued = house.issue(KIND, case_of("SL-0001"), as_of=DAY)
        issued.package.write_bytes(issued.package.read_bytes() + b"x")
        with pytest.raises(OutsideFailedError, match="not the one that the register knows"):
            house.keeping.timestamp_pending()
