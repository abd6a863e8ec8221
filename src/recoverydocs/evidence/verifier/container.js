// The strict ZIP container: a reader that accepts only what the format's writer would write.

import { same } from "./bytes.js";
import { Coded } from "./codes.js";
import { checkName, checkTogether, decodeName } from "./names.js";

const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
const LOCAL_MARK = 0x04034b50;
const CENTRAL_MARK = 0x02014b50;
const END_MARK = 0x06054b50;
const ZIP64_LOCATOR = 0x07064b50;
const NEEDED_VERSION = 10;
const MADE_BY = 0x031e;
const DATE = 0x0021;
const UTF8_FLAG = 0x0800;
const ENCRYPTED_FLAG = 0x0001;
const DESCRIPTOR_FLAG = 0x0008;
const DOS_FOLDER = 0x10;
const REGULAR_FILE = 0o100000;
const KIND_BITS = 0o170000;
const EXTERNAL = 0o100644 * 2 ** 16;
const FULL_16 = 0xffff;
const FULL_32 = 0xffffffff;
const LONGEST_COMMENT = 0xffff;
const BREATH = 64 * 1024 * 1024;

/** The entries, as pairs of name and content, of a container that has one possible form. */
export async function readZip(data, limits) {
  if (data.length > limits.package) throw new Coded("ZIP_LIMIT", `${data.length} octets`);
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const end = readEnd(view);
  if (end.entries > limits.entries) throw new Coded("ZIP_LIMIT", `${end.entries} entries`);
  const heads = readDirectory(data, view, end, limits);
  checkTogether(heads.map((head) => head.name));
  const entries = await readEntries(data, view, heads, end.offset);
  if (!heads.every(isCanonical)) throw new Coded("ZIP_NOT_CANONICAL");
  return entries;
}

function marked(view, at, mark) {
  return at >= 0 && at + 4 <= view.byteLength && view.getUint32(at, true) === mark;
}

function readEnd(view) {
  const position = view.byteLength - END_SIZE;
  if (!marked(view, position, END_MARK)) {
    const from = Math.max(0, view.byteLength - LONGEST_COMMENT - END_SIZE);
    for (let at = from; at + 4 <= view.byteLength; at += 1) {
      if (marked(view, at, END_MARK)) throw new Coded("ZIP_TRAILING");
    }
    throw new Coded("ZIP_NO_EOCD");
  }
  const short = (at) => view.getUint16(position + at, true);
  const long = (at) => view.getUint32(position + at, true);
  const end = { entries: short(10), size: long(12), offset: long(16), position };
  if (short(20)) throw new Coded("ZIP_TRAILING");
  if (
    [end.entries, short(8)].includes(FULL_16) ||
    [end.size, end.offset].includes(FULL_32) ||
    marked(view, position - 20, ZIP64_LOCATOR)
  ) {
    throw new Coded("ZIP_ZIP64");
  }
  if (short(4) || short(6)) throw new Coded("ZIP_MULTIDISK");
  if (end.entries !== short(8)) throw new Coded("ZIP_COUNT");
  if (end.offset + end.size !== position) throw new Coded(misplaced(view, end));
  return end;
}

/** Which of three ways a directory can miss the place that the end record gives. */
function misplaced(view, end) {
  if (marked(view, end.offset, CENTRAL_MARK)) return "ZIP_COUNT";
  const isFound = marked(view, end.position - end.size, CENTRAL_MARK);
  return isFound && marked(view, 0, LOCAL_MARK) ? "ZIP_GAP" : "ZIP_PREPENDED";
}

function readDirectory(data, view, end, limits) {
  const heads = [];
  let position = end.offset;
  for (let number = 1; number <= end.entries; number += 1) {
    if (position + CENTRAL_SIZE > end.position || !marked(view, position, CENTRAL_MARK)) {
      throw new Coded("ZIP_COUNT");
    }
    const head = readHead(view, position);
    const nameAt = position + CENTRAL_SIZE;
    position = nameAt + head.nameLength + head.extraLength + head.commentLength;
    if (position > end.position) throw new Coded("ZIP_COUNT");
    head.rawName = data.subarray(nameAt, nameAt + head.nameLength);
    try {
      head.name = checkHead(head, limits);
    } catch (error) {
      throw error instanceof Coded && !error.where
        ? new Coded(error.code, `entry ${number}`)
        : error;
    }
    heads.push(head);
  }
  if (position !== end.position) throw new Coded("ZIP_COUNT");
  return heads;
}

