import { expect, test } from "vitest";
import { metricTable } from "./metric-table.ts";
import { openMetrics } from "./metrics.ts";

test("what is counted, observed and read stands in the text, in Prometheus' own format", async () => {
  const metrics = openMetrics();
  metrics.count("celadon_readings_total", { verdict: "rejected", reason: "bad-value" }, 2);
  metrics.count("celadon_readings_total", { verdict: "rejected", reason: "bad-value" });
  metrics.observe("celadon_window_seconds", {}, 0.3);
  metrics.gauge("celadon_waiting_seconds", () => [{ labels: {}, value: 7 }]);
  const text = await metrics.text();
  expect(text).toContain("# TYPE celadon_readings_total counter\n");
  expect(text).toContain('celadon_readings_total{verdict="rejected",reason="bad-value"} 3\n');
  expect(text).toContain('celadon_window_seconds_bucket{le="0.25"} 0\nceladon_window_seconds_bucket{le="0.5"} 1\n');
  expect(text).toContain("celadon_waiting_seconds 7\n");
});

test("a gauge shows what is true at the look, from all who feed it, and nothing of the look before", async () => {
  const metrics = openMetrics();
  let groups = ["a", "b"];
  const sample = (group: string) => ({ labels: { topic: "t", group }, value: 1 });
  metrics.gauge("celadon_consumer_lag_seconds", () => groups.map(sample));
  metrics.gauge("celadon_consumer_lag_seconds", () => [sample("c")]);
  const shown = async () => [...(await metrics.text()).matchAll(/group="(.)"\}/g)].map(([, group]) => group);
  expect(await shown()).toEqual(["a", "b", "c"]);
  groups = ["b"];
  expect(await shown()).toEqual(["b", "c"]);
});

test("two registries share nothing, and the figures of the process come only where they are wanted", async () => {
  const [one, other] = [openMetrics(), openMetrics({ ofProcess: true })];
  one.count("celadon_lost_spans_total", {});
  expect(await one.text()).toContain("celadon_lost_spans_total 1\n");
  expect(await other.text()).toContain("celadon_lost_spans_total 0\n");
  expect(await one.text()).not.toContain("nodejs_");
  expect(await other.text()).toMatch(/^nodejs_eventloop_lag_seconds /m);
  expect(await other.text()).toMatch(/^process_cpu_seconds_total /m);
});

test("labels that never end are called other from a thousand on, so that no fault fills memory", async () => {
  const metrics = openMetrics();
  for (let i = 0; i < 10_000; i++) metrics.count("celadon_footprints_total", { status: `status-${i}` });
  const lines = (await metrics.text()).split("\n").filter((line) => line.startsWith("celadon_footprints_total{"));
  expect(lines).toHaveLength(1_001);
  expect(lines).toContain('celadon_footprints_total{status="other"} 9000');
});

test.each(Object.entries(metricTable))("%s is named as Prometheus wants it", (name, { type, unit, help, labels }) => {
  expect(name.endsWith("_total")).toBe(type === "counter");
  expect(name.includes("_seconds")).toBe(unit === "seconds");
  expect(help).toMatch(/^\p{Lu}.*\.$/su);
  // Whoever is a label stands in memory for good: there are 10,000 factories.
  expect(labels.filter((label) => /factory|plant|channel|product|url|path|id$|address|peer/.test(label))).toEqual([]);
});
