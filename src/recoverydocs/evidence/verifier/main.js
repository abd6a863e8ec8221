// The page: files come in by choice or by dropping, and each change verifies anew.

import { hex } from "./bytes.js";
import { nameText, readCertificateFile } from "./certificate.js";
import { LARGEST_PROOF, LIMITS } from "./codes.js";
import { digest, useSubtle } from "./digests.js";
import { element, grouped } from "./dom.js";
import { isoText, readMoment } from "./moment.js";
import { folded } from "./names.js";
import { verify } from "./verify.js";
import { answerView } from "./view.js";
import { TEXTS, codeText, plainText } from "./words.js";

const LARGEST_ROOT = 1024 * 1024;
const LOCAL_NAME = "local clock, not independent";
const state = {
  language: "zh",
  isUnmasked: false,
  file: null,
  roots: [],
  register: null,
  stamps: new Map(),
  complaints: [],
  shown: null,
  waiting: "noPackage",
  detail: "",
  run: 0,
};

const at = (id) => document.getElementById(id);
const octetsOf = async (file) => new Uint8Array(await file.arrayBuffer());

/** Begin: fill in the words and listen. */
function startPage() {
  at("language").addEventListener("click", () => {
    state.language = state.language === "zh" ? "en" : "zh";
    showWords();
  });
  at("print").addEventListener("click", () => window.print());
  at("unmask").addEventListener("change", (event) => {
    state.isUnmasked = event.target.checked;
    showAnswer();
  });
  for (const id of ["package", "roots", "register", "stamps"]) {
    at(id).addEventListener("change", async (event) => {
      await takeAs(id, [...event.target.files]);
    });
  }
  at("at").addEventListener("change", verifyAnew);
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    takeDropped([...event.dataTransfer.files]);
  });
  showWords();
}

/** Take files that were dropped: their names tell what they are. */
async function takeDropped(files) {
  const kinds = [
    ["package", /\.(?:asice|zip)$/i],
    ["roots", /\.(?:pem|crt|cer|der)$/i],
    ["register", /\.jsonl$/i],
    ["stamps", /\.tst$/i],
  ];
  state.complaints = files
    .filter((file) => !kinds.some(([, pattern]) => pattern.test(file.name)))
    .map((file) => ["unknownFile", file.name]);
  for (const [id, pattern] of kinds) {
    const chosen = files.filter((file) => pattern.test(file.name));
    if (chosen.length) await TAKERS[id](chosen);
  }
  await verifyAnew();
}

async function takeAs(id, files) {
  state.complaints = [];
  await TAKERS[id](files);
  await verifyAnew();
}

const TAKERS = {
  package: ([file]) => {
    state.file = file ?? null;
  },
  roots: takeRoots,
  register: async ([file]) => {
    state.register = file && isWithin(file, LIMITS.package) ? await octetsOf(file) : null;
  },
  stamps: async (files) => {
    state.stamps = new Map();
    for (const file of files) {
      if (!isWithin(file, LARGEST_PROOF)) continue;
      state.stamps.set(`stamps/${file.name}`, await octetsOf(file));
    }
  },
};

function isWithin(file, limit) {
  if (file.size <= limit) return true;
  state.complaints.push(["tooLarge", file.name]);
  return false;
}

/** Add roots; a file that cannot be read is never passed over in silence. */
async function takeRoots(files) {
  for (const file of files) {
    if (!isWithin(file, LARGEST_ROOT)) continue;
    const content = await octetsOf(file);
    try {
      const subjects = readCertificateFile(content).map((one) => nameText(one.subject));
      const isLocal = subjects.some((subject) => subject.includes(LOCAL_NAME));
      const digests = await certificateDigests(content);
      const kind = isLocal ? "local" : "independent";
      state.roots.push({ name: file.name, content, subjects, digests, kind });
    } catch {
      state.complaints.push(["badRoot", file.name]);
    }
  }
  showRoots();
}

async function certificateDigests(content) {
  const found = [];
  for (const one of readCertificateFile(content)) found.push(hex(await digest("sha256", one.der)));
  return found;
}

