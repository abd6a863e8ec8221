"""Rules on making a default known: only the court publishes, and only a lawyer writes as one.

Source: 个人信息保护法 25; 民法典 1024, 1032, 1034; 失信名单规定 7; 律师法 13.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

PERSON = Rule(
    "PUBLISH-PERSON",
    Severity.BLOCK,
    "不公开自然人的违约信息，本人单独同意的除外",
    "公开的当事人、公开主体、本人的单独同意",
    "请勿公开，已公开的立即撤下；需要惩戒的，申请法院纳入失信名单",
    ("pipl:publish", "civil-code:a1024", "civil-code:a1032", "defaulters-list:publication"),
    eased="已经公开的为警示",
)
FIRM = Rule(
    "PUBLISH-FIRM",
    Severity.WARN,
    "公开企业的违约信息须经批准，限于真实事实",
    "公开的当事人、公开主体、批准人",
    "请由审批人核对事实并批准，或者撤下",
    ("civil-code:a1024",),
)
LAWYER = Rule(
    "LAWYER-LETTER",
    Severity.BLOCK,
    "律师函由律师签发",
    "律师函及案件中的律师执业证号",
    "请由律师事务所签发并填写执业证号，或者改用催款通知书",
    ("lawyers-law:no-impersonation",),
    eased="案件本身为警示",
)

_FIELD = ("publications", "公开")


def publications(scope: Scope) -> Iterator[Finding]:
    """Nothing of ours is published of a person, nor of a company without an approver."""
    case = scope.claim.case
    for publication in case.publications:
        if publication.publisher == "人民法院":
            continue
        who = scope.who(publication.party)
        what = f"{publication.on} 在{publication.medium}公开{who}的违约信息"
        done = publication.status == "已公开"
        if case.party(publication.party).kind in {"自然人", "个体工商户"}:
            if not publication.separate_consent:
                severity = Severity.WARN if done else None
                message = f"{what}，没有本人的单独同意"
                yield scope.found(PERSON, message, severity=severity, field=_FIELD)
        elif publication.approved_by is None:
            yield scope.found(FIRM, f"{what}，没有批准人", field=_FIELD)


def lawyer_letters(scope: Scope) -> Iterator[Finding]:
    """A lawyer's letter has a lawyer."""
    case = scope.claim.case
    letters = [each.number for each in case.notices if each.kind == "lawyer-letter"]
    if letters and all(user.lawyer_licence_no is None for user in case.users):
        message = f"{'、'.join(letters)} 为律师函，但案件人员中没有律师执业证号"
        yield scope.found(LAWYER, message, field=("lawyer_licence_no", "律师执业证号"))


GATES = (
    Gate("PUBLICATIONS", publications, (PERSON, FIRM)),
    Gate("LAWYER-LETTER", lawyer_letters, (LAWYER,)),
)
