// The answer on the page: the plain verdict first, everything that it rests on below.

import { element, grouped, pairs, table } from "./dom.js";
import { beijingText, readMoment } from "./moment.js";
import { previewFrame, save, shownAs } from "./preview.js";
import { RELEASE } from "./tables.js";
import { TEXTS, codeText, plainText, verdictText, wordOf } from "./words.js";

const MARKS = {
  "TOTAL-PASSED": "√",
  "LOCAL-PASSED": "△",
  INDETERMINATE: "？",
  "TOTAL-FAILED": "×",
};

/** The program that gave the answer. */
const TOOL = `recoverydocs ${RELEASE} verifier.html`;

/** The whole answer as one element. `facts` has name and digest of the file, and the moment. */
export function answerView(answer, facts, language, isUnmasked) {
  const view = new View(answer, facts, language, isUnmasked);
  return element("div", { className: answer.verdict }, view.parts());
}

class View {
  constructor(answer, facts, language, isUnmasked) {
    Object.assign(this, { answer, facts, language, isUnmasked, words: TEXTS[language] });
  }

  parts() {
    const { read, verdict } = this.answer;
    const { words } = this;
    const isLocal = this.answer.revisions.some((one) => one.tokenClass === "local");
    return [
      this.verdict(verdict),
      element("h2", {}, words.reasonsHead),
      this.reasons(),
      element("h2", {}, words.documentHead),
      pairs(this.documentRows()),
      ...(read ? this.details() : [element("p", {}, words.unread)]),
      element("h2", {}, words.notCheckedHead),
      this.notChecked(),
      element(
        "section",
        { className: "fixed" },
        element("p", {}, words.fixed),
        isLocal ? element("p", {}, words.localTime) : null,
        element("p", {}, words.pageWords),
      ),
      element("p", { className: "foot" }, this.foot()),
    ];
  }

  verdict(verdict) {
    return element(
      "section",
      { className: "verdict", id: "verdict" },
      element("div", { className: "mark", "aria-hidden": "true" }, MARKS[verdict]),
      element(
        "div",
        {},
        element("p", { className: "plain" }, plainText(this.answer, this.language)),
        element("p", { className: "word" }, `${verdict}　${verdictText(verdict, this.language)}`),
      ),
    );
  }

  reasons() {
    const { words, language } = this;
    const { codes } = this.answer;
    if (!codes.length) return element("p", {}, words.noReasons);
    return table(
      [words.code, words.reason, words.where],
      codes.map(({ code, where }) => [code, codeText(code, language), where || words.dash]),
    );
  }

  documentRows() {
    const { words, facts } = this;
    const digest = [words.packageDigest, grouped(facts.digest), "digest"];
    const first = this.answer.read?.manifests[0];
    if (!first) return [[words.fileName, facts.name], digest];
    const { document: told, issuer, files } = first;
    const main = files.find((file) => file.path === told.main);
    return [
      [words.document, told.title],
      [words.number, told.number],
      [words.issuedOn, told.issued_on],
      [words.issuer, [issuer.name, issuer.uscc ?? ""].join(" ").trim()],
      [words.documentDigest, grouped(main.sha256), "digest"],
      [words.packageId, first.package_id],
      digest,
      [words.fileName, facts.name],
      ...(first.note ? [[words.note, first.note]] : []),
    ];
  }

  details() {
    const { words } = this;
    return [
      element("h2", {}, words.timelineHead),
      element("p", { className: "hint" }, words.timelineHint),
      this.timeline(),
      element("p", { className: "hint" }, words.certificatesHint),
      ...this.certificates(),
      element("h2", {}, words.deliveryHead),
      ...this.delivery(),
      element("h2", {}, words.filesHead),
      element("p", { className: "hint screen" }, words.filesHint),
      this.files(),
      element("h2", {}, words.basisHead),
      pairs(this.basisRows()),
      element("h2", {}, words.registerHead),
      this.register(),
    ];
  }

