from __future__ import annotations

import errno
import gc
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from tests.runs.support import AT, DAY, KIND, case_of, cases_of, clock

from recoverydocs.errors import (
    ExitCode,
    Finding,
    LawTableError,
    OutsideFailedError,
    RecoveryDocsError,
    Severity,
)
from recoverydocs.evidence import Sealed, read_package
from recoverydocs.pipeline import Source
from recoverydocs.runs import Outcome, Refused, Workspace, verify
from recoverydocs.runs.maker import Maker

if TYPE_CHECKING:
    from recoverydocs.cases import Case


def files(house: Workspace) -> list[str]:
    """Every file of packages and staging, as the disk has them."""
    return sorted(
        one.relative_to(house.folder).as_posix()
        for folder in ("packages", "staging")
        for one in (house.folder / folder).rglob("*")
        if one.is_file()
    )


def bad() -> Case:
    return case_of("SL-BAD", approvals=[])


def test_many_cases_share_one_token_and_follow_each_other(house: Workspace) -> None:
    told: list[tuple[str, int, int]] = []
    outcome = house.issue_all(
        KIND, cases_of(5), as_of=DAY, progress=lambda *step: told.append(step)
    )
    assert outcome.exit_code is ExitCode.DONE
    assert [made.entry.number.n for made in outcome.issued] == [1, 2, 3, 4, 5]
    assert [made.case_id for made in outcome.issued] == [f"SL-000{n}" for n in range(1, 6)]
    assert ("write", 5, 5) in told
    assert next(step for step, *_ in told) == "check"
    verdicts = [verify(made.package, house.trust(), at=AT) for made in outcome.issued]
    assert {verdict.exit_code for verdict in verdicts} == {ExitCode.LOCAL_PASSED}
    assert len({verdict.revisions[0].serial for verdict in verdicts}) == 1
    assert house.register.gaps() == ()
    assert files(house) == sorted(f"packages/{one.entry.path}" for one in outcome.issued)


def test_bad_case_stops_no_other_and_leaves_no_gap(house: Workspace) -> None:
    first, last = cases_of(2)
    outcome = house.issue_all(KIND, [first, bad(), last], as_of=DAY)
    assert outcome.exit_code is ExitCode.PARTLY_DONE
    assert [made.entry.number.n for made in outcome.issued] == [1, 2]
    (refused,) = outcome.refused
    assert (refused.index, refused.case_id, refused.code) == (1, "SL-BAD", 5)
    assert "G-APPR" in {finding.rule for finding in refused.findings}
    assert json.dumps(outcome.as_json(), ensure_ascii=False)


def test_only_bad_cases_write_nothing(house: Workspace) -> None:
    outcome = house.issue_all(KIND, [bad()], as_of=DAY)
    assert (outcome.exit_code, outcome.run_id) == (ExitCode.RULE_REFUSED, "")
    assert (house.register.runs(), files(house)) == ((), [])


def test_case_that_fails_while_it_is_drafted_leaves_no_gap(house: Workspace) -> None:
    cases = cases_of(3)
    # A sum that is wrong only in the text shows when the document is read back.
    broken = cases[1].model_copy(update={"requests": case_of(kind=KIND).requests})
    contract = broken.contracts[0].model_copy(update={"name": "拘留"})
    cases[1] = broken.model_copy(update={"contracts": (contract,)})
    outcome = house.issue_all(KIND, cases, as_of=DAY)
    assert [refused.index for refused in outcome.refused] == [1]
    assert outcome.refused[0].code is ExitCode.DATA_REFUSED
    assert [made.entry.number.n for made in outcome.issued] == [1, 2]
    for made in outcome.issued:
        assert made.manifest["document"]["number"] == made.number
        assert made.number in house.package(made.number).name


def test_a_second_document_is_told_all_that_stops_it(house: Workspace) -> None:
    (case,) = cases_of(1)
    house.issue_all(KIND, [case], as_of=DAY)
    unapproved = case.model_copy(update={"approvals": (), "seals": ()})
    again = house.issue_all(KIND, [unapproved], as_of=DAY)
    (refused,) = again.refused
    rules = [each.rule for each in refused.findings]
    assert rules[0] == "ALREADY-ISSUED"
    assert {"G-APPR", "G-SEAL"} <= set(rules)
    assert refused.code is ExitCode.RULE_REFUSED
    # With a reason for the second copy the others still stand.
    once_more = house.issue_all(
        KIND, [unapproved], as_of=DAY, overrides={"ALREADY-ISSUED": "前函遗失"}
    )
    (refused,) = once_more.refused
    assert [each.rule for each in refused.findings] == rules[1:]


