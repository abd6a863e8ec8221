"""Rules of the application for preservation (3.13).

Source: 民诉法 103-105 and 仲裁法 39 by the day; 财产保全规定 1, 5-10; 担保制度解释 26;
民诉法解释 427; table ``limits`` (preservation-security).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from recoverydocs.claims.figure import percent
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import LawTableError, Severity
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.requests import PreservationRequest
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

VARIANT = Rule(
    "PRE-VARIANT",
    Severity.BLOCK,
    "保全类型与案件所处阶段相符",
    "保全类型、仲裁受理记录、诉讼案号",
    "请填写保全类型、法院和数额",
    (
        "arbitration-law:preservation",
        "preservation-provisions:through-institution",
        "cpl:preservation-in-suit",
    ),
    eased="诉讼中保全尚无案号的为警示",
)
URGENT = Rule(
    "PRE-URGENT",
    Severity.BLOCK,
    "诉前、仲裁前保全写明紧急情况",
    "紧急情况",
    "请写明不立即保全将使合法权益受到难以弥补损害的事实",
    ("cpl:preservation-pre-suit",),
)
AMOUNT = Rule(
    "PRE-AMOUNT",
    Severity.BLOCK,
    "保全数额不超过请求金额",
    "保全数额与可主张的合计",
    "保全限于请求的范围，请调低保全数额",
    ("cpl:preservation-scope",),
)
SECURITY = Rule(
    "PRE-SECURITY",
    Severity.BLOCK,
    "保全担保的方式和金额符合保全类型",
    "保全担保与保全数额",
    "请填写担保方式、担保人和金额",
    ("preservation-provisions:security-pre-suit", "preservation-provisions:security-in-suit"),
    eased="金额偏低或偏高的为警示",
)
EXEMPT = Rule(
    "PRE-EXEMPT",
    Severity.BLOCK,
    "免予担保只由金融机构在诉讼中请求",
    "免予担保的请求、保全类型、金融许可证",
    "请提供担保，或改为诉讼中、仲裁中保全",
    ("preservation-provisions:exempt-licensed",),
    eased="诉讼中、仲裁中为警示",
)
CLUE = Rule(
    "PRE-CLUE",
    Severity.BLOCK,
    "有明确的被保全财产或者具体财产线索",
    "保全措施所指的财产和线索",
    "请填写明确的被保全财产信息或具体财产线索",
    (
        "preservation-provisions:application",
        "preservation-provisions:clues",
        "preservation-provisions:property-information",
    ),
)
GENERAL = Rule(
    "PRE-GENERAL",
    Severity.BLOCK,
    "先保全债务人财产，不足部分再保全一般保证人财产",
    "财产线索的权利人、一般保证人、已采取的措施",
    "请先保全债务人财产，不足部分再对一般保证人申请",
    ("security-interpretation:general-preservation",),
)
PAYMENT_ORDER = Rule(
    "PRE-PAYORDER",
    Severity.BLOCK,
    "诉前保全与支付令择一",
    "保全类型、支付令案件",
    "申请诉前保全的不适用督促程序，请择一办理",
    ("cpl-interpretation:payment-order-conditions",),
)

BEFORE = frozenset({"诉前", "仲裁前"})
_NOT_SURELY_LICENSED = frozenset({"小贷", "子公司"})
PENDING = frozenset({"一审", "二审", "再审"})
_SECURITY = ("security", "保全担保")
_MEASURES = ("measures", "保全措施")


def request_of(scope: Scope) -> PreservationRequest | None:
    """What the case asks of the application; None where it asks for none."""
    return scope.claim.case.requests.preservation


def preservation_variant(scope: Scope) -> Iterator[Finding]:
    """The variant's own conditions: urgency before, a docket or acceptance during."""
    request = request_of(scope)
    case = scope.claim.case
    if request is None:
        yield scope.found(
            VARIANT,
            "没有填写财产保全的办理要求",
            field=("requests", "办理要求"),
            articles=(),
        )
        return
    if request.variant in BEFORE and request.urgency is None:
        yield scope.found(
            URGENT, f"{request.variant}保全没有写明紧急情况", field=("urgency", "紧急情况")
        )
    if request.variant == "仲裁中" and all(each.accepted_on is None for each in case.arb_cases):
        yield scope.found(
            VARIANT,
            "仲裁中保全，但没有仲裁受理记录",
            remedy="请补充仲裁案件的受理日期，并附受理通知书",
            field=("arb_cases", "仲裁案件"),
            articles=VARIANT.articles[:2],
        )
    pending = [each for each in case.court_cases if each.kind in PENDING]
    if request.variant == "诉讼中" and not any(each.case_no for each in pending):
        yield scope.found(
            VARIANT,
            "诉讼中保全，但没有诉讼案号",
            remedy="请随起诉状一并提交，或补充案号",
            severity=Severity.WARN,
            field=("court_cases", "诉讼与执行案件"),
            articles=("cpl:preservation-in-suit",),
        )


def preservation_amount(scope: Scope) -> Iterator[Finding]:
    """What is to be preserved stays within the claim."""
    request = request_of(scope)
    if request is None:
        return
    total = Money.total(each.total for each in scope.contracts)
    if request.amount > total:
        yield scope.found(
            AMOUNT,
            f"保全数额 {request.amount}元超过请求金额 {total}元",
            field=("amount", "保全数额"),
        )


