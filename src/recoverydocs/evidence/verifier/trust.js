// Whom the verifier trusts: roots that were given, never anything from a package.

import { hex } from "./bytes.js";
import { readCertificateFile } from "./certificate.js";

/** The policy of a token whose time is only the issuer's own clock. */
export const LOCAL_POLICY = "2.25.217034159874105827614402190871235680123";
export const INDEPENDENT = "independent";
export const LOCAL = "local";

/** Roots by what they are given for: lists of files, PEM or DER; throws for one that is none. */
export function readTrust({ independent = [], local = [], signers = [] }) {
  const own = byDer(local);
  return {
    timestampers: new Map([...byDer(independent), ...own]),
    signers: new Map([...byDer(independent), ...byDer(signers)]),
    local: own,
  };
}

function byDer(files) {
  return new Map(files.flatMap(readCertificateFile).map((one) => [hex(one.der), one]));
}

/** `local` for a local anchor or where the policy says so; else `independent`. */
export function classOf(anchor, policy, anchors) {
  return policy === LOCAL_POLICY || anchors.local.has(hex(anchor.der)) ? LOCAL : INDEPENDENT;
}
