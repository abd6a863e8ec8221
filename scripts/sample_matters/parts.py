"""The pieces that invented matters are put together from."""

from __future__ import annotations

import hashlib
from datetime import date

from sample_matters.reckoning import Owed, fen, owed, yuan

from recoverydocs.cases.invented.names import account, id_no, mobile, uscc

AS_OF = date(2026, 11, 24)
BANK = "海云示例银行股份有限公司临江支行"
COURT = "虚构省示例市临江区人民法院"
ARBITRATORS = "示例市虚构仲裁委员会"

ORG = {
    "org_id": "990101",
    "name": BANK,
    "kind": "支行",
    "uscc": uscc(101),
    "licence_no": "B9999S399010101（虚构）",
    "address": "虚构省示例市临江区演示路1号",
    "head_name": "沈示例",
    "head_title": "行长",
    "phone": "0999-88000001",
    "account_name": BANK,
    "account_bank": BANK,
    "account_no": account(101),
    "doc_prefix": "海云临江",
    "can_sue": True,
}
USERS = [
    {"user_id": "U01", "name": "郑示例", "role": ["信贷员"], "phone": mobile(901)},
    {"user_id": "U02", "name": "何虚构", "role": ["法务"], "phone": mobile(902)},
    {"user_id": "U03", "name": "吕演示", "role": ["风控"], "phone": mobile(903)},
    {"user_id": "U04", "name": "施样本", "role": ["审批"], "phone": mobile(904)},
    {"user_id": "U05", "name": "孔假设", "role": ["用印"], "phone": mobile(905)},
]
LAWYER = {
    "user_id": "L01",
    "name": "曹演示",
    "role": ["法务"],
    "phone": mobile(911),
    "lawyer_licence_no": "虚构9999202010000001",
}

CLAUSES = {
    "加速": (
        "第九条第二款",
        "借款人连续两期或者累计三期未按约定足额偿还本金或者利息的，贷款人有权书面宣布本合同项下"
        "借款全部提前到期，提前到期日为书面通知送达借款人之日。",
    ),
    "罚息": (
        "第六条第一款",
        "借款人未按约定期限偿还借款的，自逾期之日起在约定的借款利率基础上上浮{uplift}%计收罚息，"
        "直至清偿全部本息为止。",
    ),
    "复利": (
        "第六条第二款",
        "对借款人不能按期支付的利息，自逾期之日起按罚息利率计收复利；对罚息不计收复利。",
    ),
    "送达": (
        "第十四条",
        "各方在本合同首部填写的地址为催收、诉讼、仲裁和执行文书的送达地址，变更应当书面通知对方；"
        "因地址不准确、拒收等原因未能实际接收的，文书退回之日视为送达之日。",
    ),
    "费用": (
        "第十一条",
        "贷款人为实现债权支出的律师费、公证费、保全费、邮寄费等费用由借款人承担。",
    ),
    "抵充": (
        "第七条第三款",
        "借款人的给付不足以清偿全部债务的，按实现债权的费用、利息（含罚息、复利）、本金的顺序抵充。",
    ),
    "征信授权": (
        "第十三条",
        "借款人授权贷款人按照法律规定向金融信用信息基础数据库报送本合同项下的信贷信息。",
    ),
}


def digest(words: str) -> str:
    """A SHA-256 of some words, in place of a file's."""
    return hashlib.sha256(words.encode()).hexdigest()


def clauses(*names: str, uplift: int = 50) -> dict:
    """Clauses of a contract, number and words."""
    found = {}
    for name in names:
        number, text = CLAUSES[name]
        found[name] = {"no": number, "text": text.format(uplift=uplift)}
    return found


def court_clause(number: str = "第十五条") -> dict:
    """A court clause, word for word."""
    text = "因本合同发生的争议，由各方协商解决；协商不成的，向贷款人住所地有管辖权的人民法院提起诉讼。"
    return {"text": text, "kind": "诉讼", "clause_no": number, "court": COURT}


