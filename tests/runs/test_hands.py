from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.runs.support import AT, DAY, KIND, cases_of, clock

from recoverydocs.documents import kind_of
from recoverydocs.errors import ExitCode, OutsideFailedError
from recoverydocs.law import load_packaged
from recoverydocs.pipeline import Order
from recoverydocs.runs import Workspace, hands
from recoverydocs.runs.maker import Maker
from recoverydocs.runs.shelf import Shelf
from recoverydocs.storage import FolderStore

IMPORTS = """
import multiprocessing, sys
from datetime import date
from tests.runs.support import cases_of, clock
from recoverydocs.errors import RecoveryDocsError
from recoverydocs.runs import Workspace
"""
UNGUARDED = f"""{IMPORTS}
try:
    with Workspace.open(sys.argv[1], clock=clock) as house:
        house.issue_all("dunning-notice", cases_of(81), as_of=date(2026, 11, 24), workers=2)
except RecoveryDocsError as error:
    print(error)
    sys.exit(int(error.exit_code))
"""
KILLED = f"""{IMPORTS}
def kill(stage, done, total):
    for worker in multiprocessing.active_children()[:1]:
        worker.kill()

if __name__ == "__main__":
    try:
        with Workspace.open(sys.argv[1], clock=clock) as house:
            house.issue_all(
                "dunning-notice",
                cases_of(400),
                as_of=date(2026, 11, 24),
                workers=2,
                progress=kill,
            )
    except RecoveryDocsError as error:
        print(error)
        sys.exit(int(error.exit_code))
"""


def no_shelf(folder: Path) -> Shelf:
    """A shelf that nothing is put on."""
    return Shelf(FolderStore(folder, folder), "run")


def test_few_cases_need_no_pool(tmp_path: Path) -> None:
    maker = Maker(Order(kind_of(KIND), DAY, DAY, AT), load_packaged(), no_shelf(tmp_path))
    with hands.hands(maker, tmp_path, 8, 40) as these:
        assert isinstance(these, hands.OwnHands)
        assert [one.code for one in these.look(list(enumerate(cases_of(2))), print)] == [0, 0]


def test_worker_finds_the_law_tables_changed(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    with pytest.raises(OutsideFailedError, match="law tables were changed"):
        hands._set_up_there(  # noqa: SLF001 - what a worker process begins with
            KIND,
            {"as_of": DAY, "issued_on": DAY, "at": AT},
            tmp_path,
            {},
            no_shelf(tmp_path),
            pdf=False,
        )


@pytest.mark.slow
@pytest.mark.parametrize("text", [UNGUARDED, KILLED], ids=["unguarded main", "worker killed"])
def test_run_whose_workers_die_says_so_and_does_not_hang(
    house: Workspace, tmp_path: Path, text: str
) -> None:
    script = tmp_path / "script.py"
    script.write_text(text, "utf-8")
    root = Path(__file__).parents[2]
    ended = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(script), str(house.folder)],
        check=False,
        cwd=root,
        env={"PYTHONPATH": str(root), "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert ended.returncode == ExitCode.OUTSIDE_FAILED, ended.stderr
    assert "worker process ended" in ended.stdout
    with Workspace.open(house.folder, clock=clock) as again:
        assert (again.documents(), again.found) == ((), ())
