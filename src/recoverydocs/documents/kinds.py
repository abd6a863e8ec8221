"""The kinds of documents: one folder each, read from ``templates/`` without any code in it.

A folder holds ``template.docx``, ``kind.toml``, ``sample.json`` and ``README.md``. What the
keys of ``kind.toml`` mean stands in docs/templates.md; what a field means, in ``fields``.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, cast

from recoverydocs.errors import DataRefusedError, Finding, Severity, WrongUsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Layout = Literal["L1", "L2", "L3"]
Per = Literal["contract", "guarantee", "notice", "case"]

_FILES = ("template.docx", "kind.toml", "sample.json", "README.md")
_TEXTS = ("title", "code", "layout", "version", "per", "proof")
_LISTS = ("fields", "preconditions", "findings", "checks", "provisions", "figures", "delivery")
_FLAGS = ("prints_full_id", "prints_number")
_COUNTS = ("fixed", "signatories", "notarised", "respondents", "arbitrators")
_ENCLOSURES: Mapping[str, frozenset[str]] = {
    "working-table": frozenset({"always", "on-request"}),
}
"""What a document can have appended, and when: Word files beside the folders of the kinds."""
_CHOICES: Mapping[str, frozenset[str]] = {
    "layout": frozenset({"L1", "L2", "L3"}),
    "per": frozenset({"contract", "guarantee", "notice", "case"}),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document (文书种类).

    Attributes:
        slug: the folder's name, such as ``dunning-notice``.
        title: 文书名称, in Chinese.
        code: 文号代码, such as ``催``; filings take ``备``.
        layout: L1 letter, L2 filing, L3 internal table.
        version: of template and kind.toml together, as the manifest names it.
        per: what one document is made for.
        template: octets of template.docx.
        template_sha256: their SHA-256, in hexadecimal.
        fields: the groups of fields that the template may print; keys of ``fields.GROUPS``.
        preconditions: gates such as ``G-HOLD``; ``G-LIM:warn`` weakens a block to a warning.
        rules: further rules of claims, by id, whose findings concern this kind.
        checks: checks on the text read back; keys of ``checks.CHECKS``.
        provisions: keys of the statutes table that the template cites.
        figures: names of the figures it shows.
        copies: how many copies, as counts for each of what kind.toml names.
        delivery: channels, in the manifest's words, the first one preferred.
        proof: what proof of delivery is awaited, in Chinese.
        prints_full_id: whether id numbers of natural persons stand in it whole.
        prints_number: whether its 文号 stands in its text; a filing's is internal.
        enclosures: name → ``always`` or ``on-request``: what is appended to the document.
        working_table: octets of the 计算明细表's template; empty where it is never appended.
        defaults: the house's own numbers, such as days to pay, used where the case names none.
        sample: octets of sample.json, one complete invented case.
    """

    slug: str
    title: str
    code: str
    layout: Layout
    version: str
    per: Per
    template: bytes = field(repr=False)
    template_sha256: str
    fields: tuple[str, ...]
    preconditions: tuple[str, ...]
    rules: tuple[str, ...]
    checks: tuple[str, ...]
    provisions: tuple[str, ...]
    figures: tuple[str, ...]
    copies: Mapping[str, int]
    delivery: tuple[str, ...]
    proof: str
    prints_full_id: bool
    prints_number: bool
    enclosures: Mapping[str, str]
    working_table: bytes = field(repr=False)
    defaults: Mapping[str, int]
    sample: bytes = field(repr=False)


