"""Puts the offline verifier together: one HTML file out of its modules, style and tables.

    python scripts/write_verifier.py            write it (evidence/data/verifier.html)
    python scripts/write_verifier.py --check    1 where the file is not what its parts give

Same parts, same bytes. The modules under src/recoverydocs/evidence/verifier stay as they are
written, with their comments, only without `import` and `export`: a judge's expert can read the
file. Names at the top of a module must differ from those of every other.
"""

from __future__ import annotations

import json
import re
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pages import write_or_check

from recoverydocs.evidence.codes import failure_codes
from recoverydocs.evidence.receipts import RESULTS, SPEAKERS
from recoverydocs.evidence.report import words
from recoverydocs.evidence.schema import manifest_schema
from recoverydocs.evidence.verdict import Conclusion
from recoverydocs.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "recoverydocs" / "evidence" / "verifier"
PAGE = ROOT / "src" / "recoverydocs" / "evidence" / "data" / "verifier.html"
FIRST = "main"
TABLES = "tables"
POLICY = (
    "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; "
    "img-src data: blob:; form-action 'none'; base-uri 'none'"
)
IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";\n', re.MULTILINE)
DECLARED = re.compile(
    r"^(export )?(?:async )?(?:function\*?|class|const|let) (?:(\w+)|[\[{]([^\]}]*)[\]}])",
    re.MULTILINE,
)


def tables() -> dict[str, Any]:
    """What the page takes from the program: codes, schema, words, verdicts, version."""
    shown = {
        name: dict(value) if hasattr(value, "keys") else value
        for name, value in vars(words).items()
        if name.isupper() and name != "TYPE_CHECKING"
    }
    return {
        "CODES": {
            name: {"failure": code.is_failure, "zh": code.text, "en": code.meaning}
            for name, code in failure_codes().items()
        },
        "SCHEMA": json.loads(manifest_schema()),
        "WORDS": {**shown, "RESULTS": dict(RESULTS), "SPEAKERS": dict(SPEAKERS)},
        "VERDICTS": {str(one): one.text for one in Conclusion},
        "RELEASE": __version__,
    }


def table_module() -> str:
    """The tables as a module; nothing in them can end the script that holds them."""
    lines = ["// Tables of the program, written in by its build.\n"]
    for name, value in tables().items():
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        lines.append(f"export const {name} = {text.replace('<', chr(92) + 'u003c')};\n")
    return "\n".join(lines)


def module(name: str) -> str:
    """The text of a module."""
    return table_module() if name == TABLES else (SOURCES / f"{name}.js").read_text("utf-8")


def names_in(listed: str) -> list[str]:
    """The names of a list between braces."""
    return [each.strip() for each in listed.split(",") if each.strip()]


def in_order(name: str, seen: dict[str, str], above: tuple[str, ...] = ()) -> Iterator[str]:
    """Modules, each after all that it imports.

    Raises:
        ValueError: modules import each other in a circle.
    """
    if name in above:
        raise ValueError(f"{name}.js imports itself by way of {' → '.join(above)}")
    if name in seen:
        return
    text = module(name)
    for found in IMPORT.finditer(text):
        yield from in_order(found[2], seen, (*above, name))
    seen[name] = text
    yield name


def check_names(texts: dict[str, str]) -> None:
    """Hold the names of modules against each other.

    Raises:
        ValueError: two modules share a name, or one imports what another does not export.
    """
    owners: dict[str, str] = {}
    exported: set[tuple[str, str]] = set()
    for name, text in texts.items():
        for found in DECLARED.finditer(text):
            for each in names_in(found[2] or found[3]):
                if each in owners:
                    raise ValueError(f"{each}: in {owners[each]}.js and in {name}.js")
                owners[each] = name
                if found[1]:
                    exported.add((name, each))
        wanted = {
            (listed[2], each)
            for listed in IMPORT.finditer(text)
            for each in names_in(listed[1])
        }
        if wanted - exported:
            raise ValueError(f"{name}.js imports what is not exported: {wanted - exported}")


def script() -> str:
    """All modules as one script.

    Raises:
        ValueError: a module that nobody imports, or words that the build does not know.
    """
    texts: dict[str, str] = {}
    order = list(in_order(FIRST, texts))
    check_names(texts)
    left = sorted({path.stem for path in SOURCES.glob("*.js")} - set(order))
    if left:
        raise ValueError(f"nobody imports {left}")
    parts = []
    for name in order:
        text = re.sub(r"^export ", "", IMPORT.sub("", texts[name]), flags=re.MULTILINE)
        parts.append(f"// ---- {name}.js ----\n{text.strip()}\n")
    whole = "\n".join(['\n"use strict";\n(() => {', *parts, "})();\n"])
    if re.search(r"^(?:import|export)\b|</script|<!--", whole, re.MULTILINE | re.IGNORECASE):
        raise ValueError("an import that the build does not know, or the script's end in it")
    return whole


def page() -> bytes:
    """The whole file."""
    style = f"\n{(SOURCES / 'page.css').read_text('utf-8')}"
    code = script()
    policy = POLICY.format(script=digest(code), style=digest(style))
    text = (SOURCES / "page.html").read_text("utf-8")
    for mark, value in (("@policy@", policy), ("@style@", style), ("@script@", code)):
        before, after = text.split(mark)
        text = before + value + after
    return text.encode("utf-8")


def digest(text: str) -> str:
    """SHA-256 in Base64, as a content security policy has it."""
    return b64encode(sha256(text.encode("utf-8")).digest()).decode()


if __name__ == "__main__":
    sys.exit(write_or_check(sys.argv[1:], PAGE, page()))
