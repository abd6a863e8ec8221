// Every check on a timestamp token, in the order of the format, on the octets as stored.

import { asciiText, hex, same } from "./bytes.js";
import { BAD, UNCHECKED, checkSignature, digestNamed, refusedCode } from "./algorithms.js";
import { nameText, readCertificate } from "./certificate.js";
import {
  CONTENT_TYPE,
  CmsError,
  MESSAGE_DIGEST,
  identityFault,
  listsOnlyItsDigest,
  readSignedData,
} from "./cms.js";
import { Coded, isFailure } from "./codes.js";
import {
  BOOLEAN,
  DerError,
  GENERALIZED_TIME,
  INTEGER,
  LARGEST,
  OCTET_STRING,
  OID,
  SEQUENCE,
  dotted,
  parse,
  toInt,
} from "./der.js";
import { isNamed } from "./derwriter.js";
import { Unchecked, digest } from "./digests.js";
import { readTimeText } from "./moment.js";
import { findPath } from "./path.js";
import { LOCAL, classOf } from "./trust.js";

const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const OPTIONAL_TAGS = [SEQUENCE, BOOLEAN, INTEGER, 0xa0, 0xa1];

/** A token of which nothing is known but these codes. */
function unknownToken(codes, isChecked = true) {
  return {
    codes,
    genTime: null,
    tokenClass: null,
    subject: "",
    policy: "",
    serial: "",
    certificateSha256: "",
    certificateEnd: null,
    isChecked,
    isProven: false,
  };
}

/** Checks tokens for one verifier at one moment, each (token, imprint) once. */
export class TokenChecker {
  constructor(anchors, at) {
    Object.assign(this, { anchors, at, seen: new Map() });
  }

  /**
   * What the checks of a token found, held against the imprint that it should be over.
   *
   * `mismatch` is the code where it is over something else.
   */
  async check(token, digestName, imprint, mismatch) {
    if (token.length > LARGEST) return unknownToken(["TST_DER"]);
    const key = [hex(await digest("sha256", token)), digestName, hex(imprint), mismatch].join();
    if (!this.seen.has(key)) {
      this.seen.set(key, await this.answer(token, digestName, imprint, mismatch));
    }
    return this.seen.get(key);
  }

  async answer(token, digestName, imprint, mismatch) {
    try {
      return await this.judge(token, digestName, imprint, mismatch);
    } catch (error) {
      if (error instanceof Unchecked) return unknownToken([], false);
      return unknownToken([error instanceof Coded ? error.code : "TST_DER"]);
    }
  }

  async judge(token, digestName, imprint, mismatch) {
    const data = signedData(token);
    const codes = data.hasUnsigned ? ["TST_UNSIGNED_ATTRIBUTE"] : [];
    const info = readInfo(data);
    for (const identifier of [data.digestAlgorithm, info.algorithm]) {
      if (!digestNamed(identifier)) codes.push(refusedCode(identifier));
    }
    // An imprint by an unknown digest can be held against nothing; its code says so.
    const stated = digestNamed(info.algorithm);
    if (stated && (stated !== digestName || !same(info.imprint, imprint))) {
      throw new Coded(mismatch);
    }
    const certificates = certificatesOf(data);
    const { signer, unnamed, fault } = await findSigner(data, certificates);
    if (unnamed) codes.push(unnamed);
    if (fault && fault !== UNCHECKED) codes.push(fault);
    if (!signer.isTimestamper) codes.push("TST_EKU");
    const path = await findPath(signer, certificates, this.anchors.timestampers);
    codes.push(...path.codes, ...pathCodes(path, certificates, info.genTime));
    if (info.genTime > this.at) codes.push("TIME_FUTURE");
    const found = [...new Set(codes)];
    const isContradicted = found.some(isFailure);
    const isChecked = fault !== UNCHECKED && path.isChecked;
    const known = path.isAnchored && !isContradicted;
    const tokenClass = known ? classOf(path.certificates.at(-1), info.policy, this.anchors) : null;
    const ends = path.certificates.map((one) => one.endsAt);
    return {
      codes: found,
      genTime: isContradicted ? null : info.genTime,
      tokenClass,
      subject: nameText(signer.subject),
      policy: info.policy,
      serial: info.serial.toString(16),
      certificateSha256: hex(await digest("sha256", signer.der)),
      certificateEnd: ends.reduce((first, end) => (end < first ? end : first)),
      isChecked,
      isProven: !found.length && tokenClass !== null && isChecked,
      isLocal: tokenClass === LOCAL,
    };
  }
}

