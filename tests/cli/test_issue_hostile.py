"""Hostile case data through the command: it arrives whole, or is refused by name."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from tests.cli.support import DAY, FIRST, SAMPLES, told

from recoverydocs.documents.engine import read_back
from recoverydocs.documents.fonts import find_fonts
from recoverydocs.errors import ExitCode
from recoverydocs.evidence import read_package

if TYPE_CHECKING:
    from pathlib import Path

needs_fonts = pytest.mark.skipif(not find_fonts(["宋体"]).files, reason="needs fonts-noto-cjk")


def named(folder: Path, name: str) -> Path:
    """The first sample, its borrower called otherwise."""
    data: dict[str, Any] = json.loads(FIRST.read_text("utf-8"))
    data["parties"][0]["name"] = name
    for loan in data["contracts"][0]["disbursements"]:
        loan["payee_name"] = name
    file = folder / "hostile.json"
    file.write_text(json.dumps(data), "utf-8")
    return file


@pytest.mark.parametrize(
    "name",
    [
        "A&B‹有限>公司",
        "</w:t></w:r></w:p>",
        "&lt;甲&gt;&amp;",
        pytest.param("𠮷田䶮", marks=needs_fonts),
        "=1+1",
        "甲\u00a0乙",
        "../../甲",
        "'; DROP TABLE document; --",
        "甲" * 300,
    ],
)
def test_hostile_name_arrives_whole(
    capsys: pytest.CaptureFixture[str], workspace: Path, tmp_path: Path, name: str
) -> None:
    file = named(tmp_path, name)
    code, answer = told(capsys, "issue", "dunning-notice", *DAY, "-w", workspace, file)
    assert code == 0, answer
    (made,) = answer["issued"]
    package = read_package((workspace / "packages" / made["path"]).read_bytes())
    (document,) = [content for path, content in package.files.items() if path.endswith(".docx")]
    assert f"{name}：" in read_back(document).splitlines()
    source = json.loads(package.files["files/001/source.json"])
    assert source["parties"][0]["name"] == name
    assert name not in str(made["path"])
    code, answer = told(
        capsys, "verify", "-w", workspace, workspace / "packages" / made["path"]
    )
    assert code == ExitCode.LOCAL_PASSED


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("{{ 7*7 }}", 3, "文中留有未填写的标记 {{，出自字段 borrowers.name"),
        ("{% for x in y %}", 3, "文中留有未填写的标记 {%，出自字段 borrowers.name"),
        ("张\u0007三", 3, "(parties[1].name 姓名或名称): 含有不可用字符 U+0007（控制字符）"),
        ("张\u202e三", 3, "U+202E（不可见的格式字符）"),
        ("张\ud800三", 3, "姓名或名称"),
        ("张\ue000三", 3, "U+E000（自造字）"),
        ("张\n三", 3, "U+000A（控制字符）"),
        ("　", 3, "不能为空白"),
        pytest.param("张\U0002a6a5", 5, "（U+2A6A5）在所用字体中没有字形", marks=needs_fonts),
    ],
)
def test_what_cannot_arrive_is_refused_by_name(  # noqa: PLR0913, PLR0917 - three are fixtures
    capsys: pytest.CaptureFixture[str],
    workspace: Path,
    tmp_path: Path,
    name: str,
    code: int,
    words: str,
) -> None:
    file = named(tmp_path, name)
    ended, answer = told(capsys, "issue", "dunning-notice", *DAY, "-w", workspace, file)
    assert ended == code
    findings = [*answer["findings"], *(f for r in answer["refused"] for f in r["findings"])]
    assert any(words in finding["line"] for finding in findings), findings
    assert not list((workspace / "packages").rglob("*.asice"))


def test_formula_in_a_workbook_comes_back_as_text(
    capsys: pytest.CaptureFixture[str], workspace: Path, tmp_path: Path
) -> None:
    book = load_workbook(SAMPLES / "bulk.xlsx")
    for sheet in book.sheetnames[1:]:
        if sheet in {"还款计划", "还款流水", "担保信息"}:
            del book[sheet]
    rows = book["逾期清单"]
    rows.delete_rows(3, rows.max_row)
    headings = [cell.value for cell in rows[1]]
    purpose = rows.cell(2, headings.index("贷款用途") + 1)
    purpose.value, purpose.data_type = "=1+1", "s"
    rows.cell(2, headings.index("证件号码") + 1).value = "1"
    buffer = io.BytesIO()
    book.save(buffer)
    file = tmp_path / "formula.xlsx"
    file.write_bytes(buffer.getvalue())
    code, answer = told(capsys, "issue", "dunning-notice", *DAY, "-w", workspace, file)
    assert code == ExitCode.DATA_REFUSED
    (path,) = answer["error_workbooks"]
    cells = [cell for row in load_workbook(path)["逾期清单"] for cell in row]
    (back,) = [cell for cell in cells if cell.value == "=1+1"]
    assert back.data_type == "s"
