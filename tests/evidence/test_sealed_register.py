from __future__ import annotations

from datetime import timedelta

from tests.evidence import support as s
from tests.evidence.triggers import later
from tests.evidence.triggers.trigger import trust

from recoverydocs.errors import ExitCode
from recoverydocs.evidence import SealedRegister, read_zip, verify
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


def test_register_fault_names_its_line() -> None:
    whole = later.register(later.row(later.good_once()), later.STAMP)
    lines = whole.content.splitlines(keepends=True)
    cut = SealedRegister(lines[0] + lines[2], whole.stamps)
    (code,) = verify(later.good_once(), trust(), s.AT, cut).codes
    assert (code.code, code.where) == ("REG_CHAIN", "line 2")
