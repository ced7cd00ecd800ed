import { expect, test } from "vitest";
import { isFullSize } from "../journey/full-size.ts";
import { type BugName, bugEnv, bugNames } from "./bugs.ts";
import { runStorm } from "./run-storm.ts";

const seed = Math.floor(Math.random() * 1_000_000);
// Other tests run beside it, so how fast it comes to rest says nothing here: `npm run storm` measures that.
const short = { factories: 6, seconds: 20, outageSeconds: 4, patienceSeconds: 300 };
const long = { factories: 50, seconds: 180, outageSeconds: 20, patienceSeconds: 300 };

test("separate processes on a real broker, struck by every kind of fault: what one process says that was told the truth once", async () => {
  const { differences, ...report } = await runStorm({ seed, ...(isFullSize ? long : short) });
  expect(differences, `npm run storm -- --seed ${seed}: ${JSON.stringify(report)}`).toEqual([]);
  expect(report.hours).toBeGreaterThan(1_000);
  expect(report.footprints).toBeGreaterThan(0);
  expect(report.poisons).toBe(6);
  expect(report.faults.length).toBeGreaterThan(1);
}, 900_000);

test.runIf(isFullSize).each(bugNames.map((name): [BugName] => [name]))(
  "a storm finds the planted bug %s",
  async (name) => {
    const { differences } = await runStorm({ seed, ...short, env: bugEnv(name) });
    expect(differences.length).toBeGreaterThan(0);
  },
  900_000,
);
