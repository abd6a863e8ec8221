from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.triggers import later
from tests.evidence.triggers.trigger import trust

from recoverydocs.errors import ExitCode
from recoverydocs.evidence import (
    SealedRegister,
    TokenChecker,
    read_register,
    read_zip,
    sealed_register,
    verify,
)
from recoverydocs.evidence.hashtree import sha256


def test_register_of_the_newest_package_says_so() -> None:
    package = later.good_once()
    register = later.register(later.row(package), later.STAMP)
    verdict = verify(package, trust(), s.AT, register)
    assert verdict.exit_code is ExitCode.DONE
    assert verdict.register is not None
    assert verdict.register["newest"] is True
    assert verdict.register["as_of"] == "2026-11-24T02:00:00+00:00"
    assert verdict.register["class"] == "independent"


def test_register_with_renewals() -> None:
    package = later.renewed_time(later.good_once())
    entries = dict(read_zip(package))
    record = entries["META-INF/evidencerecord001r01.ers"]
    renewal = later.row(
        later.good_once(), event="renew", renewal=1, record=sha256(record).hex()
    )
    register = later.register(later.row(later.good_once()), renewal, later.STAMP)
    at = later.LATE + timedelta(days=1)
    assert verify(package, trust(), at, register).exit_code is ExitCode.DONE
    unlisted = later.register(later.row(later.good_once()), later.STAMP)
    assert verify(package, trust(), at, unlisted).exit_code is ExitCode.DONE


def test_register_stamped_by_an_unknown_authority_proves_no_moment() -> None:
    package = s.one_revision()
    register = later.register(later.row(package), later.STAMP)
    verdict = verify(package, s.local_trust(), s.AT, register)
    assert [(code.code, code.where) for code in verdict.codes] == [
        ("TRUST_UNKNOWN", "stamps/000003.tst")
    ]
    assert verdict.register is not None
    assert verdict.register["as_of"] is None


def by_own_clock(register: SealedRegister, seq: int) -> SealedRegister:
    """The register with the token of one stamp made by a house's own clock instead."""
    head = sha256(register.content.splitlines(keepends=True)[seq - 2])
    token = s.stamper(a.TokenMaker().gen_time).stamp(head)
    return SealedRegister(register.content, {**register.stamps, f"stamps/{seq:06}.tst": token})


def test_of_a_house_that_changed_its_clock_only_the_last_stamp_counts() -> None:
    package = later.good_once()
    both = trust(local=s.local_trust().local)
    changed = by_own_clock(later.register(later.STAMP, later.row(package), later.STAMP), 2)
    back = by_own_clock(later.register(later.STAMP, later.row(package), later.STAMP), 4)
    assert verify(package, both, s.AT, changed).exit_code is ExitCode.DONE
    assert verify(package, both, s.AT, back).exit_code is ExitCode.LOCAL_PASSED
    # An earlier stamp that nobody vouches for is still a reason.
    (code,) = verify(package, trust(), s.AT, changed).codes
    assert (code.code, code.where) == ("TRUST_UNKNOWN", "stamps/000002.tst")


def test_register_fault_names_its_line() -> None:
    whole = later.register(later.row(later.good_once()), later.STAMP)
    lines = whole.content.splitlines(keepends=True)
    cut = SealedRegister(lines[0] + lines[2], whole.stamps)
    (code,) = verify(later.good_once(), trust(), s.AT, cut).codes
    assert (code.code, code.where) == ("REG_CHAIN", "line 2")


def test_a_line_is_read_alike_with_and_without_parsing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    package = later.good_once()
    good = later.register(later.row(package), later.STAMP)
    start = good.content.index(b"\n") + 1
    end = good.content.index(b"\n", start)
    contents = [good.content]
    for place in range(start, end):
        for octet in b'\x00 "0-9A\\e{\x7f\xc3':
            changed = bytearray(good.content)
            changed[place] = octet
            contents.append(bytes(changed))
    checker = TokenChecker(trust(), s.AT)

    def read() -> list[tuple[object, ...]]:
        found = [read_register(SealedRegister(one, good.stamps), checker) for one in contents]
        return [(one.faults, one.rows, one.head, one.seq) for one in found]

    quick = read()
    monkeypatch.setattr(sealed_register, "_SEAL_LINE", re.compile(b"never"))
    assert quick == read()
    assert [bool(faults) for faults, *_ in quick].count(False) < len(contents) / 4


@pytest.mark.parametrize("number", [b"0", b"01", b"-1", b"1.0", b"1e0", b"9007199254740993"])
def test_a_number_that_is_not_plain_ends_the_chain(number: bytes) -> None:
    good = later.register(later.row(later.good_once()), later.STAMP)
    content = good.content.replace(b'"revision":1,', b'"revision":%b,' % number)
    read = read_register(SealedRegister(content, good.stamps), TokenChecker(trust(), s.AT))
    assert read.faults == (("REG_CHAIN", "line 2"),)
