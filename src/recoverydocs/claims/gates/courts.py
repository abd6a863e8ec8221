"""Rules on courts: who may sue where, which court the clause and the law allow.

Source: 民诉法 24, 35, 166 and 仲裁法 by the day; 民诉法解释 31, 52, 427, 434; 执行工作规定 9;
仲裁裁决执行规定 2; 互联网法院管辖规定 (2025).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.gates.guarantees import states
from recoverydocs.claims.gates.preservation import PENDING, request_of
from recoverydocs.claims.gates.scope import FILINGS
from recoverydocs.claims.preservation_deadlines import instrument_of
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.contracts import DisputeClause
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

TWO_WAYS = Rule(
    "FORUM-VOID",
    Severity.WARN,
    "争议条款不是或裁或审",
    "各合同的争议条款",
    "请法务决定管辖；需要仲裁的，另签书面仲裁协议",
    ("arbitration-interpretation:either-or",),
)
OTHER_FORUM = Rule(
    "FORUM-OTHER",
    Severity.WARN,
    "正在进行的诉讼、仲裁在争议条款约定的机构",
    "诉讼、仲裁案件与各合同的争议条款",
    "请法务核对管辖，必要时撤回并向约定的机构提出",
    (
        "arbitration-law:excludes-court",
        "cpl:arbitration-bars-suit",
        "arbitration-law:agreement-needed",
    ),
)
PLAINTIFF = Rule(
    "COURT-PLAINTIFF",
    Severity.BLOCK,
    "以能够独立诉讼的机构为申请人",
    "机构是否可以自己名义诉讼",
    "请以领有营业执照的分支机构或者法人为申请人",
    ("cpl-interpretation:other-organisation", "cpl:suit-conditions"),
)
WRONG_COURT = Rule(
    "PRE-COURT",
    Severity.BLOCK,
    "财产保全向有管辖权的法院申请",
    "申请法院、受理案件的法院、约定管辖法院、住所和财产所在地",
    "请改向受理案件的法院，或者财产所在地、被申请人住所地、约定管辖的法院申请",
    (
        "cpl:preservation-in-suit",
        "cpl:preservation-pre-suit",
        "enforcement-work:domestic-arbitration-preservation",
    ),
    eased="诉前、仲裁前、仲裁中只能按地名推断的为警示",
)
INTERNET = Rule(
    "COURT-INTERNET",
    Severity.WARN,
    "网络金融借款、小额借款纠纷不再由互联网法院管辖",
    "约定管辖法院、申请法院",
    "请改向有管辖权的普通法院提起",
    ("internet-courts-2025",),
)
CONSUMER = Rule(
    "COURT-CONSUMER",
    Severity.NOTE,
    "格式条款约定管辖法院须提请消费者注意",
    "个人借款合同的约定管辖法院",
    "请准备已提请注意的证据；不能证明的，按法定管辖确定法院",
    ("cpl-interpretation:format-clause-court", "civil-code:a496"),
)
SMALL = Rule(
    "SUIT-SMALL",
    Severity.WARN,
    "小额诉讼的标的额以省级上年度就业人员年平均工资计算",
    "起诉状的当事人下落；工资标准未收录",
    "请查本省标准；达到小额诉讼标准的，一审终审",
    ("cpl:small-claims", "cpl:small-claims-excluded"),
)
ORDER_PRESERVED = Rule(
    "PAYORDER-PRESERVED",
    Severity.BLOCK,
    "申请过诉前保全的，不得申请支付令",
    "支付令案件或支付令申请、诉前保全案件",
    "请改为起诉",
    ("cpl:payment-order-conditions", "cpl-interpretation:payment-order-conditions"),
    eased="案件本身为警示",
)
ORDER_GUARANTOR = Rule(
    "PAYORDER-GUARANTOR",
    Severity.WARN,
    "支付令对担保人没有拘束力",
    "支付令案件与仍应负责的保证人",
    "需要保证人承担责任的，请评估改为起诉；单独起诉担保人的，支付令失效",
    ("cpl-interpretation:payment-order-guarantor",),
)
AWARD_COURT = Rule(
    "ENF-COURT",
    Severity.WARN,
    "仲裁裁决由中级人民法院执行",
    "执行案件的法院与执行依据",
    "请核对是否由中级人民法院指定基层法院管辖",
    ("award-enforcement:court",),
)

_HIGHER = ("中级", "高级")
_COURT_WAYS = frozenset({"诉前", "诉讼中"})
_SUITS = PENDING | {"支付令"}
_PERSONS = frozenset({"自然人"})
_CASES = ("court_cases", "诉讼与执行案件")
_CLAUSE = ("dispute_clause", "争议条款")


def two_ways(scope: Scope) -> Iterator[Finding]:
    """A clause that names both ways is void as to arbitration."""
    for data in scope.data:
        if data.dispute_clause is not None and data.dispute_clause.kind == "或裁或审":
            message = "争议条款同时约定仲裁与诉讼，仲裁约定无效"
            yield scope.found(TWO_WAYS, message, where=data.contract_no, field=_CLAUSE)


def other_forum(scope: Scope) -> Iterator[Finding]:
    """What is pending stands before the forum that the clause names."""
    case = scope.claim.case
    for suit in case.court_cases:
        for number, clause in _clauses(scope, suit.contract_no):
            open_suit = suit.kind in _SUITS and suit.ended is None
            if open_suit and clause.kind == "仲裁":
                message = f"合同约定仲裁，却有{suit.court}的{suit.kind}案件"
                yield scope.found(
                    OTHER_FORUM,
                    message,
                    where=number,
                    field=_CASES,
                    articles=OTHER_FORUM.articles[:2],
                )
    for filed in case.arb_cases:
        for number, clause in _clauses(scope, filed.contract_no):
            if filed.ended is None and clause.institution != filed.institution:
                agreed = clause.institution or f"的争议解决方式为{clause.kind}"
                message = f"合同约定{agreed}，却有{filed.institution}的仲裁案件"
                yield scope.found(
                    OTHER_FORUM,
                    message,
                    where=number,
                    field=("arb_cases", "仲裁案件"),
                    articles=OTHER_FORUM.articles[2:],
                )


def _clauses(scope: Scope, contract_no: str | None) -> Iterator[tuple[str, DisputeClause]]:
    """The clauses of the contract that a procedure is about; of the only one by default."""
    lone = len(scope.claim.case.contracts) == 1
    for data in scope.data:
        named = contract_no == data.contract_no or (contract_no is None and lone)
        if named and data.dispute_clause is not None:
            yield data.contract_no, data.dispute_clause


def plaintiff(scope: Scope) -> Iterator[Finding]:
    """A filing is made by somebody who can be a party."""
    if scope.kind in FILINGS and not scope.claim.case.org.can_sue:
        message = f"{scope.claim.case.org.name}不能以自己名义诉讼"
        yield scope.found(PLAINTIFF, message, field=("can_sue", "可以自己名义诉讼"))


def preservation_court(scope: Scope) -> Iterator[Finding]:
    """The court asked for preservation is one that may order it."""
    request = request_of(scope)
    if request is None:
        return
    field = ("court", "申请法院")
    if request.variant == "诉讼中":
        courts = {
            suit.court
            for suit in scope.claim.case.court_cases
            if suit.kind in PENDING and suit.ended is None
        }
        if courts and request.court not in courts:
            message = f"案件由{'、'.join(sorted(courts))}受理，却向{request.court}申请保全"
            yield scope.found(
                WRONG_COURT, message, field=field, articles=WRONG_COURT.articles[:1]
            )
        return
    articles = WRONG_COURT.articles[1:2]
    if request.variant == "仲裁中":
        articles = WRONG_COURT.articles[2:]
    if not _is_near(scope, request.court):
        yield scope.found(
            WRONG_COURT,
            f"{request.court}不是约定管辖法院，也不像财产所在地或被申请人住所地的法院",
            remedy="请核对财产所在地和被申请人住所地",
            severity=Severity.WARN,
            field=field,
            articles=articles,
        )
    elif request.variant == "仲裁中" and any(each in request.court for each in _HIGHER):
        yield scope.found(
            WRONG_COURT,
            "国内仲裁的财产保全由基层人民法院裁定",
            severity=Severity.WARN,
            field=field,
            articles=articles,
        )


def _is_near(scope: Scope, court: str) -> bool:
    """Whether a court's name holds a place of the case, or is the one agreed."""
    case = scope.claim.case
    agreed = {data.dispute_clause.court for data in scope.data if data.dispute_clause}
    places = {part for each in case.addresses for part in (each.district, each.city) if part}
    stated = [clue.place for clue in case.property_clues if clue.place]
    stated += [asset.address for asset in case.assets if asset.address]
    if not places and not stated:
        return True  # Nothing to compare it with.
    near = any(place in court for place in places)
    return near or court in agreed or any(_district(court) in text for text in stated)


