import { readFileSync } from "node:fs";
import { type Declaration, type Rebuild, TelemetryRecord } from "@celadon/proto";
import { expect, test } from "vitest";
import { faultOfModel } from "./read-model.ts";
import { sortRecords } from "./sort-records.ts";

const model = (factory: string, yaml: string): Uint8Array =>
  TelemetryRecord.encode({
    record: {
      $case: "plantModel",
      value: { factory, yaml, hash: "", effectiveFromMs: 0n, revision: 0, who: "", appliedMs: 0n, why: "" },
    },
  }).finish();

const sorted = (...values: readonly Uint8Array[]) =>
  sortRecords(
    values.map((value, position) => ({ key: "mill", value, partition: 0, position })),
    faultOfModel,
  );

test("what is empty, or of a newer version of the contracts, is put aside unread", () => {
  const at = { key: "mill", partition: 0, position: 0 };
  const { dead, models } = sortRecords(
    [
      { ...at, value: new Uint8Array() },
      { ...at, value: model("mill", "factory: mill"), schema: 2 },
    ],
    () => undefined,
  );
  expect(models).toEqual([]);
  expect(dead.map(({ reason }) => reason)).toEqual(["empty", "unknown-schema"]);
});

test("a plant model with faults goes to the dead letters with its sentence, and the stream goes on", () => {
  const { models, dead } = sorted(model("mill", "factory: mill\nchannels: 7\n"), new Uint8Array([255]));
  expect(models).toEqual([]);
  expect(dead.map(({ reason }) => reason)).toEqual(["rejected", "undecodable"]);
  expect(dead[0]?.evidence).toMatch(/^The plant model of "mill" has faults: line \d+/);
});

test("a model that is sound and asks for more digits than the store has goes there too, and not into every later batch", () => {
  const yaml = readFileSync(new URL("../../../test/data/plants/steel-2018.yaml", import.meta.url), "utf8");
  const factory = /^factory: (.*)$/m.exec(yaml)?.[1] ?? "";
  expect(sorted(model(factory, yaml)).dead).toEqual([]);
  const huge = yaml.replace("kind: interval", 'kind: interval\n    multiplier: "9999999999999"');
  expect(sorted(model(factory, huge)).dead).toMatchObject([
    { reason: "rejected", evidence: expect.stringContaining("at most 12 digits and 6 places") },
  ]);
});

const declaration = (fact: Declaration["fact"]): Uint8Array => {
  const said = { who: "an engineer", why: "a new transformer", declaredMs: 1n };
  const value = { factory: "mill", channel: "main", key: "a", revision: 0, atMs: 1_767_225_600_000n, fact, ...said };
  return TelemetryRecord.encode({ record: { $case: "declaration", value } }).finish();
};

test.each(["0", "-1", "9999999999999", "0.0000001", "four"])(
  "a declared ratio of %s goes to the dead letters",
  (text) => {
    const { declarations, dead } = sorted(declaration({ $case: "multiplierChange", value: { multiplier: text } }));
    expect(declarations).toEqual([]);
    expect(dead).toMatchObject([
      { reason: "rejected", evidence: expect.stringContaining(`"multiplier" is "${text}"`) },
    ]);
  },
);

const rebuild = (more: Partial<Rebuild>): Uint8Array => {
  const key = "6f1c54de-90f5-4f44-a7d0-6f3a3a0b3a51";
  const said = { factory: "mill", key, who: "an engineer", why: "to see it hold", askedMs: 1n };
  return TelemetryRecord.encode({
    record: { $case: "rebuild", value: { fromMs: undefined, toMs: undefined, ...said, ...more } },
  }).finish();
};

test.each([
  [{ factory: "" }, '"factory" must be given'],
  [{ who: "" }, '"who" must be given'],
  [{ why: "" }, '"why" must be given'],
  [{ askedMs: 0n }, '"askedMs" must be given'],
  [{ key: "a\tb" }, "is no UUID in lower case"],
  [{ fromMs: 1n }, "lies outside 2000 to 2100"],
  [{ fromMs: 1_767_225_600_000n, toMs: 1_767_225_600_000n }, "ends before it begins"],
])("a rebuild with %o goes to the dead letters", (more, evidence) => {
  expect(sorted(rebuild(more))).toMatchObject({
    rebuilds: [],
    dead: [{ reason: "rejected", evidence: expect.stringContaining(evidence) }],
  });
  expect(sorted(rebuild({}))).toMatchObject({ rebuilds: [{ factory: "mill" }], dead: [] });
});

test("a declaration that says all it must is taken", () => {
  const fact = { $case: "registerReset", value: { closing: "84212.5", opening: "0" } } as const;
  expect(sorted(declaration(fact))).toMatchObject({ declarations: [{ fact }], dead: [] });
});
