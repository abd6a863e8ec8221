"""The shipped kinds agree with their templates; a folder that is off is refused whole."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.documents.support import DAY, SLUGS, assessed, made, sample

from recoverydocs.claims import GATES, gate_findings
from recoverydocs.documents import field_labels, find_kinds, kind_of, read_kind, targets
from recoverydocs.documents.checks import COMMON
from recoverydocs.documents.engine import check_template
from recoverydocs.documents.fields import GROUPS, LABELS
from recoverydocs.documents.kind_checks import KIND_CHECKS
from recoverydocs.documents.kinds import packaged_folder
from recoverydocs.errors import DataRefusedError, Severity, WrongUsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
FILES = {"template.docx", "kind.toml", "sample.json", "README.md"}
# What the catalogue says of each family: code, layout, gates that must not be missing.
CATALOGUE = {
    "dunning-notice": ("催", "L1", {"G-DUE", "G-SUM", "G-HOLD", "G-ALIVE", "G-ADDR", "G-APPR"}),
    "guarantor-notice": ("保", "L1", {"G-GUAR", "G-HOLD", "G-SUM"}),
    "supplementary-agreement": ("补", "L2", {"G-HOLD", "G-SUM", "G-ALIVE", "G-FORUM"}),
    "internal-filing": ("备", "L3", set()),
    "preservation-application": ("备", "L2", {"G-HOLD", "G-SUM", "G-ALIVE", "G-FORUM"}),
    "arbitration-application": ("备", "L2", {"G-FORUM", "G-ACC", "G-GUAR", "G-HOLD", "G-SUM"}),
}


def template_text(slug: str) -> str:
    with zipfile.ZipFile(BytesIO(kind_of(slug).template)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if "word/" in name]
    return re.sub(r"<[^>]+>", "", "".join(parts)).replace("&quot;", '"')


@pytest.mark.parametrize("slug", SLUGS)
def test_folder_holds_four_files_and_no_code(slug: str) -> None:
    assert {path.name for path in (packaged_folder() / slug).iterdir()} == FILES


@pytest.mark.parametrize("slug", SLUGS)
def test_kind_agrees_with_the_catalogue(slug: str) -> None:
    kind = kind_of(slug)
    code, layout, gates = CATALOGUE[slug]
    assert (kind.code, kind.layout) == (code, layout)
    assert gates <= {each.partition(":")[0] for each in kind.preconditions}
    named = {each.partition(":")[0] for each in (*kind.preconditions, *kind.rules)}
    assert named <= set(GATES)
    assert set(kind.fields) <= set(GROUPS)
    assert set(kind.checks) <= set(KIND_CHECKS)
    assert kind.template_sha256 not in repr(kind.template)


@pytest.mark.parametrize("slug", SLUGS)
def test_template_is_clean_and_uses_known_fields_only(slug: str) -> None:
    kind = kind_of(slug)
    assert check_template(kind.template, tuple(field_labels(kind)), slug) == ()


@pytest.mark.parametrize("slug", SLUGS)
def test_provisions_are_those_that_the_template_cites(slug: str) -> None:
    calls = re.findall(r"law\(([^)]*)\)", template_text(slug))
    keys = {key for call in calls for key in re.findall(r'"([^"]+)"', call)}
    assert set(kind_of(slug).provisions) == keys
    assert not re.search(r"第[一二三四五六七八九十百]+条", template_text(slug))


@pytest.mark.parametrize("slug", SLUGS)
def test_sample_passes_the_gates_of_its_kind(slug: str) -> None:
    kind, claim = kind_of(slug), assessed(slug)
    for target in targets(kind, claim.case):
        names = (*kind.preconditions, *kind.rules)
        found = gate_findings(claim, names, kind=slug, target=target)
        stops = [each for each in found if each.severity in {Severity.FAULT, Severity.BLOCK}]
        assert [each.line() for each in stops] == []


def test_loan_under_an_open_dispute_gets_no_demand() -> None:
    dispute = {
        "no": "异-1", "type": "非本人贷款", "received": "2026-11-20", "claim": "不是我借的",
        "state": "核查中", "reply_due": "2026-12-10",
    }  # fmt: skip
    hold = {"no": "停-1", "dispute": "异-1", "scopes": ["电话", "函件"], "from": "2026-11-20"}
    claim = assessed(
        "dunning-notice", lambda data: data.update(disputes=[dispute], holds=[hold])
    )
    kind = kind_of("dunning-notice")
    for target in targets(kind, claim.case):
        found = gate_findings(claim, kind.preconditions, kind=kind.slug, target=target)
        assert "G-HOLD" in {each.rule for each in found if each.severity is Severity.BLOCK}


def test_every_field_has_a_label_and_every_label_a_field() -> None:
    paths: set[str] = set()
    empty: set[str] = set()
    for slug in SLUGS:
        for each in targets(kind_of(slug), sample(slug)):
            for path, value in _paths(dict(made(slug, key=each.key).fields), ""):
                paths.add(path)
                if value is None or value == []:
                    empty.add(path)
    unused = {name for name in LABELS if name not in paths}
    # Members of a list that no sample fills, or of an agent whom none names.
    assert {name for name in unused if name.rpartition(".")[0] not in empty} == set()


def _paths(value: object, path: str) -> Iterator[tuple[str, object]]:
    if path:
        yield path, value
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _paths(member, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for item in value:
            yield from _paths(item, path)


def test_published_list_of_fields_is_current() -> None:
    page = (ROOT / "docs" / "template-fields.md").read_text("utf-8")
    shared = field_labels()
    assert "## working-table.docx（计算明细表）" in page
    assert all(f"| `{name}` | {label} |" in page for name, label in shared.items())
    for slug in SLUGS:
        kind = kind_of(slug)
        assert f"## {slug}（{kind.title}）" in page
        for name, label in field_labels(kind).items():
            assert f"| `{name}` | {label} |" in page
    kinds = sum(len(field_labels(kind_of(slug))) for slug in SLUGS)
    assert page.count("| `") == kinds + len(shared)


def test_every_check_has_a_name_of_its_own() -> None:
    assert set(COMMON) & set(KIND_CHECKS) == set()


def good() -> dict[str, bytes]:
    folder = packaged_folder() / "internal-filing"
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refusals(**changes: bytes | None) -> list[str]:
    files = good()
    for name, content in changes.items():
        key = {"toml": "kind.toml", "docx": "template.docx"}[name]
        if content is None:
            del files[key]
        else:
            files[key] = content
    with pytest.raises(DataRefusedError) as refused:
        read_kind("mine", files)
    return [each.message for each in refused.value.findings]


def test_missing_file_and_broken_toml_are_named() -> None:
    assert refusals(docx=None) == ["缺少文件 template.docx"]
    assert "不是 UTF-8 编码的 TOML" in refusals(toml=b"title = ")[0]
    assert "不是 UTF-8 编码的 TOML" in refusals(toml=b"\xff")[0]


def test_every_wrong_key_is_named_at_once() -> None:
    text = good()["kind.toml"].decode()
    text = text.replace('title = "法律风险备案表"', 'title = ""\nsurprise = 1')
    text = text.replace('layout = "L3"', 'layout = "L9"').replace(
        "delivery = []", "delivery = [1]"
    )
    text = text.replace("prints_full_id = false", "prints_full_id = 0")
    text = text.replace("fixed = 1", "fixed = -1").replace('code = "备"\n', "")
    text += "\n[defaults]\ndays = true\n"
    messages = refusals(toml=text.encode())
    assert messages == [
        "kind.toml 有不认识的键 surprise",
        "kind.toml 缺少 code",
        "kind.toml 的 title 应为文字",
        "kind.toml 的 layout 应为 L1、L2、L3 之一",
        "kind.toml 的 delivery 应为文字的列表",
        "kind.toml 的 prints_full_id 应为 true 或 false",
        "kind.toml 的 copies 应为非负整数的表",
        "kind.toml 的 defaults 应为非负整数的表",
    ]
    unknown = good()["kind.toml"].replace(b"fixed = 1", b"judges = 1")
    assert refusals(toml=unknown) == ["kind.toml 的 copies 有不认识的项 judges"]


def test_unknown_kind_and_folder_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError, match="no kind 'love-letter'"):
        kind_of("love-letter")
    with pytest.raises(WrongUsageError, match="no folder"):
        find_kinds(tmp_path / "absent")


def test_own_folder_of_kinds_is_read(tmp_path: Path) -> None:
    (tmp_path / ".hidden").mkdir()
    own = tmp_path / "our-filing"
    own.mkdir()
    for name, content in good().items():
        (own / name).write_bytes(content)
    (own / "notes").mkdir()
    (tmp_path / "README.md").write_text("not a kind")
    kinds = find_kinds(tmp_path)
    assert list(kinds) == ["our-filing"]
    assert kind_of("our-filing", kinds).sample == good()["sample.json"]


def test_sample_states_the_balances_of_the_day() -> None:
    for slug in SLUGS:
        data = json.loads(kind_of(slug).sample)
        days = {row["as_of"] for each in data["contracts"] for row in each["core_balances"]}
        assert days == {DAY.isoformat()}
