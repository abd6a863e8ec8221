"""Rules that no linter knows: what the core may not call, module lengths, what lies where."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "recoverydocs"
CORE = ("claims", "cases", "law", "money", "errors.py")
NOT_IN_THE_CORE = {"float", "open", "print", "input", "eval", "exec"}
LONGEST = 400

MODULES = sorted(SOURCE.rglob("*.py"))
CORE_MODULES = [path for path in MODULES if path.relative_to(SOURCE).parts[0] in CORE]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(tree: ast.AST) -> set[str]:
    return {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


@pytest.mark.parametrize("path", CORE_MODULES, ids=name_of)
def test_core_neither_opens_prints_nor_uses_floats(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    floats = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert not calls(tree) & NOT_IN_THE_CORE
    assert not floats


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_is_short_enough_to_be_read(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_imports_no_private_name_of_another_room(path: Path) -> None:
    room = path.relative_to(SOURCE).parts[0]
    reached = [
        f"{node.module}.{alias.name}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("recoverydocs.")
        for alias in node.names
        if alias.name.startswith("_")
        and not alias.name.startswith("__")
        and (node.module or "").split(".")[1] != room
    ]
    assert not reached


def test_templates_hold_no_code() -> None:
    assert not list((ROOT / "templates").rglob("*.py"))


def test_every_test_folder_is_a_room() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir()}
    folders = {
        path.name
        for path in (ROOT / "tests").iterdir()
        if path.is_dir() and not path.name.startswith(("_", "."))
    }
    assert folders <= rooms | {"packaging", "samples", "templates", "bench"}


def test_no_path_of_one_machine_and_no_real_identity_number() -> None:
    looked = subprocess.run(  # noqa: S603
        [sys.executable, str(ROOT / "scripts" / "check_text.py")],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert (looked.returncode, looked.stdout) == (0, ""), looked.stdout + looked.stderr


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see " + "/home" + "/somebody/cases.csv", 1),
        ("id_no = " + "110105" + "19491231" + "0046", 1),
        ("id_no = " + "110105" + "19491231" + "0045", 0),
        ("id_no = 11010519491231002X", 0),
        ("id_no = 110199199003071234", 0),
        ("serial 123456789012345678", 0),
    ],
)
def test_greps_find_what_they_are_for(tmp_path: Path, text: str, found: int) -> None:
    file = tmp_path / "some.txt"
    file.write_text(text, "utf-8")
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        check_text = importlib.import_module("check_text")
    finally:
        sys.path.pop(0)
    assert len(list(check_text.finds(file))) == found
