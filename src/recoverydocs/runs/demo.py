"""The whole way on the shipped samples: all kinds issued, a receipt attached, one verified."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from recoverydocs.claims import assess, explain
from recoverydocs.documents.working_book import working_book
from recoverydocs.errors import WrongUsageError
from recoverydocs.evidence import read_package, verify
from recoverydocs.runs.batch import read_batch
from recoverydocs.runs.clock import now
from recoverydocs.runs.config import Config
from recoverydocs.runs.reporting import write_report
from recoverydocs.runs.work_list import work_list
from recoverydocs.runs.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from recoverydocs.cases import Case
    from recoverydocs.evidence import Verdict
    from recoverydocs.law import LawBook
    from recoverydocs.runs.attaching import Attached
    from recoverydocs.runs.outcome import IssuedDocument, Outcome
    from recoverydocs.runs.register_check import RegisterVerdict

AS_OF = date(2026, 11, 24)
"""The day whose balances the samples state."""
ORDERS: Mapping[str, Sequence[str]] = {
    "dunning-notice": ("01-first-demand.json", "12-second-demand.yaml", "10-not-my-loan.json"),
    "guarantor-notice": ("02-guarantors.json",),
    "supplementary-agreement": ("09-repayment-agreement.json",),
    "preservation-application": ("06-before-suit.json", "03-mortgage-in-suit.json"),
    "arbitration-application": ("05-arbitration.json",),
    "internal-filing": ("11-final-demand-rare-name.json",),
}
"""Kind → samples. The loan under dispute is there to be refused."""
OVERRIDES: Mapping[str, str] = {
    "AGR-695": "演示：未书面同意的保证人对加重部分不承担责任，协议已逐一列明",
    "AGR-DATE": "演示：样例还款计划的日期是固定的，演示可以在任何一天进行",
}
"""What somebody in charge lets pass in the demo; the reason is kept in the package."""
SCAN = "receipt/receipt-scan.png"
"""A scan-like picture of an invented receipt, shipped with the samples."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the demo has made.

    Attributes:
        folder: all of it.
        workspace: the workspace in it.
        documents: the Word files, copied out of their packages to be looked at.
        outcomes: one for each kind.
        attached: the receipt, as revision 2 of the first notice.
        package: the package that was verified.
        verdict: what it proves.
        report: the 存证报告 on it.
        books: the working table of the first loan, and the work list of all samples.
        register: what the check of the register and of every package found.
    """

    folder: Path
    workspace: Path
    documents: tuple[Path, ...]
    outcomes: tuple[Outcome, ...]
    attached: Attached
    package: Path
    verdict: Verdict
    report: Path
    books: tuple[Path, Path]
    register: RegisterVerdict


def samples_folder() -> Path:
    """The shipped samples: beside the installed package, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_samples"
    return installed if installed.is_dir() else package.parent.parent / "samples"


def demonstrate(folder: Path, *, clock: Callable[[], datetime] = now) -> Demonstration:
    """Walk the whole way in a new folder.

    Raises:
        WrongUsageError: the folder holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WrongUsageError(f"{folder}: not empty; name a new folder")
    samples = samples_folder()
    texts = folder / "documents"
    texts.mkdir(parents=True)
    config = Config(house_name="海云市临江银行（虚构演示）")
    with Workspace.init(folder / "workspace", config, clock=clock) as house:
        outcomes: list[Outcome] = []
        documents: list[Path] = []
        for kind, names in ORDERS.items():
            batch = read_batch(samples / name for name in names)
            outcome = house.issue_all(
                kind, batch.cases, as_of=AS_OF, overrides=OVERRIDES, sources=batch.sources
            )
            outcomes.append(outcome)
            documents += [_copy_out(made, texts) for made in outcome.issued]
        first = outcomes[0].issued[0]
        (case,) = read_batch([samples / ORDERS["dunning-notice"][0]]).cases
        receipt = _receipt(first, case, samples, folder / "receipt", clock())
        attached = house.attach(
            first.number, [receipt[0]], json.loads(receipt[1].read_text("utf-8"))
        )
        content, at = first.package.read_bytes(), clock()
        verdict = verify(content, house.trust(), at, house.sealed_register())
        report = folder / "report.html"
        write_report(report, content, verdict, at)
        return Demonstration(
            folder,
            house.folder,
            tuple(documents),
            tuple(outcomes),
            attached,
            first.package,
            verdict,
            report,
            _books(folder, case, house.law),
            house.keeping.check_register(),
        )


def _books(folder: Path, first: Case, law: LawBook) -> tuple[Path, Path]:
    """The working table of one loan and the work list of all samples, as workbooks."""
    names = dict.fromkeys(name for names in ORDERS.values() for name in names)
    cases = read_batch(samples_folder() / name for name in names).cases
    claims = [assess(case, law, AS_OF) for case in cases]
    claim = assess(first, law, AS_OF)
    books = (folder / "working-table.xlsx", folder / "work-list.xlsx")
    books[0].write_bytes(working_book([explain(claim)]))
    books[1].write_bytes(work_list(claims, AS_OF))
    return books


def _copy_out(made: IssuedDocument, folder: Path) -> Path:
    """The Word file of a package, under a name that a newcomer can read."""
    main = made.manifest["document"]["main"]
    path = folder / f"{made.number} {made.title}.docx"
    path.write_bytes(read_package(made.package.read_bytes()).files[main])
    return path


def _receipt(
    made: IssuedDocument, case: Case, samples: Path, folder: Path, at: datetime
) -> tuple[Path, Path]:
    """A scan and a record made by hand, as somebody in the mail room would have them."""
    folder.mkdir()
    scan = folder / Path(SCAN).name
    shutil.copyfile(samples / SCAN, scan)
    contract = next(each for each in case.contracts if each.contract_no == made.target)
    debtor = case.party(contract.borrowers[0])
    address = next(each for each in case.addresses if each.party == debtor.party_id)
    moment = at.isoformat()
    record = {
        "channel": "ems",
        "carrier": "中国邮政速递物流（演示数据）",
        "mail_number": "EB123456785CN",
        "addressee": debtor.name,
        "address": {
            "value": address.text,
            "basis": {"type": "contract-clause", "reference": "第十四条"},
        },
        "slip_contents": f"《{made.title}》{made.number}",
        "posted_at": moment,
        "events": [
            {"code": "accepted", "at": moment, "source": "manual", "text": "演示：已收寄"},
            {
                "code": "delivered-addressee",
                "at": moment,
                "source": "manual",
                "text": "演示：本人签收",
                "signer": debtor.name,
            },
        ],
        "outcome": {
            "result": "delivered",
            "on": at.date().isoformat(),
            "stated_by": "operator",
            "basis_events": [1],
        },
        "receipts": [scan.name],
    }
    path = folder / "record.json"
    path.write_text(json.dumps([record], ensure_ascii=False, indent=2) + "\n", "utf-8")
    return scan, path
