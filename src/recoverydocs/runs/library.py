"""The names that library users import: they read the file and call the rooms below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recoverydocs import claims, documents, evidence
from recoverydocs.errors import WrongUsageError
from recoverydocs.law import load_packaged
from recoverydocs.runs.batch import read_case_file
from recoverydocs.runs.clock import now
from recoverydocs.runs.given_files import read_package_file
from recoverydocs.runs.sealed_folder import read_register_files
from recoverydocs.runs.trust_folder import read_trust_folder

if TYPE_CHECKING:
    import os
    from datetime import date, datetime

    from recoverydocs.cases import Case, Intake
    from recoverydocs.claims import Claim
    from recoverydocs.documents import Draft
    from recoverydocs.evidence import SealedRegister, Trust, Verdict
    from recoverydocs.law import LawBook


def read_cases(path: str | os.PathLike[str]) -> Intake:
    """Every case of a file, and every fault; never an exception for bad data.

    Raises:
        WrongUsageError: there is no such file, or nobody reads files of its ending.
        OutsideFailedError: it cannot be read.
    """
    return read_case_file(Path(path))[0]


def assess(case: Case, *, as_of: date, law: LawBook | None = None) -> Claim:
    """What is owed on a day with its working, deadlines, findings and next steps.

    Args:
        case: one of ``read_cases(path).cases``.
        as_of: the day.
        law: dated tables; by default the packaged ones.
    """
    return claims.assess(case, law or load_packaged(), as_of)


def drafts(
    kind: str, review: Claim, *, target: str = "", issued_on: date | None = None
) -> tuple[Draft, ...]:
    """Every unnumbered document of a kind that an assessed case asks for, marked 草稿.

    Args:
        kind: slug of the kind.
        review: what ``assess`` gave.
        target: key of the only target wanted.
        issued_on: date that the drafts bear; by default the day of the figures.

    Raises:
        WrongUsageError: no such kind, or no such target.
        DataRefusedError: a value that the template prints is missing.
    """
    found = documents.kind_of(kind)
    wanted = [one for one in documents.targets(found, review.case) if target in {"", one.key}]
    if not wanted:
        raise WrongUsageError(f"the case asks for no {kind}" + (f" on {target}" * bool(target)))
    day = issued_on or review.as_of
    return tuple(
        documents.draft(found, review, one, document_number=None, issued_on=day)
        for one in wanted
    )


def draft(
    kind: str, review: Claim, *, target: str = "", issued_on: date | None = None
) -> bytes:
    """The one unnumbered Word document of a kind that an assessed case asks for.

    Raises:
        WrongUsageError: no such kind; none or several targets, and none is named.
        DataRefusedError: a value that the template prints is missing.
    """
    made = drafts(kind, review, target=target, issued_on=issued_on)
    if len(made) > 1:
        keys = [one.key for one in documents.targets(documents.kind_of(kind), review.case)]
        raise WrongUsageError(f"the case asks for several: name a target, {', '.join(keys)}")
    return made[0].content


def verify(
    path: str | os.PathLike[str],
    trust: Trust | str | os.PathLike[str],
    *,
    at: datetime | None = None,
    register: SealedRegister | str | os.PathLike[str] | None = None,
) -> Verdict:
    """What a package proves, offline; never an exception for a bad package.

    Args:
        path: the ``.asice`` file.
        trust: roots, or a folder of them (``independent/``, ``local/``, ``signers/``, CRLs).
        at: moment of verification; by default now.
        register: a sealed register, or its file with ``stamps/`` beside it, against packages
            that were cut back; ``Workspace.sealed_register`` gives a workspace's own.

    Raises:
        WrongUsageError: no such file or trust folder, or a pipe or device.
        OutsideFailedError: the file cannot be read.
        DataRefusedError: a file of the trust folder is not what its place says.
    """
    given = trust if isinstance(trust, evidence.Trust) else read_trust_folder(Path(trust))
    if register is not None and not isinstance(register, evidence.SealedRegister):
        register = read_register_files(Path(register))
    return evidence.verify(read_package_file(path), given, at or now(), register)