def arbitration_clause(number: str = "第十五条", contract: str = "本合同") -> dict:
    """An arbitration clause that names one institution."""
    text = (
        f"因{contract}引起的或者与{contract}有关的任何争议，均提交{ARBITRATORS}，按照申请仲裁时该会"
        "现行有效的仲裁规则进行仲裁。仲裁裁决是终局的，对各方均有约束力。"
    )
    return {
        "text": text,
        "kind": "仲裁",
        "clause_no": number,
        "institution": ARBITRATORS,
        "seat": "虚构省示例市",
    }


def person(
    party_id: str, name: str, role: list[str], born: str, order: int, **more: object
) -> dict:
    """A natural person; an odd order is a man."""
    birth = date.fromisoformat(born)
    return {
        "party_id": party_id,
        "kind": "自然人",
        "role": role,
        "name": name,
        "sex": "男" if order % 2 else "女",
        "birth": born,
        "ethnic": "汉族",
        "id_type": "居民身份证",
        "id_no": id_no(birth, order),
        "phones": [
            {"number": mobile(order), "source": "合同预留", "verified_on": "2026-11-02"}
        ],
        "alive": "在世",
    } | more


def company(
    party_id: str,
    name: str,
    role: list[str],
    order: int,
    rep: str,
    address: str,
    **more: object,
) -> dict:
    """A company with its legal representative."""
    return {
        "party_id": party_id,
        "kind": "法人",
        "role": role,
        "name": name,
        "uscc": uscc(order),
        "org_type": "有限责任公司",
        "ownership": "民营",
        "reg_address": address,
        "office_address": address,
        "legal_rep": rep,
        "legal_rep_title": "执行董事",
        "phones": [
            {"number": mobile(order), "source": "合同预留", "verified_on": "2026-11-02"}
        ],
        "status": "存续",
    } | more


def served(party: str, text: str, contract_no: str, start: str, **more: object) -> dict:
    """The service address that a contract names."""
    district = next(
        (d for d in ("临江区", "望山区", "青田区", "东渡区", "西岭区") if d in text), None
    )
    return {
        "party": party,
        "text": text,
        "kind": "合同送达",
        "basis": f"合同{contract_no}第十四条",
        "from": start,
        "postcode": "999000",
        "province": "虚构省",
        "city": "示例市",
        **({"district": district} if district else {}),
    } | more


def household(party: str, text: str, start: str) -> dict:
    """The address of the household register or of the licence."""
    return served(party, text, "", start) | {"kind": "户籍", "basis": "居民身份证复印件"}


def electronic(party: str, channel: str, contract_no: str, start: str) -> dict:
    """An agreed electronic channel."""
    return {
        "party": party,
        "kind": "电子",
        "basis": f"合同{contract_no}第十四条",
        "from": start,
        "e_channel": channel,
        "consents_e_service": True,
        "consented_on": start,
    }


def loan(
    disb_no: str, contract_no: str, on: str, amount: str, to: str, payee: str, order: int
) -> dict:
    """One disbursement with its voucher."""
    return {
        "disb_no": disb_no,
        "contract_no": contract_no,
        "on": on,
        "amount": amount,
        "to": to,
        "payee_name": payee,
        "payee_account": account(order),
        "method": "自主",
        "voucher": {"name": f"借款借据-{disb_no}.pdf", "sha256": digest(f"借据{disb_no}")},
    }


def fixed(
    rate: str, day_count: str = "actual/360", uplift: str = "0.50", *, compound: bool
) -> dict:
    """A fixed rate."""
    terms = {"type": "固定", "rate": rate, "day_count": day_count, "penalty_uplift": uplift}
    return terms | {"compound": compound} | ({"compound_base": "期内利息"} if compound else {})


