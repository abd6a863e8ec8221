"""CSV: UTF-8 with or without a byte order mark, or GB18030; comma, semicolon or tab."""

from __future__ import annotations

import csv
import io

from recoverydocs.cases.readers.cells import Cell
from recoverydocs.cases.readers.columns import ColumnMap, shipped_column_map
from recoverydocs.cases.readers.loans import cases_of_tables
from recoverydocs.cases.readers.reading import Reading, unreadable
from recoverydocs.cases.readers.sheets import Table


def read_csv(content: bytes, column_map: ColumnMap | None = None) -> Reading:
    """The cases of a CSV file with one loan a row."""
    text = _decoded(content)
    if text is None:
        return unreadable("既不是 UTF-8 也不是 GB18030 文本", "请另存为 UTF-8 编码的 CSV")
    if "\x00" in text:
        return unreadable("含有空字符，不是文本文件", "请另存为 UTF-8 编码的 CSV")
    head = text[:4096]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return unreadable("引号不成对或格式有误", "请用表格软件重新另存为 CSV")
    table = Table(
        "", [(number, tuple(Cell(text) for text in row)) for number, row in enumerate(rows, 1)]
    )
    return cases_of_tables([table], column_map or shipped_column_map())


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
