// Octets and text: what every other module needs of them.

export const LINE_FEED = 0x0a;
const PAIRS = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, "0"));

/** Octets as hexadecimal digits. */
export function hex(octets) {
  let text = "";
  for (const octet of octets) text += PAIRS[octet];
  return text;
}

/** The octets of hexadecimal digits. */
export function fromHex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** Whether two runs of octets are equal. */
export function same(one, other) {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

/** One run of octets out of several. */
export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Where a short run of octets begins inside a longer one; -1 where it does not. */
export function find(octets, wanted, from = 0) {
  for (let at = from; at <= octets.length - wanted.length; at += 1) {
    let matched = 0;
    while (matched < wanted.length && octets[at + matched] === wanted[matched]) matched += 1;
    if (matched === wanted.length) return at;
  }
  return -1;
}

/** The UTF-8 octets of a text. */
export function utf8(text) {
  return new TextEncoder().encode(text);
}

/** The text of UTF-8 octets; throws for anything that is not UTF-8. */
export function strictText(octets) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets);
}

/** The text of octets in an encoding, with a mark for what cannot be read. */
export function looseText(octets, encoding = "utf-8") {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(octets);
}

/** The text of ASCII octets; throws for any other. */
export function asciiText(octets) {
  if (octets.some((octet) => octet > 0x7f)) throw new TypeError("not ASCII");
  return looseText(octets);
}

/** Octets in Base64. */
export function base64(octets) {
  const pieces = [];
  for (let at = 0; at < octets.length; at += 0x8000) {
    pieces.push(String.fromCharCode(...octets.subarray(at, at + 0x8000)));
  }
  return btoa(pieces.join(""));
}

/** Orders texts by code points, as their UTF-8 octets are ordered. */
export function byCodePoint(one, other) {
  const size = Math.min(one.length, other.length);
  for (let at = 0; at < size; at += 1) {
    const difference = rank(one.charCodeAt(at)) - rank(other.charCodeAt(at));
    if (difference) return difference;
  }
  return one.length - other.length;
}

/** Halves of a pair, which stand for what lies beyond U+FFFF, come after all other units. */
function rank(unit) {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** How many characters a text has; a character beyond U+FFFF is one. */
export function characters(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
