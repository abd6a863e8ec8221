"""The workbook as LibreOffice reckons it: every formula gives what we reckoned, to the fen."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from tests.documents.working_book.matters import (
    awkward_cases,
    sample_cases,
    tie_cases,
    workings,
)

from recoverydocs.documents.working_book import working_book
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl import Workbook

    from recoverydocs.claims import Working

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Tells LibreOffice to reckon every formula of a workbook that it opens."""
_STORED = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")
NEAR = 1e-6
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: scripts/setup"
)


def without_results(book: bytes) -> bytes:
    """The workbook with no stored result of any formula."""
    octets = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(octets, "w") as new:
        for head in old.infolist():
            new.writestr(head, _STORED.sub(rb"\1", old.read(head)))
    return octets.getvalue()


def recalculated(book: bytes, folder: Path) -> bytes:
    """The workbook after LibreOffice opened it, reckoned it and wrote it."""
    command = shutil.which("soffice")
    assert command
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(ALWAYS, "utf-8")
    given = folder / "book.xlsx"
    given.write_bytes(book)
    order = [
        command,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML",
        "--outdir", str(folder / "out"),
        str(given),
    ]  # fmt: skip
    done = subprocess.run(order, check=False, capture_output=True, timeout=300)  # noqa: S603
    made = folder / "out" / "book.xlsx"
    assert made.is_file(), done.stderr.decode()
    return made.read_bytes()


def formulas(book: Workbook) -> Iterator[tuple[str, str]]:
    """Sheet and cell of every formula."""
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate


def differences(book: bytes, again: bytes) -> list[str]:
    """Every formula whose result is not the one that we stored."""
    live = load_workbook(BytesIO(book))
    ours = load_workbook(BytesIO(book), data_only=True)
    theirs = load_workbook(BytesIO(again), data_only=True)
    off: list[str] = []
    for sheet, place in formulas(live):
        mine, other = ours[sheet][place].value, theirs[sheet][place].value
        if isinstance(mine, str):
            same = mine == other
        else:
            same = isinstance(other, int | float) and abs(mine - other) < NEAR
        if not same:
            off.append(f"{sheet}!{place} {live[sheet][place].value}: {mine}, not {other}")
    return off


def totals(book: bytes) -> list[Money]:
    """合计 of every contract, as the workbook now shows it."""
    found = []
    for sheet in load_workbook(BytesIO(book), data_only=True):
        if sheet.title.startswith("明细"):
            (row,) = [row for row in sheet.iter_rows() if row[0].value == "合计"]
            found.append(Money(round(float(str(row[8].value)) * 100)))
    return found


def of_contracts(found: list[Working]) -> list[Money]:
    return [contract.total for working in found for contract in working.contracts]


@pytest.mark.slow
@needs_office
def test_libreoffice_reckons_every_figure_as_we_do(tmp_path: Path) -> None:
    found = workings([*sample_cases(), *awkward_cases(50), *tie_cases()])
    book = working_book(found)
    empty = without_results(book)
    shown = load_workbook(BytesIO(empty), data_only=True)
    assert all(shown[sheet][place].value is None for sheet, place in formulas(shown))
    again = recalculated(empty, tmp_path)
    assert differences(book, again) == []
    assert totals(again) == of_contracts(found)
    hairs = [
        1
        for sheet in load_workbook(BytesIO(book))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and re.search(r"[+-]0\.0+1,2\)$", str(cell.value))
    ]
    assert len(hairs) >= len(tie_cases())


@pytest.mark.slow
@needs_office
def test_the_formulas_are_live(tmp_path: Path) -> None:
    """A changed input changes the total, and the capitals no longer stand."""
    (working,) = workings(tie_cases()[:1])
    book = load_workbook(BytesIO(working_book([working])))
    sheet = book["明细1"]
    (uplift,) = [row for row in sheet.iter_rows() if row[0].value == "罚息上浮比例"]
    assert uplift[4].value == pytest.approx(0.5)
    uplift[4].value = 0.3
    changed = BytesIO()
    book.save(changed)
    (contract,) = working.contracts
    # From 2026-07-07 on 140 days: 12,345 × 5 % × 0.2 × 140 / 360 = 48.01 less of penalty, and
    # 61.73 × 5 % × 0.2 × 140 / 360 = 0.24 less of compound interest.
    again = recalculated(changed.getvalue(), tmp_path)
    (total,) = totals(again)
    assert contract.total - total == Money.from_yuan("48.25")
    words = [row[1].value for row in load_workbook(BytesIO(again), data_only=True)["明细1"]]
    assert "合计已改动，请另行核对大写" in words
