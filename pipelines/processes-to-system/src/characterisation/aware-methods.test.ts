import { readFileSync } from "node:fs";
import { releaseOf } from "@celadon/factors";
import { expect, test } from "vitest";
import { awareMethods, type FlowOfWater } from "./aware-methods.ts";

const tables = ["water-scarcity.csv", "gwp100.csv"].map((name) => ({
  name,
  text: readFileSync(new URL(`../../../../factors/tables/${name}`, import.meta.url), "utf8"),
}));
const read = [releaseOf(tables), releaseOf(tables.slice(1))].map((release) => {
  if (release.kind !== "accept") throw new Error(release.evidence);
  return release.value;
});
const [release, withoutWater] = read as [(typeof read)[0], (typeof read)[0]];
const flow = (water: FlowOfWater["water"], unit = "m3"): FlowOfWater => ({ id: `${water} ${unit}`, unit, water });
const made = (flows: readonly FlowOfWater[], places: readonly string[] = []) => {
  const answer = awareMethods(flows, { uses: ["unspecified", "non-agri"], places, release });
  if (answer.kind !== "accept") throw new Error(answer.evidence);
  return answer.value;
};
const said = (flows: readonly FlowOfWater[], places: readonly string[] = []) =>
  made(flows, places).methods[0]?.factors.map(({ place = "world", value }) => `${place} ${value}`);

test("water withdrawn counts +, water given back -, what is lost to air or sea 0: the difference has it already", () => {
  expect(said([flow("withdrawal"), flow("return"), flow("lost")])).toEqual(["world 39.5", "world -39.5", "world 0"]);
});

test("a place with a factor of its own has it, in the same use for withdrawal and return", () => {
  expect(said([flow("withdrawal"), flow("return")], ["CN", "GLO", "CN-GD"])).toEqual([
    "world 39.5",
    "CN 22.3",
    "CN-GD 3.0248",
    "world -39.5",
    "CN -22.3",
    "CN-GD -3.0248",
  ]);
  expect(made([flow("withdrawal")], ["CN"]).methods[1]).toMatchObject({
    id: "AWARE2.0-non-agri",
    unit: "m3 world-eq",
    factors: [{ value: 17.9 }, { place: "CN", value: 6.29 }],
  });
});

test("kilograms and litres convert to cubic metres; what is neither is unknown, and this is said", () => {
  const values = (unit: string) => said([flow("withdrawal", unit)], ["CN"]);
  expect(values("kg")).toEqual(["world 0.0395", "CN 0.0223"]);
  expect(values("l")).toEqual(["world 0.0395", "CN 0.0223"]);
  expect(values("t")).toEqual(["world 39.5", "CN 22.3"]);
  const { methods, findings } = made([flow("withdrawal", "MJ"), flow("withdrawal", "Nm3")], ["CN"]);
  expect(methods[0]?.factors).toEqual([]);
  expect(methods[0]?.unknown.map(({ flowId, place }) => [flowId, place])).toEqual([
    ["withdrawal MJ", undefined],
    ["withdrawal Nm3", undefined],
  ]);
  expect(findings.map(({ rule }) => rule)).toEqual(["water-not-a-volume", "water-not-a-volume"]);
});

test("water lost to air is none of it in whatever unit, so that nothing of it is unknown", () => {
  expect(made([flow("lost", "MJ")], ["XX"])).toMatchObject({
    methods: [{ unknown: [] }, { unknown: [] }],
    findings: [],
  });
});

test("a part of a country without a factor has that of its country, and never the world's", () => {
  expect(said([flow("withdrawal")], ["CN-XX", "US-WECC", "CN-GD"])).toEqual([
    ...["world 39.5", "CN-GD 3.0248", "CN-XX 22.3"],
    expect.stringMatching(/^US-WECC /),
  ]);
  expect([...(made([flow("withdrawal")], ["CN-XX", "CN"]).methods[0]?.places ?? [])]).toEqual([
    ["CN", "CN"],
    ["CN-XX", "CN"],
  ]);
});

test("a stated place that AWARE has no factor of is unknown; none stated, the world and the rest of it have the world's", () => {
  const [method] = made([flow("withdrawal"), flow("lost")], ["RER", "XX", "", "GLO", "RoW"]).methods;
  expect(method?.unknown).toEqual([
    { flowId: "withdrawal m3", place: "RER" },
    { flowId: "withdrawal m3", place: "XX" },
  ]);
  expect(method?.factors.map(({ place }) => place)).toEqual([undefined, undefined]);
});

test("a country without a factor for one use is unknown by that use alone", () => {
  const answer = awareMethods([flow("withdrawal")], { uses: ["agri", "non-agri"], places: ["SG"], release });
  if (answer.kind !== "accept") throw new Error(answer.evidence);
  expect(answer.value.methods.map(({ unknown }) => unknown.map(({ place }) => place))).toEqual([["SG"], []]);
});

test("a code that is another province elsewhere is read as ISO 3166 has it, and this is said", () => {
  const { findings, methods } = made([flow("withdrawal")], ["CN-HE", "CN-SN"]);
  expect(findings).toMatchObject([
    { rule: "water-place-assumed", id: "CN-HE", message: expect.stringContaining("Hebei") },
  ]);
  expect(methods[0]?.factors.map(({ place }) => place)).toEqual([undefined, "CN-HE", "CN-SN"]);
});

test("a release without the world's factor is refused: nothing could stand in elsewhere", () => {
  const answer = awareMethods([], { uses: ["agri"], places: [], release: withoutWater });
  expect(answer).toMatchObject({ kind: "reject", reason: "factor-missing" });
});
