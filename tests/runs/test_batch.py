from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from recoverydocs.errors import ExitCode
from recoverydocs.runs.batch import read_batch

if TYPE_CHECKING:
    from pathlib import Path


def test_sources_say_where_each_case_came_from(samples: Path) -> None:
    files = [samples / "01-first-demand.json", samples / "cases.jsonl"]
    batch = read_batch(files)
    assert len(batch.cases) == len(batch.sources) == len(batch.origins)
    assert batch.sources[0].method == "json"
    assert batch.sources[0].sha256 == hashlib.sha256(files[0].read_bytes()).hexdigest()
    assert batch.sources[1].method == "jsonl"


def test_of_two_cases_with_one_id_the_first_is_kept(samples: Path, tmp_path: Path) -> None:
    first = samples / "01-first-demand.json"
    again = tmp_path / "again.json"
    again.write_bytes(first.read_bytes())
    batch = read_batch([first, again])
    assert [case.case_id for case in batch.cases] == ["ZQ-2026-0001"]
    (fault,) = batch.faults
    assert (fault.rule, fault.where) == ("data-double", "again.json")


def test_code_by_what_was_done(samples: Path, tmp_path: Path) -> None:
    good = read_batch([samples / "01-first-demand.json"])
    assert good.code(done=True) is ExitCode.DONE
    assert good.code([ExitCode.RULE_REFUSED], done=True) is ExitCode.PARTLY_DONE
    assert good.code([ExitCode.RULE_REFUSED], done=False) is ExitCode.RULE_REFUSED
    (tmp_path / "bad.json").write_text("[", "utf-8")
    bad = read_batch([tmp_path / "bad.json"])
    assert bad.code(done=False) is ExitCode.DATA_REFUSED
    assert bad.code([ExitCode.RULE_REFUSED], done=False) is ExitCode.RULE_REFUSED
    assert bad.code(done=True) is ExitCode.PARTLY_DONE
