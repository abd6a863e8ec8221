// The manifest's schema as a table, and a small reader of the words that it uses.
//
// A word that it does not know stops it, so the schema cannot outgrow it unseen.

import { characters } from "./bytes.js";
import { canonical } from "./json.js";
import { isDay } from "./moment.js";
import { SCHEMA } from "./tables.js";

const NOTES = new Set(["$schema", "$id", "title", "description", "$defs", "then", "else"]);
const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const TYPES = {
  object: isMap,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  integer: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};
const definitions = new Map();

/** The check of a manifest: the pointer of its first fault, or null; empty for the whole. */
export function checkManifest(manifest) {
  return compiled("#", SCHEMA)(manifest);
}

function compiled(name, schema) {
  if (!definitions.has(name)) definitions.set(name, compile(schema));
  return definitions.get(name);
}

function compile(schema) {
  const checks = Object.entries(schema)
    .filter(([word]) => !NOTES.has(word) && word !== "additionalProperties")
    .map(([word, wanted]) => {
      if (!Object.hasOwn(COMPILERS, word)) throw new Error(`schema: ${word}`);
      return COMPILERS[word](wanted, schema);
    });
  return (value) => first(checks, (check) => check(value));
}

function first(items, look) {
  for (const [place, item] of items.entries()) {
    const fault = look(item, place);
    if (fault !== null) return fault;
  }
  return null;
}

/** A word that looks at the value alone and has no parts. */
const simple = (test) => (wanted) => (value) => (test(value, wanted) ? null : "");

/** A bound on the size of one kind of value; no other kind is bounded by it. */
const bound = (isKind, size, test) =>
  simple((value, limit) => !isKind(value) || test(size(value), limit));
const least = (size, limit) => size >= limit;
const most = (size, limit) => size <= limit;
const length = (list) => list.length;

const COMPILERS = {
  type: (name) => (value) => (TYPES[name](value) ? null : ""),
  const: simple((value, wanted) => value === wanted),
  enum: simple((value, wanted) => wanted.includes(value)),
  pattern: (text) => {
    const pattern = new RegExp(text, "u");
    return (value) => (typeof value !== "string" || pattern.test(value) ? null : "");
  },
  format: simple((value) => typeof value !== "string" || isDay(value)),
  required: simple((value, names) => !isMap(value) || names.every((name) => name in value)),
  minimum: bound(TYPES.integer, (value) => value, least),
  maximum: bound(TYPES.integer, (value) => value, most),
  minLength: bound(TYPES.string, characters, least),
  maxLength: bound(TYPES.string, characters, most),
  minItems: bound(Array.isArray, length, least),
  maxItems: bound(Array.isArray, length, most),
  minProperties: bound(isMap, (value) => Object.keys(value).length, least),
  uniqueItems: bound(Array.isArray, (list) => list, (list) => {
    return new Set(list.map(canonical)).size === list.length;
  }),
  properties: compileProperties,
  items: (schema) => {
    const inner = compile(schema);
    return (value) => {
      if (!Array.isArray(value)) return null;
      return first(value, (item, place) => below(place, inner(item)));
    };
  },
  if: compileCondition,
  not: (schema) => {
    const inner = compile(schema);
    return (value) => (inner(value) === null ? "" : null);
  },
  $ref: (name) => (value) => compiled(name, SCHEMA.$defs[name.slice("#/$defs/".length)])(value),
  allOf: (parts) => {
    const checks = parts.map(compile);
    return (value) => first(checks, (check) => check(value));
  },
  anyOf: (parts) => some(parts, Infinity),
  oneOf: (parts) => some(parts, 1),
};

function below(name, fault) {
  return fault === null ? null : `/${name}${fault}`;
}

function compileProperties(properties, schema) {
  const known = new Map(Object.entries(properties).map(([name, part]) => [name, compile(part)]));
  const isClosed = schema.additionalProperties === false;
  return (value) => {
    if (!isMap(value)) return null;
    return first(Object.keys(value).sort(), (name) => {
      if (known.has(name)) return below(name, known.get(name)(value[name]));
      return isClosed ? `/${name}` : null;
    });
  };
}

function compileCondition(condition, schema) {
  const [when, then] = [compile(condition), compile(schema.then ?? {})];
  const otherwise = compile(schema.else ?? {});
  return (value) => (when(value) === null ? then : otherwise)(value);
}

/** At least one part and at most so many must hold. */
function some(parts, highest) {
  const checks = parts.map(compile);
  return (value) => {
    const faults = checks.map((check) => check(value)).filter((fault) => fault !== null);
    const held = checks.length - faults.length;
    if (held >= 1 && held <= highest) return null;
    // The part that got furthest says most about what is wrong.
    return faults.reduce((far, fault) => (fault.length > far.length ? fault : far), "");
  };
}
