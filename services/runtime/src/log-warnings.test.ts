import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { logTo } from "./log.ts";
import { logWarnings } from "./log-warnings.ts";

test("what Node warns of is a line of the log, and what nobody can act on only where all is told", async () => {
  const [few, all] = [linesOf("info"), linesOf("debug")];
  for (const { log } of [few, all]) {
    const end = logWarnings(log);
    process.emitWarning("The sea rises.", "ClimateWarning");
    process.emitWarning("-1 is a negative number.", "TimeoutNegativeWarning");
    await setImmediate(); // warnings come behind what runs now
    end();
  }
  expect(few.lines()).toEqual([expect.objectContaining({ warning: "ClimateWarning", msg: "The sea rises." })]);
  expect(all.lines()).toHaveLength(2);
});

test("whoever listened before listens again afterwards", () => {
  const before = process.listeners("warning");
  logWarnings(linesOf("info").log)();
  expect(process.listeners("warning")).toEqual(before);
});

function linesOf(level: string) {
  const lines: unknown[] = [];
  return { log: logTo({ write: (line) => void lines.push(JSON.parse(line)) }, level), lines: () => lines };
}
