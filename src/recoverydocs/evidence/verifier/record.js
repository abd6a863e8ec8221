// Evidence records (RFC 4998): their one encoding, and what each time-stamp must be over.

import { fromHex, hex, joined, same } from "./bytes.js";
import { DIGEST_OIDS, digestNamed, refusedCode } from "./algorithms.js";
import { Coded, LARGEST_PROOF } from "./codes.js";
import {
  DerError,
  INTEGER,
  OCTET_STRING,
  OID,
  SEQUENCE,
  exactly,
  isNamed,
  oid,
  sequence,
  split,
  tlv,
} from "./der.js";
import { DIGEST_SIZES, digest } from "./digests.js";

const DIGEST_TAG = 0xa0;
const TREE_TAG = 0xa2;
const LONGEST_PATH = 40;
const RECORD_VERSION = tlv(INTEGER, Uint8Array.of(1));

/** The chains of a record that these octets are the one encoding of. */
export function parseRecord(data) {
  if (data.length > LARGEST_PROOF) throw new Coded("ERS_DER");
  let algorithms, chains;
  try {
    const [whole] = exactly(1, split(data));
    const parts = split(whole.body);
    if (whole.tag !== SEQUENCE || parts.length < 3 || parts[0].tag !== INTEGER) {
      throw new Coded("ERS_DER");
    }
    if (!same(parts[0].raw, RECORD_VERSION)) throw new Coded("ERS_VERSION");
    algorithms = split(parts[1].body).map((part) => digestOf(part.raw, part.body));
    chains = split(parts[2].body).map((chain) => split(chain.body).map(stampOf));
  } catch (error) {
    if (error instanceof DerError) throw new Coded("ERS_DER");
    throw error;
  }
  if (!chains.length || chains.some((chain) => !chain.length)) throw new Coded("ERS_DER");
  const used = [...new Set(chains.flat().map((stamp) => stamp.digest))];
  const isMixed = chains.some((chain) => new Set(chain.map((one) => one.digest)).size > 1);
  if (algorithms.join() !== used.join() || isMixed) throw new Coded("ERS_ALGORITHMS");
  const listed = sequence(used.map((name) => sequence(oid(DIGEST_OIDS[name]))));
  const encoded = sequence(RECORD_VERSION, listed, encodeChains(chains));
  if (!same(encoded, data)) throw new Coded("ERS_DER");
  return chains;
}

function digestOf(identifier, body) {
  const name = digestNamed(identifier);
  const parts = split(body);
  if (!name) {
    const isKnown = Object.values(DIGEST_OIDS).some((text) => isNamed(parts[0], text));
    throw new Coded(isKnown ? "ERS_ALGORITHMS" : refusedCode(identifier));
  }
  if (parts.length > 1) throw new Coded("ERS_ALGORITHMS");
  return name;
}

/** One time-stamp: digest, reduced hash tree in hexadecimal digits, token as received. */
function stampOf(element) {
  const parts = split(element.body);
  if (parts[0]?.tag !== DIGEST_TAG) throw new Coded("ERS_ALGORITHMS");
  if (parts[0].body[0] !== OID) throw new Coded("ERS_DER");
  const name = digestOf(sequence(parts[0].body), parts[0].body);
  let tree = [];
  if (parts.length === 3 && parts[1].tag === TREE_TAG) {
    const lists = split(parts[1].body);
    if (lists.length > LONGEST_PATH + 1) throw new Coded("ERS_GROUP");
    tree = lists.map((list) => split(list.body).map((one) => one.body));
  } else if (parts.length !== 2) {
    throw new Coded("ERS_DER");
  }
  const token = parts.at(-1);
  if (token.tag !== SEQUENCE) throw new Coded("ERS_DER");
  if (tree.flat().some((one) => one.length !== DIGEST_SIZES[name])) throw new Coded("ERS_GROUP");
  return { digest: name, tree: tree.map((list) => list.map(hex)), token: token.raw };
}

