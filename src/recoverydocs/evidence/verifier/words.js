// Every word of the page in Chinese and in English; the tables of the program come on top.

import { CODES, VERDICTS, WORDS } from "./tables.js";
import { beijingText } from "./moment.js";

const CHINESE = {
  title: "证据包离线核验",
  intro:
    "本页不联网，不上传任何内容：证据包只在这台计算机的浏览器中打开。结论只依据文件本身和您提供的根证书，不采信证据包中任何自称有效的说法。",
  other: "English",
  noPackage: "请选择证据包（.asice）。",
  choose: "证据包",
  chooseHint: "可把文件（证据包、根证书、登记簿、时间戳）拖放到本页任何位置。",
  roots: "根证书（可多个，PEM 或 DER）",
  rootsHint:
    "向时间戳机构索取，不要使用对方当事人或证据包附带的证书。没有根证书时仍可核验文件是否被改动，但不能证明时间。",
  kind: "用途",
  independent: "独立时间戳机构",
  local: "签发方本机时钟",
  signers: "签名人",
  remove: "移除",
  register: "封存登记簿（可选，register.jsonl）",
  stamps: "登记簿的时间戳（可选，stamps 文件夹中的 .tst）",
  at: "核验时间（北京时间；留空为本机当前时间）",
  working: "正在核验……",
  internal: "本页出错，没有结论。请改用 recoverydocs verify。",
  badRoot: "无法读取的根证书，未采用：",
  unknownFile: "不认识的文件，未采用：",
  tooLarge: "文件过大，未采用：",
  print: "打印",
  unmask: "显示姓名、地址和签收人",
  reasonsHead: "一、结论与理由",
  noReasons: "没有发现与之相反的情况。",
  documentHead: "二、文书",
  timelineHead: "三、时间线",
  timelineHint: "自述时间是签发方自己写下的时间，未经证明；证明时间是时间戳令牌所载时间。",
  certificatesHint:
    "下列摘要属于作出时间戳或签名的证书。未提供根证书时，请与该机构公布或当庭说明的摘要逐组比对。",
  deliveryHead: "四、送达",
  noDelivery: "没有送达记录。",
  filesHead: "五、文件清单",
  filesHint:
    "只有图片和文本在受限框架中显示，框架内不运行任何程序。其他文件（含 PDF、Word）请保存后用自己的软件打开。",
  basisHead: "六、生成依据",
  registerHead: "七、封存登记簿",
  noRegister: "未提供。",
  unread: "文件不能作为证据包读出，第三至第七项从略。",
  notCheckedHead: "八、未核验项",
  code: "代码",
  reason: "原因",
  where: "位置",
  document: "文书",
  number: "文号",
  issuedOn: "文书日期",
  issuer: "签发方",
  documentDigest: "文书 SHA-256",
  packageId: "证据包编号",
  packageDigest: "证据包 SHA-256",
  fileName: "文件名",
  note: "说明",
  revision: "修订",
  cause: "事由",
  added: "加入",
  onlyRecords: "仅记录",
  stated: "自述时间",
  proven: "证明时间",
  source: "时间来源",
  recordedBy: "录入",
  signatureAndRenewals: "签名与续期",
  signed: "已签名，签名证书",
  signedUnknown: "有签名而无结论，自称",
  unsigned: "无有效签名",
  renewed: "续期次数",
  unknownSource: "未知",
  tsa: "时间戳证书",
  signerCertificate: "签名证书",
  subject: "名称",
  certificateEnd: "证书有效期至",
  policy: "策略",
  serial: "序号",
  certificateDigest: "证书 SHA-256",
  mailNumber: "邮件号",
  carrier: "承运人",
  addressee: "收件人",
  address: "地址",
  addressBasis: "地址依据",
  slip: "内件品名",
  postedAt: "交寄时间（承运人收寄）",
  outcome: "结果",
  receipts: "回执",
  time: "时间",
  event: "事件",
  carrierText: "承运人原文",
  place: "地点",
  signer: "签收人",
  eventSource: "来源",
  noRaw: "无原始记录",
  by: "所述",
  contradiction: "互相矛盾",
  about: { result: "结果", day: "日期", signer: "签收人", "mail-number": "邮件号" },
  path: "文件",
  fileTitle: "名称",
  role: "用途",
  origin: "来源",
  size: "字节",
  digest: "SHA-256",
  actions: "查看",
  show: "显示",
  hide: "收起",
  save: "保存",
  preview: "预览",
  cut: "文本过长，只显示开头部分。",
  template: "模板",
  engine: "生成程序",
  lawTable: "法律数据表",
  sourceData: "源数据",
  heldElsewhere: "不在包内，保管人：",
  registerName: "登记簿",
  registerLines: "行数",
  registerHeadDigest: "末行摘要",
  registerAsOf: "登记簿时间戳所示时间",
  newest: "截至该时间是否为最新修订",
  yes: "是",
  no: "否",
  none: "无。",
  and: "；",
  dash: "—",
  verifiedAt: "核验时间（北京时间）",
  tool: "核验程序",
  notChecked: {
    revocation: "吊销状态未核验",
    policy: "时间戳策略清单未核验",
    sm3: "SM3 未核验",
    register: "未提供封存登记簿，未核验是否存在更新的修订",
    signatures: "签名未核验：浏览器未向本页提供所需的密码功能（WebCrypto）",
  },
  fixed: WORDS.FIXED,
  localTime: WORDS.LOCAL_TIME,
  pageWords: "本页核验的是此刻所选的文件；打印件只是结论的记录，不能代替证据包本身。",
};