def test_running_again_is_refused_or_resumed(house: Workspace) -> None:
    house.issue_all(KIND, cases_of(2), as_of=DAY)
    again = house.issue_all(KIND, cases_of(3), as_of=DAY)
    assert again.exit_code is ExitCode.PARTLY_DONE
    assert [one.findings[0].rule for one in again.refused] == ["ALREADY-ISSUED"] * 2
    resumed = house.issue_all(KIND, cases_of(3), as_of=DAY, resume=True)
    assert resumed.exit_code is ExitCode.DONE
    assert [one.number for one in resumed.already] == [
        f"示银催字〔2026〕{n}号" for n in (1, 2, 3)
    ]
    assert (resumed.issued, resumed.run_id) == ((), "")
    assert len(house.documents()) == 3


def test_one_case_twice_in_a_run_is_issued_once(house: Workspace) -> None:
    outcome = house.issue_all(KIND, [*cases_of(1), *cases_of(1)], as_of=DAY)
    assert len(outcome.issued) == 1
    assert outcome.refused[0].findings[0].rule == "CASE-TWICE"


def test_dry_run_writes_nothing_and_names_the_numbers(house: Workspace) -> None:
    outcome = house.issue_all(KIND, cases_of(2), as_of=DAY, dry_run=True)
    assert [made.number for made in outcome.issued] == [
        "示银催字〔2026〕1号",
        "示银催字〔2026〕2号",
    ]
    assert (outcome.dry_run, outcome.run_id) == (True, "")
    assert not outcome.issued[0].package.exists()
    assert (house.documents(), files(house)) == ((), [])
    assert house.register.last_n("示银", "催", 2026) == 0


def test_two_units_have_two_sequences(house: Workspace) -> None:
    one, two, three = cases_of(3)
    two = two.model_copy(update={"org": two.org.model_copy(update={"doc_prefix": "虚/银"})})
    outcome = house.issue_all(KIND, [one, two, three], as_of=DAY)
    assert [made.number for made in outcome.issued] == [
        "示银催字〔2026〕1号",
        "虚/银催字〔2026〕1号",
        "示银催字〔2026〕2号",
    ]
    name = outcome.issued[1].package.name
    assert name.startswith("虚_银催字〔2026〕1号-")
    assert outcome.issued[1].package.is_file()


def test_two_cases_with_equal_documents_stop_the_run(house: Workspace) -> None:
    one = case_of("SL-0001")
    same = one.model_copy(update={"case_id": "SL-0002"})
    with pytest.raises(RecoveryDocsError, match="cases 1 and 2 gave equal documents"):
        house.issue_all(KIND, [one, same], as_of=DAY)
    assert (house.documents(), files(house)) == ((), [])


def test_case_id_that_looks_personal_is_refused_without_being_said(house: Workspace) -> None:
    personal = case_of().model_copy(update={"case_id": "13800000001"})
    outcome = house.issue_all(KIND, [personal, *cases_of(1)], as_of=DAY)
    assert len(outcome.issued) == 1
    assert outcome.refused[0].findings[0].rule == "case-id-personal"
    assert "13800000001" not in json.dumps(outcome.as_json())


def test_override_that_meets_nothing_is_said(house: Workspace) -> None:
    outcome = house.issue_all(KIND, cases_of(1), as_of=DAY, overrides={"G-NONE": "理由"})
    assert [finding.rule for finding in outcome.findings] == ["override-unused"]


def test_source_of_the_data_is_kept(house: Workspace) -> None:
    source = Source("xlsx", "a" * 64, "逾期清单 第3行")
    outcome = house.issue_all(KIND, cases_of(1), as_of=DAY, sources={0: source})
    basis = json.loads(
        read_package(outcome.issued[0].package.read_bytes()).files["files/001/basis.json"]
    )
    assert basis["sources"] == [
        {"id": "SL-0001", "method": "xlsx", "row": "逾期清单 第3行", "sha256": "a" * 64}
    ]
    assert basis["system"]["health"] == "register-gapless"
    assert basis["overrides"] == []


