// Digests by name: WebCrypto's, or our own SHA-256 where the browser withholds it.

import { ownSha256 } from "./sha256.js";

const NAMES = { sha256: "SHA-256", sha384: "SHA-384", sha512: "SHA-512" };
const platform = { subtle: globalThis.crypto?.subtle };

/** Sizes of the digests that count, in octets. */
export const DIGEST_SIZES = { sha256: 32, sha384: 48, sha512: 64 };

/** This browser cannot do it: nothing is said about the matter, in neither direction. */
export class Unchecked extends Error {}

/** WebCrypto's own functions; undefined where the browser withholds them. */
export function subtle() {
  return platform.subtle;
}

/** Take other functions in place of the browser's; tests do, to see the page without them. */
export function useSubtle(given) {
  platform.subtle = given;
}

/** The digest of octets. */
export async function digest(name, data) {
  if (platform.subtle) return new Uint8Array(await platform.subtle.digest(NAMES[name], data));
  if (name !== "sha256") throw new Unchecked();
  return ownSha256(data);
}

/** The WebCrypto name of a digest. */
export function webName(name) {
  return NAMES[name];
}
