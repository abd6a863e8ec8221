// CMS SignedData of the one shape that tokens and signatures here may have.

import { same } from "./bytes.js";
import { DIGEST_OIDS, refusedCode } from "./algorithms.js";
import {
  INTEGER,
  OCTET_STRING,
  OID,
  SEQUENCE,
  SET,
  dotted,
  exactly,
  parse,
  toInt,
} from "./der.js";
import { isNamed, tlv } from "./derwriter.js";
import { digest } from "./digests.js";

export const DATA = "1.2.840.113549.1.7.1";
export const CONTENT_TYPE = "1.2.840.113549.1.9.3";
export const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
export const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
const SIGNED_DATA = "1.2.840.113549.1.7.2";
const CONTEXT_0 = 0xa0;
const CONTEXT_1 = 0xa1;
const DIRECTORY_NAME = 0xa4;

/** DER, but not the shape that is asked for. */
export class CmsError extends Error {}

function ask(holds, what) {
  if (!holds) throw new CmsError(what);
}

/** The SignedData in a ContentInfo: DerError for no DER, CmsError for another shape. */
export function readSignedData(der) {
  const whole = parse(der, SEQUENCE);
  try {
    return takeApart(whole);
  } catch (error) {
    throw new CmsError(error.message);
  }
}

function takeApart(whole) {
  // Nothing covers what stands beside the parts that are read, so nothing may stand there.
  const [kind, wrapper] = exactly(2, whole.children);
  const [body] = exactly(1, wrapper.children);
  const isSigned = isNamed(kind, SIGNED_DATA) && wrapper.tag === CONTEXT_0;
  ask(isSigned && body.tag === SEQUENCE, "not SignedData");
  const encapsulated = body.child(2, SEQUENCE);
  let content = null;
  if (encapsulated.children.length > 1) {
    const [, holder] = exactly(2, encapsulated.children);
    const [octets] = exactly(1, holder.children);
    ask(holder.tag === CONTEXT_0 && octets.tag === OCTET_STRING, "content");
    content = octets.body;
  }
  const rest = body.children.slice(3);
  const certificates =
    rest[0]?.tag === CONTEXT_0 ? rest.shift().children.map((child) => child.raw) : [];
  const isOne = rest.length === 1 && rest[0].tag === SET && rest[0].children.length === 1;
  ask(isOne, "not one signer");
  const signer = rest[0].child(0, SEQUENCE);
  const identity = signer.child(1, SEQUENCE);
  const attributes = signer.child(3, CONTEXT_0);
  const tail = signer.children.slice(6);
  const isFirst = toInt(signer.child(0, INTEGER)) === 1n;
  ask(isFirst && tail.length <= 1 && identity.children.length === 2, "signer");
  ask(!tail.length || tail[0].tag === CONTEXT_1, "signer");
  return {
    version: toInt(body.child(0, INTEGER)),
    digestAlgorithms: body.child(1, SET).children.map((child) => child.raw),
    contentType: dotted(encapsulated.child(0, OID).body),
    content,
    certificates,
    issuer: identity.child(0, SEQUENCE).raw,
    serial: identity.child(1, INTEGER).body,
    digestAlgorithm: signer.child(2, SEQUENCE).raw,
    attributes: readAttributes(attributes),
    // The signed attributes are signed as a SET, whatever tag they stand under.
    signed: tlv(SET, attributes.body),
    signatureAlgorithm: signer.child(4, SEQUENCE).raw,
    signature: signer.child(5, OCTET_STRING).body,
    hasUnsigned: tail.length > 0,
  };
}

/** Each attribute's one value, by dotted name. */
function readAttributes(element) {
  const found = new Map();
  for (const attribute of element.children) {
    const name = dotted(attribute.child(0, OID).body);
    const values = attribute.child(1, SET).children;
    const isPlain = values.length === 1 && attribute.children.length === 2;
    ask(isPlain && !found.has(name), "attribute twice or with several values");
    found.set(name, values[0]);
  }
  return found;
}

/** Whether the one digest algorithm that is listed is the signer's. */
export function listsOnlyItsDigest(data) {
  const listed = data.digestAlgorithms;
  return listed.length === 1 && same(listed[0], data.digestAlgorithm);
}

/**
 * What is wrong with ESSCertIDv2: null, a code of its digest, or `mismatch`.
 *
 * It must be over this certificate, and repeat issuer and serial number if it has any.
 */
export async function identityFault(data, certificate, mismatch) {
  const value = data.attributes.get(SIGNING_CERTIFICATE_V2);
  if (value?.tag !== SEQUENCE) return mismatch;
  const parts = [...value.child(0, SEQUENCE).child(0, SEQUENCE).children];
  let name = "sha256";
  if (parts[0].tag === SEQUENCE) {
    const algorithm = parts.shift();
    const stated = dotted(algorithm.child(0, OID).body);
    name = Object.keys(DIGEST_OIDS).find((known) => DIGEST_OIDS[known] === stated);
    if (!name) return refusedCode(algorithm.raw);
  }
  if (!same(parts[0].body, await digest(name, certificate.der))) return mismatch;
  if (parts.length === 1) return null;
  const names = parts[1].child(0, SEQUENCE);
  const issuer = names.child(0, DIRECTORY_NAME).child(0, SEQUENCE);
  const serial = parts[1].child(1, INTEGER).body;
  const isEqual = same(issuer.raw, certificate.issuer) && same(serial, certificate.serial);
  return isEqual ? null : mismatch;
}
