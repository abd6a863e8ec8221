// Looking at a file of a package: pictures and text in a frame that runs nothing, or saved.

import { looseText, same } from "./bytes.js";
import { element, visible } from "./dom.js";

const PICTURES = new Map([
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
]);
const TEXTS_SHOWN = new Set(["text/plain", "text/csv", "application/json"]);
const LARGEST_PICTURE = 64 * 1024 * 1024;
const LONGEST_TEXT = 512 * 1024;

/** What a file can be shown as: `picture`, `text`, or null; a claim alone makes no picture. */
export function shownAs(type, content) {
  const mark = PICTURES.get(type);
  if (mark && content.length <= LARGEST_PICTURE) {
    return same(content.subarray(0, mark.length), mark) ? "picture" : null;
  }
  return TEXTS_SHOWN.has(type) ? "text" : null;
}

/**
 * A frame that shows a file. No script runs in it, and the page's policy holds in it too.
 *
 * It shares the page's origin only so that this program can put elements into it: what is shown
 * is made by it, as a picture or as text, and never parsed as a page.
 */
export function previewFrame(type, content, words) {
  const frame = element("iframe", { className: "preview", title: words.preview });
  frame.sandbox.add("allow-same-origin");
  frame.addEventListener("load", () => fill(frame, type, content, words), { once: true });
  return frame;
}

function fill(frame, type, content, words) {
  const { body } = frame.contentDocument;
  if (shownAs(type, content) === "picture") {
    const url = URL.createObjectURL(new Blob([content], { type }));
    const picture = element("img", { alt: "" });
    picture.style.maxWidth = "100%";
    picture.addEventListener("load", () => URL.revokeObjectURL(url), { once: true });
    picture.src = url;
    body.append(picture);
    return;
  }
  const text = element("pre");
  text.style.whiteSpace = "pre-wrap";
  text.style.overflowWrap = "anywhere";
  text.textContent = visible(looseText(content.subarray(0, LONGEST_TEXT)).replaceAll("\r\n", "\n"));
  body.append(text);
  if (content.length > LONGEST_TEXT) body.append(element("p", {}, words.cut));
}

/** Give a file to the browser to be saved; its type is never one that a browser would run. */
export function save(path, content) {
  const url = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  element("a", { href: url, download: path.slice(path.lastIndexOf("/") + 1) }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
