// From a signer's certificate to a root that the verifier gave.

import { hex, same } from "./bytes.js";
import { BAD, UNCHECKED, checkSignature } from "./algorithms.js";

const LONGEST = 8;

/**
 * The path by names and signatures; every issuer must be an authority that may sign.
 *
 * Gives the certificates from the signer to the anchor or as far as it went, whether the last
 * one is a given root, the codes of a path that is not whole, and whether every signature on it
 * was looked at. `anchors` are the given roots by the hexadecimal digits of their DER.
 */
export async function findPath(signer, others, anchors) {
  const path = [signer];
  const trouble = new Set();
  // What comes along beyond as many cannot all be on the path.
  const given = others.slice(0, LONGEST);
  while (path.length <= LONGEST) {
    const current = path.at(-1);
    if (anchors.has(hex(current.der))) {
      const isChecked = !trouble.has(UNCHECKED);
      return { certificates: path, isAnchored: true, codes: [], isChecked };
    }
    const fresh = given.filter((one) => !path.some((known) => same(known.der, one.der)));
    const step =
      (await issuerOf(current, [...anchors.values()], path.length - 1, trouble)) ??
      (await issuerOf(current, fresh, path.length - 1, new Set()));
    if (!step) break;
    path.push(step);
  }
  // A root of the right name whose key did not sign contradicts; else nobody is known.
  const algorithms = [...trouble].filter((code) => code !== BAD && code !== UNCHECKED);
  const codes = trouble.has(BAD) ? ["CERT_CHAIN"] : [...algorithms, "TRUST_UNKNOWN"];
  return { certificates: path, isAnchored: false, codes, isChecked: !trouble.has(UNCHECKED) };
}

/** The candidate that issued `current`; what speaks against others goes to `trouble`. */
async function issuerOf(current, candidates, below, trouble) {
  for (const candidate of candidates) {
    if (!same(candidate.subject, current.issuer) || !candidate.mayIssue) continue;
    if (candidate.pathLength !== null && BigInt(below) > candidate.pathLength) continue;
    const { algorithm, signature, signed } = current;
    const fault = await checkSignature(candidate.key, algorithm, signature, signed);
    if (fault === null) return candidate;
    trouble.add(fault);
    if (fault === UNCHECKED) return candidate;
  }
  return null;
}
