// The verdict on a package: everything the format asks of this page, offline, for any octets.

import { Coded, LIMITS, isFailure } from "./codes.js";
import { subtle } from "./digests.js";
import { readStructure } from "./package.js";
import { Found, checkRevision, orderCodes } from "./proofs.js";
import { checkInclusion, readRegister } from "./register.js";
import { contradictions } from "./receipts.js";
import { TokenChecker } from "./token.js";
import { readTrust } from "./trust.js";

/** What nobody looked at; the words for each stand in words.js. */
export const NOT_CHECKED = {
  revocation: "revocation",
  sm3: "sm3",
  policy: "policy",
  register: "register",
  signatures: "signatures",
};

/**
 * The verdict on a package; bad octets are an answer, never an exception.
 *
 * `trust` has the roots that were given, `at` the moment of verification, `register` its lines
 * and its stamps by path, or null. Throws only where a given root cannot be read.
 */
export async function verify(data, trust, at, register = null, limits = LIMITS) {
  const checker = new TokenChecker(readTrust(trust), at);
  const found = new Found();
  let read = null;
  try {
    read = await readStructure(data, limits);
  } catch (error) {
    if (!(error instanceof Coded)) throw error;
    found.add(error.code, error.where);
  }
  const revisions = [];
  let included = null;
  if (read) {
    const proofs = [];
    for (const slot of read.slots) {
      const { revision, tokens } = await checkRevision(read, slot, checker, found);
      revisions.push(revision);
      proofs.push([slot, tokens]);
    }
    checkOrder(proofs, found);
    checkNewest(proofs, at, found);
    if (register) included = checkInclusion(read, await readRegister(register, checker), found);
  }
  return {
    verdict: conclusion(found),
    codes: found.codes,
    revisions,
    register: included,
    notChecked: notChecked(read, register, found),
    delivery: read ? read.delivery : [],
    contradictions: read ? contradictions(read.delivery) : [],
    read,
  };
}

/** The verdict that reasons lead to; without any, whose clock it was decides. */
function conclusion(found) {
  if (found.hasFailed) return "TOTAL-FAILED";
  if (found.codes.length || !found.isChecked) return "INDETERMINATE";
  return found.isLocal ? "LOCAL-PASSED" : "TOTAL-PASSED";
}

function whereOf(slot) {
  return slot.record ? slot.record.path : slot.manifest;
}

/** A later revision covers all before it: its token may be neither earlier nor too late. */
function checkOrder(proofs, found) {
  proofs.slice(1).forEach(([slot, tokens], at) => {
    const before = proofs[at][1].at(-1);
    if (!before || !tokens.length) return;
    for (const code of orderCodes(before, tokens[0], "TIME_ORDER")) found.add(code, whereOf(slot));
  });
}

/** The newest proof covers everything; its certificates must still stand. */
function checkNewest(proofs, at, found) {
  const newest = proofs.findLast(([, tokens]) => tokens.length);
  const end = newest?.[1].at(-1).certificateEnd ?? null;
  if (end !== null && at > end) found.add("CERT_EXPIRED_NO_RENEWAL", newest[0].record.path);
}

function notChecked(read, register, found) {
  const files = read ? read.manifests.flatMap((manifest) => manifest.files) : [];
  const applies = {
    revocation: true,
    policy: true,
    sm3: files.some((file) => "sm3" in file),
    register: register === null,
    signatures: !subtle() || !found.isChecked,
  };
  return Object.keys(NOT_CHECKED).filter((name) => applies[name]);
}