const ENGLISH = {
  title: "Offline verifier of evidence packages",
  intro:
    "This page uses no network and uploads nothing: the package is opened in the browser of this computer only. The verdict rests on the files and on the roots that you give, never on anything in the package that says it is good.",
  other: "中文",
  noPackage: "Choose an evidence package (.asice).",
  choose: "Evidence package",
  chooseHint: "Files (package, roots, register, stamps) can be dropped anywhere on this page.",
  roots: "Root certificates (one or more, PEM or DER)",
  rootsHint:
    "Ask the timestamper for its root; do not use one that came from the other party or with the package. Without a root changes are still found, but no time is proven.",
  kind: "Use",
  independent: "independent timestamper",
  local: "issuer's own clock",
  signers: "signer",
  remove: "Remove",
  register: "Sealed register (optional, register.jsonl)",
  stamps: "Its stamps (optional, the .tst files of stamps/)",
  at: "Time of verification (Beijing time; empty: this computer's clock)",
  working: "Verifying…",
  internal: "This page failed; there is no verdict. Use recoverydocs verify instead.",
  badRoot: "Cannot be read as a certificate, not used: ",
  unknownFile: "Not a file that this page knows, not used: ",
  tooLarge: "Too large, not used: ",
  print: "Print",
  unmask: "Show names, addresses and who signed for it",
  reasonsHead: "1. Verdict and reasons",
  noReasons: "Nothing speaks against it.",
  documentHead: "2. Document",
  timelineHead: "3. Timeline",
  timelineHint:
    "Stated times are the issuer's own words and proven by nothing; proven times are those of timestamp tokens. All times are Beijing time.",
  certificatesHint:
    "Digests of the certificates that made the timestamps and signatures. Where no root was given, compare them group by group with what their owner has published.",
  deliveryHead: "4. Delivery",
  noDelivery: "No record of delivery.",
  filesHead: "5. Files",
  filesHint:
    "Only pictures and text are shown, in a restricted frame that runs no program. Save other files (PDF and Word too) and open them with software of your own.",
  basisHead: "6. What the document was made from",
  registerHead: "7. Sealed register",
  noRegister: "Not given.",
  unread: "The file cannot be read as a package: parts 3 to 7 are left out.",
  notCheckedHead: "8. Not checked",
  code: "Code",
  reason: "Reason",
  where: "Place",
  document: "Document",
  number: "Number",
  issuedOn: "Date of the document",
  issuer: "Issuer",
  documentDigest: "SHA-256 of the document",
  packageId: "Package id",
  packageDigest: "SHA-256 of the package",
  fileName: "File name",
  note: "Note",
  revision: "Revision",
  cause: "Reason",
  added: "Added",
  onlyRecords: "records only",
  stated: "Stated time",
  proven: "Proven time",
  source: "Source of the time",
  recordedBy: "Recorded by",
  signatureAndRenewals: "Signature, renewals",
  signed: "signed, certificate",
  signedUnknown: "a signature without a conclusion, claims to be",
  unsigned: "no valid signature",
  renewed: "renewals",
  unknownSource: "unknown",
  tsa: "Timestamper's certificate",
  signerCertificate: "Signer's certificate",
  subject: "Name",
  certificateEnd: "Certificates end",
  policy: "Policy",
  serial: "Serial",
  certificateDigest: "SHA-256 of the certificate",
  mailNumber: "Mail number",
  carrier: "Carrier",
  addressee: "Addressee",
  address: "Address",
  addressBasis: "Basis of the address",
  slip: "Contents on the slip",
  postedAt: "Accepted by the carrier",
  outcome: "Outcome",
  receipts: "Receipts",
  time: "Time",
  event: "Event",
  carrierText: "Carrier's words",
  place: "Place",
  signer: "Signed for by",
  eventSource: "Source",
  noRaw: "no raw record",
  by: "says",
  contradiction: "contradict each other",
  about: { result: "result", day: "day", signer: "signed for by", "mail-number": "mail number" },
  path: "File",
  fileTitle: "Title",
  role: "Role",
  origin: "Origin",
  size: "Octets",
  digest: "SHA-256",
  actions: "View",
  show: "Show",
  hide: "Hide",
  save: "Save",
  preview: "Preview",
  cut: "The text is long; only its beginning is shown.",
  template: "Template",
  engine: "Program",
  lawTable: "Law table",
  sourceData: "Source data",
  heldElsewhere: "not in the package; held by: ",
  registerName: "Register",
  registerLines: "Lines",
  registerHeadDigest: "Digest of the last line",
  registerAsOf: "Time of its last stamp",
  newest: "Newest revision as of that time",
  yes: "yes",
  no: "no",
  none: "Nothing.",
  and: "; ",
  dash: "—",
  verifiedAt: "Verified at (Beijing time)",
  tool: "Program",
  notChecked: {
    revocation: "whether a certificate was revoked",
    policy: "the policies of tokens against a list",
    sm3: "SM3 digests",
    register: "no sealed register was given: whether there is a newer revision",
    signatures:
      "signatures: the browser withholds the cryptography (WebCrypto) that this page would need",
  },
  fixed:
    "This shows that the files have not been changed since the time shown and where the records come from. It is no notarisation and no appraisal, and proves neither that what the files say is true nor that service was legally effective.",
  localTime:
    "The time is that of the issuer's own clock, not of an independent timestamper, and alone does not prove when the files were made.",
  pageWords:
    "Verified are the files chosen just now; a print of this page records the verdict and does not replace the package.",
};

