// DER: one strict reader of what the formats here need.
//
// Strict means definite and minimal lengths, minimal integers and object identifiers, no
// constructed strings, and nothing left over. What is looser has more than one encoding. Every
// reading is bounded in octets, in depth, in elements side by side and in an identifier's length.

import { hex } from "./bytes.js";

export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const NULL = 0x05;
export const OID = 0x06;
export const UTC_TIME = 0x17;
export const GENERALIZED_TIME = 0x18;
export const SEQUENCE = 0x30;
export const SET = 0x31;
/** Octets of an element that is read through; tokens and certificates have a few thousand. */
export const LARGEST = 256 * 1024;
const MOST_TOGETHER = 4096;
const MAX_DEPTH = 40;
const LONGEST_OID = 128;
const CONSTRUCTED = 0x20;
const CONTEXT = 0x80;
const CLASS = 0xc0;

/** The octets are not DER, or not of the shape that was asked for. */
export class DerError extends Error {}

/** One element; its children are empty for a primitive one. */
export class Tlv {
  constructor(data, start, body, end, children) {
    Object.assign(this, { data, start, bodyAt: body, end, children });
  }

  get tag() {
    return this.data[this.start];
  }

  /** The whole element. */
  get raw() {
    return this.data.subarray(this.start, this.end);
  }

  /** Its content octets. */
  get body() {
    return this.data.subarray(this.bodyAt, this.end);
  }

  /** The child at a place, which must have this tag. */
  child(place, tag) {
    const found = this.children[place];
    if (!found || found.tag !== tag) throw new DerError(`no element ${tag} at ${place}`);
    return found;
  }
}

/** First content octet and end of the element at `start`. */
function readHeader(data, start, limit) {
  if (start + 2 > limit) throw new DerError("cut off");
  if ((data[start] & 0x1f) === 0x1f) throw new DerError("tag in several octets");
  let [body, length] = [start + 2, data[start + 1]];
  if (length >= 0x80) {
    const count = length - 0x80;
    if (!count || body + count > limit || !data[body]) throw new DerError("length not minimal");
    length = 0;
    for (const digit of data.subarray(body, body + count)) length = length * 256 + digit;
    if (length < 0x80) throw new DerError("length not minimal");
    body += count;
  }
  if (body + length > limit) throw new DerError("cut off");
  return [body, body + length];
}

/** The elements that follow one another in `data`, without looking inside them. */
export function split(data) {
  const found = [];
  for (let at = 0; at < data.length; at = found.at(-1).end) {
    const [body, end] = readHeader(data, at, data.length);
    found.push(new Tlv(data, at, body, end, []));
    if (found.length > MOST_TOGETHER) throw new DerError("too many elements");
  }
  return found;
}

/** The one element that `data` is, checked through to its leaves; of this tag, if one is given. */
export function parse(data, tag) {
  if (data.length > LARGEST) throw new DerError("too large");
  const whole = read(data, 0, data.length, MAX_DEPTH);
  if (tag !== undefined && whole.tag !== tag) throw new DerError("another element");
  if (whole.end !== data.length) throw new DerError("octets left over");
  return whole;
}

function read(data, start, limit, depth) {
  if (!depth) throw new DerError("too deep");
  const [body, end] = readHeader(data, start, limit);
  const tag = data[start];
  const children = [];
  if (tag & CONSTRUCTED) {
    if ((tag & CLASS) !== CONTEXT && tag !== SEQUENCE && tag !== SET) {
      throw new DerError("constructed");
    }
    for (let at = body; at < end; at = children.at(-1).end) {
      children.push(read(data, at, end, depth - 1));
    }
  } else {
    checkPrimitive(tag, data.subarray(body, end));
  }
  return new Tlv(data, start, body, end, children);
}

function checkPrimitive(tag, content) {
  const kind = tag & CLASS;
  if (kind && kind !== CONTEXT) throw new DerError("class");
  const isRight = PRIMITIVES[tag];
  if (isRight && !isRight(content)) throw new DerError("content");
}

const never = () => false;
const PRIMITIVES = {
  0: never,
  [BOOLEAN]: (content) => content.length === 1 && [0, 0xff].includes(content[0]),
  [INTEGER]: isInteger,
  [BIT_STRING]: isBitString,
  [NULL]: (content) => !content.length,
  [OID]: isOid,
  [SEQUENCE & ~CONSTRUCTED]: never,
  [SET & ~CONSTRUCTED]: never,
};

function isInteger(content) {
  if (content.length < 2) return content.length === 1;
  return ![0, 0xff].includes(content[0]) || content[0] >> 7 !== content[1] >> 7;
}

function isBitString(content) {
  const unused = content.length ? content[0] : 8;
  if (!unused) return true;
  return unused < 8 && content.length > 1 && !(content.at(-1) & ((1 << unused) - 1));
}

function isOid(content) {
  // No part may begin with a needless octet, and the last part must end.
  const padded = content.some((octet, at) => octet === 0x80 && !(content[at - 1] & 0x80));
  const isBounded = content.length > 0 && content.length <= LONGEST_OID;
  return isBounded && content.at(-1) < 0x80 && !padded;
}

/** The content octets of an OBJECT IDENTIFIER in words; of an absurdly long one as they are. */
export function dotted(body) {
  if (body.length > LONGEST_OID) return hex(body);
  const numbers = [];
  let value = 0n;
  for (const octet of body) {
    value = (value << 7n) | BigInt(octet & 0x7f);
    if (octet < 0x80) {
      numbers.push(value);
      value = 0n;
    }
  }
  const first = numbers[0] < 80n ? numbers[0] / 40n : 2n;
  return [first, numbers[0] - 40n * first, ...numbers.slice(1)].join(".");
}

/** The octets in a BIT STRING that has no unused bits, as signatures have none. */
export function wholeOctets(element) {
  if (element.tag !== BIT_STRING || element.body[0]) throw new DerError("unused bits");
  return element.body.subarray(1);
}

/** The value of an INTEGER. */
export function toInt(element) {
  return BigInt.asIntN(element.body.length * 8, BigInt(`0x${hex(element.body) || 0}`));
}

/** The elements of a list that must have exactly so many. */
export function exactly(count, elements) {
  if (elements.length !== count) throw new DerError(`not ${count} elements`);
  return elements;
}
