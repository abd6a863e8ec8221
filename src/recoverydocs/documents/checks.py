"""Checks of a finished document: on its text as read back, never on what was meant to be in it.

The checks of all kinds (C0 of the catalogue) always run; kind.toml names a kind's own.
A check answers with sentences, each a reason why the document may not leave the house.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoverydocs.documents.kind_checks import KIND_CHECKS
from recoverydocs.documents.text_check import TextCheck, text_check
from recoverydocs.money import Money, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recoverydocs.documents.checked import CheckedText
    from recoverydocs.errors import Finding

_LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\bNone\b|××|TODO|\bundefined\b", re.IGNORECASE)
_RESIDENT_ID = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_PATH = re.compile(r"(?:/(?:home|root|Users|tmp|var|etc)/|[A-Za-z]:\\)")
_REPEALED = re.compile(r"《中华人民共和国(?:合同法|担保法|物权法|民法通则|民法总则)》")
_SUM_AND_WORDS = re.compile(
    r"人民币([0-9][0-9,]*\.[0-9]{2})元（大写：(人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+)）"
)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零]+条")


def check_text(text: CheckedText) -> tuple[Finding, ...]:
    """What is wrong with the finished document; nothing when it may go on."""
    checks = (*COMMON.values(), *(_own(name) for name in text.kind.checks))
    return tuple(finding for check in checks for finding in check.findings(text))


def _own(name: str) -> TextCheck:
    """A kind's own check; one that kind.toml asks for and nobody wrote always fails."""

    def fail(_: CheckedText) -> Iterator[str]:
        yield f"kind.toml 的 checks 有不认识的检查 {name}"

    return KIND_CHECKS.get(name) or text_check(name, "检查有人写过", fail)


def _no_leftovers(text: CheckedText) -> Iterator[str]:
    for found in dict.fromkeys(_LEFTOVER.findall(text.text)):
        fields = "、".join(dict.fromkeys(_fields_with(found, text.fields)))
        yield f"文中留有未填写的标记 {found}" + (f"，出自字段 {fields}" if fields else "")


def _fields_with(mark: str, value: object, name: str = "") -> Iterator[str]:
    """The names of the printed fields whose text holds a mark: data may look like a tag."""
    if isinstance(value, str):
        if mark in value:
            yield name
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _fields_with(mark, inner, f"{name}.{key}".removeprefix("."))
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _fields_with(mark, inner, name)


def _names_whole(text: CheckedText) -> Iterator[str]:
    """Every party whom the document is about is named as in the case."""
    for name in text.names():
        if name not in text.text:
            yield "文中没有当事人的完整姓名或者名称"


def _amounts_agree(text: CheckedText) -> Iterator[str]:
    """Digits beside capitals say the same, everywhere."""
    for digits, words in _SUM_AND_WORDS.findall(text.text):
        if in_words(Money.from_yuan(digits)) != words:
            yield f"金额 {digits} 与其大写不一致"


def _total_agrees(text: CheckedText) -> Iterator[str]:
    """The total in digits, in capitals and as the sum of the rows is one amount."""
    debt = text.fields.get("debt")
    if not isinstance(debt, dict) or "债权明细表" not in text.text:
        return
    total = Money.from_yuan(debt["total"])
    rows = Money.total(Money.from_yuan(row["amount"]) for row in debt["rows"])
    short = Money.total(Money.from_yuan(line["amount"]) for line in debt["summary"])
    if rows != total:
        yield f"债权明细表各行之和 {rows} 不等于合计 {total}"
    if short != total:
        yield f"欠款表各项之和 {short} 不等于合计 {total}"
    if in_words(total) not in text.text or str(total) not in text.text:
        yield "文中没有合计及其大写"


