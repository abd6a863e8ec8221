"""How fast documents are made, beside docxtpl and docxtemplater: same template, same cases.

Ours are rendered, read back, compared and hashed; the others are rendered only. One process,
one core, CPU time. docxtemplater needs Node.js and ``npm install`` in ``bench/docxtemplater``.

Run: ``python bench/bench_documents.py [--update]``; with ``--update`` the section of
``bench/results.md`` is replaced.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import docxtpl
import jinja2
from bench.notice import cases, template
from bench.sections import put
from tests.evidence import support

from recoverydocs.documents.engine import compile_template
from recoverydocs.evidence import seal, stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recoverydocs.documents.engine import CompiledTemplate
    from recoverydocs.evidence import Contents

HERE = Path(__file__).parent
RIVAL = HERE / "docxtemplater"
HEADING = "## Documents"
COMMAND = "python bench/bench_documents.py --update"
LEAST_SECONDS = 2.0
Case = dict[str, object]


def rate(make: Callable[[Sequence[Case]], object], given: Sequence[Case]) -> float:
    """Documents a CPU second, the cases taken again until the time can be trusted."""
    make(given[:10])
    rounds, begin = 0, time.process_time()
    while time.process_time() - begin < LEAST_SECONDS:
        make(given)
        rounds += 1
    return rounds * len(given) / (time.process_time() - begin)


def ours_in_memory(compiled: CompiledTemplate) -> Callable[[Sequence[Case]], object]:
    return lambda given: [compiled.render(case).sha256 for case in given]


def ours_written(
    compiled: CompiledTemplate, folder: Path
) -> Callable[[Sequence[Case]], object]:
    def make(given: Sequence[Case]) -> None:
        for number, case in enumerate(given):
            (folder / f"{number}.docx").write_bytes(compiled.render(case).content)

    return make


def ours_sealed(compiled: CompiledTemplate) -> Callable[[Sequence[Case]], object]:
    """Rendered and sealed: document, case data, manifest and record in a package each."""
    made = support.contents()

    def contents(number: int, case: Case) -> Contents:
        source, document = made.exhibits
        octets = compiled.render(case).content
        package_id = str(UUID(int=number | 0x4000_8000_0000_0000_0000, version=4))
        exhibits = (source, replace(document, content=octets))
        return replace(made, package_id=package_id, exhibits=exhibits)

    return lambda given: stamp(
        [seal(contents(number, case)) for number, case in enumerate(given)], support.stamper()
    )


def docxtpl_in_memory(content: bytes) -> Callable[[Sequence[Case]], object]:
    def make(given: Sequence[Case]) -> None:
        for case in given:
            word = docxtpl.DocxTemplate(BytesIO(content))
            word.render(case, autoescape=True)
            word.save(BytesIO())

    return make


def docxtemplater(given: Sequence[Case]) -> tuple[str, float] | None:
    """Its version and its documents a CPU second; None where it is not installed."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return None
    if not (RIVAL / "node_modules").is_dir():
        order = [npm, "install", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(order, cwd=RIVAL, check=False)  # noqa: S603 - fixed words
    with tempfile.TemporaryDirectory() as folder:
        file, data = Path(folder) / "template.docx", Path(folder) / "cases.json"
        file.write_bytes(template(mustache=True))
        data.write_text(json.dumps(given), "utf-8")
        answer = subprocess.run(  # noqa: S603 - our own script
            [node, str(RIVAL / "run.js"), str(file), str(data)],
            capture_output=True,
            check=False,
            text=True,
        )
    if answer.returncode:
        print(f"docxtemplater: {answer.stderr.strip()[:200]}", file=sys.stderr)
        return None
    told = json.loads(answer.stdout)
    return told["version"], told["documents"] / told["cpu_seconds"]


def sizes_of(compiled: CompiledTemplate, case: Case) -> Mapping[str, float]:
    """How large a document is, and what storing its written part costs; in KiB."""
    content = compiled.render(case).content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        body = archive.read("word/document.xml")
    squeezed = BytesIO()
    with zipfile.ZipFile(squeezed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return {
        "document": len(content) / 1024,
        "of it word/document.xml, stored": len(body) / 1024,
        "the same deflated would be": len(squeezed.getvalue()) / 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--count", type=int, default=200)
    options = parser.parse_args()
    content, given = template(), cases(options.count)
    begin = time.process_time()
    compiled = compile_template(content)
    compiling = time.process_time() - begin
    memory = rate(ours_in_memory(compiled), given)
    with tempfile.TemporaryDirectory() as folder:
        written = rate(ours_written(compiled, Path(folder)), given)
    sealed = rate(ours_sealed(compiled), cases(1000))
    theirs = rate(docxtpl_in_memory(content), given)
    rows = [
        ("docxtpl " + docxtpl.__version__, theirs, "1"),
        ("ours, read back and hashed, in memory", memory, f"{memory / theirs:.1f}"),
        ("ours, read back and hashed, written to disk", written, f"{written / theirs:.1f}"),
        ("ours, read back and sealed, batch of 1000", sealed, f"{sealed / theirs:.1f}"),
    ]
    rival = docxtemplater(given)
    if rival:
        version, speed = rival
        rows.insert(1, (f"docxtemplater {version}", speed, f"{speed / theirs:.1f}"))
        beside = f"In memory that is {memory / speed:.1f} times docxtemplater."
    else:
        beside = "docxtemplater was not there to be measured."
    table = "\n".join(f"| {what} | {each:,.0f} | {ratio} |" for what, each, ratio in rows)
    sizes = "; ".join(
        f"{what} {size:.1f}" for what, size in sizes_of(compiled, given[0]).items()
    )
    where = (
        f"Python {platform.python_version()}, Jinja2 {jinja2.__version__}, "
        f"{platform.machine()}, one core, CPU time, {options.count} cases"
    )
    section = (
        f"{HEADING}\n\n`{COMMAND}` ({where}):\n"
        "a two-page notice with twelve rows and a picture.\n"
        f"\n| made by | documents a second | times docxtpl |\n| --- | --- | --- |\n{table}\n\n"
        f"{beside} Taking the template apart: {compiling * 1000:.0f} ms, once.\n"
        f"Sizes in KiB: {sizes}.\n"
    )
    print(section)
    if options.update:
        put(section)


if __name__ == "__main__":
    main()
