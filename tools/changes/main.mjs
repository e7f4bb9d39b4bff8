// node main.mjs OLD NEW [MEANT]: names breaking and dangerous changes. Exits with 1 if one breaks that MEANT, a file, doesn't name.
import { readFileSync } from "node:fs";

import { compare, readMeant } from "./changes.mjs";

const [before, after, meantFile] = process.argv.slice(2);
if (!before || !after) {
  console.error("usage: node main.mjs OLD NEW [MEANT]");
  process.exit(2);
}
const read = (file) => readFileSync(file, "utf8");
const found = await compare(read(before), read(after), meantFile ? readMeant(read(meantFile)) : []);
for (const kind of ["breaking", "meant", "stale", "dangerous"]) for (const message of found[kind]) console.log(`${kind}: ${message}`);
console.log(`${found.breaking.length} breaking changes, ${found.meant.length} that are meant, ${found.dangerous.length} dangerous, ${found.other} others`);
if (found.breaking.length) console.error(meantFile ? `What is meant to break stands in ${meantFile}, as it is told above, with the reason.` : "These break clients.");
if (found.stale.length) console.error(`${meantFile} names changes that there are not: take them out.`);
process.exit(found.breaking.length || found.stale.length ? 1 : 0);
