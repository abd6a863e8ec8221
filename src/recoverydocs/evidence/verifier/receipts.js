// Receipts that say different things of one attempt: named, side by side, none overruled.
//
// Which of them is right is for a person, and in the end for a court, to find.

import { WORDS } from "./tables.js";

const BEGINNINGS = [
  ["delivered", ["delivered-", "e-delivered", "e-read"]],
  ["refused", ["refused"]],
  ["returned", ["returned-", "e-bounced"]],
];

/** The result that a final event amounts to; empty for one on the way. */
function resultOf(code) {
  const isSo = ([, beginnings]) => beginnings.some((one) => code.startsWith(one));
  return BEGINNINGS.find(isSo)?.[0] ?? "";
}

/** What the revisions say of the delivery that cannot all be true. */
export function contradictions(attempts) {
  return [...attempts.flatMap(ofAttempt), ...sameNumber(attempts)];
}

function ofAttempt(attempt) {
  const { id, events, outcomes } = attempt;
  const stated = outcomes.filter((outcome) => outcome.result !== "unknown");
  const results = stated.map((outcome) => [
    outcome.result,
    saying(outcome, WORDS.RESULTS[outcome.result], "stated_by"),
  ]);
  const told = events
    .filter((event) => resultOf(event.code))
    .map((event) => [resultOf(event.code), saying(event, event.text ?? event.code, "source")]);
  const days = stated
    .filter((outcome) => "on" in outcome)
    .map((outcome) => [outcome.on, saying(outcome, outcome.on, "stated_by")]);
  const signers = events
    .filter((event) => "signer" in event && resultOf(event.code) === "delivered")
    .map((event) => [event.signer, saying(event, event.signer, "source")]);
  const said = [...told, ...results].sort((one, other) => one[1].revision - other[1].revision);
  const found = [];
  if (differ(distinct(said))) found.push(contradiction(id, "result", said));
  else if (distinct(days).size > 1) found.push(contradiction(id, "day", days));
  if (distinct(signers).size > 1) found.push(contradiction(id, "signer", signers));
  return found;
}

const distinct = (pairs) => new Set(pairs.map(([value]) => value));

/** Whether results exclude each other; what is refused does go back. */
function differ(results) {
  const counted = [...results].filter((one) => one !== "returned" || !results.has("refused"));
  return counted.length > 1;
}

function contradiction(attemptId, about, said) {
  const once = new Map(said.map(([, one]) => [JSON.stringify(one), one]));
  return { attempt_id: attemptId, about, sayings: [...once.values()] };
}

function sameNumber(attempts) {
  const byNumber = new Map();
  for (const attempt of attempts) {
    const number = attempt.statement.mail_number?.value;
    if (number && !byNumber.has(number)) byNumber.set(number, []);
    if (number) byNumber.get(number).push(attempt);
  }
  return [...byNumber]
    .filter(([, alike]) => alike.length > 1)
    .map(([number, alike]) => ({
      attempt_id: alike.map((attempt) => attempt.id).join("、"),
      about: "mail-number",
      sayings: alike.map((one) => saying(one.statement, `${one.id} ${number}`, "channel")),
    }));
}

function saying(member, what, source) {
  const { role, id } = member.recorded_by;
  const name = id === undefined ? role : `${role} ${id}`;
  return { what, revision: member.revision, source: member[source], recorded_by: name };
}
