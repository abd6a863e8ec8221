"""Write the holiday table from the package chinesecalendar: all its years, in our form.

Usage: python scripts/export_holidays.py src/recoverydocs/law/tables/holidays.toml

The lists `statutory` of the file in place are kept: the package does not know which days of a
block are the statutory holidays themselves. Run it after the package has learnt a new year and
look at the difference: the yearly notice of the State Council decides, not the package.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import chinese_calendar
from chinese_calendar import constants

if TYPE_CHECKING:
    from datetime import date

WEEKDAYS = "一二三四五六日"
SATURDAY = 5


def _days(name: str, days: dict[date, str], tail: str) -> list[str]:
    """One list of days, each with its weekday and holiday as a comment."""
    if not days:
        return [f"{name} = []"]
    lines = [f"{name} = ["]
    lines += [f"  {day}, # {WEEKDAYS[day.weekday()]} {days[day]}{tail}" for day in sorted(days)]
    return [*lines, "]"]


def _year(year: int, statutory: list[date]) -> list[str]:
    """The table of one year."""
    off = {d: _chinese(n) for d, n in constants.holidays.items() if d.year == year}
    work = {d: _chinese(n) for d, n in constants.workdays.items() if d.year == year}
    lines = ["", "[[year]]", f"year = {year}"]
    lines += _days("off", off, "")
    lines += _days("work", {d: n for d, n in work.items() if d.weekday() >= SATURDAY}, "调休")
    if statutory:
        lines.append(f"statutory = [{', '.join(str(day) for day in statutory)}]")
    return lines


def _chinese(name: str) -> str:
    """The holiday's Chinese name as the package gives it."""
    return constants.Holiday(name).chinese if name else ""


def main(path: Path) -> None:
    """Rewrite the table at ``path`` with every year that the package knows."""
    text = path.read_text(encoding="utf-8")
    old = tomllib.loads(text)
    statutory = {row["year"]: row.get("statutory", []) for row in old["year"]}
    years = sorted({day.year for day in constants.holidays})
    head = text.split("[[year]]", 1)[0].rstrip().splitlines()
    lines = head + [line for year in years for line in _year(year, statutory.get(year, []))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {years[0]}-{years[-1]}, chinesecalendar {chinese_calendar.__version__}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