def read_kind(slug: str, files: Mapping[str, bytes]) -> Kind:
    """One kind from the files of its folder.

    Args:
        slug: the folder's name.
        files: content by file name, of the folder and of the enclosures beside it.

    Raises:
        DataRefusedError: a file or key is missing, unknown or of the wrong type; all are named.
    """
    missing = [name for name in _FILES if name not in files]
    if missing:
        raise _refused(slug, [f"缺少文件 {name}" for name in missing])
    try:
        data = tomllib.loads(files["kind.toml"].decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise _refused(slug, [f"kind.toml 不是 UTF-8 编码的 TOML：{fault}"]) from fault
    faults = _faults(data)
    if faults:
        raise _refused(slug, faults)
    enclosures = dict(data.get("enclosures", {}))
    missing = [f"{name}.docx" for name in enclosures if f"{name}.docx" not in files]
    if missing:
        raise _refused(slug, [f"缺少附件模板 {name}" for name in missing])
    template = files["template.docx"]
    return Kind(
        slug,
        data["title"],
        data["code"],
        cast("Layout", data["layout"]),
        data["version"],
        cast("Per", data["per"]),
        template,
        hashlib.sha256(template).hexdigest(),
        tuple(data["fields"]),
        tuple(data["preconditions"]),
        tuple(data["findings"]),
        tuple(data["checks"]),
        tuple(data["provisions"]),
        tuple(data["figures"]),
        MappingProxyType(dict(data["copies"])),
        tuple(data["delivery"]),
        data["proof"],
        data["prints_full_id"],
        data["prints_number"],
        MappingProxyType(enclosures),
        files["working-table.docx"] if "working-table" in enclosures else b"",
        MappingProxyType(dict(data.get("defaults", {}))),
        files["sample.json"],
    )


def _faults(data: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with the keys of a kind.toml."""
    optional = {"defaults", "enclosures"}
    known = {*_TEXTS, *_LISTS, *_FLAGS, "copies"} | optional
    faults = [f"kind.toml 有不认识的键 {key}" for key in sorted(set(data) - known)]
    faults += [f"kind.toml 缺少 {key}" for key in sorted(known - optional - set(data))]
    for key, value in data.items():
        if key in _TEXTS and not (isinstance(value, str) and value):
            faults.append(f"kind.toml 的 {key} 应为文字")
        elif key in _CHOICES and value not in _CHOICES[key]:
            faults.append(f"kind.toml 的 {key} 应为 {'、'.join(sorted(_CHOICES[key]))} 之一")
        elif key in _LISTS and not _is_list_of_text(value):
            faults.append(f"kind.toml 的 {key} 应为文字的列表")
        elif key in _FLAGS and not isinstance(value, bool):
            faults.append(f"kind.toml 的 {key} 应为 true 或 false")
    faults += _enclosure_faults(data.get("enclosures", {}))
    faults += _table_faults("copies", data.get("copies", {}), _COUNTS)
    faults += _table_faults("defaults", data.get("defaults", {}), ())
    return faults


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _table_faults(key: str, table: object, allowed: tuple[str, ...]) -> list[str]:
    if not isinstance(table, dict) or not all(
        type(n) is int and n >= 0 for n in table.values()
    ):
        return [f"kind.toml 的 {key} 应为非负整数的表"]
    unknown = sorted(set(table) - set(allowed)) if allowed else []
    return [f"kind.toml 的 {key} 有不认识的项 {name}" for name in unknown]


def _enclosure_faults(table: object) -> list[str]:
    if not isinstance(table, dict):
        return ["kind.toml 的 enclosures 应为表"]
    return [
        f"kind.toml 的 enclosures 不能有 {name} = {value!r}"
        for name, value in table.items()
        if value not in _ENCLOSURES.get(name, frozenset())
    ]


def _refused(slug: str, messages: list[str]) -> DataRefusedError:
    findings = [
        Finding(Severity.FAULT, "kind-damaged", slug, message, "请对照 docs/templates.md 改正")
        for message in messages
    ]
    return DataRefusedError(f"kind {slug} refused", findings)


def packaged_folder() -> Path:
    """The folder of the shipped kinds: beside the installed package, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent.parent / "templates"


def enclosure_files(
    folder: Path, read: Callable[[Path], bytes] = Path.read_bytes
) -> dict[str, bytes]:
    """Templates of enclosures beside the kinds of a folder; the shipped one of each else.

    Args:
        folder: holds the folders of kinds.
        read: how a file is read.
    """
    found: dict[str, bytes] = {}
    for name in _ENCLOSURES:
        file = f"{name}.docx"
        held = [root / file for root in (folder, packaged_folder()) if (root / file).is_file()]
        if held:
            found[file] = read(held[0])
    return found


@cache
def find_kinds(folder: Path | None = None) -> Mapping[str, Kind]:
    """Every kind by slug, from a folder of folders; by default the shipped ones.

    Raises:
        DataRefusedError: a folder is incomplete, or its kind.toml is off.
        WrongUsageError: there is no such folder.
    """
    root = folder or packaged_folder()
    if not root.is_dir():
        raise WrongUsageError(f"no folder of templates: {root}")
    shared = enclosure_files(root)
    return MappingProxyType(
        {
            each.name: read_kind(
                each.name,
                shared
                | {file.name: file.read_bytes() for file in each.iterdir() if file.is_file()},
            )
            for each in sorted(root.iterdir())
            if each.is_dir() and not each.name.startswith(".")
        }
    )


def kind_of(slug: str, kinds: Mapping[str, Kind] | None = None) -> Kind:
    """One kind by slug.

    Raises:
        WrongUsageError: there is none of that name.
    """
    known = find_kinds() if kinds is None else kinds
    if slug not in known:
        raise WrongUsageError(f"no kind {slug!r}; known: {', '.join(known)}")
    return known[slug]
