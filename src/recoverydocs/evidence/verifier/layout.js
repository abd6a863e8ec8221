// Which entries a package has, whose they are, and the one order in which they stand.

import { same, utf8 } from "./bytes.js";
import { Coded } from "./codes.js";

export const MIMETYPE_NAME = "mimetype";
const MIMETYPE = utf8("application/vnd.etsi.asic-e+zip");
const META = "META-INF/";
const RECORD_XML = `${META}ASiCEvidenceRecordManifest`;
const RECORD = `${META}evidencerecord`;
const PATTERNS = {
  file: /^files\/([0-9]{3})\/[^]+$/,
  manifest: /^manifest-([0-9]{3})\.json$/,
  sums: /^SHA256SUMS-([0-9]{3})\.txt$/,
  "signature-xml": /^META-INF\/ASiCManifest([0-9]{3})s\.xml$/,
  signature: /^META-INF\/signature([0-9]{3})\.p7s$/,
  "token-xml": /^META-INF\/ASiCManifest([0-9]{3})t\.xml$/,
  token: /^META-INF\/timestamp([0-9]{3})\.tst$/,
  "record-xml": /^META-INF\/ASiCEvidenceRecordManifest([0-9]{3})\.xml$/,
  record: /^META-INF\/evidencerecord([0-9]{3})\.ers$/,
  "renewal-xml": /^META-INF\/ASiCEvidenceRecordManifest([0-9]{3})r[0-9]{2}\.xml$/,
  renewal: /^META-INF\/evidencerecord([0-9]{3})r[0-9]{2}\.ers$/,
};

const padded = (number, width = 3) => String(number).padStart(width, "0");

/** The name of a revision's manifest. */
export const manifestName = (number) => `manifest-${padded(number)}.json`;
/** The name of a revision's list of digests. */
export const sumsName = (number) => `SHA256SUMS-${padded(number)}.txt`;

function signatureOf(number) {
  const text = padded(number);
  return { xml: `${META}ASiCManifest${text}s.xml`, path: `${META}signature${text}.p7s` };
}

function tokenOf(number) {
  const text = padded(number);
  return { xml: `${META}ASiCManifest${text}t.xml`, path: `${META}timestamp${text}.tst` };
}

function recordOf(number, renewal = 0) {
  const tail = padded(number) + (renewal ? `r${padded(renewal, 2)}` : "");
  return { xml: `${RECORD_XML}${tail}.xml`, path: `${RECORD}${tail}.ers` };
}

/** Every entry of a revision, in order. */
export function namesOf(slot) {
  const proofs = [slot.signature, slot.token, slot.record, ...slot.renewals].filter(Boolean);
  const pairs = proofs.flatMap((proof) => [proof.xml, proof.path]);
  return [...slot.files, slot.manifest, slot.sums, ...pairs];
}

/** The revisions of a package whose entries are all known and in order. */
export function readLayout(entries) {
  const [first] = entries;
  if (!first || first[0] !== MIMETYPE_NAME || !same(first[1], MIMETYPE)) {
    throw new Coded("MIMETYPE", first ? first[0] : "");
  }
  const names = entries.slice(1).map(([name]) => name);
  const found = sortOut(names);
  const numbered = [...found.keys()].filter((number) => found.get(number).has("manifest"));
  const count = Math.max(0, ...numbered);
  if (!count) throw new Coded("LAYOUT_MANIFEST");
  for (let number = 1; number <= count; number += 1) {
    if (!found.get(number)?.has("manifest")) throw new Coded("REV_GAP", manifestName(number));
  }
  for (const [number, kinds] of found) {
    if (number < 1 || number > count) {
      const [[stray]] = kinds.values();
      throw new Coded(strayCode(stray), stray);
    }
  }
  const slots = [];
  for (let number = 1; number <= count; number += 1) {
    slots.push(slotOf(number, found.get(number), count));
  }
  const wanted = slots.flatMap(namesOf);
  if (wanted.length !== names.length || wanted.some((name, at) => name !== names[at])) {
    throw new Coded("LAYOUT_ORDER");
  }
  return slots;
}

function strayCode(name) {
  return name.startsWith(META) ? "LAYOUT_META" : "MAN_FILE_UNCOVERED";
}

/** Names by number of the revision, then by kind. */
function sortOut(names) {
  const found = new Map();
  for (const name of names) {
    const kind = Object.keys(PATTERNS).find((known) => PATTERNS[known].test(name));
    if (!kind) throw new Coded(strayCode(name), name);
    const number = Number(PATTERNS[kind].exec(name)[1]);
    if (!found.has(number)) found.set(number, new Map());
    const kinds = found.get(number);
    if (!kinds.has(kind)) kinds.set(kind, []);
    kinds.get(kind).push(name);
  }
  return found;
}

function slotOf(number, kinds, count) {
  if (!kinds.has("sums")) throw new Coded("SUMS_MISMATCH", sumsName(number));
  const renewals = (kinds.get("renewal-xml") ?? []).map((_, at) =>
    pairOf(kinds, "renewal", recordOf(number, at + 1)),
  );
  const record = optionalPair(kinds, "record", recordOf(number));
  const isShort = record === null && (renewals.length > 0 || number < count);
  if ((kinds.get("renewal") ?? []).length !== renewals.length || isShort) {
    throw new Coded("LAYOUT_META", recordOf(number).path);
  }
  return {
    number,
    files: kinds.get("file") ?? [],
    manifest: manifestName(number),
    sums: sumsName(number),
    signature: optionalPair(kinds, "signature", signatureOf(number)),
    token: optionalPair(kinds, "token", tokenOf(number)),
    record,
    renewals,
  };
}

function optionalPair(kinds, kind, proof) {
  return kinds.has(kind) || kinds.has(`${kind}-xml`) ? pairOf(kinds, kind, proof) : null;
}

function pairOf(kinds, kind, proof) {
  for (const [wanted, name] of [
    [`${kind}-xml`, proof.xml],
    [kind, proof.path],
  ]) {
    if (!kinds.get(wanted)?.includes(name)) throw new Coded("LAYOUT_META", name);
  }
  return proof;
}
