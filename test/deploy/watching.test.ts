import { expect, test } from "vitest";
import { textOf } from "../repository.ts";
import { labelsOf, promql } from "./promql.ts";
import { mappingsIn, type Written, writtenIn } from "./written.ts";

// A dashboard or an alert on what nobody tells any more looks like a system at rest.

const rules = writtenIn("deploy/prometheus/alerts.yaml")
  .flatMap(mappingsIn)
  .filter((one) => "alert" in one);
const dashboard: Written = JSON.parse(textOf("deploy/grafana/celadon.json"));
const panels = dashboard["panels"] as readonly Written[]; // each is looked at below
const variables = /\$__rate_interval/g;
const expressions = [
  ...rules.map((rule) => ({ of: String(rule["alert"]), text: String(rule["expr"]) })),
  ...panels.flatMap((panel) =>
    ((panel["targets"] ?? []) as readonly Written[]).map((target) => ({
      of: String(panel["title"]),
      text: String(target["expr"]).replaceAll(variables, "5m"),
    })),
  ),
];
/** What Prometheus adds when it asks (scrape.yaml). */
const added = ["job", "instance", "process", "pod"];

test("the reader of expressions sees a fault, a metric and its labels", () => {
  expect(() => promql("sum(rate(celadon_readings_total[5m])")).toThrow("is no expression");
  expect(promql('sum by (verdict) (rate(celadon_readings_total{reason!=""}[5m]))')).toEqual({
    selected: [{ metric: "celadon_readings_total", labels: ["reason"] }],
    grouped: ["verdict"],
  });
  expect(labelsOf("celadon_window_seconds")).toBe(undefined);
  expect(labelsOf("celadon_publish_seconds_bucket")).toEqual(["topic", "le"]);
});

test("there are alerts and panels", () => {
  expect(rules.length).toBeGreaterThan(10);
  expect(expressions.length).toBeGreaterThan(40);
});

test.each(expressions)("$of: $text", ({ text }) => {
  const { selected, grouped } = promql(text);
  const general = /^(?:up|process_|nodejs_)/;
  const known = selected.flatMap(({ metric, labels }) => {
    if (general.test(metric)) return added;
    const there = labelsOf(metric);
    expect(there, `${metric} is not in services/runtime/metrics.md, or not in this form.`).toBeDefined();
    expect(labels.filter((label) => ![...(there ?? []), ...added].includes(label))).toEqual([]);
    return there ?? [];
  });
  expect(grouped.filter((label) => ![...known, ...added].includes(label))).toEqual([]);
});

test("every alert says whom it wakes, what is the matter and what to do", () => {
  const found = rules.filter(
    ({ labels, annotations }) =>
      !/^\{"severity":"(?:page|ticket)"\}$/.test(JSON.stringify(labels)) ||
      !/^\{"summary":".+","action":".+"\}$/.test(JSON.stringify(annotations)),
  );
  expect(found).toEqual([]);
});

test("the panels of the dashboard do not lie over each other, and each has a number of its own", () => {
  const ids = panels.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const places = panels.map(({ gridPos }) => JSON.stringify(gridPos));
  expect(new Set(places).size).toBe(places.length);
});

test("Prometheus asks every process, over TLS and with a token", () => {
  const [scrape = {}] = writtenIn("deploy/prometheus/scrape.yaml");
  const jobs = scrape["scrape_configs"] as readonly Written[];
  for (const job of jobs) {
    expect(job).toMatchObject({
      scheme: "https",
      authorization: { credentials_file: expect.stringContaining("token") },
    });
  }
  const targets = mappingsIn(jobs).flatMap((one) => ("targets" in one ? (one["targets"] as readonly string[]) : []));
  const named = ["collector", "ledger", "footprinter", "lifecycle", "benchmark", "certificate"];
  expect(targets).toEqual(named.map((name) => `${name}:8470`));
});
