import { topics } from "@celadon/proto";
import { metricTable, openMetrics } from "@celadon/runtime";
import { expect, test } from "vitest";
import { textOf } from "../repository.ts";
import { deployed, mappingsIn, settingNames, writtenIn } from "./written.ts";

const yamls = deployed.filter((path) => path.endsWith(".yaml"));

test("every setting that deploy/ names is one, in every file", () => {
  const known = settingNames();
  expect(known).toContain("CELADON_CLICKHOUSE_PASSWORD_FILE");
  const found = deployed.flatMap((path) =>
    [...textOf(path).matchAll(/\b(?:CELADON|OTEL)_[A-Z_]+\b/g)].flatMap(([name]) =>
      known.has(name) ? [] : [`${path}: ${name}`],
    ),
  );
  expect(found, "celadon settings lists them.").toEqual([]);
});

test("the scan sees the settings of compose.yaml and of the ConfigMaps", () => {
  const names = new Set(
    yamls.flatMap((path) => writtenIn(path).flatMap((one) => mappingsIn(one).flatMap(Object.keys))),
  );
  expect(names).toContain("CELADON_LISTEN");
  expect(names).toContain("CELADON_KAFKA_BROKERS");
});

test("every topic that deploy/ names is one", () => {
  const known = new Set<string>(Object.values(topics).map(({ name }) => name));
  const named = deployed.flatMap((path) =>
    [...textOf(path).matchAll(/\btopic(?:s|=| )["'` ]*(?:=~?["'])?`([a-z-]+)`/g)].map(([, name]) => ({ path, name })),
  );
  expect(named.filter(({ name }) => !known.has(String(name)))).toEqual([]);
});

test("what is asked of a process in general is told by it", async () => {
  const told = await openMetrics({ ofProcess: true }).text();
  const known = new Set([...told.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const own = /\b(?:process|nodejs)_[a-z0-9_]+\b/g;
  const named = ["deploy/prometheus/alerts.yaml", "deploy/grafana/celadon.json"].flatMap((path) =>
    [...textOf(path).matchAll(own)].map(([name]) => name),
  );
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  expect(Object.keys(metricTable).filter((name) => !known.has(name))).toEqual([]);
});