  timeline() {
    const { words, language } = this;
    const rows = this.answer.revisions.map((one, place) => {
      const manifest = this.answer.read.manifests[place];
      const by = manifest.generated.by;
      const kind = one.tokenClass
        ? wordOf("CLASSES", one.tokenClass, language)
        : words.unknownSource;
      return [
        String(one.revision),
        wordOf("REASONS", one.reason, language),
        this.added(manifest) || words.onlyRecords,
        beijingText(readMoment(one.statedAt)),
        beijingText(one.provenAt) || words.dash,
        `${kind}${words.and}${one.tsaSubject || words.dash}`,
        `${wordOf("ACTORS", by.role, language)} ${by.id ?? ""}`.trim(),
        `${this.signed(one)}${words.and}${words.renewed} ${one.renewals}`,
      ];
    });
    const names = ["revision", "cause", "added", "stated", "proven", "source", "recordedBy"];
    return table([...names, "signatureAndRenewals"].map((name) => words[name]), rows);
  }

  added(manifest) {
    const counts = new Map();
    for (const { role } of manifest.files) counts.set(role, (counts.get(role) ?? 0) + 1);
    const { language } = this;
    const said = [...counts].map(([role, count]) => `${wordOf("ROLES", role, language)} ${count}`);
    return said.join(language === "zh" ? "、" : ", ");
  }

  signed(one) {
    if (one.isSigned) return `${this.words.signed} ${one.signerSubject}`;
    if (one.signerSubject) return `${this.words.signedUnknown} ${one.signerSubject}`;
    return this.words.unsigned;
  }

  certificates() {
    const { words } = this;
    return this.answer.revisions.flatMap((one) => {
      const parts = [];
      if (one.tsaCertificateSha256) {
        parts.push([
          [`${words.revision} ${one.revision} ${words.tsa}`, one.tsaSubject],
          [words.certificateDigest, grouped(one.tsaCertificateSha256), "digest"],
          [words.policy, one.policy],
          [words.serial, one.serial],
          [words.certificateEnd, beijingText(one.certificateEnd)],
        ]);
      }
      if (one.signerCertificateSha256) {
        parts.push([
          [`${words.revision} ${one.revision} ${words.signerCertificate}`, one.signerSubject],
          [words.certificateDigest, grouped(one.signerCertificateSha256), "digest"],
        ]);
      }
      return parts.map(pairs);
    });
  }

  delivery() {
    const { words } = this;
    const { delivery, contradictions } = this.answer;
    if (!delivery.length) return [element("p", {}, words.noDelivery)];
    return [
      ...contradictions.map((one) => element("p", { className: "warn" }, this.contradiction(one))),
      ...delivery.flatMap((attempt) => this.attempt(attempt)),
    ];
  }

  contradiction({ attempt_id: id, about, sayings }) {
    const { words, language } = this;
    const isHidden = about === "signer" && !this.isUnmasked;
    const said = sayings.map((one) => {
      const what = isHidden ? masked(one.what) : one.what;
      const source = wordOf("SPEAKERS", one.source, language);
      return `${words.revision} ${one.revision} ${source}: ${what} (${one.recorded_by})`;
    });
    return `${id} ${words.about[about]} ${words.contradiction}: ${said.join(words.and)}`;
  }

  attempt({ id, statement, events, outcomes, receipts }) {
    const { words, language } = this;
    const { mail_number: mail, carrier, address, posted_at: posted } = statement;
    const shown = (text, hide) => (this.isUnmasked ? text : hide(text));
    const basis = wordOf("ADDRESS_BASES", address.basis.type, language);
    const rows = [
      ...(carrier ? [[words.carrier, carrier]] : []),
      ...(mail ? [[words.mailNumber, this.mail(mail)]] : []),
      [words.addressee, shown(statement.addressee, masked)],
      [words.address, shown(address.value, maskedAddress)],
      [words.addressBasis, [basis, address.basis.reference ?? ""].join(" ").trim()],
      [words.slip, statement.slip_contents],
      [words.postedAt, posted ? beijingText(readMoment(posted)) : words.dash],
      ...outcomes.map((one) => [words.outcome, this.outcome(one)]),
      ...(receipts.length ? [[words.receipts, receipts.join("\n")]] : []),
    ];
    return [
      element("h3", {}, `${id} ${wordOf("CHANNELS", statement.channel, language)}`),
      pairs(rows),
      ...(events.length ? [this.events(events)] : []),
    ];
  }

  mail({ value, check }) {
    return `${value} (${wordOf("NUMBER_CHECKS", check, this.language)})`;
  }

  outcome({ result, on, stated_by: by, revision }) {
    const { words, language } = this;
    const speaker = wordOf("SPEAKERS", by, language);
    const said = `${wordOf("RESULTS", result, language)} ${on ?? ""}`.trim();
    return `${said} (${speaker} ${words.by}, ${words.revision} ${revision})`;
  }

