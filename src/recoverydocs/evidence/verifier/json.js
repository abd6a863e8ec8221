// Canonical JSON (RFC 8785) as the package uses it: no fractions, no doubles, one encoding.
//
// Objects have no prototype, so that no member's name means anything to this program.

import { same, strictText, utf8 } from "./bytes.js";
import { Coded, LIMITS } from "./codes.js";

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
const NUMBER = /-?(?:0|[1-9][0-9]*)/y;
const FRACTION = /(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const CONSTANT = /NaN|-?Infinity/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const BLANKS = /[ \t\n\r]*/y;
const LONGEST_NUMBER = "-9007199254740991".length;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const WORDS_OF_JSON = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/** The one encoding of a value, as text. */
export function canonical(value) {
  if (typeof value === "string") {
    if (LONE.test(value)) throw new Coded("JSON_NOT_JCS");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return String(value);
  // Without a comparison `sort` orders by UTF-16 units, as RFC 8785 asks.
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${canonical(key)}:${canonical(value[key])}`).join()}}`;
}

/** The value of a JSON text without any of JSON's usual leniency; not yet its one encoding. */
export function parseStrict(data, limits = LIMITS) {
  if (data.length > limits.json || isDeeper(data, limits.json_depth)) {
    throw new Coded("JSON_LIMIT");
  }
  if (same(data.subarray(0, 3), [0xef, 0xbb, 0xbf])) throw new Coded("JSON_NOT_JCS");
  let text;
  try {
    text = strictText(data);
  } catch {
    throw new Coded("JSON_SYNTAX");
  }
  return new JsonReader(text).whole();
}

/** The value of a text that is its own canonical encoding. */
export function parseCanonical(data, limits = LIMITS) {
  const value = parseStrict(data, limits);
  if (!same(utf8(canonical(value)), data)) throw new Coded("JSON_NOT_JCS");
  return value;
}

/** Whether brackets stand in brackets more often than that, closed or not. */
function isDeeper(data, most) {
  const open = [];
  for (let at = 0; at < data.length; at += 1) {
    if (data[at] === QUOTE) {
      for (at += 1; at < data.length && data[at] !== QUOTE; at += 1) {
        if (data[at] === BACKSLASH) at += 1;
      }
    } else if (OPENING.has(data[at])) {
      // Of so many, more than allowed stay open, or more than allowed close around each other.
      if (open.push(0) > 2 * most) return true;
    } else if (CLOSING.has(data[at]) && open.length) {
      const height = open.pop() + 1;
      if (height > most) return true;
      if (open.length) open.push(Math.max(open.pop(), height));
    }
  }
  return open.length > most;
}

class JsonReader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  whole() {
    this.take(BLANKS);
    const value = this.value();
    this.take(BLANKS);
    if (this.at < this.text.length) throw new Coded("JSON_SYNTAX");
    return value;
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  next(mark) {
    if (this.text[this.at] !== mark) return false;
    this.at += 1;
    return true;
  }

  need(mark) {
    if (!this.next(mark)) throw new Coded("JSON_SYNTAX");
  }

  value() {
    if (this.next('"')) return this.string();
    if (this.next("{")) return this.members();
    if (this.next("[")) return this.items();
    for (const [word, value] of WORDS_OF_JSON) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  number() {
    if (this.take(CONSTANT)) throw new Coded("JSON_NUMBER");
    const digits = this.take(NUMBER);
    if (!digits) throw new Coded("JSON_SYNTAX");
    const isTooLong = digits.length > LONGEST_NUMBER || !Number.isSafeInteger(Number(digits));
    if (this.take(FRACTION) || digits === "-0" || isTooLong) throw new Coded("JSON_NUMBER");
    return Number(digits);
  }

  string() {
    const pieces = [];
    for (;;) {
      pieces.push(this.take(PLAIN));
      if (this.next('"')) return pieces.join("");
      this.need("\\");
      pieces.push(this.escaped());
    }
  }

  escaped() {
    const mark = this.text[this.at];
    this.at += 1;
    if (mark === "u") {
      const digits = this.text.slice(this.at, this.at + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new Coded("JSON_SYNTAX");
      this.at += 4;
      return String.fromCharCode(parseInt(digits, 16));
    }
    if (!Object.hasOwn(ESCAPES, mark ?? "")) throw new Coded("JSON_SYNTAX");
    return ESCAPES[mark];
  }

  members() {
    const found = Object.create(null);
    let [count, known] = [0, 0];
    this.take(BLANKS);
    if (this.next("}")) return found;
    do {
      this.take(BLANKS);
      this.need('"');
      const name = this.string();
      this.take(BLANKS);
      this.need(":");
      this.take(BLANKS);
      count += 1;
      known += name in found ? 0 : 1;
      found[name] = this.value();
      this.take(BLANKS);
    } while (this.next(","));
    this.need("}");
    if (known !== count) throw new Coded("JSON_DUPLICATE_KEY");
    return found;
  }

  items() {
    const found = [];
    this.take(BLANKS);
    if (this.next("]")) return found;
    do {
      this.take(BLANKS);
      found.push(this.value());
      this.take(BLANKS);
    } while (this.next(","));
    this.need("]");
    return found;
  }
}
