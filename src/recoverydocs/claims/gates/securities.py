"""Rules on mortgages and pledges: registered, determined, within the cap and in time.

Source: 民法典 389, 402, 403, 419, 420, 423, 443, 445; 担保制度解释 15, 44, 52.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recoverydocs.cases.security import Security
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

REGISTERED = Rule(
    "SEC-REGISTERED",
    Severity.WARN,
    "担保物权已经登记",
    "抵押、质押的登记情况",
    "请办理登记；未登记的不动产抵押和须登记的质押不设立，动产抵押不得对抗善意第三人",
    (
        "civil-code:a402",
        "civil-code:a403",
        "civil-code:a443",
        "civil-code:a445",
        "security-interpretation:advance-registration",
    ),
)
DETERMINED = Rule(
    "SEC-MAX",
    Severity.WARN,
    "最高额担保的债权已经确定",
    "最高额抵押、质押的债权确定日",
    "请填写债权确定日及依据",
    ("civil-code:a423", "civil-code:a420"),
)
SEIZED = Rule(
    "SEC-SEIZED",
    Severity.WARN,
    "担保物被查封的，最高额担保的债权即告确定",
    "最高额担保的担保物及其查封情况",
    "请核对知悉查封的日期，停止发放新的借款",
    ("civil-code:a423-seizure",),
)
IN_TIME = Rule(
    "SEC-LIMIT",
    Severity.BLOCK,
    "抵押权在主债权诉讼时效期间内行使",
    "抵押权与主合同的诉讼时效",
    "请核对时效中断的证据；时效届满的，法院不予保护",
    ("civil-code:a419", "security-interpretation:mortgage-limitation"),
    eased="实现担保物权申请以外为警示",
)
CAP = Rule(
    "SEC-CAP",
    Severity.WARN,
    "请求担保人的金额不超过担保限额",
    "担保限额与欠款合计",
    "文书所列请求金额以限额为准",
    ("civil-code:a389", "security-interpretation:max-amount-cap"),
)

_BASIS: Mapping[str, tuple[str, ...]] = {
    "不动产抵押": ("civil-code:a402",),
    "动产抵押": ("civil-code:a403",),
    "权利质押": ("civil-code:a443",),
    "应收账款": ("civil-code:a445",),
}
"""What the registration of each kind rests on; a pledge of movables needs none."""


def _securities(scope: Scope) -> Iterator[tuple[Security, str]]:
    """The mortgages and pledges that the scope is about, each with its contract's number."""
    case = scope.claim.case
    lone = case.contracts[0].contract_no if len(case.contracts) == 1 else ""
    numbers = {each.contract_no for each in scope.contracts}
    for security in case.securities:
        contract_no = security.contract_no or lone
        asked = scope.guarantee_no in {"", security.sec_no}
        if asked and contract_no in numbers:
            yield security, contract_no


def registration(scope: Scope) -> Iterator[Finding]:
    """A security that must be registered is."""
    for security, _ in _securities(scope):
        basis = _BASIS.get(security.kind)
        if basis is None or security.registered == "正式":
            continue
        message = f"{security.kind}没有登记"
        if security.registered == "预告":
            message = f"{security.kind}只有预告登记"
            basis = ("security-interpretation:advance-registration",)
        yield scope.found(
            REGISTERED,
            message,
            where=security.sec_no,
            field=("registered", "登记情况"),
            articles=basis,
        )


def determination(scope: Scope) -> Iterator[Finding]:
    """The claims under a maximum-amount security have been determined."""
    assets = {each.asset_id: each for each in scope.claim.case.assets}
    for security, _ in _securities(scope):
        if not security.max_amount or security.determined_on is not None:
            continue
        yield scope.found(
            DETERMINED,
            "最高额担保，没有载明债权确定日",
            where=security.sec_no,
            field=("determined_on", "债权确定日"),
        )
        for seizure in assets[security.asset].seizures:
            if seizure.on <= scope.claim.as_of:
                yield scope.found(
                    SEIZED,
                    f"担保物已于 {seizure.on} 被{seizure.court}查封",
                    where=security.sec_no,
                    field=("seizures", "查封情况"),
                )


def exercised_in_time(scope: Scope) -> Iterator[Finding]:
    """A mortgage is of no use once the claim that it secures is barred."""
    ends = {
        deadline.subject: deadline
        for deadline in scope.claim.deadlines
        if deadline.name == "limitation" and deadline.state == "expired"
    }
    severity = None if scope.kind == "realise-security-application" else Severity.WARN
    for security, contract_no in _securities(scope):
        if contract_no in ends:
            message = f"主债权诉讼时效已于 {ends[contract_no].safe_day} 届满"
            yield scope.found(IN_TIME, message, severity=severity, where=security.sec_no)


def security_cap(scope: Scope) -> Iterator[Finding]:
    """The sum demanded from a security stays within its cap."""
    for security, contract_no in _securities(scope):
        total = scope.claim.contract(contract_no).total
        if security.cap is not None and total > security.cap:
            message = f"欠款合计 {total}元，超过担保限额 {security.cap}元，只能在限额内请求"
            yield scope.found(CAP, message, where=security.sec_no, field=("cap", "担保限额"))


GATES = (
    Gate("SEC-REGISTERED", registration, (REGISTERED,)),
    Gate("SEC-MAX", determination, (DETERMINED, SEIZED)),
    Gate("SEC-LIMIT", exercised_in_time, (IN_TIME,)),
    Gate("SEC-CAP", security_cap, (CAP,)),
)