def test_a_run_holds_no_packages_in_memory(house: Workspace) -> None:
    held: dict[str, int] = {}

    def count(stage: str, _done: int, _total: int) -> None:
        sealed = sum(isinstance(one, Sealed) for one in gc.get_objects())
        held[stage] = max(held.get(stage, 0), sealed)

    house.issue_all(KIND, cases_of(60), as_of=DAY, progress=count)
    # The writers' threads hold one each; nobody else holds any.
    assert (held["make"], held["stamp"]) == (0, 0)
    assert held["write"] <= 8
    assert list((house.folder / "staging").iterdir()) == []


def test_workers_make_the_same_packages(tmp_path: Path) -> None:
    contents = []
    for workers in (1, 2):
        with Workspace.init(tmp_path / str(workers), clock=clock) as house:
            for name in ("case-reference.key", "host-id"):
                (house.folder / "keys" / name).write_bytes(b"0" * 64)
        with Workspace.open(tmp_path / str(workers), clock=clock) as house:
            cases = [*cases_of(41), bad()]
            outcome = house.issue_all(KIND, cases, as_of=DAY, workers=workers)
            assert (len(outcome.issued), len(outcome.refused)) == (41, 1)
            package = read_package(outcome.issued[40].package.read_bytes())
            contents.append([one for one in package.entries if "evidencerecord" not in one[0]])
    assert contents[0] == contents[1]


def test_same_inputs_give_the_same_bytes_but_for_the_token(tmp_path: Path) -> None:
    sealed = []
    for place in ("a", "b"):
        with Workspace.init(tmp_path / place, clock=clock):
            pass
        for name in ("case-reference.key", "host-id"):
            (tmp_path / place / "keys" / name).write_bytes(b"0" * 64)
        with Workspace.open(tmp_path / place, clock=clock) as house:
            made = house.issue(KIND, case_of("SL-0001"), as_of=DAY)
            sealed.append(made.manifest_sha256)
    assert sealed[0] == sealed[1]


def fail_on(
    monkeypatch: pytest.MonkeyPatch, name: str, number: int, code: int = errno.ENOSPC
) -> None:
    """Let the n-th call of an os function fail."""
    real, count = getattr(os, name), iter(range(1, 10_000))

    def failing(*given: object, **named: object) -> object:
        if next(count) >= number:
            raise OSError(code, os.strerror(code))
        return real(*given, **named)

    monkeypatch.setattr(os, name, failing)


