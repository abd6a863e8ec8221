"""What each row of a fee table must mean: one way to reckon, its brackets edge to edge.

The form of the values has been looked at in ``shape.py``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from recoverydocs.law.scales import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoverydocs.errors import Finding
    from recoverydocs.law.faults import Place
    from recoverydocs.law.table import Row

FEE_KEYS = frozenset(
    {
        "brackets",
        "cap",
        "cap_reached_at",
        "derived_from",
        "factor",
        "flat",
        "handling",
        "no_amount",
        "range",
        "shortcut",
        "status_after",
        "verified_to",
    }
)
"""The keys that must be readable before a row of ``table`` is looked at."""


def fee(row: Row, place: Place) -> Iterator[Finding]:
    """One way to reckon, its brackets joined, its shortcut equal to them."""
    ways = [
        name
        for name in ("brackets", "flat", "range", "derived_from")
        if row.get(name) is not None
    ]
    if len(ways) != 1:
        yield place.fault(
            "law-fee",
            f"有 {len(ways)} 种计费方式{'：' if ways else ''}{'、'.join(ways)}",
            "请只写 brackets、flat、range、derived_from 之一",
        )
    if ("derived_from" in row) != ("factor" in row):
        yield place.fault("law-fee", "derived_from 与 factor 应同时写明", "请补上另一项")
    after = {"verified_to", "status_after", "note_after"}
    if len(after & set(row)) not in {0, len(after)}:
        yield place.fault(
            "law-fee", f"{'、'.join(sorted(after))} 应同时写明", "请补全，或都不写"
        )
    for key, label in (("range", "幅度（元）"), ("no_amount", "无金额的（元）")):
        if key in row:
            yield from _spread(row[key], key, label, place)
    for key, label in (("brackets", "分段"), ("handling", "案件处理费分段")):
        if row.get(key) == []:
            yield place.fault(
                "law-bracket", "没有任何一段", f"请写分段，或删去 {key}", key, label
            )
    yield from _brackets(row.get("handling", ()), place, "handling", "案件处理费分段")
    brackets = row.get("brackets", ())
    faults = list(_brackets(brackets, place, "brackets", "分段"))
    yield from faults
    if not faults and brackets:
        yield from _shortcut(row, brackets, place)


def kind(row: Row, place: Place) -> Iterator[Finding]:
    """What is asked of a court has a table, or says that no standard is laid down."""
    if "table" not in row and "note" not in row:
        yield place.fault(
            "law-fee", "没有收费表，也没有说明", "请写 table；没有标准的，请以 note 说明"
        )


def _spread(spread: Row, key: str, label: str, place: Place) -> Iterator[Finding]:
    """One fixed sum, or a lower and an upper one."""
    names = set(spread)
    if names not in ({"flat"}, {"min", "max"}):
        yield place.fault(
            "law-fee",
            f"{key} 写了 {'、'.join(sorted(names)) or '空的内容'}",
            "请只写 flat，或同时写 min 与 max",
            key,
            label,
        )
    elif "min" in names and Decimal(spread["min"]) > Decimal(spread["max"]):
        yield place.fault(
            "law-fee",
            f"下限 {spread['min']} 高于上限 {spread['max']}",
            "请改正其一",
            key,
            label,
        )


def _brackets(brackets: Sequence[Row], place: Place, key: str, label: str) -> Iterator[Finding]:
    """Each bracket begins where the one before ends; the last has no end."""
    edge: Decimal | None = Decimal(0)
    for number, bracket in enumerate(brackets, 1):
        over = Decimal(bracket["over"])
        if edge is None or over != edge:
            expected = f"应自 {edge} 起" if edge is not None else "前一段没有上限"
            yield place.fault(
                "law-bracket",
                f"第{number}段自 {over} 起，与前一段不衔接（{expected}）",
                "请使每段的 over 等于前一段的 up_to，首段 over 为 0",
                key,
                label,
            )
        if ("rate" in bracket) == ("flat" in bracket):
            yield place.fault(
                "law-bracket",
                f"第{number}段应有 rate 或 flat 之一",
                '定额写 flat = "50"，比例写 rate = "0.025"',
                key,
                label,
            )
        if Decimal(bracket.get("rate", "0")) >= 1:
            yield place.fault(
                "law-bracket",
                f"第{number}段的比例 {bracket['rate']} 不小于一",
                '请写成小数，2.5% 写作 rate = "0.025"',
                key,
                label,
            )
        if len(bracket.get("rate", "").partition(".")[2]) > PLACES:
            yield place.fault(
                "law-bracket",
                f"第{number}段的比例超过 {PLACES} 位小数",
                "请核对比例",
                key,
                label,
            )
        edge = Decimal(bracket["up_to"]) if "up_to" in bracket else None
        if edge is not None and edge <= over:
            yield place.fault(
                "law-bracket",
                f"第{number}段的 up_to {edge} 不大于 over {over}",
                "请改正其一",
                key,
                label,
            )
    if edge is not None and brackets:
        yield place.fault(
            "law-bracket",
            f"最后一段到 {edge} 为止，其上没有规定",
            "请去掉最后一段的 up_to",
            key,
            label,
        )


def _shortcut(row: Row, brackets: Sequence[Row], place: Place) -> Iterator[Finding]:
    """The quick form and the cap's edge say what the brackets say."""
    quick = {Decimal(each["over"]): each for each in row.get("shortcut", ())}
    for bracket in brackets:
        over = Decimal(bracket["over"])
        each = quick.pop(over, None)
        if each is None or "rate" not in bracket:
            continue
        fee = over * Decimal(each["rate"]) + Decimal(each["add"])
        whole = _charge(brackets, over)
        if fee != whole or Decimal(each["rate"]) != Decimal(bracket["rate"]):
            yield place.fault(
                "law-bracket",
                f"速算在 {over} 处得 {fee}，分段得 {whole}",
                "请按分段改正 shortcut，或删去 shortcut",
                "shortcut",
                "速算",
            )
    if quick:
        yield place.fault(
            "law-bracket",
            f"速算有分段中没有的起点 {'、'.join(map(str, quick))}",
            "请按分段改正 shortcut，或删去 shortcut",
            "shortcut",
            "速算",
        )
    if "cap_reached_at" in row and "cap" in row:
        whole = _charge(brackets, Decimal(row["cap_reached_at"]))
        if whole != Decimal(row["cap"]):
            yield place.fault(
                "law-bracket",
                f"金额 {row['cap_reached_at']} 的费用是 {whole}，不是上限 {row['cap']}",
                "请改正 cap 或 cap_reached_at",
                "cap_reached_at",
                "达到上限的金额（元）",
            )


def _charge(brackets: Sequence[Row], amount: Decimal) -> Decimal:
    """The sum of the brackets' parts up to an amount, exact."""
    whole = Decimal(0)
    for bracket in brackets:
        over = Decimal(bracket["over"])
        if amount > over:
            top = min(amount, Decimal(bracket.get("up_to", amount)))
            whole += (
                Decimal(bracket["flat"])
                if "flat" in bracket
                else (top - over) * Decimal(bracket["rate"])
            )
    return whole
