from __future__ import annotations

import shutil
import tomllib
from datetime import date, datetime, time
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from recoverydocs.documents import find_kinds
from recoverydocs.errors import DataRefusedError, LawTableError
from recoverydocs.runs import doctor
from recoverydocs.runs.clock import CHINA

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 24)


def by_name(day: date = DAY) -> dict[str, doctor.Check]:
    at = datetime.combine(day, time(12), CHINA)
    return {check.name: check for check in doctor.examine(at)}


def test_what_the_tests_run_on_is_there() -> None:
    checks = by_name()
    needed = [check for check in checks.values() if check.is_needed]
    assert all(check.is_there for check in needed)
    assert {"Python", "pydantic", "law/tables", "templates"} <= {each.name for each in needed}
    assert "dunning-notice" in checks["templates"].found
    assert not any(check.remedy for check in checks.values() if check.is_there)


def test_a_table_that_ended_says_what_to_add() -> None:
    assert by_name(date(2026, 10, 19))["law/tables/lpr"].is_there
    ended = by_name(date(2026, 10, 20))["law/tables/lpr"]
    assert not ended.is_there
    assert not ended.is_needed
    assert ended.remedy == "在工作区 law/lpr.toml 补录之后的数据及来源"


def test_a_missing_program_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    checks = by_name()
    assert checks["soffice"].remedy == "apt-get install libreoffice-writer-nogui"
    assert not checks["soffice"].is_needed
    fonts = [check for name, check in checks.items() if name.startswith("字体")]
    assert fonts
    assert not any(check.is_there for check in fonts)


def test_packages_are_those_that_setup_installs() -> None:
    rows = (ROOT / "scripts" / "apt-packages").read_text("utf-8").splitlines()
    packages = {row.split()[1] for row in rows if not row.startswith("#")}
    assert {package for _, package, _ in doctor.PROGRAMS} <= packages


def test_a_missing_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> NoReturn:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", absent)
    check = by_name()["pydantic"]
    assert not check.is_there
    assert check.is_needed
    assert check.remedy.startswith('pip install "pydantic>=')


def test_a_damaged_installation_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = find_kinds()
    calls: list[str] = []

    def law_fails() -> NoReturn:
        raise LawTableError("lpr.toml：缺表")

    def first_kinds_fail() -> object:
        calls.append("kinds")
        if calls.count("kinds") == 1:
            raise DataRefusedError("kind dunning-notice refused")
        return kinds

    monkeypatch.setattr(doctor, "load_packaged", law_fails)
    monkeypatch.setattr(doctor, "find_kinds", first_kinds_fail)
    checks = by_name()
    assert not checks["law/tables"].is_there
    assert checks["law/tables"].remedy == "lpr.toml：缺表"
    assert not checks["templates"].is_there


def test_an_extra_that_is_missing_says_what_would_not_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = by_name()
    assert {"pyhanko", "pillow", "python-pkcs11"} <= set(there)
    assert all(there[name].is_there for name, _, _ in doctor.EXTRAS)

    def absent(name: str) -> NoReturn:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", absent)
    gone = by_name()
    assert gone["python-pkcs11"].remedy == "pip install 'recoverydocs[pkcs11]'"
    assert gone["pyhanko"].remedy == "pip install 'recoverydocs[pdf-signature]'"
    assert not any(gone[name].is_needed for name, _, _ in doctor.EXTRAS)


def test_extras_are_those_of_the_package() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = data["project"]["optional-dependencies"]
    for name, extra, _ in doctor.EXTRAS:
        assert any(one.startswith(f"{name}>=") for one in extras[extra])
