import { Indicator, type Ranking } from "@celadon/proto";
import { type Caller, owner } from "@celadon/runtime";
import { expect, test } from "vitest";
import { rankingJson } from "./ranking-json.ts";
import { factoriesFor, rankingSeenBy } from "./seen-by.ts";

const plant: Caller = { name: "plant", roles: ["engineer"], factories: ["mill"] };
const assessor: Caller = { name: "judge", roles: ["assessor"], factories: ["mill"] };

const figureOf = (factory: string, amount: string) => ({
  ...Indicator.create(),
  ...{
    factory,
    product: "paper",
    name: "footprint",
    unit: "kgCO2e",
    declaredUnit: "t",
    amount,
    footprint: `of ${factory}`,
  },
});
const ranking: Ranking = {
  ...{ peerGroup: undefined, indicator: "footprint", fromMs: 0n, toMs: 1n, period: "2026", claims: ["internal"] },
  places: [
    { indicator: figureOf("tannery", "1"), place: 1, tier: 1, rankFrom: 1, rankTo: 1 },
    { indicator: figureOf("mill", "2"), place: 2, tier: 2, rankFrom: 2, rankTo: 2 },
  ],
  unranked: [{ factory: "forge", product: "steel", reason: "incomplete", evidence: 'Factory "forge" lacks May.' }],
};

test("a plant sees its own figure, and of its peers that they hold a place", () => {
  const rows = rankingJson(rankingSeenBy(plant, ranking));
  expect(rows).toMatchObject([
    { place: 1, tier: 1, factory: null, product: null, amount: null, unit: "kgCO2e", footprint: null },
    { place: 2, factory: "mill", product: "paper", amount: "2", footprint: "of mill" },
    { place: null, factory: null, product: null, reason: "incomplete", evidence: null },
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/tannery|forge|steel/);
});

test("who compares factories sees it whole, whatever factories the token is for", () => {
  expect(rankingSeenBy(assessor, ranking)).toEqual(ranking);
  expect(rankingSeenBy(owner, ranking)).toEqual(ranking);
});

test("a question about nobody is about the plant's own factories, and one about others is refused", () => {
  expect(factoriesFor(plant, [])).toEqual(["mill"]);
  expect(factoriesFor(assessor, [])).toEqual([]);
  expect(factoriesFor(assessor, ["tannery"])).toEqual(["tannery"]);
  expect(() => factoriesFor(plant, ["mill", "tannery"])).toThrow('not for factory "tannery"');
});