/** Verify what is chosen now; an answer that is overtaken is dropped. */
async function verifyAnew() {
  state.run += 1;
  const { run, file } = state;
  Object.assign(state, { shown: null, waiting: file ? "working" : "noPackage", detail: "" });
  showAnswer();
  if (!file) return;
  let answered;
  try {
    answered = { shown: await verified(file), waiting: "" };
  } catch (error) {
    answered = { waiting: "internal", detail: String(error) };
  }
  if (run !== state.run) return;
  Object.assign(state, answered);
  showAnswer();
}

async function verified(file) {
  // What is beyond the limit is not read at all; its size alone gives the answer.
  const isRead = file.size <= LIMITS.package;
  const data = isRead ? await octetsOf(file) : { length: file.size };
  const of = (kind) => state.roots.filter((one) => one.kind === kind).map((one) => one.content);
  const trust = { independent: of("independent"), local: of("local"), signers: of("signers") };
  const moment = chosenMoment() ?? BigInt(Date.now()) * 1000n;
  const { register: content, stamps } = state;
  const answer = await verify(data, trust, moment, content && { content, stamps });
  const sum = isRead ? hex(await digest("sha256", data)) : "";
  return { answer, facts: { name: file.name, digest: sum, at: moment } };
}

/** The moment in the field, in Beijing time; null where it is empty. */
function chosenMoment() {
  const text = at("at").value;
  if (!text) return null;
  const whole = /T\d\d:\d\d$/.test(text) ? `${text}:00` : text.replace(/\.\d+$/, "");
  return readMoment(`${whole}+08:00`);
}

function showWords() {
  const words = TEXTS[state.language];
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  document.title = words.title;
  for (const holder of document.querySelectorAll("[data-text]")) {
    holder.textContent = words[holder.dataset.text];
  }
  at("language").lang = state.language === "zh" ? "en" : "zh-CN";
  showRoots();
  showAnswer();
}

function showRoots() {
  const words = TEXTS[state.language];
  const items = state.roots.map((root) => {
    const kind = element("select", { "aria-label": `${words.kind} ${root.name}` });
    for (const name of ["independent", "local", "signers"]) {
      kind.append(element("option", { value: name, selected: name === root.kind }, words[name]));
    }
    kind.addEventListener("change", () => {
      root.kind = kind.value;
      verifyAnew();
    });
    const removing = element("button", { type: "button" }, words.remove);
    removing.addEventListener("click", () => {
      state.roots = state.roots.filter((one) => one !== root);
      showRoots();
      verifyAnew();
    });
    const lines = root.subjects.map((subject, place) =>
      element(
        "div",
        {},
        subject,
        element("div", { className: "digest" }, `SHA-256 ${grouped(root.digests[place])}`),
      ),
    );
    return element("li", {}, element("div", {}, root.name, " ", kind, " ", removing), lines);
  });
  at("root-list").replaceChildren(...items);
}

/** Show the answer if there is one, else in what state the page is. */
function showAnswer() {
  const words = TEXTS[state.language];
  const { shown, waiting, detail, language, isUnmasked } = state;
  at("complaints").replaceChildren(
    ...state.complaints.map(([word, name]) => element("li", {}, words[word] + name)),
  );
  at("result").hidden = !shown;
  at("answer").replaceChildren(
    ...(shown ? [answerView(shown.answer, shown.facts, language, isUnmasked)] : []),
  );
  const said = shown ? plainText(shown.answer, language) : [words[waiting] ?? "", detail].join(" ");
  at("state").replaceChildren(element("span", {}, said));
  at("state").className = shown ? "spoken" : waiting;
}

if (typeof document === "undefined") {
  // Without a page (the tests run it in Node) the functions are handed out instead.
  const notChecked = (name, language) => TEXTS[language].notChecked[name];
  const words = { codeText, isoText, notChecked, plainText };
  globalThis.verifier = { ...words, folded, readMoment, useSubtle, verify };
} else {
  startPage();
}
