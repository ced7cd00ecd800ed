import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { moved } from "./moved.ts";
import { replay } from "./replay.ts";

// `npm run golden` replays the recorded input and ends with 1 when anything came out otherwise than the files here say.
// `npm run golden -- --update` prints every number that moved and writes the files: the list goes into the change.

const { values } = parseArgs({ options: { update: { type: "boolean", default: false } } });
let differing = 0;
for (const [name, text] of Object.entries(await replay())) {
  const file = new URL(name, import.meta.url);
  const before = existsSync(file) ? readFileSync(file, "utf8") : "[]";
  if (before === text) continue;
  differing += 1;
  const all = moved(before, text);
  for (const { where, before: was, after } of all) console.log(`${name} ${where}: ${was ?? "-"} -> ${after ?? "-"}`);
  console.log(`${name}: ${all.length} values moved${values.update ? ", written" : ""}.`);
  if (values.update) writeFileSync(file, text);
}
if (differing === 0) console.log("golden: every hour and every footprint is as recorded.");
else if (!values.update) {
  console.log("golden: if that is meant, run it again with -- --update, and put the list above into the change.");
  process.exitCode = 1;
}