def _district(court: str) -> str:
    """The district in a court's name: what stands between 市 and 人民法院."""
    return court.removesuffix("人民法院").rpartition("市")[2] or court


def internet_courts(scope: Scope) -> Iterator[Finding]:
    """Since the rules of 2025 an internet court no longer hears loans made online."""
    law, day = scope.claim.law, scope.claim.as_of
    if law.statutes["internet-courts-2025"].versions[0].starts > day:
        return
    request = request_of(scope)
    courts = [(request.court, "")] if request is not None else []
    courts += [
        (data.dispute_clause.court, data.contract_no)
        for data in scope.data
        if data.dispute_clause is not None and data.dispute_clause.court is not None
    ]
    for court, where in courts:
        if "互联网法院" in court:
            message = f"{court}自 {law.statutes['internet-courts-2025'].versions[0].starts} 起"
            yield scope.found(
                INTERNET, f"{message}不再管辖借款纠纷", where=where, field=_CLAUSE
            )


def consumer_court(scope: Scope) -> Iterator[Finding]:
    """A court that a consumer's form contract names must have been pointed out to him."""
    request = request_of(scope)
    to_court = scope.kind in {"complaint", "payment-order-application"} or (
        scope.kind == "preservation-application"
        and request is not None
        and request.variant in _COURT_WAYS
    )
    if not to_court:
        return
    case = scope.claim.case
    for data in scope.data:
        person = any(case.party(each).kind in _PERSONS for each in data.borrowers)
        clause = data.dispute_clause
        if person and clause is not None and clause.court is not None:
            message = f"个人借款合同约定由{clause.court}管辖，须证明已提请借款人注意"
            yield scope.found(CONSUMER, message, where=data.contract_no, field=_CLAUSE)


