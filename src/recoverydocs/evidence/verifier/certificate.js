// A certificate, read on its own octets: names are compared as DER, never folded.

import { looseText, same } from "./bytes.js";
import {
  BOOLEAN,
  DerError,
  GENERALIZED_TIME,
  INTEGER,
  OCTET_STRING,
  OID,
  SEQUENCE,
  SET,
  UTC_TIME,
  dotted,
  exactly,
  parse,
  toInt,
  wholeOctets,
} from "./der.js";
import { readTimeText } from "./moment.js";

const VERSION_TAG = 0xa0;
const EXTENSIONS_TAG = 0xa3;
const BASIC_CONSTRAINTS = "2.5.29.19";
const KEY_USAGE = "2.5.29.15";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const UNDERSTOOD = new Set([
  BASIC_CONSTRAINTS,
  KEY_USAGE,
  EXTENDED_KEY_USAGE,
  "2.5.29.14",
  "2.5.29.17",
  "2.5.29.32",
  "2.5.29.35",
]);
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const KEY_CERT_SIGN_BIT = 5;
const SHORT_NAMES = {
  "2.5.4.3": "CN",
  "2.5.4.5": "serialNumber",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "2.5.4.97": "organizationIdentifier",
};
const BMP_STRING = 0x1e;
const CENTURY = 50;
const LARGEST_CERTIFICATE = 64 * 1024;

/** The parts of a certificate that a check looks at. */
class Certificate {
  constructor(parts) {
    Object.assign(this, parts);
  }

  /** Whether basicConstraints say CA. */
  get isAuthority() {
    const first = this.value(BASIC_CONSTRAINTS)?.children[0];
    return first !== undefined && same(first.body, [0xff]);
  }

  /** How many authorities may stand below; null where there is no bound. */
  get pathLength() {
    const last = this.value(BASIC_CONSTRAINTS)?.children.at(-1);
    return last?.tag === INTEGER ? toInt(last) : null;
  }

  /** Whether it is an authority whose key may sign certificates. */
  get mayIssue() {
    return this.isAuthority && this.hasUsage(KEY_CERT_SIGN_BIT) && this.isUnderstood;
  }

  /** False where a critical extension is not one that these checks know. */
  get isUnderstood() {
    const extensions = [...this.extensions];
    return extensions.every(([name, [critical]]) => !critical || UNDERSTOOD.has(name));
  }

  /** Whether the extended key usage is critical and only timeStamping, and it is no CA. */
  get isTimestamper() {
    const [critical] = this.extensions.get(EXTENDED_KEY_USAGE) ?? [false];
    const names = this.value(EXTENDED_KEY_USAGE)?.children.map((part) => dotted(part.body)) ?? [];
    const isOnly = names.length === 1 && names[0] === TIME_STAMPING;
    return critical && isOnly && !this.isAuthority;
  }

  /** Whether a moment lies inside the validity, its two ends included. */
  holdsAt(moment) {
    return this.beginsAt <= moment && moment <= this.endsAt;
  }

  hasUsage(bit) {
    const usage = this.value(KEY_USAGE);
    return usage !== null && usage.body.length > 1 && ((usage.body[1] >> (7 - bit)) & 1) === 1;
  }

  value(name) {
    const found = this.extensions.get(name);
    return found ? parse(found[1]) : null;
  }
}

/** The certificate that these octets are; throws where they are none. */
export function readCertificate(der) {
  if (der.length > LARGEST_CERTIFICATE) throw new DerError("too large");
  const whole = parse(der, SEQUENCE);
  const body = whole.child(0, SEQUENCE);
  const algorithm = whole.child(1, SEQUENCE);
  const at = body.children[0]?.tag === VERSION_TAG ? 1 : 0;
  if (whole.children.length !== 3 || !same(body.child(at + 1, SEQUENCE).raw, algorithm.raw)) {
    throw new DerError("not a certificate");
  }
  const validity = body.child(at + 3, SEQUENCE);
  return new Certificate({
    der,
    signed: body.raw,
    serial: body.child(at, INTEGER).body,
    issuer: body.child(at + 2, SEQUENCE).raw,
    subject: body.child(at + 4, SEQUENCE).raw,
    beginsAt: readTime(validity.children[0]),
    endsAt: readTime(validity.children[1]),
    key: body.child(at + 5, SEQUENCE).raw,
    extensions: readExtensions(body.children.slice(at + 6)),
    algorithm: algorithm.raw,
    signature: wholeOctets(whole.children[2]),
  });
}

function readExtensions(rest) {
  const found = new Map();
  for (const holder of rest.filter((element) => element.tag === EXTENSIONS_TAG)) {
    for (const extension of holder.child(0, SEQUENCE).children) {
      const name = dotted(extension.child(0, OID).body);
      if (found.has(name)) throw new DerError("extension twice");
      const critical = extension.children[1].tag === BOOLEAN;
      const value = extension.child(critical ? 2 : 1, OCTET_STRING);
      found.set(name, [critical && extension.children[1].body[0] === 0xff, value.body]);
    }
  }
  return found;
}

/** A UTCTime or GeneralizedTime in whole seconds. */
function readTime(element) {
  const text = looseText(element.body);
  if (element.tag === UTC_TIME && /^[0-9]{12}Z$/.test(text)) {
    return readTimeText((Number(text.slice(0, 2)) < CENTURY ? "20" : "19") + text);
  }
  if (element.tag !== GENERALIZED_TIME) throw new DerError("not a time");
  return readTimeText(text);
}

/** A name in words, in the order of its certificate: `C=CN, O=…, CN=…`. */
export function nameText(name) {
  const pairs = [];
  for (const part of parse(name).children) {
    if (part.tag !== SET) throw new DerError("not a name");
    for (const pair of part.children) {
      exactly(2, pair.children);
      const kind = dotted(pair.child(0, OID).body);
      const value = pair.children[1];
      const text = looseText(value.body, value.tag === BMP_STRING ? "utf-16be" : "utf-8");
      pairs.push(`${SHORT_NAMES[kind] ?? kind}=${text}`);
    }
  }
  return pairs.join(", ");
}

const PEM = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([^]*?)-----END/g;

/** The certificates of a file, PEM or DER; throws where it cannot be read. */
export function readCertificateFile(content) {
  const blocks = [...looseText(content).matchAll(PEM)].map((found) => found[1]);
  const ders = blocks.map((block) =>
    Uint8Array.from(atob(block.replace(/[^A-Za-z0-9+/=]/g, "")), (mark) => mark.charCodeAt(0)),
  );
  return (ders.length ? ders : [content]).map(readCertificate);
}
