// `manifest-NNN.json`, held against its shape and against the entries that it speaks of.

import { byCodePoint, hex } from "./bytes.js";
import { Coded } from "./codes.js";
import { digest } from "./digests.js";
import { canonical, parseCanonical, parseStrict } from "./json.js";
import { manifestName } from "./layout.js";
import { readMoment } from "./moment.js";
import { checkManifest } from "./schema.js";

const FORMAT = "recoverydocs-evidence/1";

/** The manifest of a revision, once its octets, version, number and shape hold. */
export function readManifest(data, number, limits) {
  const name = manifestName(number);
  let manifest;
  try {
    manifest = parseCanonical(data, limits);
  } catch (error) {
    throw error instanceof Coded ? new Coded(error.code, name) : error;
  }
  if (manifest === null || typeof manifest !== "object" || Array.isArray(manifest)) {
    throw new Coded("SCHEMA", name);
  }
  const { format, revision } = manifest;
  if (typeof format === "string" && format !== FORMAT) throw new Coded("FORMAT_VERSION", name);
  if (typeof revision === "number" && revision !== number) throw new Coded("MAN_REVISION", name);
  const fault = checkManifest(manifest) ?? impossibleTime(manifest);
  if (fault !== null) throw new Coded("SCHEMA", `${name}${fault}`);
  return manifest;
}

/** The pointer of a time that is on no calendar, which a pattern cannot see. */
function impossibleTime(manifest) {
  const times = [["/generated/stated_at", manifest.generated.stated_at]];
  manifest.files.forEach((file, at) => times.push([`/files/${at}/captured_at`, file.captured_at]));
  manifest.delivery.forEach((item, number) => {
    if ("posted_at" in item) times.push([`/delivery/${number}/posted_at`, item.posted_at]);
    (item.events ?? []).forEach((event, at) => {
      times.push([`/delivery/${number}/events/${at}/at`, event.at]);
    });
  });
  return times.find(([, text]) => readMoment(text) === null)?.[0] ?? null;
}

const isEqual = (one, other) => canonical(one) === canonical(other);

/**
 * Hold a manifest against the revisions before it.
 *
 * `before` has path, size and digest of every earlier entry, without `mimetype`; `previous` is
 * the digest of the manifest before, empty for the first revision.
 */
export function checkLinks(manifest, first, before, previous) {
  const name = manifestName(manifest.revision);
  if (["package_id", "case"].some((key) => !isEqual(manifest[key], first[key]))) {
    throw new Coded("MAN_IDENTITY", name);
  }
  const link = previous && { path: manifestName(manifest.revision - 1), sha256: previous };
  if (!isEqual(manifest.previous, link || null)) throw new Coded("MAN_PREVIOUS", name);
  const isExact =
    manifest.earlier.length === before.length &&
    before.every(({ path, size, sha256 }, at) => {
      const said = manifest.earlier[at];
      return said.path === path && said.size === size && said.sha256 === sha256;
    });
  if (!isExact) throw new Coded("MAN_EARLIER", name);
}

/** Hold the list of files against the entries, both ways, then each file. */
export function checkFiles(manifest, slot, contents, digests) {
  const paths = manifest.files.map((file) => file.path);
  const folder = slot.manifest.replace(/^manifest-(.*)\.json$/, "files/$1/");
  const isSorted = paths.every((path, at) => !at || byCodePoint(paths[at - 1], path) < 0);
  if (!paths.every((path) => path.startsWith(folder)) || !isSorted) {
    throw new Coded("MAN_PATH", slot.manifest);
  }
  const [missing] = without(paths, slot.files);
  if (missing !== undefined) throw new Coded("MAN_FILE_MISSING", missing);
  const [uncovered] = without(slot.files, paths);
  if (uncovered !== undefined) throw new Coded("MAN_FILE_UNCOVERED", uncovered);
  if (paths.some((path, at) => path !== slot.files[at])) throw new Coded("LAYOUT_ORDER", folder);
  for (const { path, size, sha256 } of manifest.files) {
    if (size !== contents.get(path).length) throw new Coded("MAN_SIZE", path);
    if (sha256 !== digests.get(path)) throw new Coded("MAN_DIGEST", path);
  }
}

function without(names, others) {
  const known = new Set(others);
  return names.filter((name) => !known.has(name)).sort(byCodePoint);
}

/** Hold roles, main document and source against the files. */
export async function checkRoles(manifest, contents, digests) {
  const name = manifestName(manifest.revision);
  const roles = new Map(manifest.files.map((file) => [file.path, file.role]));
  if (manifest.revision > 1) {
    const given = [...roles.values()];
    if (given.includes("document") || given.includes("source")) throw new Coded("MAN_ROLE", name);
    return;
  }
  if (roles.get(manifest.document.main) !== "document") throw new Coded("MAN_ROLE", name);
  const { included, path, sha256 } = manifest.source;
  if (!included) return;
  const isSource =
    roles.get(path) === "source" &&
    (digests.get(path) === sha256 || (await canonicalDigest(contents.get(path))) === sha256);
  if (!isSource) throw new Coded("MAN_SOURCE", name);
}

/** The digest of a file's data in canonical JSON; null where it is none. */
async function canonicalDigest(content) {
  try {
    const octets = new TextEncoder().encode(canonical(parseStrict(content)));
    return hex(await digest("sha256", octets));
  } catch (error) {
    if (error instanceof Coded) return null;
    throw error;
  }
}

/** Hold a correction against the manifests before it. */
export function checkCorrection(manifest, earlier) {
  const { corrects, reason, revision } = manifest;
  const isOne = corrects !== undefined;
  const isRight =
    (reason === "correction") === isOne &&
    (!isOne ||
      (corrects.revision <= earlier.length &&
        resolves(earlier[corrects.revision - 1], corrects.pointer)));
  if (!isRight) throw new Coded("MAN_CORRECTS", manifestName(revision));
}

/** Whether a JSON pointer (RFC 6901) leads to something. */
function resolves(value, pointer) {
  let at = value;
  for (const raw of pointer.split("/").slice(1)) {
    const part = raw.replaceAll("~1", "/").replaceAll("~0", "~");
    const isPlace = Array.isArray(at) && /^(?:0|[1-9][0-9]*)$/.test(part);
    const isMember = at !== null && typeof at === "object" && !Array.isArray(at) && part in at;
    if (!isMember && !(isPlace && Number(part) < at.length)) return false;
    at = at[part];
  }
  return true;
}
