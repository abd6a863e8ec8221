// Evidence records (RFC 4998): their one encoding, and what each time-stamp must be over.

import { fromHex, hex, joined, same } from "./bytes.js";
import { DIGEST_OIDS, digestNamed, refusedCode } from "./algorithms.js";
import { Coded, LARGEST_PROOF } from "./codes.js";
import { DerError, INTEGER, OCTET_STRING, OID, SEQUENCE, exactly, split } from "./der.js";
import { isNamed, oid, sequence, tlv } from "./derwriter.js";
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

/**
 * What the newest time-stamp of a record must be over, and the code where it is not; those before
 * it stand in the record that it renews.
 *
 * `group` has the digests of the entries under the record, made with the last chain's algorithm.
 */
export async function newestImprint(chains, group) {
  const [earlier, chain] = [chains.slice(0, -1), chains.at(-1)];
  const stamp = chain.at(-1);
  const mismatch = earlier.length || chain.length > 1 ? "ERS_RENEWAL" : "ERS_ROOT";
  let imprint;
  if (chain.length > 1) {
    const renewed = await digest(stamp.digest, chain.at(-2).token);
    imprint = await renewalImprint(stamp, hex(renewed));
  } else {
    const members = earlier.length ? await boundTo(earlier, group, stamp.digest) : group;
    imprint = await groupImprint(stamp, members);
  }
  return { stamp, imprint: fromHex(imprint), mismatch };
}

/** The digests of a hash-tree renewal: each bound to all earlier chains. */
async function boundTo(earlier, group, name) {
  const before = await digest(name, encodeChains(earlier));
  const found = new Set();
  for (const member of group) {
    found.add(hex(await digest(name, joined([fromHex(member), before]))));
  }
  return found;
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
