"""Draws docs/gallery anew: every kind's sample as pictures, page by page, and their list.

Needs LibreOffice, fonts-noto-cjk and pdftoppm. Look at what changed before you commit it.
"""

from __future__ import annotations

import struct
import subprocess
import tempfile
import zlib
from datetime import date
from pathlib import Path

from recoverydocs.cases import Case
from recoverydocs.claims import assess
from recoverydocs.documents import draft, kind_of, targets
from recoverydocs.documents.pdf import to_pdf
from recoverydocs.law import load_packaged

ROOT = Path(__file__).resolve().parents[1]
GALLERY = ROOT / "docs" / "gallery"
DAY = date(2026, 11, 24)
DOTS_AN_INCH = 72
SHOWN = (
    ("dunning-notice", 0, "dunning-notice", "{title}，含回执和债权明细表"),
    ("guarantor-notice", 0, "guarantor-notice", "{title}（连带责任保证，请求金额以限额为准）"),
    ("guarantor-notice", 1, "guarantor-notice-general", "{title}"),
    (
        "supplementary-agreement",
        0,
        "supplementary-agreement",
        "{title}，含还款计划、担保人同意、公证条款、签署栏",
    ),
    ("internal-filing", 0, "internal-filing", "{title}"),
    (
        "preservation-application",
        0,
        "preservation-application",
        "{title}（诉讼中，请求免予担保）",
    ),
    ("arbitration-application", 0, "arbitration-application", "{title}，附计算明细表"),
)
"""Kind, which document of its sample, name of the pictures, caption."""
HEAD = """# 样例文书图片

每种文书由 `templates/<文书>/sample.json` 的虚构案件生成，截止日和落款日期均为 2026年11月24日，
转为 PDF 后逐页截图。人名、机构、号码全部虚构。本机没有仿宋、宋体、楷体、黑体，图片以
Noto Serif CJK SC、Noto Sans CJK SC 代替；Word 中显示的是模板所写的字体。
由 `scripts/make_gallery.py` 生成。
"""
VERIFIER = "verifier.png"
FOOT = f"""
## 证据包离线核验网页

由 `scripts/draw_verifier.py` 生成：公开测试向量 04 和其根证书。

![证据包离线核验网页]({VERIFIER})
"""


def documents() -> list[tuple[str, str, bytes]]:
    """Name, caption and Word file of all that the gallery shows; a draft at the end."""
    found = []
    for slug, place, name, caption in (*SHOWN, ("dunning-notice", 0, "draft", "")):
        kind = kind_of(slug)
        claim = assess(Case.model_validate_json(kind.sample), load_packaged(), DAY)
        target = targets(kind, claim.case)[place]
        prefix = claim.case.org.doc_prefix
        number = None if name == "draft" else f"{prefix}{kind.code}字〔2026〕12号"
        made = draft(kind, claim, target, document_number=number, issued_on=DAY)
        words = caption.format(title=made.title) or "草稿：每页页眉有标记，没有文号"
        found.append((name, words, made.content))
    return found


def draw(name: str, pdf: bytes, folder: Path) -> list[bytes]:
    """The pages of a PDF as pictures; of the draft the first alone."""
    file = folder / f"{name}.pdf"
    file.write_bytes(pdf)
    command = ["pdftoppm", "-r", str(DOTS_AN_INCH), "-gray", str(file), name]
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - our own words
    pages = sorted(folder.glob(f"{name}-[0-9]*.pgm"), key=lambda page: page.stem)
    return [png(page.read_bytes()) for page in (pages[:1] if name == "draft" else pages)]


def png(pgm: bytes) -> bytes:
    """A grey picture in sixteen shades: a third of the octets, and as readable."""
    _, size, _, dots = pgm.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = []
    for top in range(0, width * height, width):
        row = dots[top : top + width] + b"\xff" * (width % 2)
        pairs = zip(row[::2], row[1::2], strict=True)
        rows.append(b"\0" + bytes((left & 0xF0) | right >> 4 for left, right in pairs))
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def main() -> None:
    made = documents()
    copies = to_pdf([content for _, _, content in made])
    for old in GALLERY.glob("*.png"):
        if old.name != VERIFIER:
            old.unlink()
    text = HEAD
    with tempfile.TemporaryDirectory() as folder:
        for (name, caption, _), copy in zip(made, copies, strict=True):
            pictures = []
            for number, page in enumerate(draw(name, copy.content, Path(folder)), 1):
                target = GALLERY / f"{name}-{number}.png"
                target.write_bytes(page)
                pictures.append(f"![{caption} 第{number}页]({target.name})")
            text += f"\n## {caption}\n\n{' '.join(pictures)}\n"
    (GALLERY / "README.md").write_text(text + FOOT, "utf-8")


if __name__ == "__main__":
    main()
