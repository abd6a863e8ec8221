"""Rules of the filings: preservation (3.13) and arbitration (3.15).

Source: 民诉法 103-105 and 仲裁法 39 by the day; 财产保全规定 1, 5-10; 担保制度解释 26;
民诉法解释 427; 先予仲裁批复.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.requests import PreservationRequest
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

_BEFORE = frozenset({"诉前", "仲裁前"})
_NOT_SURELY_LICENSED = frozenset({"小贷", "子公司"})
_PENDING = frozenset({"一审", "二审", "再审"})
_SHARE_IN_SUIT = 30
_FIELD = ("requests", "办理要求")


def _request(scope: Scope) -> PreservationRequest | None:
    return scope.claim.case.requests.preservation


def preservation_variant(scope: Scope) -> Iterator[Finding]:
    """The variant's own conditions: urgency before, a docket or acceptance during."""
    request = _request(scope)
    case = scope.claim.case
    if request is None:
        yield scope.block(
            "PRE-VARIANT",
            "没有填写财产保全的办理要求",
            "请填写保全类型、法院和数额",
            field=_FIELD,
        )
        return
    if request.variant in _BEFORE and request.urgency is None:
        yield scope.block(
            "PRE-URGENT",
            f"{request.variant}保全没有写明紧急情况",
            "请写明不立即保全将使合法权益受到难以弥补损害的事实",
            field=("urgency", "紧急情况"),
            article=scope.cite("cpl:preservation-pre-suit"),
        )
    if request.variant == "仲裁中" and all(each.accepted_on is None for each in case.arb_cases):
        yield scope.block(
            "PRE-VARIANT",
            "仲裁中保全，但没有仲裁受理记录",
            "请补充仲裁案件的受理日期，并附受理通知书",
            field=("arb_cases", "仲裁案件"),
            article=scope.cite(
                "arbitration-law:preservation", "preservation-provisions:through-institution"
            ),
        )
    pending = [each for each in case.court_cases if each.kind in _PENDING]
    if request.variant == "诉讼中" and not any(each.case_no for each in pending):
        yield scope.warn(
            "PRE-VARIANT",
            "诉讼中保全，但没有诉讼案号",
            "请随起诉状一并提交，或补充案号",
            field=("court_cases", "诉讼与执行案件"),
            article=scope.cite("cpl:preservation-in-suit"),
        )


def preservation_amount(scope: Scope) -> Iterator[Finding]:
    """What is to be preserved stays within the claim."""
    request = _request(scope)
    if request is None:
        return
    total = Money.total(each.total for each in scope.contracts)
    if request.amount > total:
        yield scope.block(
            "PRE-AMOUNT",
            f"保全数额 {request.amount}元超过请求金额 {total}元",
            "保全限于请求的范围，请调低保全数额",
            field=("amount", "保全数额"),
            article=scope.cite("cpl:preservation-scope"),
        )


def preservation_security(scope: Scope) -> Iterator[Finding]:
    """Security in the form and amount that the variant asks for."""
    request = _request(scope)
    if request is None:
        return
    offered = request.security
    before = request.variant in _BEFORE
    if offered is None:
        if before:
            yield scope.block(
                "PRE-SECURITY",
                f"{request.variant}保全应当提供担保，尚未填写",
                "请填写担保方式、担保人和金额",
                field=("security", "保全担保"),
                article=scope.cite("preservation-provisions:security-pre-suit"),
            )
        return
    if offered.form == "免予担保":
        yield from _exemption(scope, request)
        return
    amount = offered.amount
    if before and amount is not None and amount < request.amount:
        yield scope.warn(
            "PRE-SECURITY",
            f"担保金额 {amount}元低于保全数额 {request.amount}元",
            "诉前保全的担保应相当于请求保全的数额，情况特殊的由法院酌定",
            field=("amount", "担保金额"),
            article=scope.cite("preservation-provisions:security-pre-suit"),
        )
    if (
        not before
        and amount is not None
        and amount.fen * 100 > request.amount.fen * _SHARE_IN_SUIT
    ):
        yield scope.warn(
            "PRE-SECURITY",
            f"担保金额 {amount}元超过保全数额的 {_SHARE_IN_SUIT}%",
            "诉讼保全的担保一般不超过请求保全数额的百分之三十",
            field=("amount", "担保金额"),
            article=scope.cite("preservation-provisions:security-in-suit"),
        )


