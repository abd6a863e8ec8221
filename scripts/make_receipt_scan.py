"""Makes samples/receipt/receipt-scan.png: an invented carrier's receipt, as a scanner gives it.

Run by hand when the picture should change; it needs LibreOffice, pdftoppm and python-docx.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from docx import Document
from docx.shared import Cm, Pt

TARGET = Path(__file__).resolve().parents[1] / "samples" / "receipt" / "receipt-scan.png"
ROWS = (
    ("邮件号", "EB123456785CN"),
    ("承运人", "中国邮政速递物流（演示数据）"),
    ("收件人", "林示例"),
    ("收件地址", "虚构省示例市临江区样本街12号3栋502室"),
    ("内件品名", "《催款通知书（首次）》及文号，见交寄清单"),
    ("投递结果", "本人签收"),
    ("签收人签名", "（虚构签名）"),
)


def main() -> None:
    """Lay the receipt out, print it, photograph the print in grey."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(14.8), Cm(10.5)
    section.left_margin = section.right_margin = Cm(1)
    section.top_margin = section.bottom_margin = Cm(0.8)
    document.styles["Normal"].font.name = "Noto Sans CJK SC"
    document.styles["Normal"].font.size = Pt(10)
    title = document.add_paragraph()
    title.add_run("国内特快专递邮件 回执（虚构演示，不是真实邮件）").bold = True
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for name, text in ROWS:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, text
        cells[0].width, cells[1].width = Cm(3), Cm(9.8)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document.save(str(folder / "receipt.docx"))
        for command in (
            ["soffice", "--headless", "--convert-to", "pdf", "receipt.docx"],
            ["pdftoppm", "-r", "110", "-gray", "-png", "-singlefile", "receipt.pdf", "scan"],
        ):
            subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_bytes((folder / "scan.png").read_bytes())


if __name__ == "__main__":
    main()
