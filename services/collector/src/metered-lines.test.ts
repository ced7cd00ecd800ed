import { openMetrics } from "@celadon/runtime";
import { expect, test } from "vitest";
import { countAccepted } from "./count-accepted.ts";
import { meteredLines } from "./metered-lines.ts";
import { refusedLines } from "./refused-lines.ts";

const store = {
  run: async () => undefined,
  insert: async () => undefined,
  rows: async () => [],
  [Symbol.asyncDispose]: async () => undefined,
};

test("refused lines are counted once each, by verdict and reason, whenever they are stored", async () => {
  const metrics = openMetrics();
  const lines = meteredLines(refusedLines(store, "a-request", 0), metrics);
  const rejected = { verdict: "rejected", reason: "bad-value", evidence: "" } as const;
  lines.add({ line: 1, ...rejected });
  lines.add({ line: 2, ...rejected });
  await lines.store(false);
  lines.add({ line: 3, verdict: "quarantined", reason: "unknown-channel", evidence: "" });
  await lines.store(true);
  await lines.store(true);
  const text = await metrics.text();
  expect(text).toContain('celadon_readings_total{verdict="rejected",reason="bad-value"} 2\n');
  expect(text).toContain('celadon_readings_total{verdict="quarantined",reason="unknown-channel"} 1\n');
  expect(lines.kept(), "the lines themselves are what they were").toBe(3);
});

test("what was accepted is counted, and of it what the request held twice", async () => {
  const metrics = openMetrics();
  countAccepted(metrics, { accepted: 5, duplicates: 2 });
  const text = await metrics.text();
  expect(text).toContain('celadon_readings_total{verdict="accepted",reason=""} 5\n');
  expect(text).toContain("celadon_duplicate_readings_total 2\n");
});
