import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as proto from "./index.ts";

const files = globSync("../celadon/*/v1/*.proto", { cwd: import.meta.dirname });
const contracts = files.map((file) => readFileSync(new URL(file, import.meta.url), "utf8"));
const named = (shape: RegExp): readonly string[] =>
  contracts.flatMap((text) => [...text.matchAll(shape)].map(([, name]) => name as string));

test("the scan sees a message and a service that are known to exist", () => {
  expect(named(/^message (\w+)/gm)).toContain("ReadingBatch");
  expect(named(/^service (\w+)/gm)).toContain("TelemetryService");
});

test("every message, enumeration and service can be imported by its name", () => {
  const wanted = [
    ...named(/^(?:message|enum) (\w+)/gm),
    ...named(/^service (\w+)/gm).map((name) => `${name}Definition`),
  ];
  expect(wanted.filter((name) => !Object.hasOwn(proto, name))).toEqual([]);
  expect(
    wanted.filter((name, index) => wanted.indexOf(name) !== index),
    "Two nouns share a name.",
  ).toEqual([]);
});

test("every rpc says in its comment how long it may take", () => {
  const silent = contracts.flatMap((text) =>
    [...text.matchAll(/((?:^ *\/\/.*\n)*)^ *rpc (\w+)/gm)]
      .filter(([, words]) => !/deadline/i.test(words ?? ""))
      .map(([, , name]) => name),
  );
  expect(silent).toEqual([]);
});

test("every rpc may be repeated, and says so", () => {
  const services = Object.entries(proto).filter(([name]) => name.endsWith("ServiceDefinition"));
  const levels = services.flatMap(([, definition]) =>
    Object.values((definition as typeof proto.TelemetryServiceDefinition).methods).map(
      ({ options }) => options.idempotencyLevel,
    ),
  );
  expect(levels.length).toBeGreaterThan(20);
  expect(levels.filter((level) => level !== "IDEMPOTENT" && level !== "NO_SIDE_EFFECTS")).toEqual([]);
});
