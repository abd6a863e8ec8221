// Which algorithms count, compared as whole encodings: parameters and all.
//
// Comparing object identifiers only would let changed parameters pass.

import { hex } from "./bytes.js";
import { DerError, INTEGER, NULL, OID, SEQUENCE, dotted, parse } from "./der.js";
import { oid, sequence, tlv } from "./derwriter.js";
import { subtle, webName } from "./digests.js";

/** The signature does not verify. */
export const BAD = "BAD";
/** This browser could not look: WebCrypto is withheld from the page. */
export const UNCHECKED = "UNCHECKED";

const SMALLEST_RSA = 2048;
const SM_ARC = "1.2.156.10197.";
const EC_KEY = "1.2.840.10045.2.1";
const none = tlv(NULL);

const byEncoding = (pairs) => new Map(pairs.map(([encoding, value]) => [hex(encoding), value]));

/** Dotted names of the digests that count. */
export const DIGEST_OIDS = {
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
};
const DIGESTS = byEncoding(
  Object.entries(DIGEST_OIDS).flatMap(([name, text]) => [
    [sequence(oid(text)), name],
    [sequence(oid(text), none), name],
  ]),
);
const ECDSA = byEncoding([
  [sequence(oid("1.2.840.10045.4.3.2")), "sha256"],
  [sequence(oid("1.2.840.10045.4.3.3")), "sha384"],
  [sequence(oid("1.2.840.10045.4.3.4")), "sha512"],
]);
const RSA = byEncoding([
  [sequence(oid("1.2.840.113549.1.1.11"), none), "sha256"],
  [sequence(oid("1.2.840.113549.1.1.12"), none), "sha384"],
  [sequence(oid("1.2.840.113549.1.1.13"), none), "sha512"],
]);
const RSA_KEY = hex(sequence(oid("1.2.840.113549.1.1.1"), none));
const CURVES = byEncoding([
  [sequence(oid(EC_KEY), oid("1.2.840.10045.3.1.7")), { name: "P-256", size: 32 }],
  [sequence(oid(EC_KEY), oid("1.3.132.0.34")), { name: "P-384", size: 48 }],
  [sequence(oid(EC_KEY), oid("1.3.132.0.35")), { name: "P-521", size: 66 }],
]);
const WEAK = new Set([
  "1.2.840.113549.2.2",
  "1.2.840.113549.2.5",
  "1.3.14.3.2.26",
  "1.3.14.3.2.29",
  "1.2.840.113549.1.1.2",
  "1.2.840.113549.1.1.4",
  "1.2.840.113549.1.1.5",
  "1.2.840.10045.4.1",
  "1.2.840.10040.4.3",
]);

/** The name of the digest of a whole AlgorithmIdentifier; undefined for one that does not count. */
export function digestNamed(identifier) {
  return DIGESTS.get(hex(identifier));
}

/** The code for an AlgorithmIdentifier that is on no list. */
export function refusedCode(identifier) {
  let names;
  try {
    const parts = parse(identifier).children.filter((part) => part.tag === OID);
    names = parts.map((part) => dotted(part.body));
  } catch (error) {
    if (error instanceof DerError) return "ALG_UNSUPPORTED";
    throw error;
  }
  if (names.some((name) => `${name}.`.startsWith(SM_ARC))) return "ALG_SM2";
  return WEAK.has(names[0]) ? "ALG_WEAK" : "ALG_UNSUPPORTED";
}

/**
 * What is wrong with a signature: null, BAD, UNCHECKED, or a code of an algorithm.
 *
 * `info` is the signer's SubjectPublicKeyInfo, `identifier` the whole AlgorithmIdentifier of the
 * signature, `digest` the one for a bare rsaEncryption, which names none itself.
 */
export async function checkSignature(info, identifier, signature, data, digest) {
  const whole = parse(info, SEQUENCE);
  const algorithm = hex(whole.child(0, SEQUENCE).raw);
  const isRsa = algorithm === RSA_KEY;
  const curve = CURVES.get(algorithm);
  if (!isRsa && !curve) return refusedCode(whole.children[0].raw);
  const point = whole.children[1].body.subarray(1);
  if (isRsa && bits(parse(point).child(0, INTEGER).body) < SMALLEST_RSA) return "ALG_WEAK";
  if (!subtle()) return UNCHECKED;
  const stated = isRsa && hex(identifier) === RSA_KEY ? digest : undefined;
  const named = stated ?? (isRsa ? RSA : ECDSA).get(hex(identifier));
  const hash = webName(named ?? "sha256");
  const scheme = isRsa
    ? { name: "RSASSA-PKCS1-v1_5", hash }
    : { name: "ECDSA", namedCurve: curve.name, hash };
  let key;
  try {
    key = await subtle().importKey("spki", info, scheme, false, ["verify"]);
  } catch (error) {
    // A curve that this browser lacks, or the short form of a point: right, but not for us.
    const isShort = curve && point.length === curve.size + 1;
    if (error.name === "NotSupportedError" || isShort) return "ALG_UNSUPPORTED";
    throw error;
  }
  if (!named) return refusedCode(identifier);
  const octets = isRsa ? signature : twoNumbers(signature, curve.size);
  return octets && (await subtle().verify(scheme, key, octets, data)) ? null : BAD;
}

function bits(number) {
  const at = number.findIndex((octet) => octet);
  return at < 0 ? 0 : (number.length - at) * 8 - Math.clz32(number[at]) + 24;
}

/** An ECDSA signature's r and s, each padded to the curve's size; null for a malformed one. */
function twoNumbers(signature, size) {
  let parts;
  try {
    const whole = parse(signature);
    parts = [whole.child(0, INTEGER).body, whole.child(1, INTEGER).body];
    if (whole.tag !== SEQUENCE || whole.children.length !== 2) return null;
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
  const octets = new Uint8Array(2 * size);
  for (const [place, part] of parts.entries()) {
    const number = part[0] ? part : part.subarray(1);
    if (part[0] & 0x80 || number.length > size) return null;
    octets.set(number, (place + 1) * size - number.length);
  }
  return octets;
}
