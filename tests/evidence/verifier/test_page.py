"""The page as a file: what its parts give, and what it must never hold."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from tests.evidence.verifier.in_node import ROOT, needed

from recoverydocs.evidence.verifier import verifier_page

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = ROOT / "src" / "recoverydocs" / "evidence" / "verifier"
MODULES = sorted(SOURCES.glob("*.js"))
WRITER = ROOT / "scripts" / "write_verifier.py"
PAGE = verifier_page().decode()
FORBIDDEN = (
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "srcdoc",
    "DOMParser",
    "eval(",
    "new Function",
    "fetch(",
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "sendBeacon",
    "localStorage",
    "indexedDB",
    "serviceWorker",
    "import(",
)


@pytest.fixture
def writer(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - a script
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("write_verifier")


def part(tag: str) -> str:
    (found,) = re.findall(rf"<{tag}>([^\x00]*)</{tag}>", PAGE)
    return str(found)


def test_page_is_what_its_parts_give() -> None:
    done = subprocess.run([sys.executable, str(WRITER), "--check"], check=False)  # noqa: S603
    assert done.returncode == 0, "run scripts/write_verifier.py"


def test_page_has_the_policy_of_the_format_with_the_digests_of_its_parts() -> None:
    digests = {
        tag: b64encode(sha256(part(tag).encode()).digest()).decode()
        for tag in ("script", "style")
    }
    policy = (
        f"default-src 'none'; script-src 'sha256-{digests['script']}'; "
        f"style-src 'sha256-{digests['style']}'; img-src data: blob:; "
        "form-action 'none'; base-uri 'none'"
    )
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in PAGE
    # Nothing is loaded before the policy stands.
    head = PAGE[: PAGE.index("Content-Security-Policy")]
    assert re.findall(r"<(\w+)", head) == ["html", "head", "meta", "meta"]


def test_page_names_nothing_outside_itself() -> None:
    addresses = set(re.findall(r"https?://[\w./#-]+", PAGE))
    # Names of namespaces and algorithms, which are compared and never fetched.
    assert {each for each in addresses if not each.startswith("http://www.w3.org/")} == {
        "http://uri.etsi.org/02918/v1.2.1#",
        "https://json-schema.org/draft/2020-12/schema",
    }
    assert re.findall(r'(?:src|href)="([^"]*)"', PAGE.split("<script>")[0]) == ["data:,"]


@pytest.mark.parametrize("word", FORBIDDEN)
def test_page_has_no_word_that_parses_text_as_a_page_or_reaches_out(word: str) -> None:
    assert word not in PAGE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_module_is_short_enough_to_be_read(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= (200 if path.name == "der.js" else 400)
    assert lines[0].startswith("// ")


def test_script_is_one_that_node_reads(tmp_path: Path) -> None:
    script = tmp_path / "verifier.js"
    script.write_text(part("script"), "utf-8")
    subprocess.run([needed("node"), "--check", str(script)], check=True)  # noqa: S603


def test_texts_of_both_languages_have_the_same_names() -> None:
    source = (SOURCES / "words.js").read_text("utf-8")
    chinese, english = (
        re.findall(
            r"^ {2,4}(\"?[\w-]+\"?):",
            source.split(f"const {name} = {{")[1].split("\n};")[0],
            re.MULTILINE,
        )
        for name in ("CHINESE", "ENGLISH")
    )
    assert chinese == english
    assert len(chinese) > 90
    assert set(re.findall(r'data-text="(\w+)"', PAGE)) <= set(chinese)
    used = {
        name
        for path in MODULES
        for name in re.findall(r"\bwords\.(?!js\b)(\w+)", path.read_text("utf-8"))
    }
    assert used <= set(chinese)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"a": "const x = 1;\n", "b": "function x() {}\n"}, "x: in a.js and in b.js"),
        ({"a": "const x = 1;\n", "b": 'import { x } from "./a.js";\n'}, "not exported"),
    ],
)
def test_names_that_would_meet_or_miss_each_other_stop_the_build(
    writer: Any,  # noqa: ANN401
    parts: dict[str, str],
    said: str,
) -> None:
    with pytest.raises(ValueError, match=said):
        writer.check_names(parts)


def test_modules_in_a_circle_stop_the_build(
    writer: Any,  # noqa: ANN401
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = {"a": 'import { y } from "./b.js";\n', "b": 'import { x } from "./a.js";\n'}
    monkeypatch.setattr(writer, "module", texts.__getitem__)
    with pytest.raises(ValueError, match="imports itself"):
        list(writer.in_order("a", {}))


def test_tables_cannot_end_the_script(
    writer: Any,  # noqa: ANN401
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer, "tables", lambda: {"WORDS": {"a": "</script><!--"}})
    assert "<" not in writer.table_module()
