import { parseArgs } from "node:util";
import { runStorm } from "./run-storm.ts";

// `npm run storm -- --seed 17 --minutes 5`: prints one line of JSON, and ends with 1 when something differed.

const { values } = parseArgs({ options: { seed: { type: "string" }, minutes: { type: "string", default: "1" } } });
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
const minutes = Number(values.minutes);
if (!Number.isSafeInteger(seed) || !(minutes > 0)) {
  console.error('storm: --seed takes a whole number and --minutes a number above 0, such as "--seed 17 --minutes 5".');
  process.exit(2);
}
const report = await runStorm(seed, performance.now() + minutes * 60_000);
console.log(JSON.stringify(report));
process.exitCode = report.differences.length === 0 ? 0 : 1;
