// The failure codes of the format, as its table has them, and the limits of reading.

import { CODES } from "./tables.js";

/** A check of the format did not hold; it ends the step. */
export class Coded extends Error {
  constructor(code, where = "") {
    super(`${code} ${where}`);
    this.code = code;
    this.where = where;
  }
}

/** Whether a code contradicts, or only leaves the matter open. */
export function isFailure(code) {
  return CODES[code].failure;
}

const MEBIBYTE = 1024 * 1024;

/** How much of a package is read at most; a caller may lower these, never raise them. */
export const LIMITS = Object.freeze({
  package: 1024 * MEBIBYTE,
  entry: 256 * MEBIBYTE,
  entries: 4096,
  name: 240,
  json: 16 * MEBIBYTE,
  json_depth: 32,
});

/** No record and no token that anybody made is near it. */
export const LARGEST_PROOF = 4 * MEBIBYTE;
