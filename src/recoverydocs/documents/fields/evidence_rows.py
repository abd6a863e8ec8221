"""The evidence list of an application: what the case itself shows, each with what it proves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import arrival, notices_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.documents.fields.sheet import Fields, Sheet

_OWN = "申请人持有"
_SYSTEM = "申请人业务系统导出"


def evidence_rows(sheet: Sheet, live: list[Fields]) -> Iterator[Fields]:
    """Contract, disbursement, account, demands, security and costs, numbered from 1."""
    for no, (name, source, form, purpose) in enumerate(_found(sheet, live), 1):
        yield {"no": str(no), "name": name, "source": source, "form": form, "purpose": purpose}


def _found(sheet: Sheet, live: list[Fields]) -> Iterator[tuple[str, str, str, str]]:
    contract = sheet.contract
    number = contract.contract_no
    form = "电子数据" if contract.sign_method.kind == "电子" else "原件"
    yield f"《{contract.name}》（{number}）", _OWN, form, "借款合同的成立、借款条件和仲裁条款"
    for each in contract.disbursements:
        yield (
            f"放款凭证（{each.disb_no}）",
            _OWN,
            "复印件",
            f"申请人已发放借款人民币{each.amount}元",
        )
    yield "还款明细和欠款计算表", _SYSTEM, "打印件", "被申请人的还款情况和欠款数额的计算"
    for slug in ("dunning-notice", "acceleration-notice"):
        for notice in notices_of(sheet.case, slug, number):
            name = notice.title or "通知书"
            yield f"{name}（{notice.number}）", _OWN, "复印件", "申请人已向被申请人提出履行请求"
            if arrival(sheet.case, notice):
                yield (
                    f"上述文件的送达凭证（{notice.number}）",
                    "承运人或者送达平台",
                    "打印件",
                    "履行请求的到达",
                )
    for one in live:
        yield f"担保合同（{one['no']}）", _OWN, form, f"{one['name']}提供担保的范围和方式"
        if one["registration_text"] and "登记证明号" in str(one["registration_text"]):
            yield f"登记证明（{one['no']}）", "登记机关", "复印件", "担保物权已经登记设立"
    for cost in sheet.case.costs:
        if cost.contract_no in {None, number}:
            yield (
                f"{cost.kind}凭证（{cost.voucher}）",
                _OWN,
                "复印件",
                f"申请人支出{cost.kind}人民币{cost.amount}元",
            )
