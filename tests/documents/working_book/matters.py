"""Cases for the workbook: every sample, and invented loans made as awkward as loans get."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoverydocs.cases import read_cases
from recoverydocs.cases.invented import AS_OF, invented_cases
from recoverydocs.cases.model import Case
from recoverydocs.claims import Working, assess, explain
from recoverydocs.law import load_packaged

if TYPE_CHECKING:
    from collections.abc import Iterable

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
SEED = 20261124
Members = dict[str, Any]


def sample_cases() -> list[Case]:
    """Every matter of samples/."""
    names = sorted(path.name for path in SAMPLES.glob("[0-9]*.*"))
    return [
        case for name in names for case in read_cases(name, (SAMPLES / name).read_bytes()).cases
    ]


def awkward_cases(count: int) -> list[Case]:
    """Invented loans with stray payments, grace days, costs, acceleration, two loans in one."""
    chance = random.Random(SEED)  # noqa: S311 - the same cases every time
    return [as_case(_awkward(data, chance)) for data in invented_cases(count, SEED)]


def tie_cases() -> list[Case]:
    """Loans whose interest before rounding is exactly half a fen: 36 days at 5 % of x.00."""
    found = []
    for place, data in enumerate(invented_cases(12, SEED + 1)):
        (contract,) = data["contracts"]
        start = date(2026, 6, 1)
        end = start + timedelta(days=36)
        amount = f"{12_345 + 2 * place}.00"
        contract |= {
            "signed_on": start.isoformat(),
            "amount": amount,
            "from": start.isoformat(),
            "to": end.isoformat(),
            "disbursements": [
                contract["disbursements"][0] | {"on": start.isoformat(), "amount": amount}
            ],
            "rate_terms": {
                "type": "固定",
                "rate": "0.05",
                "day_count": "actual/360",
                "penalty_uplift": "0.5",
                "compound": True,
            },
            "repay_method": {"method": "到期一次性还本付息"},
        }
        for member in ("instalments", "repayments", "core_balances"):
            contract.pop(member, None)
        found.append(as_case(data))
    return found


def as_case(data: Members) -> Case:
    return Case.model_validate_json(json.dumps(data, ensure_ascii=False))


def workings(cases: Iterable[Case]) -> list[Working]:
    law = load_packaged()
    return [explain(assess(case, law, AS_OF)) for case in cases]


def _awkward(data: Members, chance: random.Random) -> Members:
    (contract,) = data["contracts"]
    contract.pop("core_balances")
    number, disb_no = contract["contract_no"], contract["disbursements"][0]["disb_no"]
    start = date.fromisoformat(contract["from"])
    contract["repay_method"]["grace_days"] = chance.choice((0, 0, 3, 10))
    terms = contract["rate_terms"]
    terms["day_count"] = chance.choice(("actual/360", "actual/365", "monthly"))
    terms["compound"] = chance.random() < 0.7
    if terms["compound"]:
        terms["compound_base"] = chance.choice(("期内利息", "含罚息", "含复利", "含罚息和复利"))
    if terms["type"] == "固定" and chance.random() < 0.5:
        steps = (start + timedelta(days=97 * step) for step in range(1, 4))
        terms["rate_history"] = [
            {"from": day.isoformat(), "rate": f"0.0{chance.randint(3000, 9999)}"}
            for day in steps
        ]
    if chance.random() < 0.4:
        words = "清偿顺序：先本金，后利息。", "依次清偿费用、本金、利息。"
        contract["clauses"]["抵充"] = {"no": "第七条", "text": chance.choice(words)}
    if chance.random() < 0.6:
        data["costs"] = [_cost(number, chance) for _ in range(chance.randint(1, 3))]
    if "instalments" not in contract and chance.random() < 0.3:
        _second_disbursement(contract, start)
    contract["repayments"] = sorted(
        (_payment(contract, order, start, chance) for order in range(chance.randint(0, 6))),
        key=lambda row: str(row["on"]),
    )
    if chance.random() < 0.3:
        terms["misuse_uplift"] = "1"
        since = (start + timedelta(days=chance.randint(0, 200))).isoformat()
        contract["misuses"] = [{"from": since, "evidence": "虚构证据", "disb_no": disb_no}]
    if chance.random() < 0.4:
        data["agreements"] = [_waivers(number, start, chance)]
    if chance.random() < 0.15:
        data["parties"][0]["status"] = "破产受理"
        data["parties"][0]["status_on"] = (
            AS_OF - timedelta(days=chance.randint(20, 320))
        ).isoformat()
    if chance.random() < 0.3:
        _accelerate(data, number, start + timedelta(days=chance.randint(100, 330)))
    return data


def _waivers(number: str, start: date, chance: random.Random) -> Members:
    signed = start + timedelta(days=chance.randint(100, 350))
    return {
        "no": "XY-1",
        "kind": "和解",
        "contract_no": number,
        "signed_on": signed.isoformat(),
        "parties": ["P1"],
        "status": "履行",
        "waivers": [
            {
                "item": item,
                "amount": f"{chance.randint(1, 400)}.{chance.randint(0, 99):02d}",
                "condition": "无",
                "effective_on": (signed + timedelta(days=days)).isoformat(),
            }
            for days, item in enumerate(("罚息", "利息", "复利", "本金", "律师费"))
        ],
    }


def _cost(number: str, chance: random.Random) -> Members:
    return {
        "kind": "律师费",
        "amount": f"{chance.randint(100, 9999)}.{chance.randint(0, 99):02d}",
        "on": (AS_OF - timedelta(days=chance.randint(1, 200))).isoformat(),
        "contract_no": number,
        "clause": "第十一条",
        "voucher": "虚构发票",
    }


def _payment(contract: Members, order: int, start: date, chance: random.Random) -> Members:
    days = chance.randint(32, (AS_OF - start).days)
    return {
        "disb_no": chance.choice(contract["disbursements"])["disb_no"],
        "on": (start + timedelta(days=days)).isoformat(),
        "amount": f"{chance.choice((99, 3_333, 20_000, 250_000)) + order}.{order}7",
        "no": f"X{order}",
    }


def _second_disbursement(contract: Members, start: date) -> None:
    (first,) = contract["disbursements"]
    second = {"disb_no": "JJ-2", "amount": "54321.09"}
    second["on"] = (start + timedelta(days=31)).isoformat()
    contract["disbursements"].append(first | second)
    contract["amount"] = "99999999.00"


def _accelerate(data: Members, number: str, day: date) -> None:
    data["notices"] = [
        {
            "number": "示银宣字〔2026〕1号",
            "kind": "acceleration-notice",
            "issued_on": day.isoformat(),
            "to": "P1",
            "contract_no": number,
            "hash": "0" * 64,
            "status": "已发",
        }
    ]
    data["delivery_events"] = [
        {
            "notice": "示银宣字〔2026〕1号",
            "method": "EMS",
            "mail_no": "1000000000001",
            "address": "示例市虚构区演示路2号",
            "address_basis": "合同送达条款",
            "sent_at": f"{day}T09:00:00+08:00",
            "result": "妥投",
            "result_at": f"{day}T10:00:00+08:00",
            "evidence": "底单1",
        }
    ]