@pytest.mark.parametrize("number", [1, 3, 7])
def test_full_disk_leaves_nothing_half_written(
    house: Workspace, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    fail_on(monkeypatch, "fsync", number)
    with pytest.raises(OutsideFailedError, match="No space left"):
        house.issue_all(KIND, cases_of(5), as_of=DAY)
    monkeypatch.undo()
    assert (house.documents(), files(house)) == ((), [])
    outcome = house.issue_all(KIND, cases_of(5), as_of=DAY)
    assert [made.entry.number.n for made in outcome.issued] == [1, 2, 3, 4, 5]
    assert outcome.findings == ()


def test_disk_that_fails_after_the_register_is_made_good_at_the_next_start(
    house: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = iter(range(100))
    real = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if next(count) == 2:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OutsideFailedError, match="is registered"):
        house.issue_all(KIND, cases_of(4), as_of=DAY)
    monkeypatch.undo()
    with Workspace.open(house.folder, clock=clock) as again:
        assert [finding.rule for finding in again.found] == ["run-completed"]
        assert "2 个证据包" in again.found[0].message
        assert len(files(again)) == 4
        assert again.register.gaps() == ()
        assert again.register.unplaced() == ()


def test_database_that_fails_leaves_nothing(
    house: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> NoReturn:
        raise OutsideFailedError("register: the database failed")

    monkeypatch.setattr(house.register, "enter", failing)
    with pytest.raises(OutsideFailedError):
        house.issue_all(KIND, cases_of(2), as_of=DAY)
    assert files(house) == []


def test_timestamper_that_fails_leaves_nothing(tmp_path: Path) -> None:
    key = "keys/local-tsa.key.pem"
    with Workspace.init(tmp_path / "w", clock=clock) as house:
        assert (house.folder / key).is_file()
    late = AT.replace(hour=23)
    moments = iter([AT, AT, AT, late, late])
    with (
        Workspace.open(tmp_path / "w", clock=lambda: next(moments)) as house,
        pytest.raises(OutsideFailedError, match="nothing was written"),
    ):
        house.issue_all(KIND, cases_of(2), as_of=DAY)
    with Workspace.open(tmp_path / "w", clock=clock) as house:
        assert (house.documents(), files(house), house.found) == ((), [], ())


def test_package_that_the_register_does_not_know_is_never_overwritten(
    house: Workspace,
) -> None:
    place = house.folder / "packages/2026/dunning-notice/示银催字〔2026〕1号.asice"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"from a newer register")
    with pytest.raises(OutsideFailedError, match="older than the packages"):
        house.issue_all(KIND, cases_of(1), as_of=DAY)
    assert place.read_bytes() == b"from a newer register"


def test_maker_says_the_error_that_carries_no_finding(
    house: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gap(*_: object) -> NoReturn:
        raise LawTableError("lpr.toml：该日没有公布")

    monkeypatch.setattr("recoverydocs.runs.maker.examine", gap)
    outcome = house.issue_all(KIND, cases_of(1), as_of=DAY)
    assert outcome.exit_code is ExitCode.DATA_REFUSED
    assert outcome.refused[0].findings == (
        Finding(Severity.FAULT, "data-refused", "SL-0001", "lpr.toml：该日没有公布"),
    )


def test_case_without_a_target_is_refused(house: Workspace) -> None:
    outcome = house.issue_all(
        "guarantor-notice", [case_of(guarantees=[], securities=[])], as_of=DAY
    )
    assert outcome.refused[0].findings[0].rule == "NO-TARGET"


def test_examined_cases_beyond_the_limit_are_examined_again(
    house: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recoverydocs.runs.maker._KEPT", 1)
    looked: list[int] = []
    real = Maker._look  # noqa: SLF001 - what a run does again is no public matter

    def look(self: Maker, index: int, case: Case) -> object:
        looked.append(index)
        return real(self, index, case)

    monkeypatch.setattr(Maker, "_look", look)
    assert len(house.issue_all(KIND, cases_of(3), as_of=DAY).issued) == 3


def test_outcome_answers_by_the_highest_code() -> None:
    def refused(*codes: int) -> Outcome:
        return Outcome(
            "", KIND, DAY, (), tuple(Refused(0, "", "", ExitCode(code), ()) for code in codes)
        )

    assert refused().exit_code is ExitCode.DONE
    assert refused(3, 5).exit_code is ExitCode.RULE_REFUSED
    assert refused(3, 3).exit_code is ExitCode.DATA_REFUSED


SCRIPT = """
import sys
from datetime import date
from tests.runs.support import cases_of, clock
from recoverydocs.errors import RecoveryDocsError
from recoverydocs.runs import Workspace
import resource
with Workspace.open(sys.argv[1], clock=clock) as house:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    try:
        house.issue_all("dunning-notice", cases_of(3), as_of=date(2026, 11, 24))
    except RecoveryDocsError as error:
        sys.exit(int(error.exit_code))
"""


@pytest.mark.parametrize("share", ["half a package", "the packages, not the register"])
def test_real_refusal_of_the_disk_leaves_nothing(house: Workspace, share: str) -> None:
    first = house.issue(KIND, case_of("SL-FIRST"), as_of=DAY)
    size = first.package.stat().st_size
    limit = size // 2 if share == "half a package" else size + 2000
    ended = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", SCRIPT, str(house.folder), str(limit)],
        check=False,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
    )
    assert ended.returncode == ExitCode.OUTSIDE_FAILED, ended.stderr
    with Workspace.open(house.folder, clock=clock) as again:
        assert again.documents() == (first.entry,)
        assert files(again) == [f"packages/{first.entry.path}"]
        assert again.register.gaps() == ()
