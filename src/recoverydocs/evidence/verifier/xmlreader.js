// A small XML reader, only to say in what way a manifest differs from its one form.
//
// It knows no entities but the five, fetches nothing and stops at a DTD; whatever it says, the
// octets have differed already.

import { same } from "./bytes.js";

const NAME_START =
  ":A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d" +
  "\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}";
const NAME_MORE = "\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040";
const NAME = new RegExp(`[${NAME_START}][${NAME_START}${NAME_MORE}]*`, "uy");
const STARTS = new RegExp(`^[${NAME_START}]`, "u");
// RFC 3986: scheme, authority with a number for a port, path, query, fragment.
const URI_MARKS = "(?:[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-Fa-f]{2})";
const SPACE_URI = new RegExp(
  `^(?:[A-Za-z][A-Za-z0-9+.-]*:|(?![^/?#]*:))(?://${URI_MARKS}*(?::[0-9]+)?(?=[/?#]|$)|(?!//))` +
    `(?:${URI_MARKS}|[:/])*(?:\\?(?:${URI_MARKS}|[:/?])*)?(?:#(?:${URI_MARKS}|[:/?])*)?$`,
);
const SPACE = /[ \t\n]+/y;
const REFERENCE = /&(?:#(\d+)|#x([0-9a-fA-F]+)|(lt|gt|amp|quot|apos));/g;
const NAMED = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const ENCODING = /^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/;
const DECLARATION =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(["'])1\.[0-9]+\1(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(["'])[A-Za-z][A-Za-z0-9._-]*\2)?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(["'])(?:yes|no)\3)?[ \t\n]*\?>/;
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const DEEPEST = 256;

class XmlError extends Error {}

/** The elements in document order and whether there is a DTD; null where it is not well-formed. */
export function readXml(data) {
  try {
    return new XmlReader(decoded(data)).document();
  } catch (error) {
    if (error instanceof XmlError || error instanceof RangeError || error instanceof TypeError) {
      return null;
    }
    throw error;
  }
}

/** The text, by its byte order mark or else by what its declaration says. */
function decoded(data) {
  const marks = [
    [[0xef, 0xbb, 0xbf], "utf-8"],
    [[0xff, 0xfe], "utf-16le"],
    [[0xfe, 0xff], "utf-16be"],
    [[0x3c, 0x00], "utf-16le"],
    [[0x00, 0x3c], "utf-16be"],
  ];
  const marked = marks.find(([mark]) => same(data.subarray(0, mark.length), mark))?.[1];
  const start = String.fromCharCode(...data.subarray(0, 200));
  const label = marked ?? ENCODING.exec(start)?.[1] ?? "utf-8";
  const text = new TextDecoder(label, { fatal: true }).decode(data).replace(/\r\n?/g, "\n");
  if (FORBIDDEN.test(text)) throw new XmlError("character");
  return text;
}

