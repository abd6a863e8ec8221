"""The sealed register of a workspace: written along, checked, copied, told from a forgery."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from tests.runs.support import AT, DAY, KIND, case_of, cases_of, clock

from recoverydocs.errors import OutsideFailedError
from recoverydocs.evidence import LIMITS, Conclusion, SealedRegister, read_package, verify
from recoverydocs.runs import Workspace
from recoverydocs.runs.register_check import check_register_files
from recoverydocs.runs.sealed_folder import read_register_files

if TYPE_CHECKING:
    from pathlib import Path

    from recoverydocs.runs.register_check import RegisterVerdict


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "回执.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n an invented scan")
    return file


def lines_of(house: Workspace) -> list[dict[str, object]]:
    text = (house.folder / "sealed/register.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def codes(found: RegisterVerdict) -> list[str]:
    return [code.code for code in found.codes]


def test_each_run_states_its_packages_and_stamps_the_register(
    house: Workspace, scan: Path
) -> None:
    issued = house.issue_all(KIND, cases_of(2), as_of=DAY).issued
    house.attach(issued[0].number, [scan])
    lines = lines_of(house)
    assert [line["event"] for line in lines] == [
        "open",
        "seal",
        "seal",
        "stamp",
        "seal",
        "stamp",
    ]
    # Line 5 states revision 2 of the first document, octet for octet what is on disk.
    package = read_package(issued[0].package.read_bytes())
    assert lines[4]["package"] == package.package_id
    assert lines[4]["revision"] == 2
    assert lines[4]["container"] == digest(issued[0].package)
    assert lines[4]["manifest"] == package.manifest_digest(2).hex()
    record = "META-INF/evidencerecord002.ers"
    assert lines[4]["record"] == package.digests[record].hex()
    assert [line["token"] for line in lines if line["event"] == "stamp"] == [
        "stamps/000001.tst",
        "stamps/000002.tst",
    ]
    text = (house.folder / "sealed/register.jsonl").read_text("utf-8")
    assert "SL-0001" not in text
    assert issued[0].number not in text


def test_a_package_with_its_register_is_the_newest(house: Workspace, scan: Path) -> None:
    issued = house.issue(KIND, case_of("SL-0001"), as_of=DAY)
    first = issued.package.read_bytes()
    house.attach(issued.number, [scan])
    register = read_register_files(house.folder / "sealed/register.jsonl")
    newest = verify(issued.package.read_bytes(), house.trust(), AT, register)
    assert newest.verdict is Conclusion.LOCAL_PASSED
    assert newest.register is not None
    assert newest.register["newest"] is True
    older = verify(first, house.trust(), AT, register)
    assert [code.code for code in older.codes] == ["REG_ROLLBACK"]


def test_a_sound_workspace_passes_and_is_remembered(house: Workspace) -> None:
    house.issue_all(KIND, cases_of(3), as_of=DAY)
    found = house.keeping.check_register()
    assert (found.verdict, found.codes, found.astray) == (Conclusion.LOCAL_PASSED, (), ())
    assert (found.packages, found.seq) == (3, 5)
    assert found.as_of == AT
    mark = json.loads((house.folder / "sealed/verified.json").read_text())
    assert mark == {"seq": 5, "head": found.head}
    assert house.keeping.check_register().verdict is Conclusion.LOCAL_PASSED


def test_an_empty_register_is_nothing_to_complain_of(house: Workspace) -> None:
    found = house.keeping.check_register()
    assert (found.seq, found.packages, found.astray) == (0, 0, ())
    assert (found.verdict, codes(found)) == (Conclusion.INDETERMINATE, ["REG_STALE"])
    assert not (house.folder / "sealed").exists()


def test_packages_gone_rolled_back_changed_or_strange_are_named(
    house: Workspace, scan: Path
) -> None:
    issued = house.issue_all(KIND, cases_of(4), as_of=DAY).issued
    older = issued[1].package.read_bytes()
    house.attach(issued[1].number, [scan])
    issued[0].package.unlink()
    issued[1].package.write_bytes(older)
    issued[2].package.write_bytes(issued[2].package.read_bytes() + b"x")
    strange = issued[3].package.with_name("另一份.asice")
    shutil.copy(issued[3].package, strange)
    found = house.keeping.check_register()
    assert found.verdict is Conclusion.TOTAL_FAILED
    assert [(one.number, one.what) for one in found.astray] == [
        (issued[0].number, "missing"),
        (issued[1].number, "rolled-back"),
        (issued[2].number, "changed"),
        ("", "unregistered"),
    ]
    assert house.keeping.check_register(packages=False).verdict is Conclusion.LOCAL_PASSED


def test_what_took_a_package_s_place_stops_no_check(house: Workspace) -> None:
    issued = house.issue_all(KIND, cases_of(4), as_of=DAY).issued
    for one in issued[:3]:
        one.package.unlink()
    os.mkfifo(issued[0].package)
    issued[1].package.mkdir()
    with issued[2].package.open("wb") as file:
        file.truncate(LIMITS.package + 1)
    found = house.keeping.check_register()
    assert found.verdict is Conclusion.TOTAL_FAILED
    assert [(one.number, one.what) for one in found.astray] == [
        (issued[0].number, "missing"),
        (issued[1].number, "missing"),
        (issued[2].number, "changed"),
    ]


def test_a_register_that_was_cut_back_is_found_from_what_was_kept(house: Workspace) -> None:
    house.issue_all(KIND, cases_of(1), as_of=DAY)
    whole = read_register_files(house.folder / "sealed/register.jsonl")
    house.issue_all(KIND, cases_of(1, start=2), as_of=DAY)
    later = house.keeping.check_register()
    # The shorter register is whole in itself: only who knows a later line can tell.
    alone = check_register_files(whole, house.trust(), AT)
    assert alone.verdict is Conclusion.LOCAL_PASSED
    told = check_register_files(whole, house.trust(), AT, (later.seq, later.head))
    assert (told.verdict, codes(told)) == (Conclusion.TOTAL_FAILED, ["REG_CHAIN"])
    other = check_register_files(whole, house.trust(), AT, (2, "0" * 64))
    assert (other.verdict, codes(other)) == (Conclusion.TOTAL_FAILED, ["REG_CHAIN"])


def test_a_line_that_was_changed_breaks_the_chain(house: Workspace) -> None:
    house.issue_all(KIND, cases_of(2), as_of=DAY)
    file = house.folder / "sealed/register.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"revision":1', b'"revision":2', 1))
    found = house.keeping.check_register(packages=False)
    assert found.verdict is Conclusion.TOTAL_FAILED
    assert codes(found)[0] == "REG_CHAIN"


def test_a_register_without_its_token_fails(house: Workspace) -> None:
    house.issue_all(KIND, cases_of(1), as_of=DAY)
    register = read_register_files(house.folder / "sealed/register.jsonl")
    bare = check_register_files(SealedRegister(register.content, {}), house.trust(), AT)
    assert codes(bare) == ["REG_STAMP"]


def test_a_file_that_was_cut_short_in_writing_is_carried_on(house: Workspace) -> None:
    house.issue_all(KIND, cases_of(2), as_of=DAY)
    file = house.folder / "sealed/register.jsonl"
    whole = file.read_bytes()
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        with Workspace.open(house.folder, clock=clock) as again:
            assert again.found == ()
        assert file.read_bytes() == whole
    token = house.folder / "sealed/stamps/000001.tst"
    octets = token.read_bytes()
    token.unlink()
    Workspace.open(house.folder, clock=clock).close()
    assert token.read_bytes() == octets


def test_a_file_that_holds_something_else_is_kept_and_named(house: Workspace) -> None:
    house.issue_all(KIND, cases_of(2), as_of=DAY)
    file = house.folder / "sealed/register.jsonl"
    forged = file.read_bytes()[:40] + b"x"
    file.write_bytes(forged)
    with Workspace.open(house.folder, clock=clock) as again:
        assert [finding.rule for finding in again.found] == ["sealed-register-file"]
        # Issuing goes on: the rows are the register, the file is a copy.
        outcome = again.issue_all(KIND, cases_of(1, start=3), as_of=DAY)
        assert len(outcome.issued) == 1
    assert file.read_bytes() == forged


@pytest.mark.parametrize("table", ["sealed_lines", "sealed_tokens"])
@pytest.mark.parametrize("words", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid + 1"])
def test_rows_of_the_sealed_register_cannot_be_changed(
    house: Workspace, table: str, words: str
) -> None:
    house.issue_all(KIND, cases_of(1), as_of=DAY)
    engine = sa.create_engine(f"sqlite:///{house.folder / 'register.sqlite'}")
    with pytest.raises(sa.exc.DBAPIError, match="never changed"), engine.begin() as connection:
        connection.execute(sa.text(words.format(table)))
    engine.dispose()


def test_an_export_is_a_register_by_itself(house: Workspace, tmp_path: Path) -> None:
    issued = house.issue_all(KIND, cases_of(2), as_of=DAY).issued
    out = tmp_path / "export"
    files = house.keeping.export_register(out)
    assert [file.name for file in files] == ["register.csv", "register.jsonl"]
    register = read_register_files(out / "register.jsonl")
    assert verify(issued[0].package.read_bytes(), house.trust(), AT, register).codes == ()
    rows = list(csv.reader((out / "register.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0][:2] == ["文号", "文书"]
    assert [row[0] for row in rows[1:]] == [one.number for one in issued]
    # Again, after more was issued: the same folder is carried on.
    house.issue_all(KIND, cases_of(1, start=3), as_of=DAY)
    house.keeping.export_register(out)
    assert (out / "register.jsonl").read_bytes() == (
        house.folder / "sealed/register.jsonl"
    ).read_bytes()
    (out / "register.jsonl").write_bytes(b"another register\n")
    with pytest.raises(OutsideFailedError, match="does not hold"):
        house.keeping.export_register(out)


def test_a_register_begun_after_its_packages_makes_up_for_them(
    house: Workspace, scan: Path
) -> None:
    issued = house.issue(KIND, case_of("SL-0001"), as_of=DAY)
    engine = sa.create_engine(f"sqlite:///{house.folder / 'register.sqlite'}")
    with engine.begin() as connection:  # as a workspace of the first version stands
        for table in ("sealed_lines", "sealed_tokens"):
            connection.execute(sa.text(f"DROP TRIGGER {table}_no_delete"))
            connection.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608 - our own names
    engine.dispose()
    shutil.rmtree(house.folder / "sealed")
    house.attach(issued.number, [scan])
    assert [line["event"] for line in lines_of(house)] == ["open", "seal", "seal", "stamp"]
    assert house.keeping.check_register().verdict is Conclusion.LOCAL_PASSED
