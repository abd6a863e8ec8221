// Runs the built page's own script in Node: one question a line in, one answer a line out.
"use strict";
const fs = require("node:fs");
const readline = require("node:readline");
const vm = require("node:vm");

if (!globalThis.crypto) globalThis.crypto = require("node:crypto").webcrypto;
const page = fs.readFileSync(process.argv[2], "utf8");
vm.runInThisContext(/<script>([^]*)<\/script>/.exec(page)[1]);
const { verify, plainText, codeText, notChecked, isoText, readMoment, folded, useSubtle } =
  globalThis.verifier;
const subtle = globalThis.crypto.subtle;
const octets = (text) => new Uint8Array(Buffer.from(text, "base64"));

function withoutPersons(member) {
  const hidden = ["addressee", "address", "signer", "text", "place", "events", "outcome"];
  return Object.fromEntries(Object.entries(member).filter(([name]) => !hidden.includes(name)));
}

/** The answer as `recoverydocs verify --json` prints it. */
function asJson(answer) {
  const moment = (value) => (value === null ? null : isoText(value));
  return {
    verdict: answer.verdict,
    codes: answer.codes.map(({ code, where }) => ({ code, where, text: codeText(code, "zh") })),
    revisions: answer.revisions.map((one) => ({
      revision: one.revision,
      reason: one.reason,
      manifest_sha256: one.manifestSha256,
      stated_at: one.statedAt,
      proven_at: moment(one.provenAt),
      class: one.tokenClass,
      tsa_subject: one.tsaSubject,
      policy: one.policy,
      serial: one.serial,
      tsa_certificate_sha256: one.tsaCertificateSha256,
      certificate_end: moment(one.certificateEnd),
      renewals: one.renewals,
      signed: one.isSigned,
      signer_subject: one.signerSubject,
      signer_certificate_sha256: one.signerCertificateSha256,
    })),
    register: answer.register,
    not_checked: answer.notChecked.map((name) => notChecked(name, "zh")),
    plain: plainText(answer, "zh"),
    english: plainText(answer, "en"),
    delivery: answer.delivery.map(({ statement, events, outcomes, receipts }) => ({
      ...withoutPersons(statement),
      address_basis: statement.address.basis.type,
      events: events.map(withoutPersons),
      outcomes: outcomes.map(withoutPersons),
      receipts,
    })),
    contradictions: answer.contradictions.map((one) => ({
      ...one,
      sayings: one.sayings.map((each) => ({
        ...each,
        what: one.about === "signer" ? "" : each.what,
      })),
    })),
  };
}

async function answerTo(question) {
  if (question.fold) return question.fold.map(folded);
  useSubtle(question.withheld ? undefined : subtle);
  const trust = {};
  for (const kind of ["independent", "local", "signers"]) trust[kind] = question[kind].map(octets);
  const stamps = Object.entries(question.stamps ?? {}).map(([path, token]) => [path, octets(token)]);
  const register = question.register === null
    ? null
    : { content: octets(question.register), stamps: new Map(stamps) };
  const at = readMoment(question.at);
  const started = process.hrtime.bigint();
  const answer = await verify(octets(question.package), trust, at, register, question.limits);
  return { ...asJson(answer), seconds: Number(process.hrtime.bigint() - started) / 1e9 };
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let answer;
    try {
      answer = await answerTo(JSON.parse(line));
    } catch (error) {
      answer = { error: String(error.stack) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
})();
