// What a package says about posting and arrival: checked, and folded over the revisions.

import { LINE_FEED, hex } from "./bytes.js";
import { Coded } from "./codes.js";
import { digest } from "./digests.js";
import { manifestName } from "./layout.js";

const S10 = /^[A-Z]{2}([0-9]{8})([0-9])[A-Z]{2}$/;
const S10_WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];
const S10_BY_REST = { 10: 0, 11: 5 };
const ARRIVED = new Set(["e-delivered", "e-read"]);
const CARRIAGE_RETURN = 0x0d;

/** What the form of a mail number says (UPU S10): `s10-ok`, `s10-bad` or `not-s10`. */
export function checkMailNumber(value) {
  const parts = S10.exec(value);
  if (!parts) return "not-s10";
  const sum = S10_WEIGHTS.reduce((total, weight, at) => total + weight * Number(parts[1][at]), 0);
  const rest = 11 - (sum % 11);
  return (S10_BY_REST[rest] ?? rest) === Number(parts[2]) ? "s10-ok" : "s10-bad";
}

/** Digests of carriers' files and of single lines in them; each is reckoned once. */
class RawDigests {
  constructor(contents, digests) {
    Object.assign(this, { contents, digests, lines: new Map(), known: new Map() });
  }

  /** Of a file, or of one physical line (from 1) without its end; null for no such line. */
  async of(path, row) {
    if (row === undefined) return this.digests.get(path);
    const key = `${row} ${path}`;
    if (!this.known.has(key)) {
      const line = this.line(path, row);
      this.known.set(key, line && hex(await digest("sha256", line)));
    }
    return this.known.get(key);
  }

  line(path, row) {
    const content = this.contents.get(path);
    if (!this.lines.has(path)) this.lines.set(path, new LineEnds(content));
    const ends = this.lines.get(path);
    const start = row > 1 ? ends.of(row - 1) : -1;
    if (start === undefined || start + 1 >= content.length) return null;
    const end = ends.of(row) ?? content.length;
    const isPair = end < content.length && content[end - 1] === CARRIAGE_RETURN && end - 1 > start;
    return content.subarray(start + 1, isPair ? end - 1 : end);
  }
}

/** Where the line feeds of a file stand; found as far as they are asked for. */
class LineEnds {
  constructor(content) {
    Object.assign(this, { content, found: [], at: 0 });
  }

  of(row) {
    while (this.found.length < row && this.at < this.content.length) {
      const end = this.content.indexOf(LINE_FEED, this.at);
      this.at = end < 0 ? this.content.length : end + 1;
      if (end >= 0) this.found.push(end);
    }
    return this.found[row - 1];
  }
}

/** The attempts of a package, told once each. */
export function foldDelivery(manifests) {
  const attempts = new Map();
  for (const manifest of manifests) foldOne(attempts, manifest);
  return [...attempts.values()];
}

/** Add what one revision says. */
function foldOne(attempts, manifest) {
  const told = { revision: manifest.revision, recorded_by: manifest.generated.by };
  manifest.delivery.forEach((item, number) => {
    const key = item.attempt_id;
    if ("channel" in item === attempts.has(key)) {
      throw new Coded("DEL_ATTEMPT", placeOf(manifest, number));
    }
    if (!attempts.has(key)) {
      const statement = { ...item, ...told };
      attempts.set(key, { id: key, statement, events: [], outcomes: [], receipts: [] });
    }
    const attempt = attempts.get(key);
    for (const event of item.events ?? []) attempt.events.push({ ...event, ...told });
    if ("outcome" in item) attempt.outcomes.push({ ...item.outcome, ...told });
    for (const path of item.receipts ?? []) attempt.receipts.push(path);
  });
}

function placeOf(manifest, number) {
  return `${manifestName(manifest.revision)}/delivery/${number}`;
}

/**
 * Hold what every revision says about delivery against the files and against itself.
 *
 * `paths` has, for each revision, the paths of the files up to and with it.
 */
export async function checkDelivery(manifests, contents, digests, paths) {
  const attempts = new Map();
  const raws = new RawDigests(contents, digests);
  for (const [place, manifest] of manifests.entries()) {
    foldOne(attempts, manifest);
    for (const [number, item] of manifest.delivery.entries()) {
      const where = placeOf(manifest, number);
      await checkItem(item, raws, paths[place], where);
      if ("outcome" in item) checkOutcome(item.outcome, attempts.get(item.attempt_id), where);
    }
  }
}

async function checkItem(item, raws, paths, where) {
  const mail = item.mail_number;
  if (mail && mail.check !== checkMailNumber(mail.value)) {
    throw new Coded("DEL_MAIL_NUMBER", where);
  }
  const given = (item.events ?? []).map((event) => event.raw).filter((raw) => raw?.path);
  const basis = item.address?.basis.file;
  const named = [...(item.receipts ?? []), ...(basis ? [basis] : []), ...given.map((r) => r.path)];
  if (named.some((path) => !paths.has(path))) throw new Coded("DEL_RECEIPT", where);
  for (const raw of given) {
    if (raw.sha256 !== (await raws.of(raw.path, raw.row))) throw new Coded("DEL_RAW", where);
  }
}

function checkOutcome(outcome, attempt, where) {
  const codes = attempt.events.map((event) => event.code);
  const basis = outcome.basis_events ?? [];
  if (basis.some((number) => number >= codes.length)) throw new Coded("DEL_OUTCOME", where);
  if (outcome.result !== "delivered") return;
  const isTold = codes.some((code) => code.startsWith("delivered-") || ARRIVED.has(code));
  const isShown = attempt.receipts.length > 0 && outcome.stated_by !== "operator";
  if (!isTold && !isShown) throw new Coded("DEL_OUTCOME", where);
}
