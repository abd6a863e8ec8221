// The ASiC manifests: one form, written from the entries; reading is comparing with it.

import { base64, find, fromHex, same, utf8 } from "./bytes.js";
import { Coded } from "./codes.js";
import { readXml } from "./xmlreader.js";

const ASIC = "http://uri.etsi.org/02918/v1.2.1#";
const DS = "http://www.w3.org/2000/09/xmldsig#";
const SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  `<asic:ASiCManifest xmlns:asic="${ASIC}" xmlns:ds="${DS}">\n`;
const METHOD = `<ds:DigestMethod Algorithm="${SHA256}"/>`;
const TAIL = "</asic:ASiCManifest>\n";
const BY_EXTENSION = {
  json: "application/json",
  txt: "text/plain",
  xml: "application/xml",
  ers: "application/octet-stream",
  p7s: "application/pkcs7-signature",
  tst: "application/vnd.etsi.timestamp-token",
};
const LARGEST_CLASSED = 4 * 1024 * 1024;

const extension = (name) => name.slice(name.lastIndexOf(".") + 1);

function uri(name) {
  const percent = (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(name).replaceAll("%2F", "/").replace(/[!'()*]/g, percent);
}

/** Writes the manifests over the entries of one package; each entry's line is made once. */
export class XmlWriter {
  /** `digests` and `types` are by entry: SHA-256, and the media type that a manifest lists. */
  constructor(digests, types) {
    Object.assign(this, { digests, types, made: new Map() });
  }

  /**
   * The one manifest over some entries, in the order of the container.
   *
   * `reference` is the entry that holds the proof, `rootFile` the manifest of the revision.
   */
  write(reference, names, rootFile) {
    const kind = extension(reference);
    const mime = kind === "ers" ? "" : ` MimeType="${BY_EXTENSION[kind]}"`;
    const parts = names.map((name) => this.parts(name));
    const lines = parts.map(({ start, end }, at) =>
      names[at] === rootFile ? `${start} Rootfile="true"${end}` : start + end,
    );
    const head = `${HEAD}<asic:SigReference URI="${uri(reference)}"${mime}/>\n`;
    return {
      octets: utf8(head + lines.join("") + TAIL),
      references: [uri(reference), ...parts.map((part) => part.uri)],
      digests: parts.map((part) => part.digest),
    };
  }

  parts(name) {
    if (!this.made.has(name)) {
      // A media type's alphabet has one character that XML reserves.
      const type = this.types.get(name) ?? BY_EXTENSION[extension(name)];
      const digest = base64(fromHex(this.digests.get(name)));
      const mime = type.replaceAll("&", "&amp;");
      const start = `<asic:DataObjectReference URI="${uri(name)}" MimeType="${mime}"`;
      const value = `<ds:DigestValue>${digest}</ds:DigestValue>`;
      const end = `>${METHOD}${value}</asic:DataObjectReference>\n`;
      this.made.set(name, { start, end, uri: uri(name), digest });
    }
    return this.made.get(name);
  }
}

/** Hold a manifest against what a writer would have produced; a difference is classed. */
export function checkXml(data, expected, where) {
  if (same(data, expected.octets)) return;
  if (["<!DOCTYPE", "<!ENTITY"].some((mark) => find(data, utf8(mark)) >= 0)) {
    throw new Coded("XML_DTD", where);
  }
  // A wrong manifest of any size is wrong; this one is too large to say how.
  const most = Math.max(LARGEST_CLASSED, 2 * expected.octets.length);
  if (data.length > most) throw new Coded("XML_NOT_CANONICAL", where);
  const found = readXml(data);
  if (found === null) throw new Coded("XML_SYNTAX", where);
  if (found.hasDoctype) throw new Coded("XML_DTD", where);
  const isEqual = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  if (!isEqual(referencesIn(found.elements), expected.references)) {
    throw new Coded("XML_REFERENCES", where);
  }
  if (!isEqual(digestsIn(found.elements), expected.digests)) throw new Coded("XML_DIGEST", where);
  throw new Coded("XML_NOT_CANONICAL", where);
}

function referencesIn(elements) {
  const names = [`{${ASIC}}SigReference`, `{${ASIC}}DataObjectReference`];
  const chosen = elements.filter((element) => names.includes(element.name));
  return chosen.map((element) => element.attributes.get("URI") ?? null);
}

function digestsIn(elements) {
  return elements.filter(({ name }) => name === `{${DS}}DigestValue`).map(({ text }) => text);
}