def _exemption(scope: Scope, request: PreservationRequest) -> Iterator[Finding]:
    """Exemption from security: never before suit, and for licensed institutions only."""
    org = scope.claim.case.org
    basis = scope.cite("preservation-provisions:exempt-licensed")
    if request.variant in _BEFORE:
        yield scope.block(
            "PRE-EXEMPT",
            f"{request.variant}保全不能请求免予担保",
            "请提供担保，或改为诉讼中、仲裁中保全",
            field=("security", "保全担保"),
            article=basis,
        )
        return
    if org.licence_no is None or org.kind in _NOT_SURELY_LICENSED:
        yield scope.warn(
            "PRE-EXEMPT",
            "申请人未必属于金融监管部门批准设立的金融机构，免予担保可能不获准许",
            "请核对金融许可证，并准备保函或责任保险",
            field=("licence_no", "金融许可证号"),
            article=basis,
        )
    if request.variant == "仲裁中":
        yield scope.warn(
            "PRE-EXEMPT",
            "仲裁中保全请求免予担保，系参照诉讼中的规定",
            "请法务确认，并准备保函或责任保险",
            field=("security", "保全担保"),
            article=basis,
        )


def preservation_clues(scope: Scope) -> Iterator[Finding]:
    """Definite property or concrete leads, none of them of a general guarantor alone."""
    request = _request(scope)
    if request is None:
        return
    if not request.measures:
        yield scope.block(
            "PRE-CLUE",
            "没有填写要保全的财产或线索",
            "请填写明确的被保全财产信息或具体财产线索",
            field=("measures", "保全措施"),
            article=scope.cite(
                "preservation-provisions:application", "preservation-provisions:clues"
            ),
        )
    yield from _known_property(scope, request)
    yield from _general_guarantors(scope, request)


def _known_property(scope: Scope, request: PreservationRequest) -> Iterator[Finding]:
    case = scope.claim.case
    clues = {clue.clue_id for clue in case.property_clues if clue.clue_id is not None}
    assets = {asset.asset_id for asset in case.assets}
    for measure in request.measures:
        found = measure.clue in clues or measure.asset in assets
        if not found:
            yield scope.block(
                "PRE-CLUE",
                f"{measure.measure}措施没有对应的财产或线索",
                "请填写财产编号或线索编号",
                field=("measures", "保全措施"),
                article=scope.cite("preservation-provisions:property-information"),
            )


def _general_guarantors(scope: Scope, request: PreservationRequest) -> Iterator[Finding]:
    """A general guarantor's property only once the debtor's is preserved and not enough."""
    case = scope.claim.case
    general = {state.guarantor for state in scope.claim.guarantees if state.mode == "general"}
    debtors = {party for contract in scope.data for party in contract.borrowers}
    wanted = {measure.clue for measure in request.measures}
    holders = {clue.holder for clue in case.property_clues if clue.clue_id in wanted}
    taken = any(suit.preservations for suit in case.court_cases)
    if holders & (general - debtors) and not (holders & debtors or taken):
        yield scope.block(
            "PRE-GENERAL",
            "只对一般保证人的财产申请保全，债务人的财产尚未保全",
            "请先保全债务人财产，不足部分再对一般保证人申请",
            field=("measures", "保全措施"),
            article=scope.cite("security-interpretation:general-preservation"),
        )


def preservation_payment_order(scope: Scope) -> Iterator[Finding]:
    """Preservation before suit shuts the way to a payment order."""
    request = _request(scope)
    if request is None or request.variant not in _BEFORE:
        return
    if any(suit.kind == "支付令" for suit in scope.claim.case.court_cases):
        yield scope.block(
            "PRE-PAYORDER",
            "已申请支付令，又申请诉前保全",
            "申请诉前保全的不适用督促程序，请择一办理",
            field=("court_cases", "诉讼与执行案件"),
            article=scope.cite("cpl-interpretation:payment-order-conditions"),
        )


def arbitration_default(scope: Scope) -> Iterator[Finding]:
    """No arbitration before there is a default and a sum."""
    for contract in scope.contracts:
        if contract.overdue_since is None:
            yield scope.block(
                "ARB-DEFAULT",
                "没有截止日以前的违约事实，不能先予仲裁",
                "请核对还款计划与还款流水",
                where=contract.contract_no,
                article=scope.cite("prior-arbitration-reply"),
            )
        elif contract.total <= Money(0):
            yield scope.block(
                "ARB-SUM",
                "没有确定的请求金额",
                "请核对截止日",
                where=contract.contract_no,
                article=scope.cite("award-enforcement:definite"),
            )


def arbitration_sued(scope: Scope) -> Iterator[Finding]:
    """The same contract is not before a court already."""
    lone = len(scope.claim.case.contracts) == 1
    numbers = {each.contract_no for each in scope.contracts}
    for suit in scope.claim.case.court_cases:
        ours = suit.contract_no in numbers or (suit.contract_no is None and lone)
        if ours and suit.kind in _PENDING:
            yield scope.block(
                "ARB-SUED",
                f"同一合同已在法院提起诉讼（{suit.filed_on}）",
                "请先处理已有诉讼",
                field=("court_cases", "诉讼与执行案件"),
                article=scope.cite("arbitration-law:excludes-court"),
            )
