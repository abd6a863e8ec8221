// Renders the benchmark's cases with docxtemplater; prints one JSON line of CPU seconds.
// Usage: node run.js TEMPLATE.docx CASES.json [OUT_DIR]
"use strict";
const fs = require("fs");
const path = require("path");
const Docxtemplater = require("docxtemplater");
const PizZip = require("pizzip");

const [templateFile, casesFile, outDir] = process.argv.slice(2);
const template = fs.readFileSync(templateFile);
const cases = JSON.parse(fs.readFileSync(casesFile, "utf8"));

function render(data) {
  const document = new Docxtemplater(new PizZip(template), {
    delimiters: { start: "{{", end: "}}" },
    paragraphLoop: true,
    linebreaks: true,
  });
  document.render(data);
  return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
}

for (const data of cases.slice(0, 20)) render(data); // the compiler of node warms up
const before = process.cpuUsage();
let octets = 0;
cases.forEach((data, index) => {
  const content = render(data);
  octets += content.length;
  if (outDir) fs.writeFileSync(path.join(outDir, `${index}.docx`), content);
});
const used = process.cpuUsage(before);
const version = require("docxtemplater/package.json").version;
console.log(JSON.stringify({
  version,
  documents: cases.length,
  octets,
  cpu_seconds: (used.user + used.system) / 1e6,
}));
