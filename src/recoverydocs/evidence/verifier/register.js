// The sealed register: a hash chain of what was sealed, and whether a package is its newest.

import { LINE_FEED, fromHex, hex } from "./bytes.js";
import { Coded } from "./codes.js";
import { digest } from "./digests.js";
import { parseCanonical } from "./json.js";
import { isoText } from "./moment.js";

const COMMON = ["at", "event", "prev", "seq", "v"];
const SEAL = [...COMMON, "container", "manifest", "package", "record", "revision"];
const MEMBERS = new Map([
  ["open", [...COMMON, "hash", "register"]],
  ["seal", SEAL],
  ["renew", [...SEAL, "renewal"]],
  ["stamp", [...COMMON, "head", "token"]],
]);
const BEFORE_FIRST = "0".repeat(64);
const NUMBERS = ["revision", "renewal", "seq", "v"];

const keyOf = (...parts) => JSON.stringify(parts);

/** The register with its chain and its stamps checked; what ended the reading is its fault. */
export async function readRegister({ content, stamps }, checker) {
  const reader = new RegisterReader(stamps, checker);
  try {
    await reader.read(content);
  } catch (error) {
    if (!(error instanceof Coded)) throw error;
    reader.fault = error;
  }
  return reader;
}

/** Goes through the lines, one after the other. */
class RegisterReader {
  constructor(tokens, checker) {
    Object.assign(this, { tokens, checker, name: "", head: BEFORE_FIRST, seq: 0, isStale: true });
    Object.assign(this, { rows: new Map(), renewals: new Map(), stamps: [], fault: null });
    this.due = [];
  }

  async read(content) {
    if (!content.length) throw new Coded("REG_CHAIN", "empty");
    if (content.at(-1) !== LINE_FEED) throw new Coded("REG_CHAIN", "last line without its end");
    for (let at = 0; at < content.length; ) {
      const end = content.indexOf(LINE_FEED, at);
      const members = this.members(content.subarray(at, end));
      if (!members || !this.take(members)) throw new Coded("REG_CHAIN", `line ${this.seq + 1}`);
      this.head = hex(await digest("sha256", content.subarray(at, end + 1)));
      this.seq += 1;
      at = end + 1;
    }
    for (const [place, head] of this.due) await this.checkStamp(place, head);
  }

  /** The line's members, once it has the shape of its event and continues the chain. */
  members(line) {
    let members;
    try {
      members = parseCanonical(line);
    } catch (error) {
      if (error instanceof Coded) return null;
      throw error;
    }
    const isMap = members !== null && typeof members === "object" && !Array.isArray(members);
    const wanted = isMap && MEMBERS.get(members.event);
    if (!wanted) return null;
    const names = Object.keys(members);
    const isShaped =
      names.length === wanted.length &&
      names.every((name) => {
        const kind = NUMBERS.includes(name) ? "number" : "string";
        return wanted.includes(name) && typeof members[name] === kind;
      });
    const isLinked =
      members.prev === this.head && members.seq === this.seq + 1 && members.v === 1;
    const isPlaced = (members.event === "open") === (this.seq === 0);
    return isShaped && isLinked && isPlaced ? members : null;
  }

  take(members) {
    const { event, revision } = members;
    if (event === "open") {
      this.name = members.register;
      return members.hash === "sha-256";
    }
    if (event === "stamp") {
      if (members.head !== this.head) return false;
      this.due.push([members.token, this.head]);
      this.isStale = false;
      return true;
    }
    this.isStale = true;
    const key = keyOf(members.package, revision);
    if (event === "renew") {
      const renewal = keyOf(members.package, revision, members.renewal);
      if (this.renewals.has(renewal)) return false;
      this.renewals.set(renewal, members);
      return this.rows.has(key);
    }
    const isNext = revision <= 1 || this.rows.has(keyOf(members.package, revision - 1));
    if (this.rows.has(key) || !isNext) return false;
    this.rows.set(key, members);
    return revision >= 1;
  }

  async checkStamp(place, head) {
    const token = this.tokens.get(place);
    if (!token) throw new Coded("REG_STAMP", place);
    const result = await this.checker.check(token, "sha256", fromHex(head), "REG_STAMP");
    this.stamps.push([place, result]);
  }
}

/** What a register says about a package; every reason against it goes to `found`. */
export function checkInclusion(read, register, found) {
  if (register.fault) found.add(register.fault.code, register.fault.where);
  register.stamps.forEach(([place, result], at) => {
    // The last stamp covers every line before it: whose clock the others were is past.
    const isLast = at === register.stamps.length - 1;
    found.note(isLast ? result : { ...result, isLocal: false }, place);
  });
  const answer = { register: register.name, head: register.head, seq: register.seq };
  Object.assign(answer, { as_of: null, class: null, newest: false });
  if (register.fault) return answer;
  const last = register.stamps.at(-1)?.[1];
  if (register.isStale) {
    found.add("REG_STALE", `line ${register.seq}`);
  } else if (last.isProven) {
    answer.as_of = isoText(last.genTime);
    answer.class = last.tokenClass;
  }
  answer.newest = checkRows(read, register, found);
  return answer;
}

/** Whether the register has just this package's revisions. */
function checkRows(read, register, found) {
  for (const slot of read.slots) {
    const row = register.rows.get(keyOf(read.id, slot.number));
    if (!row) {
      found.add("REG_MISSING", slot.manifest);
      return false;
    }
    if (row.manifest !== read.digests.get(slot.manifest)) {
      found.add("REG_MISMATCH", slot.manifest);
      return false;
    }
    const stated = slot.record ? [[slot.record, row]] : [];
    slot.renewals.forEach((proof, at) => {
      const renewed = register.renewals.get(keyOf(read.id, slot.number, at + 1));
      if (renewed) stated.push([proof, renewed]);
    });
    const wrong = stated.find(([proof, line]) => line.record !== read.digests.get(proof.path));
    if (wrong) {
      found.add("REG_MISMATCH", wrong[0].path);
      return false;
    }
  }
  if (register.rows.has(keyOf(read.id, read.slots.length + 1))) {
    found.add("REG_ROLLBACK", read.slots.at(-1).manifest);
    return false;
  }
  return true;
}