def floating(
    tenor: str,
    points: int,
    reset: str,
    day_count: str = "actual/360",
    uplift: str = "0.50",
    *,
    compound: bool,
) -> dict:
    """LPR with points."""
    terms = {
        "type": "LPR浮动",
        "lpr_tenor": tenor,
        "spread_bp": points,
        "reset": reset,
        "day_count": day_count,
        "penalty_uplift": uplift,
        "compound": compound,
    }
    return terms | ({"compound_base": "期内利息"} if compound else {})


def paper() -> dict:
    """Signed on paper."""
    return {"kind": "纸质"}


def online(number: str) -> dict:
    """Signed electronically."""
    return {
        "kind": "电子",
        "cert_no": f"虚构CA-{number}",
        "platform": "示例电子合同平台（虚构）",
        "log": f"LOG-{number}",
    }


def paid(on: str, amount: str, no: str, **more: object) -> dict:
    """One repayment."""
    return {"on": on, "amount": amount, "source": "本人", "no": no} | more


def paid_plan(rows: list[dict], count: int, disb_no: str | None = None) -> list[dict]:
    """The first instalments of a plan, each paid on its day and booked as planned."""
    found = []
    for row in rows[:count]:
        total = yuan(fen(row["principal"]) + fen(row["interest"]))
        booked = {"利息": row["interest"], "本金": row["principal"]}
        each = paid(row["due_on"], total, f"HK{row['due_on'].replace('-', '')}", applied=booked)
        found.append(each | ({"disb_no": disb_no} if disb_no else {}))
    return found


def stated(
    contract: dict,
    *,
    disb_no: str | None = None,
    accelerated: date | None = None,
    costs: list[tuple[date, int]] | None = None,
    off: dict | None = None,
    fees: str = "",
    **more: object,
) -> tuple[dict, Owed]:
    """The core system's row of the day, equal to the fen, unless told to be off."""
    number = disb_no or contract["disbursements"][0]["disb_no"]
    due = owed(contract, number, AS_OF, accelerated, costs)
    row = {
        "as_of": AS_OF.isoformat(),
        "principal_due": yuan(due.due),
        "principal_not_due": yuan(due.not_due),
        "interest": yuan(due.interest),
        "penalty": yuan(due.penalty),
        "compound": yuan(due.compound),
        "source": f"核心系统导出 HX20261124-{number}",
    } | (off or {})
    names = ("principal_due", "principal_not_due", "interest", "penalty", "compound", "fees")
    row |= {"fees": fees} if fees else {}
    row["total"] = yuan(sum(fen(row[name]) for name in names if name in row))
    if due.since:
        row["overdue_since"] = due.since.isoformat()
        row["overdue_days"] = (AS_OF - due.since).days
        row["overdue_count"] = due.count
        row["five_class"] = "次级" if (AS_OF - due.since).days > 90 else "关注"  # noqa: PLR2004
    row["write_off"] = "未核销"
    if disb_no:
        row["disb_no"] = disb_no
    return row | more, due


def approvals(*docs: str, drafted: str = "2026-11-23", on: str = "2026-11-24") -> list[dict]:
    """Drafted by the legal officer, approved by somebody else."""
    found = []
    for doc in docs:
        found.append(
            {"doc": doc, "step": "拟稿", "by": "U02", "on": drafted, "decision": "同意"}
        )
        found.append(
            {
                "doc": doc,
                "step": "审批",
                "by": "U04",
                "on": on,
                "decision": "同意",
                "note": "同意发出",
            }
        )
    return found


def seals(*docs: str, copies: int = 3, on: str = AS_OF.isoformat()) -> list[dict]:
    """The chop on so many copies, with the authority for it."""
    return [
        {
            "seal_name": "公章",
            "copies": copies,
            "by": "U05",
            "on": on,
            "doc": doc,
            "authority": "海云示例银行用印授权书〔2026〕1号（虚构）",
        }
        for doc in docs
    ]


def matter(case_id: str, **members: object) -> dict:
    """A case of the branch and its staff."""
    return {"case_id": case_id, "org": ORG, "users": USERS} | members