def small_claims(scope: Scope) -> Iterator[Finding]:
    """Whether small claims procedure applies is not known here, unless it is shut out."""
    case = scope.claim.case
    missing = any(
        case.party(party).alive == "失踪" for data in scope.data for party in data.borrowers
    )
    if scope.kind == "complaint" and not missing:
        yield scope.found(SMALL, "本省小额诉讼标的额标准未收录，不能判断是否适用小额诉讼")


def payment_orders(scope: Scope) -> Iterator[Finding]:
    """A payment order comes without preservation before it, and leaves guarantors free."""
    case = scope.claim.case
    orders = [suit for suit in case.court_cases if suit.kind == "支付令" and not suit.ended]
    wanted = scope.kind == "payment-order-application" or bool(orders)
    before = [suit for suit in case.court_cases if suit.kind == "诉前保全"]
    if wanted and before:
        message = f"已于 {before[0].filed_on} 申请诉前保全，不适用督促程序"
        yield scope.found(ORDER_PRESERVED, message, field=_CASES)
    live = [each.guarantee_no for each in states(scope) if not each.discharged]
    if wanted and live:
        message = f"支付令不约束保证 {'、'.join(live)} 的保证人"
        yield scope.found(ORDER_GUARANTOR, message, field=_CASES)


def award_court(scope: Scope) -> Iterator[Finding]:
    """An award is enforced by an intermediate court."""
    case = scope.claim.case
    for suit in case.court_cases:
        instrument = instrument_of(case, suit)
        enforcing = suit.kind in {"执行", "恢复执行"}
        if not enforcing or instrument is None or "中级" in suit.court:
            continue
        if instrument.kind == "裁决":
            message = f"仲裁裁决 {instrument.no} 由{suit.court}执行"
            yield scope.found(AWARD_COURT, message, field=_CASES)


GATES = (
    Gate("FORUM-VOID", two_ways, (TWO_WAYS,)),
    Gate("FORUM-OTHER", other_forum, (OTHER_FORUM,)),
    Gate("COURT-PLAINTIFF", plaintiff, (PLAINTIFF,)),
    Gate("PRE-COURT", preservation_court, (WRONG_COURT,)),
    Gate("COURT-INTERNET", internet_courts, (INTERNET,)),
    Gate("COURT-CONSUMER", consumer_court, (CONSUMER,)),
    Gate("SUIT-SMALL", small_claims, (SMALL,)),
    Gate("PAYORDER", payment_orders, (ORDER_PRESERVED, ORDER_GUARANTOR)),
    Gate("ENF-COURT", award_court, (AWARD_COURT,)),
)