function encodeStamp({ digest: name, tree, token }) {
  const lists = tree.map((list) => sequence(list.map((one) => tlv(OCTET_STRING, fromHex(one)))));
  const holder = lists.length ? tlv(TREE_TAG, lists) : [];
  return sequence(tlv(DIGEST_TAG, oid(DIGEST_OIDS[name])), holder, token);
}

/** The DER of an ArchiveTimeStampSequence; a hash-tree renewal hashes it. */
export function encodeChains(chains) {
  return sequence(chains.map((chain) => sequence(chain.map(encodeStamp))));
}

/** Hold a record against the one that it renews; the first has exactly one time-stamp. */
export function checkPrefix(previous, chains) {
  if (previous === null) {
    if (chains.length !== 1 || chains[0].length !== 1) throw new Coded("ERS_PREFIX");
    return;
  }
  const [head, last] = [chains.slice(0, -1), chains.at(-1)];
  const isEqual = (one) => same(encodeChains(one), encodeChains(previous));
  const isRenewedTime = last.length > 1 && isEqual([...head, last.slice(0, -1)]);
  const isRenewedTree = last.length === 1 && isEqual(head);
  if (!isRenewedTime && !isRenewedTree) throw new Coded("ERS_PREFIX");
}

/** Digests of the entries under a record, each reckoned once for each algorithm. */
export class Group {
  constructor(names, contents, digests) {
    Object.assign(this, { names, contents, digests });
  }

  async members(name) {
    if (name === "sha256") return new Set(this.names.map((entry) => this.digests.get(entry)));
    const found = new Set();
    for (const entry of this.names) {
      found.add(hex(await digest(name, this.contents.get(entry))));
    }
    return found;
  }
}

/** What each time-stamp of a record must be over, and the code where it is not. */
export async function* imprints(chains, group) {
  for (const [place, chain] of chains.entries()) {
    const name = chain[0].digest;
    let members = await group.members(name);
    if (place) {
      const before = await digest(name, encodeChains(chains.slice(0, place)));
      const bound = [];
      for (const member of members) {
        bound.push(hex(await digest(name, joined([fromHex(member), before]))));
      }
      members = new Set(bound);
    }
    for (const [number, stamp] of chain.entries()) {
      const imprint = number
        ? await renewalImprint(stamp, hex(await digest(name, chain[number - 1].token)))
        : await groupImprint(stamp, members);
      const mismatch = number || place ? "ERS_RENEWAL" : "ERS_ROOT";
      yield { stamp, imprint: fromHex(imprint), mismatch };
    }
  }
}

/** The root over a group whose digests are exactly the first list. */
async function groupImprint(stamp, members) {
  const group = [...members].sort();
  if (!stamp.tree.length || stamp.tree[0].join() !== group.join()) throw new Coded("ERS_GROUP");
  // A group of one is its member, as RFC 4998 has it.
  const leaf =
    group.length === 1 ? group[0] : hex(await digest(stamp.digest, fromHex(group.join(""))));
  return fold(leaf, siblings(stamp), stamp.digest);
}

/** The root over a previous token's digest, alone or in a tree. */
async function renewalImprint(stamp, renewed) {
  if (!stamp.tree.length) return renewed;
  if (stamp.tree[0].join() !== renewed) throw new Coded("ERS_RENEWAL");
  return fold(renewed, siblings(stamp), stamp.digest);
}

function siblings(stamp) {
  const lists = stamp.tree.slice(1);
  if (lists.some((list) => list.length !== 1)) throw new Coded("ERS_GROUP");
  return lists.flat();
}

/** The root that a leaf and its siblings lead to: the smaller of two nodes comes first. */
async function fold(leaf, others, name) {
  let node = leaf;
  for (const other of others) {
    const pair = node < other ? node + other : other + node;
    node = hex(await digest(name, fromHex(pair)));
  }
  return node;
}
