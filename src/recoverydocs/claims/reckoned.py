"""Rules that the reckoning itself finds broken while it walks a loan, whatever is made of it.

Source: 银发〔2003〕251号 三 (rule ``penalty-uplift-overdue`` and the one on compound);
法发〔2017〕22号 2 (rule ``financial-24-percent``), on which nothing is cut silently;
民法典 561, 692, 693; 诉讼费用交纳办法 29.
"""

from __future__ import annotations

from recoverydocs.claims.rule import Rule
from recoverydocs.errors import Severity

DOCS = Rule(
    "G-DOCS",
    Severity.BLOCK,
    "借款合同、放款凭证、利率和还款条款齐备",
    "放款记录及凭证、年利率、还款计划",
    "请补充缺少的材料",
    ("cpl-interpretation:burden-existence",),
    eased="只缺放款凭证的为警示",
)
LAW_RATE = Rule(
    "LAW-RATE",
    Severity.BLOCK,
    "计息各日都有公布的利率",
    "LPR 表、基准利率表与各重定价日",
    "请先补录利率表",
)
LAW_TABLE = Rule(
    "LAW-TABLE",
    Severity.BLOCK,
    "各期间都有当日施行的规定",
    "保全、起诉和执行各期间与期间表",
    "请先补录期间表或条文表",
)
ALLOC_CLAUSE = Rule(
    "ALLOC-CLAUSE",
    Severity.BLOCK,
    "抵充条款写明利息与本金的先后",
    "抵充条款原文",
    "请核对条款原文，填写抵充顺序（allocation），或在每笔还款中填写冲抵明细",
    ("civil-code:a561",),
)
ALLOC_READ = Rule(
    "ALLOC-READ",
    Severity.NOTE,
    "抵充条款的读法须经人核对",
    "抵充条款原文",
    "请核对条款原文",
    ("civil-code:a561",),
)
ALLOC_UNPROVED = Rule(
    "ALLOC-UNPROVED",
    Severity.WARN,
    "约定的抵充顺序有条款可据",
    "抵充顺序与抵充条款",
    "请补充抵充条款；没有约定的，请删除抵充顺序，按法定顺序抵充",
    ("civil-code:a561",),
)
REPAY_REVERSED = Rule(
    "REPAY-REVERSED",
    Severity.WARN,
    "部分冲正说明冲减哪些项目",
    "还款与冲正的冲抵明细",
    "请在冲正一行填写冲抵明细（正数），合计等于冲正金额",
    ("civil-code:a561",),
)
REPAY_OPEN = Rule(
    "REPAY-OPEN",
    Severity.BLOCK,
    "未指明合同的还款能够确定抵充哪一笔债务",
    "未指明合同的还款与各合同的核算",
    "请补全各合同的资料，或将该还款写入债务人指定的合同",
    ("civil-code:a560",),
)
WAIVER_PENDING = Rule(
    "WAIVER-PENDING",
    Severity.NOTE,
    "约定的减免已经生效",
    "协议的减免项目与减免生效日",
    "减免条件已成就的，请填写减免生效日（effective_on）",
)
WAIVER_ITEM = Rule(
    "WAIVER-ITEM",
    Severity.BLOCK,
    "减免项目对应一个欠款项目",
    "协议的减免项目",
    "请分项写明利息、罚息、复利、费用或本金",
)
WAIVER_EXCESS = Rule(
    "WAIVER-EXCESS",
    Severity.WARN,
    "减免金额不超过当时欠款",
    "协议的减免金额与生效日的欠款",
    "请核对减免项目、金额与生效日",
)
INSOLVENCY_DAY = Rule(
    "INSOLVENCY-DAY",
    Severity.BLOCK,
    "破产受理写明日期",
    "借款人的主体状态与日期",
    "请填写主体状态日期（status_on）",
    ("security-interpretation:insolvency-interest",),
)
INSOLVENCY_PART = Rule(
    "INSOLVENCY-PART",
    Severity.WARN,
    "对已受理破产的借款人自受理日停止计息",
    "各借款人的主体状态与日期",
    "向破产管理人申报债权时，请以受理日为截止日另行核算",
    ("security-interpretation:insolvency-interest",),
)
INSOLVENCY_STOP = Rule(
    "INSOLVENCY-STOP",
    Severity.NOTE,
    "自破产受理日停止计息，对担保人亦同",
    "借款人的主体状态与日期",
    "请核对受理裁定的日期",
    ("security-interpretation:insolvency-interest",),
)
PLAN_FEE = Rule(
    "PLAN-FEE",
    Severity.WARN,
    "还款计划中的费用另有费用记录",
    "还款计划的应还费用",
    "有约定并主张的，请写入费用（costs）并附条款和凭证",
)
PLAN_INTEREST = Rule(
    "PLAN-INTEREST",
    Severity.WARN,
    "还款计划的应还利息与合同利率相符",
    "还款计划的应还利息、利率及其变动",
    "请核对还款计划是否为利率调整后的最新计划",
    ("civil-code:a674",),
)
AGREED_PLAN = Rule(
    "AGREED-PLAN",
    Severity.WARN,
    "已签订的还款协议反映在还款计划中",
    "协议的还款计划与合同的还款计划",
    "协议有效的，请把合同的还款计划改为协议的计划；协议已失效的，请说明",
)
INSTRUMENT = Rule(
    "INSTR-SUMS",
    Severity.BLOCK,
    "执行依据的金额能够核算到截止日",
    "执行依据的合同、判项金额、履行期限",
    "请写明合同编号；同一合同只对最终生效的执行依据填写判项金额",
    ("cpl:delayed-interest",),
)
MEDIATION = Rule(
    "INSTR-MEDIATION",
    Severity.NOTE,
    "调解书约定的民事责任与加倍部分不并收",
    "执行依据的文书类型",
    "请核对调解书是否约定了不履行的民事责任",
    ("cpl:delayed-interest",),
)
SUM = Rule(
    "G-SUM",
    Severity.BLOCK,
    "核算金额与核心系统余额分文不差",
    "截止日的核心系统余额与核算结果",
    "请核对合同条款、还款流水与核心系统，或写明差异原因",
    eased="差异有书面原因的为警示",
)
SUM_STATED = Rule(
    "SUM-STATED",
    Severity.WARN,
    "欠款应能重新计算",
    "还款计划和还款流水",
    "请核对核心系统导出，或补充还款计划和还款流水",
)
SUM_UNSTATED = Rule(
    "SUM-UNSTATED",
    Severity.WARN,
    "核算结果有核心系统余额可以核对",
    "核心系统余额",
    "请补充截止日的核心系统余额",
)
UPLIFT = Rule(
    "RATE-UPLIFT",
    Severity.WARN,
    "逾期罚息上浮在规定幅度之内",
    "罚息上浮比例与签订日的规定幅度",
    "请核对罚息条款",
    ("pboc-251:penalty",),
)
MISUSE = Rule(
    "RATE-MISUSE",
    Severity.WARN,
    "挪用罚息上浮在规定幅度之内",
    "挪用上浮比例与签订日的规定幅度",
    "请核对罚息条款",
    ("pboc-251:penalty",),
)
PENALTY_RATE = Rule(
    "RATE-PENALTY",
    Severity.WARN,
    "罚息利率与上浮比例一致",
    "罚息利率、年利率、上浮比例",
    "请核对罚息条款",
)
HIGH = Rule(
    "RATE-HIGH",
    Severity.WARN,
    "年利率在常见范围之内",
    "各段年利率",
    "请核对利率条款",
)
OVER_24 = Rule(
    "RATE-24",
    Severity.WARN,
    "利息、罚息等合计不超过年利率24%",
    "年利率与上浮后的罚息利率",
    "请法务决定是否主动调减；本程序不自行扣减",
    ("spc-finance-opinion:ceiling",),
)
OVER_CAP = Rule(
    "CAP-SUM",
    Severity.WARN,
    "非持牌贷款人自放款起的利息、费用合计不超过上限",
    "贷款人类型、已计利息、本金余额、签订日与起诉日的一年期 LPR",
    "请扣减超过上限的部分；超付的利息能否冲抵本金，请法务判断",
    ("private-lending:cap", "private-lending:total"),
)
LPR = Rule(
    "RATE-LPR",
    Severity.WARN,
    "合同执行利率与放款日 LPR 加点一致",
    "执行利率、定价基准日的 LPR、加点",
    "请核对定价基准日与加点",
)
COMPOUND_PENALTY = Rule(
    "COMPOUND-PENALTY",
    Severity.WARN,
    "复利只按未付利息计收",
    "复利基数",
    "请法务确认条款原文后再主张",
    ("pboc-251:penalty",),
)
COMPOUND_CYCLE = Rule(
    "COMPOUND-CYCLE",
    Severity.WARN,
    "罚息、复利计入复利基数的，有约定的结算周期",
    "复利基数、复利结算周期、最后应还日",
    "请按合同填写复利结算周期（compound_settlement）和结算日",
    ("pboc-251:penalty",),
)
COMPOUND_CLAUSE = Rule(
    "COMPOUND-CLAUSE",
    Severity.WARN,
    "计收复利须有复利条款",
    "是否计复利与复利条款",
    "请补充复利条款",
    ("pboc-251:penalty",),
)
APPLIED = Rule(
    "REPAY-APPLIED",
    Severity.WARN,
    "冲抵明细不超出当时应付额",
    "还款流水的冲抵明细",
    "请核对冲抵明细与利率条款",
    ("civil-code:a561",),
)
SURPLUS = Rule(
    "REPAY-SURPLUS",
    Severity.WARN,
    "超出当期应还的还款有冲抵明细",
    "还款流水与应还日",
    "请填写该笔还款的冲抵明细",
    ("civil-code:a561",),
)
COST_CLAUSE = Rule(
    "COST-CLAUSE",
    Severity.WARN,
    "向债务人主张的费用有合同条款",
    "费用的合同条款号",
    "有约定的请填写条款号；诉讼费用请在请求中另列",
    ("litigation-fees:loser-pays",),
)
COST_LATER = Rule(
    "COST-LATER",
    Severity.NOTE,
    "费用发生在截止日以前",
    "费用的发生日期",
    "需要计入的请改用较晚的截止日",
)
GUARANTEE_CONTRACT = Rule(
    "GUAR-CONTRACT",
    Severity.BLOCK,
    "保证写明主合同",
    "保证的主合同编号",
    "请填写主合同编号",
    ("civil-code:a681",),
)
GUARANTEE_PERIOD = Rule(
    "GUAR-PERIOD",
    Severity.WARN,
    "保证期间的文字能够确定期限",
    "保证期间约定",
    "请填写保证期间届满日，或保证期间的年数、月数",
    ("civil-code:a692-default",),
)
GUARANTEE_PROOF = Rule(
    "GUAR-PROOF",
    Severity.WARN,
    "保证期间内的请求有到达证据",
    "历次请求日期与送达记录",
    "请补充送达记录",
    ("civil-code:a693-joint", "civil-code:a137"),
)
PRESERVATION_TERM = Rule(
    "PRES-TERM",
    Severity.WARN,
    "保全期限不超过最长期限",
    "保全措施的起止日和财产类型",
    "请核对保全裁定和协助执行通知书载明的期限",
    ("cpl-interpretation:freeze-terms",),
)

RECKONED: tuple[Rule, ...] = (
    DOCS,
    LAW_RATE,
    LAW_TABLE,
    ALLOC_CLAUSE,
    ALLOC_READ,
    ALLOC_UNPROVED,
    REPAY_REVERSED,
    REPAY_OPEN,
    WAIVER_PENDING,
    WAIVER_ITEM,
    WAIVER_EXCESS,
    INSOLVENCY_DAY,
    INSOLVENCY_PART,
    INSOLVENCY_STOP,
    PLAN_FEE,
    PLAN_INTEREST,
    AGREED_PLAN,
    INSTRUMENT,
    MEDIATION,
    SUM,
    SUM_STATED,
    SUM_UNSTATED,
    UPLIFT,
    MISUSE,
    PENALTY_RATE,
    HIGH,
    OVER_24,
    OVER_CAP,
    LPR,
    COMPOUND_PENALTY,
    COMPOUND_CYCLE,
    COMPOUND_CLAUSE,
    APPLIED,
    SURPLUS,
    COST_CLAUSE,
    COST_LATER,
    GUARANTEE_CONTRACT,
    GUARANTEE_PERIOD,
    GUARANTEE_PROOF,
    PRESERVATION_TERM,
)
