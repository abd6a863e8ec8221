// Names of entries: which are allowed, and which two would meet on somebody's disk.

import { byCodePoint, strictText } from "./bytes.js";
import { Coded, LIMITS } from "./codes.js";

const RESERVED = /[<>:"|?*]/;
const REFUSED_CATEGORIES = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/u;
const ASCII_ONLY = /^[\x20-\x7e]*$/;
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])$/;
const CHEROKEE = /^[\u13a0-\u13f5]$/;
const SMALL_CHEROKEE = /^[\u13f8-\u13fd\uab70-\uabbf]$/;

/** The name as text, once its length and encoding hold. */
export function decodeName(octets, limits) {
  if (!octets.length || octets.length > LIMITS.name) {
    throw new Coded("NAME_LENGTH", `${octets.length} octets`);
  }
  if (octets.length > limits.name) {
    throw new Coded("ZIP_LIMIT", `name of ${octets.length} octets`);
  }
  try {
    return strictText(octets);
  } catch {
    throw new Coded("NAME_ENCODING");
  }
}

/** Hold one name against the rules of the format. */
export function checkName(name) {
  if (name.startsWith("/") || /^[A-Za-z]:/.test(name)) throw new Coded("NAME_ABSOLUTE");
  if (name.includes("\\")) throw new Coded("NAME_BACKSLASH");
  const parts = name.split("/");
  if (parts.some((part) => ["", ".", ".."].includes(part))) throw new Coded("NAME_TRAVERSAL");
  if (name.normalize("NFC") !== name) throw new Coded("NAME_NOT_NFC");
  const isRefused = (part) =>
    /[ .]$/.test(part) || DEVICE.test(part.split(".", 1)[0].replace(/ +$/, "").toLowerCase());
  if (RESERVED.test(name) || REFUSED_CATEGORIES.test(name) || parts.some(isRefused)) {
    throw new Coded("NAME_CHARACTER", quoted(name));
  }
}

/** A text in quotes with every character beyond ASCII spelt out. */
function quoted(text) {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const spelt = [...text].map((character) => {
    const point = character.codePointAt(0);
    const digits = point.toString(16);
    if (character === mark || character === "\\") return `\\${character}`;
    if (character === "\t") return "\\t";
    if (character === "\n") return "\\n";
    if (character === "\r") return "\\r";
    if (point >= 0x20 && point < 0x7f) return character;
    if (point < 0x100) return `\\x${digits.padStart(2, "0")}`;
    return point < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
  });
  return `${mark}${spelt.join("")}${mark}`;
}

const foldedCharacters = new Map();

/** A character without its case; each is looked at once. */
function foldedCharacter(character) {
  let found = foldedCharacters.get(character);
  if (found === undefined) foldedCharacters.set(character, (found = caseFolded(character)));
  return found;
}

/** Unicode's full case folding of one character, in terms of what JavaScript has. */
function caseFolded(character) {
  if (CHEROKEE.test(character) || character === "ı") return character;
  if (SMALL_CHEROKEE.test(character)) return character.toUpperCase();
  const low = (text) => Array.from(text, (one) => one.toLowerCase()).join("");
  return low(low(character).toUpperCase());
}

/** The name as a file system without case or width would see it. */
export function folded(name) {
  if (ASCII_ONLY.test(name)) return name.toLowerCase();
  return Array.from(name.normalize("NFKC"), foldedCharacter).join("").normalize("NFKC");
}

/** Hold the names of one container against each other. */
export function checkTogether(names) {
  const exact = new Set();
  const seen = new Set();
  for (const name of names) {
    if (exact.has(name)) throw new Coded("ZIP_DUPLICATE", name);
    exact.add(name);
    // No name has a control character: what is below a folder comes right behind the folder.
    const key = folded(name).replaceAll("/", "\0");
    if (seen.has(key)) throw new Coded("NAME_CASE_COLLISION", name);
    seen.add(key);
  }
  const keys = [...seen].sort(byCodePoint);
  const meeting = keys.find((key, at) => keys[at + 1]?.startsWith(`${key}\0`));
  if (meeting !== undefined) throw new Coded("NAME_CASE_COLLISION", meeting.replaceAll("\0", "/"));
}
