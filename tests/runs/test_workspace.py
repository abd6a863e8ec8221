from __future__ import annotations

import errno
import json
import os
import stat
import zipfile
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from tests.law.support import own
from tests.runs.support import AT, DAY, KIND, case_of, clock

from recoverydocs.errors import (
    DataRefusedError,
    ExitCode,
    OutsideFailedError,
    RuleRefusedError,
    WrongUsageError,
)
from recoverydocs.evidence import Actor, Conclusion, read_package
from recoverydocs.law import load_packaged
from recoverydocs.runs import Config, Given, Workspace, verify

if TYPE_CHECKING:
    from pathlib import Path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_new_workspace_holds_what_it_needs_and_keeps_its_keys(house: Workspace) -> None:
    root = house.folder
    assert house.found == ()
    assert mode(root / "keys") == 0o700
    assert {mode(file) for file in (root / "keys").iterdir()} == {0o600}
    assert (root / "trust/local/local-tsa.pem").is_file()
    assert not list(root.rglob("*.new"))
    assert house.config == Config()


def test_second_init_is_wrong_usage(house: Workspace) -> None:
    with pytest.raises(WrongUsageError, match="already"):
        Workspace.init(house.folder)


def test_init_cut_short_is_repeated_with_the_same_keys(tmp_path: Path) -> None:
    Workspace.init(tmp_path, clock=clock).close()
    key = (tmp_path / "keys/local-tsa.key.pem").read_bytes()
    (tmp_path / "recoverydocs.toml").unlink()
    Workspace.init(tmp_path, clock=clock).close()
    assert (tmp_path / "keys/local-tsa.key.pem").read_bytes() == key


def test_wrong_configuration_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(DataRefusedError, match="authority"):
        Workspace.init(tmp_path / "w", Config(authority="moon"))
    assert not (tmp_path / "w").exists()


def test_disk_that_refuses_the_new_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutsideFailedError, match="No space left"):
        Workspace.init(tmp_path / "w", clock=clock)
    assert not (tmp_path / "w/recoverydocs.toml").exists()


def test_folder_without_workspace_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError, match="init"):
        Workspace.open(tmp_path)


@pytest.mark.parametrize("name", ["keys/local-tsa.key.pem", "keys/case-reference.key"])
def test_missing_key_is_an_outside_failure(house: Workspace, name: str) -> None:
    (house.folder / name).unlink()
    with pytest.raises(OutsideFailedError, match="restore"):
        Workspace.open(house.folder)


def test_rfc3161_service_is_opened_and_local_one_is_not(tmp_path: Path) -> None:
    config = Config(authority="rfc3161", timestamp_url="http://127.0.0.1:9/tsa")
    with Workspace.init(tmp_path / "w", config, clock=clock) as house:
        issued = house.issue(KIND, case_of(), as_of=DAY)
    # The local key is there; nothing was stamped with it.
    assert [finding.rule for finding in issued.findings][-1] == "timestamp-pending"
    assert "时间戳服务 127" in issued.findings[-1].message
    assert read_package(issued.package.read_bytes()).is_pending


def test_own_law_tables_are_laid_over(house: Workspace) -> None:
    (house.folder / "law").mkdir()
    (house.folder / "law/lpr.toml").write_text("no table", "utf-8")
    with pytest.raises(DataRefusedError):
        Workspace.open(house.folder)


def test_one_case_gives_its_document(house: Workspace) -> None:
    made = house.issue(KIND, case_of("SL-0001"), as_of=DAY, by=Actor("legal", "u-7"))
    assert made.number == "示银催字〔2026〕1号"
    assert made.package.is_file()
    assert made.package.parent == house.folder / "packages/2026/dunning-notice"
    manifest = made.manifest
    assert manifest["document"]["number"] == made.number
    assert manifest["generated"]["by"] == {"role": "legal", "id": "u-7"}
    assert manifest["case"] == {"scheme": "plain", "value": "SL-0001"}
    assert house.package(made.number) == made.package
    assert [one.revision for one in house.revisions(made.number)] == [1]
    verdict = verify(made.package, house.trust(), at=AT)
    assert (verdict.verdict, verdict.codes) == (Conclusion.LOCAL_PASSED, ())


