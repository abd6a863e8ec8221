from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.law.support import lpr, own

from recoverydocs.errors import LawTableError
from recoverydocs.law.table import GROUPS, IDENTITY, read_file, source_of

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


def test_every_packaged_table_names_its_source(law: LawBook) -> None:
    assert set(law.tables) == set(GROUPS)
    for table in law.tables.values():
        (file,) = table.files
        assert table.origin == "shipped"
        assert file.meta["source"]
        assert len(table.sha256) == 64
        assert table.own_files == ()


def test_every_list_of_rows_but_rates_has_an_identity() -> None:
    groups = {group for names in GROUPS.values() for group in names}
    assert groups - set(IDENTITY) == {"rate"}


def test_numbers_with_a_point_are_decimals() -> None:
    file = read_file(own("lpr", "", "weight = 0.1\n"), "lpr.toml", "workspace")
    assert file.meta["weight"] == Decimal("0.1")


def test_a_mark_of_byte_order_is_no_fault() -> None:
    content = b"\xef\xbb\xbf" + lpr()
    assert read_file(content, "lpr.toml", "workspace").rows("rate")


@pytest.mark.parametrize(
    ("content", "rule", "where", "said"),
    [
        (b"\xff", "law-no-toml", "x.toml", "不是 UTF-8"),
        (b"[meta]\nid = = 1\n", "law-no-toml", "x.toml 第2行", "第6列附近"),
        (b"[meta", "law-no-toml", "x.toml", "文件末尾附近"),
        (b"[meta]\nid = 2026-02-30\n", "law-no-toml", "x.toml 第2行", "写法有误"),
        (b"[meta]\nid = 1\nid = 2\n", "law-no-toml", "x.toml 第3行", "写法有误"),
        (b"", "law-meta", "x.toml [meta]", "缺少 id、version、source"),
        (b"meta = 3\n", "law-meta", "x.toml [meta]", r"应写成 \[meta\]"),
        (
            b'[meta]\nid = "lpr"\nversion = "2026-12-01"\n',
            "law-source",
            "x.toml [meta]",
            "缺少 source",
        ),
        (
            b'[meta]\nid = "lpr"\nversion = "2026-12-01"\nsource = " "\n',
            "law-source",
            "x.toml [meta]",
            "缺少 source",
        ),
        (
            b'[meta]\nid = "mine"\nversion = "2026-12-01"\nsource = "x"\n',
            "law-unknown-table",
            "x.toml [meta]",
            "没有名为 mine 的表",
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    content: bytes, rule: str, where: str, said: str
) -> None:
    with pytest.raises(LawTableError, match=said) as caught:
        read_file(content, "x.toml", "workspace")
    (finding,) = caught.value.findings
    assert (finding.rule, finding.where) == (rule, where)
    assert finding.remedy


def test_a_row_says_where_it_stands_and_whether_it_was_read() -> None:
    assert (
        source_of({"statute": "某法", "article": "第一条", "status": "verified"})
        == "某法第一条"
    )
    assert source_of({"article": "第一条", "status": "unverified"}) == "第一条（未核对）"
