// DER, written: the few encoders that comparing whole encodings needs.

import { joined, same } from "./bytes.js";
import { OID, SEQUENCE } from "./der.js";

/** One element with its length; a part may be a list of parts. */
export function tlv(tag, ...parts) {
  const body = joined(parts.flat());
  const digits = [];
  for (let rest = body.length; rest; rest >>>= 8) digits.unshift(rest & 0xff);
  const long = body.length >= 0x80 ? [0x80 + digits.length, ...digits] : [body.length];
  return joined([Uint8Array.of(tag, ...long), body]);
}

/** A SEQUENCE of encoded parts. */
export function sequence(...parts) {
  return tlv(SEQUENCE, ...parts);
}

/** An OBJECT IDENTIFIER. */
export function oid(text) {
  const [first, second, ...rest] = text.split(".").map(BigInt);
  const octets = [];
  for (let number of [first * 40n + second, ...rest]) {
    const part = [Number(number & 0x7fn)];
    while ((number >>= 7n)) part.unshift(Number(number & 0x7fn) | 0x80);
    octets.push(...part);
  }
  return tlv(OID, Uint8Array.from(octets));
}

/** Whether an element is this object identifier. */
export function isNamed(element, name) {
  return element !== undefined && same(element.raw, oid(name));
}
