"""A workbook with every kind of fault once: sound invented rows, each broken in one way."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime

from xlsxwriter import Workbook

from recoverydocs.cases import shipped_column_map
from recoverydocs.cases.invented import invented_cases
from recoverydocs.cases.workbooks.filled import rows_of

MAIN = "逾期清单"
_BY_LOAN = ("还款计划", "还款流水")
HIDDEN = "\u202e"
"""A mark that turns the writing direction, which no reader sees."""


@dataclass(frozen=True)
class Formula:
    """A formula that nobody has reckoned yet."""

    text: str


Cell = str | int | date | Formula
Row = dict[str, Cell]


def broken_workbook() -> bytes:
    """The workbook."""
    cases = invented_cases(400, 13)
    sheets: dict[str, list[Row]] = {
        name: [dict(row) for row in rows]
        for name, rows in rows_of(cases, shipped_column_map()).items()
    }
    people = [row for row in sheets[MAIN] if row["客户类型"] == "自然人"]
    firms = [row for row in sheets[MAIN] if row["客户类型"] == "法人"]
    plain = [row for row in people if not _attached(row, sheets)]
    rows = [plain.pop() for _ in range(3)]
    rows.append(plain.pop() | {"案件编号": rows[0]["案件编号"]})
    rows += _broken_people(plain)
    rows += _broken_firms([row for row in firms if not _attached(row, sheets)])
    rows += _broken_sheets([row for row in people if _attached(row, sheets)], sheets)
    rows.append(_total())
    kept = {str(row.get("合同号", "")) for row in rows}
    loans = {str(row.get("借据号", "")) for row in rows}
    for name in _BY_LOAN:
        sheets[name] = [row for row in sheets[name] if row["借据号"] in loans]
    sheets["担保信息"] = [row for row in sheets["担保信息"] if row["合同号"] in kept]
    sheets["还款流水"].append(
        {
            "借据号": "JJ-无此借据",
            "还款日期": "2026-05-20",
            "还款金额": "100.00",
            "流水号": "LS-0",
        }
    )
    sheets[MAIN] = rows
    return _octets(sheets)


def _attached(row: Row, sheets: dict[str, list[Row]]) -> bool:
    """Whether other sheets speak of the row's loan."""
    return any(
        each["借据号"] == row["借据号"] for name in _BY_LOAN for each in sheets[name]
    ) or any(each["合同号"] == row["合同号"] for each in sheets["担保信息"])


def _broken_people(rows: list[Row]) -> list[Row]:
    """One fault a row, in cells of the main sheet."""
    found: list[Row] = []

    def broken(**cells: Cell) -> None:
        found.append(rows.pop() | cells)

    broken(证件号码=_other_check(str(rows[-1]["证件号码"])))
    broken(证件号码=110199199003070017)
    broken(收款账号=9900000000000000000)
    broken(客户名称="")
    broken(客户名称=f"赵{HIDDEN}示例")
    broken(手机号码="1380000001")
    broken(签订日期="2025-02-30")
    broken(签订日期="2026-11-01")
    broken(到期日期="2024-01-01")
    broken(合同名称=date(2026, 11, 1))
    broken(合同金额="约十万元")
    broken(放款金额="10000.005")
    broken(放款金额="99999999.00")
    broken(欠息="-12.00")
    broken(罚息余额=Formula("=AK2*0.05"))
    broken(欠款合计="1.00")
    broken(利率类型="固定", 执行利率="4.35")
    broken(利率类型="浮动")
    broken(
        利率类型="LPR浮动", LPR期限="一年期", 重定价日="每年1月1日", 浮动点差BP="", 执行利率=""
    )
    broken(是否计复利="也许")
    broken(逾期天数="三十")
    broken(还款方式="每月随意")
    broken(还款日="32")
    broken(争议解决方式="仲裁", 仲裁机构="")
    twice = rows.pop() | {"合同金额": "99999999.00"}
    found += [twice, dict(twice)]
    return found


def _broken_firms(rows: list[Row]) -> list[Row]:
    """The faults that only a company can have."""
    wrong, headless = rows[0], rows[1]
    return [
        wrong | {"证件号码": _other_check(str(wrong["证件号码"]))},
        headless | {"法定代表人": ""},
    ]


def _broken_sheets(people: list[Row], sheets: dict[str, list[Row]]) -> list[Row]:
    """Faults in the other sheets: plan, payments, guarantors."""
    plans = [
        row for row in people if any(p["借据号"] == row["借据号"] for p in sheets["还款计划"])
    ]
    paid = [
        row for row in people if any(p["借据号"] == row["借据号"] for p in sheets["还款流水"])
    ]
    bound = [
        row for row in people if any(p["合同号"] == row["合同号"] for p in sheets["担保信息"])
    ]
    plan = next(row for row in plans if row not in bound)
    payer = next(row for row in paid if row not in bound and row is not plan)
    one, two = bound[0], bound[1]
    steps = [row for row in sheets["还款计划"] if row["借据号"] == plan["借据号"]]
    steps[1]["应还日"], steps[2]["应还日"] = steps[2]["应还日"], steps[1]["应还日"]
    first = next(row for row in sheets["还款流水"] if row["借据号"] == payer["借据号"])
    first["还款金额"] = "-1.00"
    surety = next(row for row in sheets["担保信息"] if row["合同号"] == one["合同号"])
    surety["保证方式"] = "连带和一般"
    surety = next(row for row in sheets["担保信息"] if row["合同号"] == two["合同号"])
    surety["保证人证件号"] = 110199197001010010
    return [plan, payer, one, two]


def _other_check(number: str) -> str:
    """The number with another check character."""
    return number[:-1] + ("1" if number[-1] != "1" else "2")


def _total() -> Row:
    return {"案件编号": "合计", "合同金额": "1234567.00"}


def _octets(sheets: dict[str, list[Row]]) -> bytes:
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(1980, 1, 1)})  # noqa: DTZ001 - a fixed moment
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        paper = book.add_worksheet(name)
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        if name == MAIN:
            headings.append("客户经理备注")
        paper.set_column(0, len(headings), 18)
        for column, heading in enumerate(headings):
            paper.write_string(0, column, heading)
            for place, row in enumerate(rows, 1):
                cell = row.get(heading, "")
                if isinstance(cell, Formula):
                    paper.write_formula(place, column, cell.text, None, "")
                elif isinstance(cell, date):
                    paper.write_datetime(place, column, cell, day)
                elif isinstance(cell, int):
                    paper.write_number(place, column, cell)
                elif cell:
                    paper.write_string(place, column, cell)
    book.close()
    return buffer.getvalue()
