"""Every key that a table file may hold: its Chinese label, its form, whether it is needed.

A key that is not here is a spelling mistake: nothing would read it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Form = Literal[
    "text",  # words
    "maybe",  # words, or "" for none
    "names",  # a list of words
    "word",  # one of ``words``
    "stamp",  # a day as text: what goes into the manifest
    "day",
    "days",
    "count",  # a whole number, 0 or more
    "counts",  # a list of them
    "year",
    "flag",
    "percent",  # decimal text in per cent: "3.00"
    "share",  # decimal text, a fraction of one: "0.0175"
    "number",  # decimal text
    "yuan",  # decimal text with at most two places
    "signed",  # decimal text that may be negative
    "fraction",  # "1/3"
    "texts",  # words by name
    "numbers",  # article numbers by version
    "inline",  # one row of ``inner`` keys
    "rows",  # several of them
]


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a row.

    Attributes:
        name: as in the file.
        label: its Chinese name, for messages and for ``law show``.
        form: what its value must be.
        needed: whether every row of a file has it.
        words: what a ``word`` may be.
        inner: the keys of an ``inline`` value or of ``rows``.
    """

    name: str
    label: str
    form: Form = "text"
    needed: bool = False
    words: tuple[str, ...] = ()
    inner: tuple[Key, ...] = ()


STATUSES = ("verified", "unverified")
UNITS = ("day", "month", "year", "hour", "day-before", "agreed", "before", "arrival", "clock")
"""Units of a period; those behind ``day-before`` have no length to reckon with."""
LENGTHS = UNITS[:5]
ROLLOVERS = ("forward", "backward", "none")

_FROM = Key("in_force_from", "施行日", "day")
_STATUS = Key("status", "核对状态", "word", needed=True, words=STATUSES)
_ID = Key("id", "编号", needed=True)
_NAME = Key("name", "名称")
_ARTICLE = Key("article", "依据", needed=True)

_STANDING = (
    _FROM,
    Key("in_force_to", "失效前最后一日", "day"),
    _STATUS,
    Key("status_note", "核对说明"),
    Key("verified_to", "确认有效至", "day"),
    Key("status_after", "其后状态", "word", words=STATUSES),
    Key("note_after", "其后说明"),
    Key("source", "来源"),
    Key("evidence", "核对依据"),
    Key("note", "说明"),
)
"""What any row may say of its days, of its source and of how it is known."""


def _needed(key: Key) -> Key:
    return replace(key, needed=True)


_DATED = (_needed(_FROM), *_STANDING[1:])

META = (
    Key("id", "表名", needed=True),
    Key("version", "最后改动日", "stamp", needed=True),
    Key("source", "来源", needed=True),
    Key("article", "依据"),
    Key("statute", "法规"),
    Key("document", "文号"),
    Key("promulgated", "公布日", "day"),
    _FROM,
    Key("in_force_to", "数据止日", "day"),
    Key("covered_to", "覆盖至", "day"),
    Key("status", "核对状态", "word", words=STATUSES),
    Key("status_note", "核对说明"),
    Key("caveat", "保留"),
    Key("note", "说明"),
    Key("replace", "整表取代", "flag"),
)
"""The keys of [meta]."""

GAP = (_needed(_FROM), _STATUS, Key("note", "说明"))
"""The keys of [[gap]]: data that was looked for and not found."""

