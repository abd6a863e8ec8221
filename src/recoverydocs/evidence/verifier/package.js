// A package read whole: entries, revisions and manifests whose structure holds.

import { byCodePoint, hex, same, utf8 } from "./bytes.js";
import { Coded } from "./codes.js";
import { readZip } from "./container.js";
import { checkDelivery, foldDelivery } from "./delivery.js";
import { digest } from "./digests.js";
import { MIMETYPE_NAME, namesOf, readLayout } from "./layout.js";
import {
  checkCorrection,
  checkFiles,
  checkLinks,
  checkRoles,
  readManifest,
} from "./manifest.js";
import { XmlWriter } from "./xml.js";

/** A package whose structure holds; digests are hexadecimal, by name. */
class Package {
  constructor(names, slots, manifests, contents, digests) {
    const files = manifests.flatMap((manifest) => manifest.files);
    const types = new Map(files.map((file) => [file.path, file.media_type]));
    const places = new Map(names.map((name, at) => [name, at]));
    const writer = new XmlWriter(digests, types);
    Object.assign(this, { names, slots, manifests, contents, digests, places, writer });
    this.others = new Map();
    this.delivery = foldDelivery(manifests);
  }

  /** The package's UUID. */
  get id() {
    return this.manifests[0].package_id;
  }

  /** The entries that a proof is over; a renewal is over those of the original record. */
  listed(slot, proof) {
    const original = slot.renewals.includes(proof) ? slot.record : proof;
    return this.names.slice(1, this.places.get(original.xml));
  }

  /** The digests of all that a record is over; each entry is read once for each algorithm. */
  async groupDigests(slot, name) {
    const names = this.listed(slot, slot.record);
    if (name === "sha256") return new Set(names.map((entry) => this.digests.get(entry)));
    const found = new Set();
    for (const entry of names) {
      const key = `${name} ${entry}`;
      if (!this.others.has(key)) {
        this.others.set(key, hex(await digest(name, this.contents.get(entry))));
      }
      found.add(this.others.get(key));
    }
    return found;
  }

  /** The one XML that a writer would have produced for a proof. */
  xmlOf(slot, proof) {
    return this.writer.write(proof.path, this.listed(slot, proof), slot.manifest);
  }
}

/** The package that these octets are; throws the first structural code that applies. */
export async function readStructure(data, limits) {
  const entries = await readZip(data, limits);
  const slots = readLayout(entries);
  const contents = new Map(entries);
  const manifests = slots.map((slot) =>
    readManifest(contents.get(slot.manifest), slot.number, limits),
  );
  const digests = new Map();
  for (const [name, content] of entries) digests.set(name, hex(await digest("sha256", content)));
  const before = [];
  const held = new Map();
  let previous = "";
  let summed = [MIMETYPE_NAME];
  for (const [place, slot] of slots.entries()) {
    const manifest = manifests[place];
    checkLinks(manifest, manifests[0], before, previous);
    checkFiles(manifest, slot, contents, digests);
    await checkRoles(manifest, contents, digests);
    checkCorrection(manifest, manifests.slice(0, place));
    const names = namesOf(slot);
    summed = [...summed, ...slot.files, slot.manifest].sort(byCodePoint);
    if (!same(contents.get(slot.sums), sumsOf(summed, digests))) {
      throw new Coded("SUMS_MISMATCH", slot.sums);
    }
    summed = [...summed, ...names.slice(slot.files.length + 1)];
    for (const name of names) {
      before.push({ path: name, size: contents.get(name).length, sha256: digests.get(name) });
    }
    previous = digests.get(slot.manifest);
    for (const path of slot.files) held.set(path, slot.number);
  }
  await checkDelivery(manifests, contents, digests, held);
  const names = entries.map(([name]) => name);
  return new Package(names, slots, manifests, contents, digests);
}

/** `SHA256SUMS-NNN.txt`: one line an entry, in the order of the names' octets. */
function sumsOf(names, digests) {
  return utf8(names.map((name) => `${digests.get(name)}  ${name}\n`).join(""));
}
