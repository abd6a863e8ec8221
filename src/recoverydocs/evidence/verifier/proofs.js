// The proofs of one revision: its XML, its record with every renewal, its own token.

import { fromHex } from "./bytes.js";
import { Coded, isFailure } from "./codes.js";
import { Unchecked } from "./digests.js";
import { readMoment } from "./moment.js";
import { checkPrefix, newestImprint, parseRecord } from "./record.js";
import { checkCades } from "./signature.js";
import { checkXml } from "./xml.js";

const STATED_TOLERANCE = 300_000_000n;

/** What a verification gathers as it goes. */
export class Found {
  constructor() {
    Object.assign(this, { reasons: new Map(), isLocal: false, isChecked: true });
  }

  /** Note a reason, once. */
  add(code, where) {
    this.reasons.set(`${code} ${where}`, { code, where });
  }

  /** The reasons, in the order found. */
  get codes() {
    return [...this.reasons.values()];
  }

  /** Note what the checks of a token or a signature found. */
  note(result, where) {
    for (const code of result.codes) this.add(code, where);
    this.isLocal ||= Boolean(result.isLocal);
    this.isChecked &&= result.isChecked;
  }

  get hasFailed() {
    return this.codes.some(({ code }) => isFailure(code));
  }
}

/** What is known of a revision, and the tokens of its record; reasons go to `found`. */
export async function checkRevision(read, slot, checker, found) {
  for (const proof of [slot.signature, slot.token, slot.record, ...slot.renewals]) {
    if (proof) checkListing(read, slot, proof, found);
  }
  let tokens = [];
  if (slot.record) tokens = await checkRecords(read, slot, checker, found);
  else found.add("RECORD_PENDING", slot.manifest);
  if (slot.token) {
    const imprint = fromHex(read.digests.get(slot.token.xml));
    const token = read.contents.get(slot.token.path);
    const result = await checker.check(token, "sha256", imprint, "TST_IMPRINT");
    found.note(result, slot.token.path);
  }
  const signed = await checkSigned(read, slot, checker, found, tokens);
  const manifest = read.manifests[slot.number - 1];
  const [first, newest] = [tokens[0], tokens.at(-1)];
  const stated = manifest.generated.stated_at;
  if (first?.genTime != null && readMoment(stated) > first.genTime + STATED_TOLERANCE) {
    found.add("TIME_STATED", slot.manifest);
  }
  const revision = {
    revision: slot.number,
    reason: manifest.reason,
    manifestSha256: read.digests.get(slot.manifest),
    statedAt: stated,
    provenAt: first?.isProven ? first.genTime : null,
    tokenClass: first?.tokenClass ?? null,
    tsaSubject: first?.subject ?? "",
    policy: first?.policy ?? "",
    serial: first?.serial ?? "",
    tsaCertificateSha256: first?.certificateSha256 ?? "",
    certificateEnd: newest?.certificateEnd ?? null,
    renewals: Math.max(0, tokens.length - 1),
    isSigned: signed !== null && !signed.codes.length && signed.isChecked,
    signerSubject: signed?.subject ?? "",
    signerCertificateSha256: signed?.certificateSha256 ?? "",
  };
  return { revision, tokens };
}

function checkListing(read, slot, proof, found) {
  try {
    checkXml(read.contents.get(proof.xml), read.xmlOf(slot, proof), proof.xml);
  } catch (error) {
    if (!(error instanceof Coded)) throw error;
    found.add(error.code, error.where);
  }
}

/** What the revision's signature is worth; its time is that of the record's token. */
async function checkSigned(read, slot, checker, found, tokens) {
  if (!slot.signature) return null;
  const { path, xml } = slot.signature;
  const at = tokens[0]?.genTime ?? checker.at;
  const [signature, content] = [read.contents.get(path), read.contents.get(xml)];
  const result = await checkCades(signature, content, checker.anchors, at);
  found.note(result, path);
  return result;
}

/** The record and each renewal of it; every one continues the one before by one stamp. */
async function checkRecords(read, slot, checker, found) {
  const tokens = [];
  let previous = null;
  for (const { path } of [slot.record, ...slot.renewals]) {
    let result;
    try {
      const chains = parseRecord(read.contents.get(path));
      checkPrefix(previous, chains);
      const group = await read.groupDigests(slot, chains.at(-1)[0].digest);
      const { stamp, imprint, mismatch } = await newestImprint(chains, group);
      result = await checker.check(stamp.token, stamp.digest, imprint, mismatch);
      previous = chains;
    } catch (error) {
      if (error instanceof Coded) found.add(error.code, path);
      else if (error instanceof Unchecked) found.isChecked = false;
      else throw error;
      continue;
    }
    found.note(result, path);
    for (const code of tokens.length ? orderCodes(tokens.at(-1), result, "ERS_ORDER") : []) {
      found.add(code, path);
    }
    tokens.push(result);
  }
  return tokens;
}

/** What is wrong between a token and the next that covers it: its order, or its lateness. */
export function orderCodes(one, other, disorder) {
  if (one.genTime === null || other.genTime === null) return [];
  if (other.genTime < one.genTime) return [disorder];
  const isLate = one.certificateEnd !== null && other.genTime > one.certificateEnd;
  return isLate ? ["ERS_RENEWAL_LATE"] : [];
}
