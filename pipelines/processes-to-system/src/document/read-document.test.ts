import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { buildSystem } from "./build-system.ts";
import { documentSchema } from "./document-schema.ts";

const fileText = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const example = (): string => /```json\n([\s\S]*?)```/.exec(fileText("../../format.md"))?.[1] ?? "";
const empty = { format: "celadon-processes-1", flows: [], processes: [] };
const faultsOf = (document: unknown): readonly string[] => {
  const answer = buildSystem(typeof document === "string" ? document : JSON.stringify(document));
  return answer.kind === "accept" ? [] : answer.faults.map(({ at, message }) => `${at}: ${message}`);
};

test("processes.schema.json is what the reader says; `npm run schema` writes it anew", () => {
  expect(JSON.parse(fileText("../../processes.schema.json"))).toEqual(documentSchema);
});

test("an editor finds nothing wrong with the example of format.md, nor does the reader", () => {
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(documentSchema);
  validate(JSON.parse(example()));
  expect(validate.errors).toBeNull();
  const answer = buildSystem(example(), { view: "market" });
  expect(answer.kind === "accept" && answer.value.report.counts).toEqual({
    linked: 18,
    linkedBySoleSupplier: 7,
    cutOff: 0,
    ambiguous: 0,
    refused: 0,
  });
});

test.each([
  ["no JSON", "{", [" Correct it there; a comma too many or too few is the usual slip."]],
  ["no record", [], ["[] is not a record, { ... }."]],
  ["another format", { ...empty, format: "openlca" }, ['format: "openlca" is not one of celadon-processes-1.']],
  ["a missing key", { format: "celadon-processes-1", flows: [] }, ["processes: This key is missing."]],
])("%s is refused", (_, document, sentences) => {
  const found = faultsOf(document);
  for (const sentence of sentences) expect(found.some((one) => one.endsWith(sentence))).toBe(true);
});

test("every fault is told at once, each with its place", () => {
  const exchange = { flow: "a", amount: true, unit: "kg ", direction: "in", providr: "x" };
  const found = faultsOf({ ...empty, processes: [{ id: "p", exchanges: [exchange], allocation: { method: "mass" } }] });
  expect(found.map((one) => one.slice(0, 60))).toEqual([
    expect.stringMatching(/^processes\[0\]\.exchanges\[0\]\.providr: There is no such key\. Did/),
    "processes[0].exchanges[0].amount: true is not a number, or a",
    expect.stringMatching(/^processes\[0\]\.exchanges\[0\]\.unit: "kg " is not a text without/),
    expect.stringMatching(/^processes\[0\]\.exchanges\[0\]\.direction: "in" is not one of in/),
    expect.stringMatching(/^processes\[0\]\.allocation\.method: "mass" is not one of share/),
  ]);
});

test("ids that stand twice, that hold a sign which joins ids, and a flow of nature without a direction are faults", () => {
  const flow = { id: "a", kind: "product", unit: "kg" };
  const made = { flow: "a", amount: 1, unit: "kg", direction: "output", reference: true };
  const found = faultsOf({
    ...empty,
    parameters: ["x", "X "].map((name) => ({ name: name.trim(), value: 1 })),
    flows: [flow, flow, { ...flow, id: "b/c" }, { id: "co2", kind: "elementary", unit: "kg" }],
    processes: [
      {
        id: "p",
        exchanges: [
          { ...made, id: "one" },
          { ...made, id: "one" },
        ],
      },
      { id: "p@q", exchanges: [{ ...made, id: "a#b" }] },
    ],
  });
  expect(found).toEqual([
    'flows: Flow "a" stands there several times; an id names one.',
    'parameters: Parameter "x" stands there several times; an id names one.',
    'flows: Id "b/c" has one of the signs / @ #, which join ids in what is built.',
    'flows[3].direction: Elementary flow "co2" has no direction: emission or resource.',
    'processes: Id "p@q" has one of the signs / @ #, which join ids in what is built.',
    'processes[0].exchanges: Exchange "one" stands there several times; an id names one.',
    'processes[1].exchanges: Id "a#b" has one of the signs / @ #, which join ids in what is built.',
  ]);
});

test("a piece of the text, or one changed letter, is an outcome and never a throw", () => {
  const text = example();
  for (let at = 0; at < text.length; at += 11) {
    const changed = `${text.slice(0, at)}7${text.slice(at + 1)}`;
    for (const one of [text.slice(0, at), changed])
      expect(["accept", "reject"]).toContain(buildSystem(one, { view: "location" }).kind);
  }
});

test("a flow says only what its kind has", () => {
  const product = { kind: "product", unit: "kg" };
  const natural = { kind: "elementary", unit: "kg", direction: "emission" };
  const flows = [
    { ...product, id: "a", direction: "emission", gas: "CO2" },
    { ...natural, id: "b", byView: true },
    { ...natural, id: "c", origin: "fossil" },
    { ...natural, id: "d", gas: "CO2", water: "return" },
  ];
  expect(faultsOf({ ...empty, flows }).map((one) => one.split(":")[0])).toEqual([
    "flows[0].direction",
    "flows[0].gas",
    "flows[1].byView",
    "flows[2].origin",
    "flows[3].water",
  ]);
});

test("a known unit keeps its meaning, and a factor says of what", () => {
  const units = [
    { symbol: "t", factor: 907.18474, of: "kg" }, // methods that are worked out would still take 1000
    { symbol: "barrel", factor: 158.987 },
    { symbol: "m2.year" },
    { symbol: "ha.year", factor: 10_000, of: "m2.year" },
  ];
  expect(faultsOf({ ...empty, units }).map((one) => one.split(":")[0])).toEqual(["units[0].symbol", "units[1].of"]);
});

test("water that is withdrawn is a resource, water that is given back or lost an emission", () => {
  const water = { kind: "elementary", unit: "m3" };
  const flows = [
    { ...water, id: "a", water: "withdrawal", direction: "emission" },
    { ...water, id: "b", water: "return", direction: "resource" },
    { ...water, id: "c", water: "lost", direction: "emission" },
    { ...water, id: "d", water: "withdrawal", direction: "resource" },
  ];
  expect(faultsOf({ ...empty, flows }).map((one) => one.split(":")[0])).toEqual([
    "flows[0].direction",
    "flows[1].direction",
  ]);
});

test("more faults than a call has arguments are told, not thrown", () => {
  const flows = Array.from({ length: 150_000 }, (_, i) => ({ id: `a/${i}`, kind: "product", unit: "kg" }));
  expect(faultsOf({ ...empty, flows })).toHaveLength(150_000);
});

test("a parameter has a name that a formula cannot read as something else", () => {
  const names = ["steam-loss", "steam loss", "2x", "a.b", "steam_loss2", "含碳率", "größe"];
  const parameters = names.map((name) => ({ name, value: 1 }));
  const found = faultsOf({ ...empty, parameters, processes: [{ id: "p", exchanges: [], parameters }] });
  expect(found.map((one) => /^(.*): Parameter "(.*)" cannot/.exec(one)?.slice(1))).toEqual(
    ["parameters", "processes[0].parameters"].flatMap((at) => names.slice(0, 4).map((name) => [at, name])),
  );
});
