import { expect, test } from "vitest";
import { bugEnv, bugNames } from "./bugs.ts";
import { runStorm } from "./run-storm.ts";

const seed = Math.floor(Math.random() * 1_000_000);
const isLong = process.env["CELADON_STORM"] === "long";
// Other tests run beside it, so how fast it comes to rest says nothing here: `npm run storm` measures that.
const short = { factories: 6, seconds: 20, outageSeconds: 4, patienceSeconds: 300 };
const long = { factories: 50, seconds: 180, outageSeconds: 20, patienceSeconds: 300 };

test("separate processes on a real broker, struck by every kind of fault: what one process says that was told the truth once", async () => {
  const { differences, ...report } = await runStorm({ seed, ...(isLong ? long : short) });
  console.log(JSON.stringify(report));
  expect(differences, `npm run storm -- --seed ${seed}: ${JSON.stringify(report)}`).toEqual([]);
  if (process.env["CI"] === "true") expect(report.unable).toEqual([]); // on an integration server every fault strikes
  expect(report.hours).toBeGreaterThan(1_000);
  expect(report.footprints).toBeGreaterThan(0);
  expect(report.poisons).toBe(6);
  expect(report.faults.length).toBeGreaterThan(1);
}, 900_000);

for (const name of bugNames) {
  test(`a storm finds the planted bug ${name}`, async (context) => {
    if (!isLong) return context.skip("It takes minutes, and is part of .ci/run: CELADON_STORM=long.");
    const { differences } = await runStorm({ seed, ...short, env: bugEnv(name) });
    console.log(`${name}: ${differences.length} differences, the first: ${differences[0]}`);
    expect(differences.length).toBeGreaterThan(0);
  }, 900_000);
}