class XmlReader {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.elements = [];
    this.open = [];
  }

  document() {
    const declaration = DECLARATION.exec(this.text);
    if (declaration) this.at = declaration[0].length;
    let isRooted = false;
    while (this.at < this.text.length) {
      if (this.starts("<!DOCTYPE")) return { hasDoctype: true, elements: [] };
      if (this.starts("<\u0021--")) this.comment();
      else if (this.starts("<?")) this.instruction();
      else if (this.starts("<![CDATA[") && this.open.length) this.literal();
      else if (this.starts("</")) this.close();
      else if (this.starts("<")) {
        if (!this.open.length && isRooted) throw new XmlError("two roots");
        isRooted = true;
        this.element();
      } else this.characters();
    }
    if (!isRooted || this.open.length) throw new XmlError("cut off");
    return { hasDoctype: false, elements: this.elements };
  }

  starts(mark) {
    return this.text.startsWith(mark, this.at);
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  need(mark) {
    if (!this.starts(mark)) throw new XmlError(mark);
    this.at += mark.length;
  }

  /** What stands up to a mark; the mark is passed over. */
  until(mark) {
    const end = this.text.indexOf(mark, this.at);
    if (end < 0) throw new XmlError(mark);
    const found = this.text.slice(this.at, end);
    this.at = end + mark.length;
    return found;
  }

  name() {
    const found = this.take(NAME);
    if (!found) throw new XmlError("name");
    return found;
  }

  comment() {
    this.need("<\u0021--");
    if (this.until("-->").match(/--|-$/)) throw new XmlError("comment");
    this.interrupt();
  }

  instruction() {
    this.need("<?");
    const target = this.name();
    if (target.toLowerCase() === "xml" || target.includes(":")) throw new XmlError("instruction");
    if (!this.starts("?>") && !this.take(SPACE)) throw new XmlError("instruction");
    this.until("?>");
    this.interrupt();
  }

  /** An element's text ends at its first child of any kind. */
  interrupt() {
    const current = this.open.at(-1);
    if (current) current.isInterrupted = true;
  }

  literal() {
    this.need("<![CDATA[");
    this.add(this.until("]]>"));
  }

  characters() {
    const end = this.text.indexOf("<", this.at);
    const found = this.text.slice(this.at, end < 0 ? this.text.length : end);
    this.at += found.length;
    if (!this.open.length && /[^ \t\n]/.test(found)) throw new XmlError("text outside");
    if (found.includes("]]>")) throw new XmlError("]]>");
    this.add(resolved(found));
  }

  add(text) {
    const current = this.open.at(-1);
    if (current && !current.isInterrupted && text) current.text = (current.text ?? "") + text;
  }

  element() {
    this.need("<");
    const name = this.name();
    const attributes = this.attributes();
    const above = this.open.at(-1);
    // Each element sees its parent's prefixes through its own.
    const spaces = Object.create(above?.spaces ?? null);
    for (const [key, value] of attributes) {
      if (key !== "xmlns" && !key.startsWith("xmlns:")) continue;
      if (!SPACE_URI.test(value)) throw new XmlError("namespace");
      spaces[key.slice(6)] = value;
    }
    this.interrupt();
    const known = new Map();
    for (const [key, value] of attributes) {
      if (key === "xmlns" || key.startsWith("xmlns:")) continue;
      const full = key.includes(":") ? qualified(key, spaces) : key;
      if (known.has(full)) throw new XmlError("attribute twice");
      known.set(full, value);
    }
    const found = { name: qualified(name, spaces), attributes: known, text: null };
    this.elements.push(found);
    if (this.starts("/>")) {
      this.need("/>");
      return;
    }
    this.need(">");
    if (this.open.length >= DEEPEST) throw new XmlError("depth");
    this.open.push(Object.assign(found, { tag: name, spaces, isInterrupted: false }));
  }

  attributes() {
    const found = new Map();
    while (this.take(SPACE) && !this.starts("/>") && !this.starts(">")) {
      const name = this.name();
      this.take(SPACE);
      this.need("=");
      this.take(SPACE);
      const mark = this.text[this.at];
      if (mark !== '"' && mark !== "'") throw new XmlError("attribute");
      this.at += 1;
      const value = this.until(mark);
      if (value.includes("<") || found.has(name)) throw new XmlError("attribute");
      found.set(name, resolved(value.replace(/[\t\n]/g, " ")));
    }
    return found;
  }

  close() {
    this.need("</");
    const name = this.name();
    this.take(SPACE);
    this.need(">");
    if (this.open.pop()?.tag !== name) throw new XmlError("end");
  }
}

/** A text with its character references resolved. */
function resolved(text) {
  if (text.replace(REFERENCE, "").includes("&")) throw new XmlError("entity");
  return text.replace(REFERENCE, (_, decimal, digits, named) => {
    if (named) return NAMED[named];
    const character = String.fromCodePoint(parseInt(decimal ?? digits, decimal ? 10 : 16));
    if (FORBIDDEN.test(character) || /\p{Cs}/u.test(character)) throw new XmlError("character");
    return character;
  });
}

function qualified(name, spaces) {
  const parts = name.split(":");
  if (parts.length > 2 || !parts.every((part) => STARTS.test(part))) throw new XmlError("name");
  const [prefix, local] = parts.length === 2 ? parts : ["", name];
  if (prefix && prefix !== "xml" && !spaces[prefix]) throw new XmlError("prefix");
  return spaces[prefix] ? `{${spaces[prefix]}}${local}` : local;
}
