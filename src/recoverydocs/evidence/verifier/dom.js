// Building the page: elements and text nodes only, so that nothing in a package is ever markup.

const SHORT = 10;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text with every character spelt out that one would not see, or that turns its neighbours. */
export function visible(text) {
  return String(text).replace(UNSEEN, (character) => {
    if (character === "\n") return character;
    const digits = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return `⟨U+${digits}⟩`;
  });
}

/** An element with properties; children are elements, or texts that are made visible. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("aria-") || name === "role" || name === "scope") {
      made.setAttribute(name, value);
    } else {
      made[name] = value;
    }
  }
  for (const child of children.flat()) {
    if (child !== null) made.append(typeof child === "string" ? visible(child) : child);
  }
  return made;
}

/** A table of rows under headings. */
export function table(headings, rows) {
  const head = headings.map((text) => element("th", { scope: "col", ...shortness(text) }, text));
  const body = rows.map((row) =>
    element("tr", {}, row.map((cell) => element("td", shortness(cell), cell))),
  );
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, body),
  );
}

/** A word or two stay on their line. */
function shortness(cell) {
  return { className: typeof cell === "string" && cell.length <= SHORT ? "short" : "" };
}

/** A table of names and values. */
export function pairs(rows) {
  const body = rows.map(([name, value, className = ""]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, name),
      element("td", { className }, value),
    ),
  );
  return element("table", { className: "pairs" }, element("tbody", {}, body));
}

/** A digest in groups of eight, for comparing by eye. */
export function grouped(digest) {
  return (digest.match(/.{1,8}/g) ?? []).join(" ");
}