function pathCodes(path, certificates, genTime) {
  const codes = [];
  if (path.certificates.some((one) => !one.holdsAt(genTime))) codes.push("CERT_VALIDITY");
  const given = certificates.map((one) => hex(one.der));
  const used = new Set(path.certificates.map((one) => hex(one.der)));
  const isTwice = new Set(given).size !== given.length;
  if (isTwice || (path.isAnchored && given.some((one) => !used.has(one)))) {
    codes.push("CERT_UNUSED");
  }
  return codes;
}

function signedData(token) {
  let data;
  try {
    data = readSignedData(token);
  } catch (error) {
    throw error instanceof CmsError ? new Coded(otherForm(token)) : error;
  }
  const isForm =
    data.version === 3n &&
    data.contentType === TST_INFO &&
    data.content !== null &&
    listsOnlyItsDigest(data) &&
    isNamed(data.attributes.get(CONTENT_TYPE), TST_INFO);
  if (!isForm) throw new Coded("TST_CMS");
  return data;
}

/** The code of what is no SignedData; the form of GM/T 0010 is unread, not wrong. */
function otherForm(token) {
  return refusedCode(token) === "ALG_SM2" ? "ALG_SM2" : "TST_CMS";
}

/** The TSTInfo of a token. */
function readInfo(data) {
  const whole = parse(data.content, SEQUENCE);
  try {
    const imprint = whole.child(2, SEQUENCE);
    const info = {
      policy: dotted(whole.child(1, OID).body),
      algorithm: imprint.child(0, SEQUENCE).raw,
      imprint: imprint.child(1, OCTET_STRING).body,
      serial: toInt(whole.child(3, INTEGER)),
      genTime: genTime(whole.child(4, GENERALIZED_TIME)),
    };
    const tags = whole.children.slice(5).map((element) => element.tag);
    const inOrder = OPTIONAL_TAGS.filter((tag) => tags.includes(tag));
    if (tags.join() !== inOrder.join()) throw new DerError("optional parts");
    if (toInt(whole.child(0, INTEGER)) !== 1n || imprint.children.length !== 2) {
      throw new DerError("version");
    }
    return info;
  } catch {
    throw new Coded("TST_CMS");
  }
}

function genTime(element) {
  const parts = /^(\d{14})(?:\.(\d{0,5}[1-9]))?Z$/.exec(asciiText(element.body));
  return readTimeText(`${parts[1]}Z`, Number((parts[2] ?? "").padEnd(6, "0")));
}

function certificatesOf(data) {
  try {
    return data.certificates.map(readCertificate);
  } catch {
    throw new Coded("TST_CERTIFICATE");
  }
}

/** The signer's certificate once digest, name and signature hold; what is left open beside it. */
async function findSigner(data, certificates) {
  const name = digestNamed(data.digestAlgorithm);
  const stated = data.attributes.get(MESSAGE_DIGEST);
  if (stated?.tag !== OCTET_STRING) throw new Coded("TST_CMS");
  if (name && !same(stated.body, await digest(name, data.content))) {
    throw new Coded("TST_MESSAGE_DIGEST");
  }
  const signer = certificates.find(
    (one) => same(one.issuer, data.issuer) && same(one.serial, data.serial),
  );
  if (!signer) throw new Coded("TST_CERTIFICATE");
  const unnamed = await identityFault(data, signer, "TST_ESSCERTID");
  if (unnamed === "TST_ESSCERTID") throw new Coded(unnamed);
  const { signatureAlgorithm, signature, signed } = data;
  const fault = await checkSignature(signer.key, signatureAlgorithm, signature, signed, name);
  if (fault === BAD) throw new Coded("TST_SIGNATURE");
  return { signer, unnamed, fault };
}
