"""One file a form of case data: octets in, plain data out; a new form is one file, one line."""

from collections.abc import Callable, Mapping

from recoverydocs.cases.readers.columns import ColumnMap, read_column_map, shipped_column_map
from recoverydocs.cases.readers.csv_rows import read_csv
from recoverydocs.cases.readers.json_rows import read_json, read_jsonl
from recoverydocs.cases.readers.reading import RawCase, Reading, SheetRow, unreadable
from recoverydocs.cases.readers.xlsx_rows import read_xlsx
from recoverydocs.cases.readers.yaml_rows import read_yaml

READERS: Mapping[str, Callable[[bytes, ColumnMap], Reading]] = {
    "json": lambda content, _: read_json(content),
    "jsonl": lambda content, _: read_jsonl(content),
    "yaml": lambda content, _: read_yaml(content),
    "yml": lambda content, _: read_yaml(content),
    "csv": read_csv,
    "xlsx": read_xlsx,
}
"""File ending → reader."""

__all__ = [
    "READERS",
    "ColumnMap",
    "RawCase",
    "Reading",
    "SheetRow",
    "read_column_map",
    "shipped_column_map",
    "unreadable",
]
