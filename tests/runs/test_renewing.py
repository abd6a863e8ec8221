from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.runs.support import AT, DAY, KIND, case_of, cases_of, clock

from recoverydocs.errors import NoTokenError
from recoverydocs.evidence import Conclusion, Trust, read_package, verify
from recoverydocs.runs import Workspace
from recoverydocs.runs.sealed_folder import read_register_files

if TYPE_CHECKING:
    from pathlib import Path

WHOLE_LIFE = 4000
"""Days: more than the ten years of the local certificate, so that everything is due."""


def test_nothing_is_due_long_before_the_end(house: Workspace) -> None:
    issued = house.issue(KIND, case_of("SL-0001"), as_of=DAY)
    before = issued.package.read_bytes()
    done = house.keeping.renew()
    assert (done.renewed, done.not_due, done.not_renewed) == ((), 1, ())
    assert issued.package.read_bytes() == before


def test_packages_of_two_runs_are_renewed_with_one_token(
    house: Workspace, tmp_path: Path
) -> None:
    first = house.issue_all(KIND, cases_of(2), as_of=DAY).issued
    second = house.issue_all(KIND, cases_of(1, start=3), as_of=DAY).issued
    scan = tmp_path / "回执.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n an invented scan")
    house.attach(first[0].number, [scan])
    done = house.keeping.renew(before=WHOLE_LIFE)
    assert done.renewed == tuple(one.number for one in (*first, *second))
    register = read_register_files(house.folder / "sealed/register.jsonl")
    for one in (*first, *second):
        verdict = verify(one.package.read_bytes(), house.trust(), AT, register)
        assert (verdict.verdict, verdict.codes) == (Conclusion.LOCAL_PASSED, ())
        assert verdict.revisions[-1].renewals == 1
    assert house.keeping.check_register().astray == ()
    # Again: a second renewal continues the first, and the register states both.
    house.keeping.renew(before=WHOLE_LIFE)
    lines = (house.folder / "sealed/register.jsonl").read_text("utf-8")
    assert lines.count('"event":"renew"') == 6
    assert lines.count('"renewal":2') == 3
    assert house.keeping.check_register().verdict is Conclusion.LOCAL_PASSED


def test_a_stronger_digest_renews_what_a_weaker_one_holds(house: Workspace) -> None:
    issued = house.issue(KIND, case_of("SL-0001"), as_of=DAY)
    done = house.keeping.renew(digest="sha512")
    assert done.renewed == (issued.number,)
    verdict = verify(issued.package.read_bytes(), house.trust(), AT)
    assert (verdict.verdict, verdict.codes) == (Conclusion.LOCAL_PASSED, ())
    again = house.keeping.renew(digest="sha512")
    assert (again.renewed, again.not_due) == ((), 1)


def test_what_is_broken_is_named_and_left(house: Workspace) -> None:
    issued = house.issue_all(KIND, cases_of(2), as_of=DAY).issued
    issued[0].package.write_bytes(issued[0].package.read_bytes() + b"x")
    done = house.keeping.renew(before=WHOLE_LIFE)
    assert done.renewed == (issued[1].number,)
    assert [one.number for one in done.not_renewed] == [issued[0].number]
    assert "not the one that the register knows" in done.not_renewed[0].reason
    # Whom one believes makes no difference: an unknown service's token ends no later.
    nobody = house.keeping.renew(before=WHOLE_LIFE, trust=Trust())
    assert nobody.renewed == done.renewed


def test_without_a_token_nothing_is_renewed(house: Workspace) -> None:
    issued = house.issue(KIND, case_of("SL-0001"), as_of=DAY)
    before = issued.package.read_bytes()
    file = house.folder / "recoverydocs.toml"
    text = file.read_text("utf-8").replace('authority = "local"', 'authority = "rfc3161"')
    file.write_text(text.replace('url = ""', 'url = "http://127.0.0.1:9/"'), "utf-8")
    with Workspace.open(house.folder, clock=clock) as other:
        with pytest.raises(NoTokenError):
            other.keeping.renew(before=WHOLE_LIFE)
        assert issued.package.read_bytes() == before
        assert other.register.containers(issued.number) == ()
    assert not read_package(before).is_pending
