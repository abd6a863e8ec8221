"""Invented case data for tests of reading: one loan as the schema has it, one as a row."""

from __future__ import annotations

import copy
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "templates").glob("*/sample.json"))

ORG = {
    "机构号": "001",
    "机构名称": "示例银行虚构支行",
    "机构类型": "支行",
    "统一社会信用代码": "91110000600037341L",
    "机构地址": "虚构省示例市演示路1号",
    "负责人姓名": "李示例",
    "负责人职务": "行长",
    "联系电话": "010-00000000",
    "收款户名": "示例银行虚构支行",
    "开户行": "示例银行虚构支行",
    "收款账号": "6200000000000000",
    "发文代字": "示银",
    "可以自己名义诉讼": "是",
}
LOAN = {
    "客户名称": "张三（虚构）",
    "客户类型": "个人",
    "证件号码": "11010519491231002X",
    "手机号码": "13800000001",
    "通讯地址": "虚构省示例市示例区1号",
    "合同号": "HT-1",
    "借据号": "JJ-1",
    "签订日期": "2024-01-01",
    "放款日期": "2024-01-05",
    "到期日期": "2025-01-05",
    "合同金额": "100,000.00",
    "放款金额": "100000",
    "收款账号": "6200000000000001",
    "执行利率": "4.35%",
    "利率类型": "固定",
    "罚息上浮比例": "50%",
    "是否计复利": "是",
    "计息基础": "360",
    "还款方式": "到期一次性还本付息",
    "逾期本金": "100000.00",
    "未到期本金": "0",
    "欠息": "100",
    "罚息余额": "20",
    "复利余额": "0",
    "数据日期": "2026-11-24",
}


def sample_data() -> dict[str, Any]:
    """The case of the dunning notice's sample, free to be changed."""
    content = (ROOT / "templates/dunning-notice/sample.json").read_bytes()
    data: dict[str, Any] = copy.deepcopy(json.loads(content))
    return data


def workbook(*loans: Mapping[str, object], **sheets: list[Mapping[str, object]]) -> bytes:
    """A workbook of loans, the lending unit beside them, and any further sheets."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has one sheet
    named: dict[str, Sequence[Mapping[str, object]]] = {"逾期清单": loans, "机构": [ORG]}
    for name, rows in {**named, **sheets}.items():
        sheet = book.create_sheet(name)
        headings = list(dict.fromkeys(key for row in rows for key in row))
        sheet.append(headings)
        for row in rows:
            sheet.append([row.get(heading) for heading in headings])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def csv_text(*loans: Mapping[str, object], delimiter: str = ",") -> str:
    """The loans as CSV text."""
    lines = [delimiter.join(LOAN)]
    lines += [delimiter.join(f'"{row.get(heading, "")}"' for heading in LOAN) for row in loans]
    return "\r\n".join(lines)
