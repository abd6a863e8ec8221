"""What this machine has, what it lacks, and what would then not work."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING

from recoverydocs.documents.fonts import find_fonts, fonts_in
from recoverydocs.documents.kinds import find_kinds
from recoverydocs.errors import RecoveryDocsError
from recoverydocs.law import load_packaged
from recoverydocs.runs.clock import CHINA
from recoverydocs.runs.config import FILE_NAME, NO_ENGINE, read_config
from recoverydocs.runs.setup import open_law, workspace_file
from recoverydocs.runs.signing import open_signing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from pathlib import Path

    from recoverydocs.law import LawBook

LEAST_PYTHON = (3, 11)
_NAME = re.compile(r"[A-Za-z0-9._-]+")
PROGRAMS = (
    ("soffice", "libreoffice-writer-nogui", "PDF 副本（issue --pdf）"),
    ("fc-match", "fontconfig", "缺字检查和 PDF 副本的字体"),
    ("pdftotext", "poppler-utils", "PDF 副本的测试"),
    ("openssl", "openssl", "用 openssl ts 自行核验时间戳"),
    ("xmllint", "libxml2-utils", "用 xmllint 自行核验证据包"),
    ("unzip", "unzip", "用 unzip、sha256sum 自行核验证据包"),
)
"""Programs of others: name, Debian package, what would not work without it."""
EXTRAS = (
    ("pyhanko", "pdf-signature", "PDF 副本签名（[signature] pdf）"),
    ("pillow", "pdf-signature", "PDF 副本签名（[signature] pdf）"),
    ("python-pkcs11", "pkcs11", '用密码设备中的密钥签名（[signature] engine = "pkcs11"）'),
)
"""Libraries that come with an extra: name, the extra, what would not work without it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for.

    Attributes:
        name: what it is.
        is_there: whether it was found and can be used.
        found: version, file or number of what was found; empty where nothing was.
        needed_for: what would not work without it, in Chinese.
        remedy: what to install or mend; empty where all is well.
        is_needed: whether nothing at all works without it.
    """

    name: str
    is_there: bool
    found: str
    needed_for: str
    remedy: str = ""
    is_needed: bool = False

    def as_json(self) -> dict[str, str | bool]:
        """The check as plain members."""
        return {
            "name": self.name,
            "ok": self.is_there,
            "found": self.found,
            "needed_for": self.needed_for,
            "remedy": self.remedy,
            "needed": self.is_needed,
        }


def examine(at: datetime, root: Path | None = None) -> tuple[Check, ...]:
    """Everything that the product leans on, what it cannot do without first.

    Args:
        at: whether tables and certificates that end somewhere still reach it.
        root: a workspace, whose own tables are looked at too; ``None`` for none.
    """
    return (
        *_python(),
        *_law(at.astimezone(CHINA).date(), root),
        _kinds(),
        *map(_program, PROGRAMS),
        *(_extra(*row) for row in EXTRAS),
        *_signature(at, root),
        *_fonts(),
    )


def _python() -> Iterator[Check]:
    """The interpreter and every library that the package asks for."""
    here = sys.version_info[:2]
    yield Check(
        "Python",
        here >= LEAST_PYTHON,
        ".".join(map(str, sys.version_info[:3])),
        "全部功能",
        "" if here >= LEAST_PYTHON else "安装 Python 3.11 或更高版本",
        is_needed=True,
    )
    for text in requires("recoverydocs") or ():
        name = _NAME.match(text)
        if name and "extra ==" not in text:
            yield _library(name.group(), text)


def _library(name: str, requirement: str) -> Check:
    """A library and its version; that the version fits was pip's to check."""
    try:
        found = version(name)
    except PackageNotFoundError:
        remedy = f'pip install "{requirement}"'
        return Check(name, False, "", "全部功能", remedy, is_needed=True)
    return Check(name, True, found, "全部功能", is_needed=True)


def _law(today: date, root: Path | None) -> Iterator[Check]:
    """The shipped tables as every command reads them, and a workspace's own over them."""
    try:
        law = load_packaged()
    except RecoveryDocsError as fault:
        yield Check("law/tables", False, "", "全部功能", str(fault), is_needed=True)
        return
    yield Check("law/tables", True, f"{len(law.tables)} 张表", "全部功能", is_needed=True)
    if root is not None:
        try:
            law = open_law(root)
        except RecoveryDocsError as fault:
            yield Check("law（工作区）", False, "", "全部功能", str(fault), is_needed=True)
    yield from _coverage(today, law)
    for table in law.tables.values():
        for file in table.own_files:
            yield Check(file.name, True, f"版本 {file.version}", f"本机构自有的 {table.id}")


def _coverage(today: date, law: LawBook) -> Iterator[Check]:
    """Each table that ends somewhere: whether today is still in it."""
    for name in law.tables:
        end = law.covered_to(name)
        if end is not None:
            remedy = "" if today <= end else f"在工作区 law/{name}.toml 补录之后的数据及来源"
            yield Check(
                f"law/tables/{name}",
                today <= end,
                f"截至 {end}",
                f"{end} 之后需要该表的计算",
                remedy,
            )


def _kinds() -> Check:
    """The templates beside the package."""
    try:
        kinds = find_kinds()
    except RecoveryDocsError as fault:
        return Check("templates", False, "", "文书", str(fault), is_needed=True)
    return Check("templates", bool(kinds), "、".join(kinds), "文书", is_needed=True)


def _program(row: tuple[str, str, str]) -> Check:
    program, package, needed_for = row
    found = shutil.which(program) or ""
    remedy = "" if found else f"apt-get install {package}"
    return Check(program, bool(found), found, needed_for, remedy)


def _extra(name: str, extra: str, needed_for: str) -> Check:
    try:
        return Check(name, True, version(name), needed_for)
    except PackageNotFoundError:
        return Check(name, False, "", needed_for, f"pip install 'recoverydocs[{extra}]'")


def _signature(at: datetime, root: Path | None) -> Iterator[Check]:
    """Whether a workspace that signs could sign now; nothing but fixed octets is signed."""
    if root is None:
        return
    name, needed_for = "签名（工作区）", "出具文书、附加材料"
    try:
        config = read_config(workspace_file(root / FILE_NAME))
        if config.signature_engine == NO_ENGINE:
            return
        with open_signing(root, config, at) as signing:
            remedy = "；".join(f"{one.message}。{one.remedy}" for one in signing.findings)
            found = f"{config.signature_engine} {signing.certificate_sha256[:16]}"
            yield Check(name, True, found, needed_for, remedy)
    except RecoveryDocsError as fault:
        yield Check(name, False, "", needed_for, str(fault))


def _fonts() -> Iterator[Check]:
    """Every font that the shipped templates ask for, or what stands in for it."""
    names = {name for kind in find_kinds().values() for name in fonts_in(kind.template)}
    fonts = find_fonts(names)
    files = {file.name: file for file in fonts.files}
    for name in sorted(names):
        file = files.get(name)
        remedy = (
            "" if file else "apt-get install fontconfig fonts-noto-cjk fonts-noto-cjk-extra"
        )
        yield Check(
            f"字体 {name}", file is not None, file.family if file else "", "PDF 副本", remedy
        )