def test_day_of_the_figures_is_today_unless_given(house: Workspace) -> None:
    made = house.issue(KIND, case_of())
    assert (made.entry.as_of, made.entry.issued_on) == (DAY, DAY)


def test_case_that_a_rule_stops_raises_with_all_its_reasons(house: Workspace) -> None:
    stopped = case_of(approvals=[], seals=[])
    with pytest.raises(RuleRefusedError) as caught:
        house.issue(KIND, stopped, as_of=DAY)
    rules = {finding.rule for finding in caught.value.findings}
    assert "G-APPR" in rules
    assert all("--override" in finding.remedy for finding in caught.value.findings)
    assert house.documents() == ()


def test_override_needs_a_reason_and_is_kept(house: Workspace) -> None:
    stopped = case_of(approvals=[])
    with pytest.raises(WrongUsageError, match="reason"):
        house.issue(KIND, stopped, as_of=DAY, overrides={"G-APPR": " "})
    made = house.issue(KIND, stopped, as_of=DAY, overrides={"G-APPR": "经理已口头同意"})
    basis = read_package(made.package.read_bytes()).files["files/001/basis.json"].decode()
    assert '"reason":"经理已口头同意"' in basis
    assert "G-APPR" in {finding.rule for finding in made.findings}


def test_several_targets_must_be_told_apart(house: Workspace) -> None:
    kind = "guarantor-notice"
    case = case_of(kind=kind)
    with pytest.raises(WrongUsageError, match="3 documents"):
        house.issue(kind, case, as_of=DAY)
    made = house.issue(kind, case, as_of=DAY, target="BZ-2023-0203")
    assert made.target == "BZ-2023-0203"
    with pytest.raises(WrongUsageError, match="no kind"):
        house.issue("no-such-kind", case)


def test_second_document_of_the_same_case_and_day_is_refused(house: Workspace) -> None:
    case = case_of()
    first = house.issue(KIND, case, as_of=DAY)
    with pytest.raises(RuleRefusedError) as caught:
        house.issue(KIND, case, as_of=DAY)
    assert [finding.rule for finding in caught.value.findings] == ["ALREADY-ISSUED"]
    again = house.issue(KIND, case, as_of=DAY, overrides={"ALREADY-ISSUED": "前函遗失"})
    assert again.manifest["note"] == f"本文书替代文号 {first.number}"
    assert "ALREADY-ISSUED" in {finding.rule for finding in again.findings}


def test_documents_are_found_again(house: Workspace) -> None:
    for number in (1, 2):
        house.issue(KIND, case_of(f"SL-{number}"), as_of=DAY)
    assert [entry.case_ref for entry in house.documents()] == ["SL-1", "SL-2"]
    assert len(house.documents(case_id="SL-2")) == 1
    assert house.documents(kind="complaint") == ()
    assert house.documents(issued_from=date(2026, 11, 25)) == ()
    assert len(house.documents(issued_to=DAY, year=2026, limit=1)) == 1
    with pytest.raises(WrongUsageError, match="not in this workspace"):
        house.package("虚构字〔2026〕1号")


def test_keyed_references_keep_case_ids_out_of_register_and_manifest(tmp_path: Path) -> None:
    config = Config(case_scheme="hmac-sha256", house_name="示例银行", house_uscc="")
    kind = "arbitration-application"
    with Workspace.init(tmp_path / "w", config, clock=clock) as house:
        made = house.issue(kind, case_of("SL-KEYED", kind), as_of=DAY)
        assert len(house.documents(case_id="SL-KEYED")) == 1
        assert made.target == "case"
        manifest = made.manifest
        assert manifest["case"]["scheme"] == "hmac-sha256"
        assert manifest["case"]["key_id"].startswith("key-")
        assert manifest["issuer"] == {"name": "示例银行"}
        assert "SL-KEYED" not in str(house.register.documents())
        assert verify(made.package, house.trust(), at=AT).exit_code is ExitCode.LOCAL_PASSED


