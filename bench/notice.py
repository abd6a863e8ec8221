"""What the benchmarks share: a two-page notice with twelve rows and a picture, and its cases.

Everybody in the cases is invented.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import _Cell

ROWS = 12
SEED = 20261124
COLUMNS = (
    ("期次", "no"),
    ("应还日", "due_on"),
    ("应还本金", "principal"),
    ("应还利息", "interest"),
    ("罚息", "penalty_interest"),
    ("合计", "total"),
)
BODY = Path(__file__).with_name("notice.txt").read_text("utf-8").splitlines()


def picture() -> bytes:
    """A PNG of a bank's mark: a few kilobytes that do not compress."""
    width, height = 120, 40
    noise = bytes(
        (x * 7919 + y * 104729 + x * y) % 251 for y in range(height) for x in range(width * 3)
    )
    rows = b"".join(b"\0" + noise[y * width * 3 : (y + 1) * width * 3] for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def template(*, mustache: bool = False) -> bytes:
    """The notice as a Word template, in our tags or in docxtemplater's."""
    word = Document()
    style = word.styles["Normal"]
    style.font.name, style.font.size = "仿宋_GB2312", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.header.paragraphs[0].text = _tags("{{ creditor }}　{{ number }}", mustache)
    section.footer.paragraphs[0].text = _tags(
        "{{ creditor }}　案件编号 {{ case_id }}", mustache
    )
    word.add_paragraph().add_run().add_picture(BytesIO(picture()), width=Mm(30))
    word.add_heading("逾期贷款催收通知书", 1)
    word.add_paragraph(_tags("{{ debtor }}：", mustache))
    for paragraph in BODY:
        word.add_paragraph(_tags(paragraph, mustache))
    _table(word, mustache)
    word.add_paragraph(_tags("{{ creditor }}（盖章）", mustache))
    word.add_paragraph(_tags("{{ issued_on }}", mustache))
    octets = BytesIO()
    word.save(octets)
    return octets.getvalue()


def _table(word: Word, mustache: bool) -> None:  # noqa: FBT001 - one of two dialects
    table = word.add_table(rows=1, cols=len(COLUMNS))
    table.style = "Table Grid"
    for cell, (heading, _) in zip(table.rows[0].cells, COLUMNS, strict=True):
        _fill(cell, heading)
    values = [f"{{{{ row.{key} }}}}" for _, key in COLUMNS]
    if mustache:
        values = [f"{{{{{key}}}}}" for _, key in COLUMNS]
        values[0] = "{{#rows}}" + values[0]
        values[-1] += "{{/rows}}"
    else:
        _fill(table.add_row().cells[0], "{%tr for row in rows %}")
    for cell, value in zip(table.add_row().cells, values, strict=True):
        _fill(cell, value)
    if not mustache:
        _fill(table.add_row().cells[0], "{%tr endfor %}")


def _fill(cell: _Cell, text: str) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.font.size = Pt(10.5)


def _tags(text: str, mustache: bool) -> str:  # noqa: FBT001 - one of two dialects
    if not mustache:
        return text
    return (
        text.replace("{{ ", "{{")
        .replace(" }}", "}}")
        .replace("{% if guarantor %}", "{{#guarantor}}")
        .replace("{% endif %}", "{{/guarantor}}")
    )


def cases(count: int) -> list[dict[str, object]]:
    """As many cases as wanted, no two alike."""
    return [_case(number) for number in range(1, count + 1)]


def _case(number: int) -> dict[str, object]:
    base = 100_000 + (number * SEED) % 900_000
    rows = [
        {
            "no": str(row + 1),
            "due_on": f"2026年{row + 1}月20日",
            "principal": f"{base / 12:,.2f}",
            "interest": f"{base * 0.0435 / 12:,.2f}",
            "penalty_interest": f"{(row + number) % 97 + 0.37:,.2f}",
            "total": f"{base / 11:,.2f}",
        }
        for row in range(ROWS)
    ]
    return {
        "creditor": "虚构示例银行股份有限公司示例支行",
        "number": f"示银催字〔2026〕{number}号",
        "case_id": f"SL-2026-{number:06d}",
        "debtor": f"虚构贸易（第{number}号）有限公司",
        "signed_on": "2024年3月1日",
        "contract_no": f"示借字2024第{number:06d}号",
        "disbursed_on": "2024年3月5日",
        "principal": f"{base:,.2f}",
        "principal_words": "壹拾万元整",
        "rate": "4.35",
        "due_on": "2027年3月1日",
        "as_of": "2026年11月24日",
        "overdue_days": str(number % 400 + 1),
        "principal_due": f"{base * 0.8:,.2f}",
        "interest": f"{base * 0.03:,.2f}",
        "penalty_interest": f"{base * 0.01:,.2f}",
        "compound_interest": f"{base * 0.001:,.2f}",
        "total": f"{base * 0.841:,.2f}",
        "total_words": "捌万肆仟壹佰元整",
        "law_performance": "《中华人民共和国民法典》第六百七十五条",
        "law_interest": "《中华人民共和国民法典》第六百七十六条",
        "clause": "九",
        "pay_by": "2026年12月10日",
        "account_name": "虚构示例银行股份有限公司示例支行",
        "account_bank": "虚构示例银行营业部",
        "account_no": f"6200000000{number:09d}",
        "guarantor": f"虚构担保（第{number}号）有限公司" if number % 3 else "",
        "guarantee_no": f"示保字2024第{number:06d}号",
        "objection_days": "7",
        "contact": "示例员",
        "phone": f"138{number % 10**8:08d}",
        "address": f"虚构省示例市演示路{number}号",
        "issued_on": "2026年11月24日",
        "rows": rows,
    }
