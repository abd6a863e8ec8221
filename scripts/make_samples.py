"""Write samples/ anew; the same files on any machine. Run it from anywhere: no arguments.

The matters stand in ``sample_matters``; balances come from its own day-by-day reckoning.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from sample_matters import broken, companies, filings, persons, several  # noqa: E402

from recoverydocs.cases import shipped_column_map  # noqa: E402
from recoverydocs.cases.workbooks import filled_workbook, invented_workbook  # noqa: E402

SAMPLES = ROOT / "samples"
MATTERS: dict[str, Callable[[], dict]] = {
    "01-first-demand.json": persons.first_demand,
    "02-guarantors.json": companies.guarantors,
    "03-mortgage-in-suit.json": persons.mortgage_in_suit,
    "04-sole-trader.yaml": persons.sole_trader,
    "05-arbitration.json": filings.arbitration,
    "06-before-suit.json": filings.before_suit,
    "07-before-arbitration.json": filings.before_arbitration,
    "08-in-arbitration.yaml": filings.in_arbitration,
    "09-repayment-agreement.json": companies.agreement,
    "10-not-my-loan.json": persons.not_mine,
    "11-final-demand-rare-name.json": persons.rare_name_final,
    "12-second-demand.yaml": companies.second_demand,
    "13-balances-differ.json": companies.balances_differ,
    "14-time-barred.json": persons.time_barred,
    "15-guarantee-lapsed.json": companies.guarantee_lapsed,
    "16-guarantor-refuses.json": companies.refusing_guarantor,
}
"""File name → matter; the ending chooses the form."""
BULK, SEED = 200, 2026


class _Plain(yaml.SafeDumper):
    """Lists indented below their key, nothing shared by anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    quoted = not text or text[0].isdigit() or text in {"true", "false"}
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, '"' if quoted else None)


_Plain.add_representer(str, _text)


def octets(name: str, matter: dict) -> bytes:
    """One matter in the form that its file name asks for."""
    if name.endswith(".yaml"):
        head = "# 虚构案例，人物、企业、账号均不存在。Invented: nobody here exists.\n"
        return (
            head
            + yaml.dump(matter, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100)
        ).encode()
    return (json.dumps(matter, ensure_ascii=False, indent=2) + "\n").encode()


def files() -> dict[str, bytes]:
    """Every sample file by name."""
    found = {name: octets(name, make()) for name, make in MATTERS.items()}
    lines = [json.dumps(each, ensure_ascii=False) for each in several.short_matters()]
    found["cases.jsonl"] = "".join(f"{line}\n" for line in lines).encode()
    matters = several.workbook_matters()
    found["cases.xlsx"] = filled_workbook(matters, shipped_column_map())
    found["core-export.csv"] = several.export(found["cases.xlsx"])
    found["core-export.toml"] = several.export_map(matters[0])
    found["bulk.xlsx"] = invented_workbook(BULK, SEED)
    found["broken.xlsx"] = broken.broken_workbook()
    return found


def main() -> None:
    """Write them."""
    SAMPLES.mkdir(exist_ok=True)
    for name, content in files().items():
        (SAMPLES / name).write_bytes(content)
        print(name, len(content))


if __name__ == "__main__":
    main()