_BRACKET = (
    Key("over", "超过（元）", "yuan", needed=True),
    Key("up_to", "至（元，含）", "yuan"),
    Key("rate", "比例", "share"),
    Key("flat", "定额（元）", "yuan"),
)
_ACT = (Key("statute", "法规"), Key("document", "文号"))
"""The act of a row that is not of its table's."""
_FEE = (
    _ID,
    _NAME,
    _ARTICLE,
    *_ACT,
    Key("basis", "计费基数"),
    Key("brackets", "分段", "rows", inner=_BRACKET),
    Key("handling", "案件处理费分段", "rows", inner=_BRACKET),
    Key(
        "shortcut",
        "速算",
        "rows",
        inner=(
            Key("over", "超过（元）", "yuan", needed=True),
            Key("rate", "比例", "share", needed=True),
            Key("add", "速算数（元）", "signed", needed=True),
        ),
    ),
    Key("flat", "定额（元）", "yuan"),
    Key(
        "range",
        "幅度（元）",
        "inline",
        inner=(
            Key("min", "下限", "yuan", needed=True),
            Key("max", "上限", "yuan", needed=True),
        ),
    ),
    Key(
        "no_amount",
        "无金额的（元）",
        "inline",
        inner=(
            Key("flat", "定额", "yuan"),
            Key("min", "下限", "yuan"),
            Key("max", "上限", "yuan"),
        ),
    ),
    Key("derived_from", "比照"),
    Key("factor", "比照的比例", "fraction"),
    Key("cap", "上限（元）", "yuan"),
    Key("cap_reached_at", "达到上限的金额（元）", "yuan"),
    *_DATED,
)
_FEE_KIND = (
    _ID,
    _needed(_NAME),
    _ARTICLE,
    *_ACT,
    Key("basis", "计费基数"),
    Key("table", "收费表"),
    Key("factor", "收费表的比例", "fraction"),
    Key("prepaid_by_applicant", "申请人预交", "flag", needed=True),
    Key("prepay", "交纳", needed=True),
    Key("borne_by", "负担", needed=True),
    *_DATED,
)
_FEE_RULE = (
    _ID,
    _NAME,
    _ARTICLE,
    Key("factor", "比例", "fraction"),
    Key("length", "期间", "count"),
    Key("unit", "单位", "word", words=UNITS),
    Key("start", "起算"),
    *_STANDING,
)
_INTEREST_RULE = (
    _ID,
    _NAME,
    Key("statute", "法规"),
    Key("article", "依据"),
    Key("article_by_version", "各版条号", "texts"),
    Key("daily_rate", "日利率", "share"),
    Key("uplift_min", "上浮下限", "share"),
    Key("uplift_max", "上浮上限", "share"),
    Key("cap_annual", "年利率上限", "share"),
    Key("multiplier", "倍数", "number"),
    Key("year_days", "计息年天数", "count"),
    Key("excess_over_loss", "超过损失的比例", "share"),
    Key("base", "基数"),
    Key("cap", "上限"),
    Key("rate", "利率"),
    Key("method", "方法"),
    Key("starts", "起算"),
    Key("ends", "止算"),
    Key("allocation", "抵充"),
    Key("excluded", "不计的期间"),
    Key("foreign_currency", "外币"),
    Key("applies_to", "适用于"),
    *_DATED,
)
_LIMIT = (
    _ID,
    _needed(_NAME),
    _ARTICLE,
    Key("from", "自"),
    Key("to", "至"),
    Key("a_day", "每日", "count"),
    Key("at_least", "至少", "count"),
    Key("days", "日数", "count"),
    Key("day_of_month", "每月几日", "count"),
    Key("working_days", "工作日", "count"),
    Key("share", "比例", "share"),
    *_DATED,
)
_ALLOWANCE = (
    _ID,
    _needed(_NAME),
    Key("days", "预留天数", "count", needed=True),
    *(replace(key, needed=key.name == "in_force_from") for key in _STANDING),
)
_WATCH = (
    _ID,
    _needed(_NAME),
    _ARTICLE,
    Key("alarm_days", "提示天数", "counts", needed=True),
    Key("allowance", "预留", needed=True),
    Key("tell", "告知", "names", needed=True),
    Key("act", "建议", needed=True),
    Key("document", "文书", "maybe", needed=True),
    Key("late_act", "已迟的建议", "maybe", needed=True),
    Key("over_act", "届满后的建议", needed=True),
    Key("over_document", "届满后的文书", "maybe", needed=True),
    Key("pending_act", "诉讼、仲裁进行中的建议"),
    Key("unproved_act", "待补证时的建议"),
    Key("held_act", "有异议时的建议"),
    Key("held_document", "有异议时的文书", "maybe"),
    Key("held_over_act", "有异议时届满后的建议"),
    *_DATED,
)
_PERIOD = (
    _ID,
    _needed(_NAME),
    _ARTICLE,
    Key("length", "长度", "count", needed=True),
    Key("unit", "单位", "word", needed=True, words=UNITS),
    Key("start_event", "起算事件", needed=True),
    Key("rollover", "遇休息日", "word", needed=True, words=ROLLOVERS),
    Key("transit_excluded", "扣除在途", "flag", needed=True),
    *_DATED,
)
_YEAR = (
    Key("year", "年份", "year", needed=True),
    Key("off", "放假", "days", needed=True),
    Key("work", "调休上班", "days", needed=True),
    Key("statutory", "法定节假日", "days"),
    Key("status", "核对状态", "word", words=STATUSES),
    Key("status_note", "核对说明"),
    Key("source", "来源"),
    Key("evidence", "核对依据"),
    Key("note", "说明"),
)
_VERSION = (
    _ID,
    _NAME,
    Key("date_status", "施行日如何得知"),
    Key("words", "用词", "texts"),
    *_DATED,
)
_NUMBERED = (
    Key("key", "引用键", needed=True),
    Key("label", "内容", needed=True),
    Key("n", "各版条号", "numbers", needed=True),
    _STATUS,
    Key("source", "来源"),
    Key("note", "说明"),
)
_STATUTE = (
    _ID,
    Key("title", "全称"),
    Key("short", "简称"),
    Key("document", "文号"),
    Key("note", "说明"),
    Key("version", "版本", "rows", inner=_VERSION),
    Key("article", "条文", "rows", inner=_NUMBERED),
)


def _rates(*columns: tuple[str, str]) -> tuple[Key, ...]:
    return (*(Key(name, label, "percent", needed=True) for name, label in columns), *_DATED)


KEYS: Mapping[tuple[str, str], tuple[Key, ...]] = {
    ("arbitration_fees", "table"): _FEE,
    ("arbitration_fees", "rule"): _FEE_RULE,
    ("benchmark_rates", "rate"): _rates(
        ("up_to_1y", "一年以内（含）"),
        ("from_1y_to_5y", "一至五年（含）"),
        ("over_5y", "五年以上"),
    ),
    ("court_fees", "table"): _FEE,
    ("court_fees", "kind"): _FEE_KIND,
    ("court_fees", "rule"): _FEE_RULE,
    ("holidays", "year"): _YEAR,
    ("judicial_interest", "rule"): _INTEREST_RULE,
    ("limits", "rule"): _LIMIT,
    ("lpr", "rate"): _rates(("one_year", "一年期"), ("five_year", "五年期以上")),
    ("periods", "period"): _PERIOD,
    ("statutes", "statute"): _STATUTE,
    ("watch", "allowance"): _ALLOWANCE,
    ("watch", "rule"): _WATCH,
}
"""The keys of each list of rows, by table and list."""