def _working_agrees(text: CheckedText) -> Iterator[str]:
    """The rows of each 计算明细表 that count add up to its total, and that is the claim's."""
    working = text.fields.get("working")
    if not isinstance(working, dict):
        return
    for table in working["contracts"]:
        rows = [*table["costs"], *(row for loan in table["loans"] for row in loan["rows"])]
        counted = Money.total(Money.from_yuan(row["amount"]) for row in rows if row["counts"])
        claimed = text.claim.contract(table["no"]).total
        if counted != claimed or str(claimed) != table["total"]:
            yield f"计算明细表各行之和 {counted} 与合计 {table['total']} 不等于欠款 {claimed}"
    if "计算明细表" not in text.text:
        yield "文中没有应附的计算明细表"


def _articles_cited(text: CheckedText) -> Iterator[str]:
    """Every article of a statute in the text came from the dated table."""
    known = "".join(provision.cite() for provision in text.citations)
    unknown = [each for each in dict.fromkeys(_ARTICLE.findall(text.text)) if each not in known]
    quoted = text.quoted() if unknown else ""
    for found in unknown:
        if found not in quoted:
            yield f"文中的{found}不是由条文表引用的"


def _number_once(text: CheckedText) -> Iterator[str]:
    """The 文号 stands once where the kind prints it, and never in a draft or a filing."""
    count = text.text.count(text.number) if text.number else 0
    if text.number and text.kind.prints_number and count != 1:
        yield f"文号应当出现一次，实际 {count} 次"
    if text.number and not text.kind.prints_number and count:
        yield "内部文号不得印入本文书"


def _draft_marked(text: CheckedText) -> Iterator[str]:
    """A draft says so, and nothing else does."""
    if (text.number is None) != ("草稿" in text.text):
        yield "草稿标记与是否编号不一致"


def _ids_masked(text: CheckedText) -> Iterator[str]:
    """No whole id number of a person unless the kind asks for it."""
    if text.kind.prints_full_id:
        return
    codes = {text.case.org.uscc, *(party.uscc for party in text.case.parties if party.uscc)}
    if any(found not in codes for found in _RESIDENT_ID.findall(text.text)):
        yield "文中有完整的公民身份号码"


def _no_paths(text: CheckedText) -> Iterator[str]:
    if _PATH.search(text.text):
        yield "文中有内部路径"


def _no_strangers(text: CheckedText) -> Iterator[str]:
    """Identifiers of parties whom the document is not about do not stand in it."""
    for party in text.strangers():
        for secret in (party.id_no, *(phone.number for phone in party.phones)):
            if secret and secret in text.text:
                yield "文中有与本文书无关的人的证件号码或者电话"


def _no_repealed(text: CheckedText) -> Iterator[str]:
    """Repealed statutes stand in it only where the table was asked for them."""
    known = "".join(provision.cite() for provision in text.citations)
    unknown = [
        each for each in dict.fromkeys(_REPEALED.findall(text.text)) if each not in known
    ]
    quoted = text.quoted() if unknown else ""
    for found in unknown:
        if found not in quoted:
            yield f"文中引用已废止的法律{found}"


COMMON: Mapping[str, TextCheck] = {
    check.rule.id.removeprefix("check-"): check
    for check in (
        text_check("leftovers", "没有未填写的标记", _no_leftovers),
        text_check("names", "当事人的姓名、名称完整", _names_whole),
        text_check("amounts", "数字金额与其大写一致", _amounts_agree),
        text_check("total", "各行之和、合计与大写是同一金额", _total_agrees),
        text_check("working", "计算明细表与欠款表是同一金额", _working_agrees),
        text_check("articles", "条号都由条文表引用", _articles_cited),
        text_check("number", "文号出现一次；申请书、草稿不印文号", _number_once),
        text_check("draft", "草稿有草稿标记，正式文书没有", _draft_marked),
        text_check(
            "ids", "不印完整的公民身份号码，需要的文书除外", _ids_masked, "pipl:minimum"
        ),
        text_check("paths", "没有内部路径", _no_paths),
        text_check("strangers", "没有无关的人的证件号码、电话", _no_strangers, "pipl:minimum"),
        text_check("repealed", "不引用已废止的法律", _no_repealed),
    )
}
"""The checks of every kind, by the end of their rule's id."""
