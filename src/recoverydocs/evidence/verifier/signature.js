// A CAdES-B-B signature over an ASiC manifest, held against the one form of the format.

import { hex, same } from "./bytes.js";
import { BAD, UNCHECKED, checkSignature, digestNamed, refusedCode } from "./algorithms.js";
import { nameText, readCertificate } from "./certificate.js";
import {
  CONTENT_TYPE,
  DATA,
  MESSAGE_DIGEST,
  SIGNING_CERTIFICATE_V2,
  identityFault,
  listsOnlyItsDigest,
  readSignedData,
} from "./cms.js";
import { Coded } from "./codes.js";
import { OCTET_STRING } from "./der.js";
import { isNamed } from "./derwriter.js";
import { Unchecked, digest } from "./digests.js";
import { findPath } from "./path.js";

const ATTRIBUTES = [CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE_V2];
const IDENTITY =
  /(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g;

function nobody(codes, isChecked = true) {
  return { codes, subject: "", certificateSha256: "", isChecked };
}

/**
 * Hold a detached signature against the octets that it should be over.
 *
 * `at` is the proven time, at which the certificates must be valid.
 */
export async function checkCades(signature, content, anchors, at) {
  try {
    return await judgeCades(signature, content, anchors, at);
  } catch (error) {
    if (error instanceof Unchecked) return nobody([], false);
    return nobody([error instanceof Coded ? error.code : "SIG_CMS"]);
  }
}

async function judgeCades(signature, content, anchors, at) {
  const data = readSignedData(signature);
  if (!hasForm(data)) throw new Coded("SIG_CMS");
  const { signer, codes, isChecked } = await checkValue(data, content);
  const path = await findPath(signer, [], anchors.signers);
  if (!path.isAnchored) codes.push("SIG_TRUST");
  else if (path.certificates.some((one) => !one.holdsAt(at))) codes.push("CERT_VALIDITY");
  return {
    codes,
    subject: shownName(signer.subject),
    certificateSha256: hex(await digest("sha256", signer.der)),
    isChecked: isChecked && path.isChecked,
  };
}

/** The signer's certificate once the signature holds, and codes of unknown algorithms. */
async function checkValue(data, content) {
  const codes = [];
  const name = digestNamed(data.digestAlgorithm);
  const stated = data.attributes.get(MESSAGE_DIGEST).body;
  if (!name) codes.push(refusedCode(data.digestAlgorithm));
  else if (!same(stated, await digest(name, content))) throw new Coded("SIG_DIGEST");
  const signer = readCertificate(data.certificates[0]);
  const isNamedSo = same(data.issuer, signer.issuer) && same(data.serial, signer.serial);
  const unnamed = await identityFault(data, signer, "SIG_CERTIFICATE");
  if (!isNamedSo || unnamed === "SIG_CERTIFICATE") throw new Coded("SIG_CERTIFICATE");
  if (unnamed) codes.push(unnamed);
  const { signatureAlgorithm, signature, signed } = data;
  const fault = await checkSignature(signer.key, signatureAlgorithm, signature, signed, name);
  if (fault === BAD) throw new Coded("SIG_VALUE");
  if (fault && fault !== UNCHECKED) codes.push(fault);
  return { signer, codes, isChecked: fault !== UNCHECKED };
}

/** A signer's name for people: personal certificates often hold an identity number. */
function shownName(subject) {
  return nameText(subject).replace(IDENTITY, (found) => "*".repeat(14) + found.slice(-4));
}

function hasForm(data) {
  return (
    data.version === 1n &&
    data.contentType === DATA &&
    data.content === null &&
    !data.hasUnsigned &&
    listsOnlyItsDigest(data) &&
    data.certificates.length === 1 &&
    data.attributes.size === ATTRIBUTES.length &&
    ATTRIBUTES.every((name) => data.attributes.has(name)) &&
    isNamed(data.attributes.get(CONTENT_TYPE), DATA) &&
    data.attributes.get(MESSAGE_DIGEST).tag === OCTET_STRING
  );
}