const ENGLISH_VERDICTS = {
  "TOTAL-PASSED": "verified (independent timestamps)",
  "LOCAL-PASSED": "complete and unchanged; the time is the issuer's own clock only",
  INDETERMINATE: "no conclusion",
  "TOTAL-FAILED": "verification failed",
};

/** The languages of the page, the first one first. */
export const TEXTS = { zh: CHINESE, en: ENGLISH };

/** The verdict in words. */
export function verdictText(verdict, language) {
  return (language === "zh" ? VERDICTS : ENGLISH_VERDICTS)[verdict];
}

/** A failure code in words. */
export function codeText(code, language) {
  return CODES[code][language];
}

/** A word of the manifest: in Chinese by the program's table, in English as it stands. */
export function wordOf(table, value, language) {
  return language === "zh" ? (WORDS[table][value] ?? value) : value;
}

/** The verdict for whoever reads no codes: what is proven, since when, on whose word. */
export function plainText(answer, language) {
  const isChinese = language === "zh";
  const { verdict, codes, revisions, notChecked } = answer;
  if (verdict === "TOTAL-FAILED" || verdict === "INDETERMINATE") {
    const texts = codes.map(({ code }) => codeText(code, language));
    if (notChecked.includes("signatures")) texts.push(TEXTS[language].notChecked.signatures);
    const reasons = [...new Set(texts)].join(isChinese ? "；" : "; ");
    const isFailed = verdict === "TOTAL-FAILED";
    if (isChinese) return `${isFailed ? "已破坏" : "未证明"}：${reasons}`;
    return `${isFailed ? "Broken" : "Not proven"}: ${reasons}`;
  }
  const [first, last] = [revisions[0], revisions.at(-1)];
  const [since, until] = [beijingText(first.provenAt), beijingText(last.provenAt)];
  if (isChinese) {
    const added = first === last ? "" : `，其后材料最迟 ${until} 加入`;
    return verdict === "LOCAL-PASSED"
      ? `已证明：文件完整，自 ${since} 起未被改动${added}。但该时间只是签发方本机时钟所示，未经独立第三方证明`
      : `已证明：文件自 ${since} 起未被改动${added}。时间由 ${first.tsaSubject} 证明`;
  }
  const added = first === last ? "" : `; what came later was added by ${until}`;
  return verdict === "LOCAL-PASSED"
    ? `Proven: the files are complete and unchanged since ${since} (Beijing time)${added}. That time is only what the issuer's own clock showed; no independent third party attests it`
    : `Proven: the files are unchanged since ${since} (Beijing time)${added}. The time is attested by ${first.tsaSubject}`;
}