def preservation_security(scope: Scope) -> Iterator[Finding]:
    """Security in the form and amount that the variant asks for."""
    request = request_of(scope)
    if request is None:
        return
    offered = request.security
    before = request.variant in BEFORE
    pre_suit, in_suit = SECURITY.articles[:1], SECURITY.articles[1:]
    if offered is None:
        if before:
            yield scope.found(
                SECURITY,
                f"{request.variant}保全应当提供担保，尚未填写",
                field=_SECURITY,
                articles=pre_suit,
            )
        return
    if offered.form == "免予担保":
        yield from _exemption(scope, request)
        return
    amount = offered.amount
    if amount is None:
        return
    if before and amount < request.amount:
        yield scope.found(
            SECURITY,
            f"担保金额 {amount}元低于保全数额 {request.amount}元",
            remedy="诉前保全的担保应相当于请求保全的数额，情况特殊的由法院酌定",
            severity=Severity.WARN,
            field=("amount", "担保金额"),
            articles=pre_suit,
        )
    share = _share_in_suit(scope)
    if not before and share is not None and amount.fen > request.amount.fen * share:
        yield scope.found(
            SECURITY,
            f"担保金额 {amount}元超过保全数额的 {percent(share)}",
            remedy=f"诉讼保全的担保一般不超过请求保全数额的 {percent(share)}",
            severity=Severity.WARN,
            field=("amount", "担保金额"),
            articles=in_suit,
        )


def _share_in_suit(scope: Scope) -> Decimal | None:
    """The most that security may be of the sum preserved; None on a day without that rule."""
    law, day = scope.claim.law, scope.claim.as_of
    try:
        return Decimal(law.row("limits", "rule", "preservation-security", day)["share"])
    except LawTableError:
        return None


def _exemption(scope: Scope, request: PreservationRequest) -> Iterator[Finding]:
    """Exemption from security: never before suit, and for licensed institutions only."""
    org = scope.claim.case.org
    if request.variant in BEFORE:
        yield scope.found(EXEMPT, f"{request.variant}保全不能请求免予担保", field=_SECURITY)
        return
    if org.licence_no is None or org.kind in _NOT_SURELY_LICENSED:
        yield scope.found(
            EXEMPT,
            "申请人未必属于金融监管部门批准设立的金融机构，免予担保可能不获准许",
            remedy="请核对金融许可证，并准备保函或责任保险",
            severity=Severity.WARN,
            field=("licence_no", "金融许可证号"),
        )
    if request.variant == "仲裁中":
        yield scope.found(
            EXEMPT,
            "仲裁中保全请求免予担保，系参照诉讼中的规定",
            remedy="请法务确认，并准备保函或责任保险",
            severity=Severity.WARN,
            field=_SECURITY,
        )


def preservation_clues(scope: Scope) -> Iterator[Finding]:
    """Definite property or concrete leads, none of them of a general guarantor alone."""
    request = request_of(scope)
    if request is None:
        return
    if not request.measures:
        yield scope.found(
            CLUE, "没有填写要保全的财产或线索", field=_MEASURES, articles=CLUE.articles[:2]
        )
    case = scope.claim.case
    clues = {clue.clue_id for clue in case.property_clues if clue.clue_id is not None}
    assets = {asset.asset_id for asset in case.assets}
    for measure in request.measures:
        if measure.clue not in clues and measure.asset not in assets:
            yield scope.found(
                CLUE,
                f"{measure.measure}措施没有对应的财产或线索",
                remedy="请填写财产编号或线索编号",
                field=_MEASURES,
                articles=CLUE.articles[2:],
            )
    yield from _general_guarantors(scope, request)


def _general_guarantors(scope: Scope, request: PreservationRequest) -> Iterator[Finding]:
    """A general guarantor's property only once the debtor's is preserved and not enough."""
    case = scope.claim.case
    general = {state.guarantor for state in scope.claim.guarantees if state.mode == "general"}
    debtors = {party for contract in scope.data for party in contract.borrowers}
    wanted = {measure.clue for measure in request.measures}
    holders = {clue.holder for clue in case.property_clues if clue.clue_id in wanted}
    taken = any(suit.preservations for suit in case.court_cases)
    if holders & (general - debtors) and not (holders & debtors or taken):
        message = "只对一般保证人的财产申请保全，债务人的财产尚未保全"
        yield scope.found(GENERAL, message, field=_MEASURES)


def preservation_payment_order(scope: Scope) -> Iterator[Finding]:
    """Preservation before suit shuts the way to a payment order."""
    request = request_of(scope)
    if request is None or request.variant not in BEFORE:
        return
    if any(suit.kind == "支付令" for suit in scope.claim.case.court_cases):
        yield scope.found(
            PAYMENT_ORDER,
            "已申请支付令，又申请诉前保全",
            field=("court_cases", "诉讼与执行案件"),
        )


GATES = (
    Gate("PRE-VARIANT", preservation_variant, (VARIANT, URGENT)),
    Gate("PRE-AMOUNT", preservation_amount, (AMOUNT,)),
    Gate("PRE-SECURITY", preservation_security, (SECURITY, EXEMPT)),
    Gate("PRE-CLUE", preservation_clues, (CLUE, GENERAL)),
    Gate("PRE-PAYORDER", preservation_payment_order, (PAYMENT_ORDER,)),
)
