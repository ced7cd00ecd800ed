import { metricTable } from "@celadon/runtime";
import { expect, test } from "vitest";
import { codeOf } from "./code-of.ts";
import { files, sources, textOf } from "./repository.ts";

// A dashboard or an alert on a metric that nobody tells any more looks like a system at rest.

/** Names of metrics in a text; a histogram stands there as its buckets, its sum or its count. */
const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\bceladon_[a-z_]+[a-z]\b/g)].map(([name]) => name.replace(/_(?:bucket|sum|count)$/, ""));
/** Roles of the database begin like metrics. */
const roles = new Set(
  [...textOf("deploy/clickhouse/roles.sql").matchAll(/^CREATE ROLE IF NOT EXISTS (\w+)/gm)].map(([, name]) => name),
);
const known = (name: string): boolean => name in metricTable || roles.has(name);

test("the scan sees the metrics of a dashboard, and one that is none", () => {
  const panel = '"expr": "histogram_quantile(0.99, sum by (le) (rate(celadon_window_seconds_bucket[5m])))"';
  expect(namesIn(panel)).toEqual(["celadon_window_seconds"]);
  expect(namesIn("celadon_no_such_thing_total > 0").filter(known)).toEqual([]);
});

test("what deploy watches is there", () => {
  const found = files
    .filter((path) => /^deploy\/.*\.(?:json|ya?ml|md|rules)$/.test(path))
    .flatMap((path) => namesIn(textOf(path)).flatMap((name) => (known(name) ? [] : [`${path}: ${name}`])));
  expect(found, "Name a metric of services/runtime/metrics.md.").toEqual([]);
});

test("every metric of the table is told by somebody", () => {
  const told = new Set(
    sources
      .filter((path) => /^services\/.*\/src\//.test(path) && !/\.test\.ts$|\/metric-table\.ts$/.test(path))
      .flatMap((path) => namesIn(codeOf(textOf(path)))),
  );
  // The adapter for Kafka counts these.
  const awaited = ["celadon_rebalances_total", "celadon_refused_commits_total"];
  const untold = Object.keys(metricTable).filter((name) => !told.has(name) && !awaited.includes(name));
  expect(untold, "Count it where it happens, or take it out of the table.").toEqual([]);
});
