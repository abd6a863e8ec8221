"""One gate asked about one case, its findings read as severity and rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.claims.support import BORROWER, GUARANTOR, Members, case, day, guarantee

from recoverydocs.claims import assess, gate_findings
from recoverydocs.law import load_packaged

if TYPE_CHECKING:
    from recoverydocs.errors import Finding

AS_OF = "2026-04-10"
SHORT = [guarantee(period_text="未约定")]
GENERAL = [guarantee(period_text="未约定", mode="一般")]
ARB: Members = {"institution": "示例仲裁委员会"}


@dataclass(frozen=True)
class Aim:
    """A target as documents make them."""

    contract_no: str = ""
    guarantee_no: str = ""
    notice_no: str = ""
    party_id: str = ""


LETTER = Aim("HT1", "BZ1", party_id="P2")


def found(
    name: str,
    kind: str = "dunning-notice",
    as_of: str = AS_OF,
    target: Aim | None = None,
    /,
    **more: object,
) -> list[tuple[str, str]]:
    """What one gate finds; ``as_of``, ``target`` and members of the case may be named."""
    on = str(more.pop("as_of", as_of))
    aim = more.pop("target", target)
    assert aim is None or isinstance(aim, Aim)
    claim = assess(case(**more), load_packaged(), day(on))
    findings = gate_findings(claim, [name], kind=kind, target=aim)
    check(findings)
    return [(finding.severity.value, finding.rule) for finding in findings]


def check(findings: tuple[Finding, ...]) -> None:
    """Whatever a gate says, it says in Chinese, with what to do, and names nobody."""
    for finding in findings:
        assert finding.message
        assert finding.remedy
        assert not finding.message.endswith("。")
        for secret in (BORROWER["name"], BORROWER["id_no"], GUARANTOR["name"]):
            assert str(secret) not in finding.line()


def preservation(**more: object) -> Members:
    given = {
        "variant": "诉讼中",
        "court": "示例区人民法院",
        "amount": "100000.00",
        "measures": [{"clue": "线1", "measure": "冻结"}],
    }
    return {"requests": {"preservation": {**given, **more}}}


CLUES: Members = {
    "property_clues": [
        {
            "clue_id": "线1",
            "holder": "P1",
            "type": "存款",
            "identifier": "示例账户",
            "source": "合同",
            "seen_on": "2026-03-01",
            "lawful": True,
        }
    ]
}
PRE = "preservation-application"

COMPANY: Members = {
    "party_id": "P1",
    "kind": "法人",
    "role": ["借款人"],
    "name": "虚构贸易有限公司",
    "uscc": "91100000100003962T",
    "reg_address": "示例市虚构区演示路3号",
    "legal_rep": "虚构丙",
    "legal_rep_title": "董事长",
}