  events(events) {
    const { words, language, isUnmasked } = this;
    const rows = events.map((event) => {
      const source = wordOf("SOURCES", event.source, language);
      const signer = event.signer ?? "";
      return [
        beijingText(readMoment(event.at)),
        wordOf("EVENTS", event.code, language),
        [event.carrier_code ?? "", isUnmasked ? (event.text ?? "") : ""].join(" ").trim(),
        isUnmasked ? (event.place ?? "") : "",
        isUnmasked || !signer ? signer : masked(signer),
        event.raw ? source : `${source}${words.and}${words.noRaw}`,
        String(event.revision),
      ];
    });
    const names = ["time", "event", "carrierText", "place", "signer", "eventSource", "revision"];
    return table(names.map((name) => words[name]), rows);
  }

  files() {
    const { words, language } = this;
    const { manifests, contents } = this.answer.read;
    const names = ["path", "fileTitle", "role", "origin", "size", "digest"];
    const rows = manifests.flatMap((manifest) =>
      manifest.files.map((file) => [
        [file.path, this.fileActions(file, contents.get(file.path))],
        file.title ?? words.dash,
        wordOf("ROLES", file.role, language),
        wordOf("ORIGINS", file.origin, language),
        file.size.toLocaleString("en"),
        element("span", { className: "digest" }, grouped(file.sha256)),
      ]),
    );
    return table(names.map((name) => words[name]), rows);
  }

  /** Buttons that show and save a file; the frame comes in a row of its own below. */
  fileActions({ path, media_type: type }, content) {
    const { words } = this;
    const saving = element("button", { type: "button" }, words.save);
    saving.addEventListener("click", () => save(path, content));
    if (!shownAs(type, content)) return element("div", { className: "actions" }, saving);
    const showing = element("button", { type: "button", "aria-expanded": "false" }, words.show);
    let shown = null;
    showing.addEventListener("click", () => {
      shown?.remove();
      if (shown) {
        shown = null;
      } else {
        const cell = element("td", { colSpan: 6 }, previewFrame(type, content, words));
        shown = element("tr", { className: "screen" }, cell);
        showing.closest("tr").after(shown);
      }
      showing.textContent = shown ? words.hide : words.show;
      showing.setAttribute("aria-expanded", String(shown !== null));
    });
    return element("div", { className: "actions" }, showing, saving);
  }

  basisRows() {
    const { words } = this;
    const { document: told, source } = this.answer.read.manifests[0];
    const { template, engine, law_tables: tables } = told;
    const held = source.path ?? `${words.heldElsewhere}${source.held_by}`;
    const line = (one) => `${one.id} ${one.version} ${grouped(one.sha256)}`;
    return [
      [words.template, line(template)],
      [words.engine, `${engine.name} ${engine.version}`],
      ...tables.map((one) => [words.lawTable, line(one)]),
      [words.sourceData, `${held} ${grouped(source.sha256)}`],
    ];
  }

  register() {
    const { words, language } = this;
    const { register } = this.answer;
    if (!register) return element("p", {}, words.noRegister);
    const kind = register.class ? wordOf("CLASSES", register.class, language) : words.unknownSource;
    const asOf = register.as_of ? `${register.as_of} (${kind})` : words.dash;
    return pairs([
      [words.registerName, register.register || words.dash],
      [words.registerLines, String(register.seq)],
      [words.registerHeadDigest, grouped(register.head), "digest"],
      [words.registerAsOf, asOf],
      [words.newest, register.newest && register.as_of ? words.yes : words.no],
    ]);
  }

  notChecked() {
    const { words } = this;
    const items = this.answer.notChecked.map((name) => element("li", {}, words.notChecked[name]));
    return items.length ? element("ul", {}, items) : element("p", {}, words.none);
  }

  foot() {
    const { words, facts } = this;
    return `${words.verifiedAt} ${beijingText(facts.at)}　${words.tool} ${TOOL}`;
  }
}

/** A name of which only the first character is shown. */
function masked(name) {
  const [first, ...rest] = name;
  return rest.length ? `${first}**` : "*";
}

/** An address down to its city, as far as six characters go. */
function maskedAddress(address) {
  const characters = [...address];
  return characters.length > 6 ? `${characters.slice(0, 6).join("")}…` : "…";
}
