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

/** SHA-256 of the physical lines (from 1, without their ends) that are asked for and are there. */
async function rowDigests(content, rows) {
  const found = new Map();
  let number = 0;
  for (let start = 0; start < content.length && found.size < rows.size; ) {
    number += 1;
    const end = content.indexOf(LINE_FEED, start);
    const stop = end < 0 ? content.length : end;
    if (rows.has(number)) {
      const isPair = end > start && content[end - 1] === CARRIAGE_RETURN;
      const line = content.subarray(start, isPair ? stop - 1 : stop);
      found.set(number, hex(await digest("sha256", line)));
    }
    start = stop + 1;
  }
  return found;
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
      const lists = { events: [], outcomes: [], receipts: [] };
      attempts.set(key, { id: key, statement, ...lists, hasArrived: false });
    }
    const attempt = attempts.get(key);
    for (const event of item.events ?? []) {
      attempt.events.push({ ...event, ...told });
      attempt.hasArrived ||= event.code.startsWith("delivered-") || ARRIVED.has(event.code);
    }
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
 * `held` has the revision that brought each file, by path.
 */
export async function checkDelivery(manifests, contents, digests, held) {
  const attempts = new Map();
  const rows = await rowsNamed(manifests, contents);
  for (const manifest of manifests) {
    foldOne(attempts, manifest);
    for (const [number, item] of manifest.delivery.entries()) {
      const where = placeOf(manifest, number);
      const isHeld = (path) => held.has(path) && held.get(path) <= manifest.revision;
      if (!filesNamed(item).every(isHeld)) throw new Coded("DEL_RECEIPT", where);
      checkItem(item, digests, rows, where);
      if ("outcome" in item) checkOutcome(item.outcome, attempts.get(item.attempt_id), where);
    }
  }
}

function rawsOf(item) {
  const given = (item.events ?? []).map((event) => event.raw);
  return given.filter((raw) => raw?.path !== undefined);
}

/** The digests of all lines that any event names, by path: each file is gone through once. */
async function rowsNamed(manifests, contents) {
  const wanted = new Map();
  for (const raw of manifests.flatMap((manifest) => manifest.delivery.flatMap(rawsOf))) {
    if (raw.row === undefined || !contents.has(raw.path)) continue;
    if (!wanted.has(raw.path)) wanted.set(raw.path, new Set());
    wanted.get(raw.path).add(raw.row);
  }
  const found = new Map();
  for (const [path, rows] of wanted) found.set(path, await rowDigests(contents.get(path), rows));
  return found;
}

/** The files that an item names. */
function filesNamed(item) {
  const basis = item.address?.basis.file;
  const files = basis === undefined ? [] : [basis];
  return [...(item.receipts ?? []), ...files, ...rawsOf(item).map((raw) => raw.path)];
}

function checkItem(item, digests, rows, where) {
  const mail = item.mail_number;
  if (mail && mail.check !== checkMailNumber(mail.value)) {
    throw new Coded("DEL_MAIL_NUMBER", where);
  }
  for (const { path, row, sha256 } of rawsOf(item)) {
    const found = row === undefined ? digests.get(path) : rows.get(path).get(row);
    if (sha256 !== found) throw new Coded("DEL_RAW", where);
  }
}

function checkOutcome(outcome, attempt, where) {
  const known = attempt.events.length;
  const basis = outcome.basis_events ?? [];
  if (basis.some((number) => number >= known)) throw new Coded("DEL_OUTCOME", where);
  if (outcome.result !== "delivered") return;
  const isShown = attempt.receipts.length > 0 && outcome.stated_by !== "operator";
  if (!attempt.hasArrived && !isShown) throw new Coded("DEL_OUTCOME", where);
}