def test_own_law_tables_are_named_in_the_manifest_and_in_the_basis(house: Workspace) -> None:
    year = "[[year]]\nyear = 2027\noff = [2027-01-01]\nwork = []\n"
    content = own("holidays", year)
    (house.folder / "law").mkdir(exist_ok=True)
    (house.folder / "law/holidays.toml").write_bytes(content)
    with Workspace.open(house.folder, clock=clock) as again:
        made = again.issue(KIND, case_of("SL-0001"), as_of=DAY, by=Actor("legal", "u-7"))
    tables = made.manifest["document"]["law_tables"]
    shipped = load_packaged().table("holidays")
    assert [each for each in tables if each["id"].endswith("holidays")] == [
        {"id": "holidays", "version": "2026-11-24", "sha256": shipped.sha256},
        {
            "id": "workspace:holidays",
            "version": "2026-12-01",
            "sha256": sha256(content).hexdigest(),
        },
    ]
    assert {each["id"] for each in tables} >= {"statutes", "periods", "judicial_interest"}
    with zipfile.ZipFile(made.package) as package:
        basis = json.loads(package.read("files/001/basis.json"))
    notes = [each for each in basis["findings"] if each["rule"] == "LAW-OWN-TABLE"]
    assert ["law/holidays.toml（增补 holidays" in each["message"] for each in notes] == [True]
    verdict = verify(made.package, house.trust(), at=AT)
    assert verdict.verdict == Conclusion.LOCAL_PASSED


def test_own_tokens_and_sm3_digests_are_chosen_in_the_configuration(tmp_path: Path) -> None:
    chosen = Config(stamp_each="package", sm3="yes")
    scan = tmp_path / "回执.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n an invented scan")
    with Workspace.init(tmp_path / "w", chosen, clock=clock) as house:
        issued = house.issue(KIND, case_of(), as_of=DAY)
        house.attach(issued.number, [scan])
        verdict = verify(issued.package, house.trust(), at=AT)
    assert (verdict.verdict, verdict.codes) == (Conclusion.LOCAL_PASSED, ())
    package = read_package(issued.package.read_bytes())
    assert all(slot.token is not None for slot in package.slots)
    files = [file for manifest in package.manifests for file in manifest["files"]]
    assert all(len(file["sm3"]) == 64 for file in files)


@pytest.mark.parametrize(
    "wrong",
    [{"stamp_each": "day"}, {"sm3": "maybe"}, {"timeout": "0"}, {"attempts": "21"}],
)
def test_a_choice_that_there_is_not_is_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(DataRefusedError, match=r"one of|a number from 1 to"):
        Workspace.init(tmp_path / "w", Config(**wrong))


def test_a_workspace_verifies_by_its_own_trust_and_register(
    house: Workspace, tmp_path: Path
) -> None:
    assert house.sealed_register() is None
    issued = house.issue(KIND, case_of(), as_of=DAY)
    (tmp_path / "first.asice").write_bytes(issued.package.read_bytes())
    found = house.verify(issued.package, at=AT)
    assert found.verdict is Conclusion.LOCAL_PASSED
    assert found.register is not None
    assert found.register["newest"] is True
    house.attach(issued.number, [Given("note.txt", b"received")])
    assert house.verify(issued.package, at=AT).verdict is Conclusion.LOCAL_PASSED
    lines = house.folder / "sealed/register.jsonl"
    for register in (house.sealed_register(), lines, str(lines)):
        rolled = verify(tmp_path / "first.asice", house.trust(), at=AT, register=register)
        assert [one.code for one in rolled.codes] == ["REG_ROLLBACK"]


def test_a_register_line_that_is_being_written_is_left_out(house: Workspace) -> None:
    issued = house.issue(KIND, case_of(), as_of=DAY)
    lines = house.folder / "sealed/register.jsonl"
    whole = lines.read_bytes()
    lines.write_bytes(whole + b'{"at":"2026')
    assert house.verify(issued.package, at=AT).verdict is Conclusion.LOCAL_PASSED
    lines.write_bytes(whole[:-1])
    (code,) = house.verify(issued.package, at=AT).codes
    assert code.code == "REG_STALE"
    for begun in (b"", whole[:20]):
        lines.write_bytes(begun)
        assert house.sealed_register() is None
