import { parseArgs } from "node:util";
import { type BugName, bugEnv, bugNames } from "./bugs.ts";
import { runEmbeddedStorm } from "./run-embedded-storm.ts";
import { runStorm } from "./run-storm.ts";

// `npm run storm -- --seed 17 --minutes 5`: prints one line of JSON, and ends with 1 when something differed. `--embedded`: one
// process, its own store and log. `--bug NAME`: with a bug planted, which the storm must find.

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    minutes: { type: "string", default: "1" },
    factories: { type: "string", default: "50" },
    outage: { type: "string", default: "20" },
    bug: { type: "string" },
    only: { type: "string" },
    embedded: { type: "boolean", default: false },
  },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
const [minutes, factories, outageSeconds] = [values.minutes, values.factories, values.outage].map(Number) as [
  number,
  number,
  number,
];
const bug = bugNames.find((name) => name === values.bug);
const isWrong = !Number.isSafeInteger(seed) || !(minutes > 0) || !(factories >= 1) || !(outageSeconds > 0);
if (isWrong || (values.bug !== undefined && bug === undefined)) {
  console.error(
    `storm: --seed takes a whole number; --minutes, --factories and --outage (in seconds) a number above 0; --bug one of ${bugNames.join(", ")}.`,
  );
  process.exit(2);
}
const report = values.embedded
  ? await runEmbeddedStorm(seed, performance.now() + minutes * 60_000)
  : await runStorm({
      ...{ seed, factories, outageSeconds, seconds: minutes * 60 },
      ...(values.only === undefined ? {} : { only: values.only }),
      env: bug === undefined ? {} : bugEnv(bug as BugName),
      say: (line) => console.error(`${Math.round(performance.now() / 1000)} s: ${line}`),
    });
console.log(JSON.stringify(report));
process.exit(report.differences.length === 0 ? 0 : 1);