function readHead(view, at) {
  const short = (place) => view.getUint16(at + place, true);
  const long = (place) => view.getUint32(at + place, true);
  return {
    madeBy: short(4),
    version: short(6),
    flags: short(8),
    method: short(10),
    time: short(12),
    date: short(14),
    crc: long(16),
    stored: long(20),
    size: long(24),
    nameLength: short(28),
    extraLength: short(30),
    commentLength: short(32),
    disk: short(34),
    internal: short(36),
    external: long(38),
    offset: long(42),
    common: new Uint8Array(view.buffer, view.byteOffset + at + 6, 26),
  };
}

/** The entry's name, once its central header holds. */
function checkHead(head, limits) {
  if (head.flags & ENCRYPTED_FLAG) throw new Coded("ZIP_ENCRYPTED");
  if (head.flags & DESCRIPTOR_FLAG) throw new Coded("ZIP_DATA_DESCRIPTOR");
  if ([head.stored, head.size, head.offset].includes(FULL_32) || head.disk === FULL_16) {
    throw new Coded("ZIP_ZIP64");
  }
  if (Math.max(head.stored, head.size) > limits.entry) {
    // What is too large and packed as well is a bomb, and is called so.
    throw new Coded(head.method ? "ZIP_METHOD" : "ZIP_LIMIT");
  }
  if (head.disk) throw new Coded("ZIP_MULTIDISK");
  if (head.method) throw new Coded("ZIP_METHOD");
  if (head.stored !== head.size) throw new Coded("ZIP_HEADER_MISMATCH");
  if (head.extraLength || head.commentLength) throw new Coded("ZIP_EXTRA");
  const kind = (head.external >>> 16) & KIND_BITS;
  const isFile = kind === 0 || kind === REGULAR_FILE;
  if (!isFile || head.external & DOS_FOLDER || head.rawName.at(-1) === 0x2f) {
    throw new Coded("ZIP_NOT_A_FILE");
  }
  const name = decodeName(head.rawName, limits);
  checkName(name);
  return name;
}

async function readEntries(data, view, heads, directory) {
  const entries = [];
  let position = 0;
  let read = 0;
  for (const [number, head] of heads.entries()) {
    if (head.offset < position) throw new Coded("ZIP_OVERLAP", head.name);
    if (head.offset > position) {
      throw new Coded(number ? "ZIP_GAP" : "ZIP_PREPENDED", head.name);
    }
    const start = position + LOCAL_SIZE + head.nameLength;
    position = start + head.size;
    if (position > directory) throw new Coded("ZIP_OVERLAP", head.name);
    // From version to the length of the extra field both headers have the same 26 octets.
    const isSame =
      marked(view, head.offset, LOCAL_MARK) &&
      same(data.subarray(head.offset + 4, head.offset + LOCAL_SIZE), head.common) &&
      same(data.subarray(head.offset + LOCAL_SIZE, start), head.rawName);
    if (!isSame) throw new Coded("ZIP_HEADER_MISMATCH", head.name);
    const content = data.subarray(start, position);
    if (crc32(content) !== head.crc) throw new Coded("ZIP_CRC", head.name);
    entries.push([head.name, content]);
    read += head.size;
    if (read > BREATH) {
      read = 0;
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  if (position !== directory) throw new Coded(heads.length ? "ZIP_GAP" : "ZIP_PREPENDED");
  return entries;
}

/** Whether what is left of a header is as the writer puts it; all else was compared before. */
function isCanonical(head) {
  const isAscii = head.rawName.every((octet) => octet < 0x80);
  return (
    head.madeBy === MADE_BY &&
    head.version === NEEDED_VERSION &&
    head.flags === (isAscii ? 0 : UTF8_FLAG) &&
    head.time === 0 &&
    head.date === DATE &&
    head.internal === 0 &&
    head.external === EXTERNAL
  );
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, octet) => {
  let value = octet;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(data) {
  let value = 0xffffffff;
  for (let at = 0; at < data.length; at += 1) {
    value = CRC_TABLE[(value ^ data[at]) & 0xff] ^ (value >>> 8);
  }
  return (value ^ 0xffffffff) >>> 0;
}
