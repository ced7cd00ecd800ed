import fc from "fast-check";
import { expect, test } from "vitest";
import { type Doc, doc, entries, exchange, flow, imported, makes, process, ref } from "./archive-in-test.ts";

// 10 kg of steel and 4 kg of slag with 5 kg of CO2; a file that names a method and states no factors of it.

const made = (steel: Doc = {}, slag: Doc = {}, rest: Doc = {}) => [
  process(
    "S",
    [
      makes("steel", 10, { internalId: 1, ...steel }),
      exchange("slag", 4, { internalId: 2, ...slag }),
      exchange("co2", 7, { internalId: 3 }),
    ],
    { defaultAllocationMethod: "PHYSICAL_ALLOCATION", ...rest },
  ),
];
const economic = { defaultAllocationMethod: "ECONOMIC_ALLOCATION" };
const worth = (costValue: number, currency = "eur"): Doc => ({ costValue, currency: ref(currency) });
const splits = (...[docs, options]: Parameters<typeof imported>): readonly string[] =>
  imported(docs, options)
    .report.findings.filter(({ rule }) => rule.startsWith("split"))
    .map(({ rule, id, message }) => `${rule} ${id}: ${message}`);
const refusal = (...[docs, options]: Parameters<typeof imported>): string => {
  const { refusedProcesses } = imported(docs, options).report;
  expect(refusedProcesses).toMatchObject([{ rule: "allocation", id: "S" }]);
  return `${refusedProcesses[0]?.message}`;
};

test("the physical method without factors goes by mass: 10 and 4 kg share 7 kg of CO2 as 5 and 2, and the report says how", () => {
  expect(entries(imported(made()), "B.mtx")).toEqual(["0 0 2", "0 1 5"]);
  expect(splits(made())).toEqual([
    `split-computed S: The file has no physical factors: shared by mass, "slag" 4 (share ${4 / 14}), "steel" 10 (share ${10 / 14}).`,
  ]);
});

test("a co-product counted in MJ is weighed by its mass: 100 MJ of gas at 20 MJ/kg are 5 kg beside 10 kg of steel", () => {
  const gas = flow("gas", "PRODUCT", {
    flowProperties: [
      { isRefFlowProperty: true, flowProperty: ref("energy"), conversionFactor: 1 },
      { flowProperty: ref("mass"), conversionFactor: 0.05 },
    ],
  });
  const docs = made({}, { flow: ref("gas"), flowProperty: ref("energy"), unit: ref("MJ"), amount: 100 });
  const { report } = imported([gas, ...docs]);
  expect(report.findings.find(({ rule }) => rule === "split-computed")?.message).toContain('"gas" 5 (share 0.3333');
});

test("a co-product without a mass is named, and the process stays refused", () => {
  const power = { flow: ref("power"), flowProperty: ref("energy"), unit: ref("MJ") };
  expect(refusal(made({}, power))).toContain(
    'A split by mass needs it of every co-product, and 1 of 2 lack it: "power"',
  );
});

test("where nothing is called mass, nothing is weighed", () => {
  const named = doc("FlowProperty", "mass", { name: "weight", unitGroup: ref("masses") });
  expect(refusal([...made(), named])).toContain("2 of 2 lack it");
});

test("the economic method without factors goes by what each brings, which openLCA keeps as a whole: 30 and 5 euros", () => {
  const docs = made(worth(30), worth(5), economic);
  expect(entries(imported(docs), "B.mtx")).toEqual(["0 0 1", "0 1 6"]);
  const currency = doc("Currency", "eur", { code: "EUR" });
  expect(splits([...docs, currency])).toEqual([
    `split-computed S: The file has no economic factors: shared by what each brings in EUR, "slag" 5 (share ${5 / 35}), "steel" 30 (share ${30 / 35}).`,
  ]);
});

test("a gate fee counts as what an accepted waste brings, and a formula goes before what is stored", () => {
  const rubble = { flow: ref("rubble"), isInput: true, costFormula: "2 * 10 + 22", ...worth(99) };
  expect(entries(imported(made(worth(14), rubble, economic)), "B.mtx")).toEqual(["0 0 5.25", "0 1 1.75"]);
});

test("a price that is missing, without a currency or not to be evaluated is named", () => {
  const lacks = '1 of 2 lack it: "slag"';
  expect(refusal(made(worth(30), {}, economic))).toContain(lacks);
  expect(refusal(made(worth(30), { costValue: 5 }, economic))).toContain(lacks);
  expect(refusal(made(worth(30), { ...worth(5), costFormula: "nothing" }, economic))).toContain(lacks);
});

test("a negative price and prices in two currencies are refused: nothing is exchanged at a rate nobody gave", () => {
  expect(refusal(made(worth(30), worth(-5), economic))).toContain('not negative, and these have another: "slag"');
  expect(refusal(made(worth(30), worth(5, "usd"), economic))).toContain('priced in 2 currencies: "eur", "usd"');
});

test("a person's method is computed too; without a method, and for the causal one, the process stays refused", () => {
  const docs = made(worth(30), worth(5), { defaultAllocationMethod: undefined });
  expect(refusal(docs)).toContain("no allocation method");
  expect(entries(imported(docs, { allocation: { S: "economic" } }), "B.mtx")).toEqual(["0 0 1", "0 1 6"]);
  expect(entries(imported(docs, { allocation: { S: "physical" } }), "B.mtx")).toEqual(["0 0 2", "0 1 5"]);
  expect(refusal(docs, { allocation: { S: "causal" } })).toContain("no causal factors");
});

test("factors of the file go before a mass, and are told", () => {
  const factors = [
    { allocationType: "PHYSICAL_ALLOCATION", product: ref("steel"), value: 0.75 },
    { allocationType: "PHYSICAL_ALLOCATION", product: ref("slag"), value: 0.25 },
  ];
  expect(splits(made({}, {}, { allocationFactors: factors }))).toEqual([
    'split-by-file S: Shared by its physical factors, "slag" 0.25, "steel" 0.75.',
  ]);
  expect(refusal(made({}, {}, { allocationFactors: factors.slice(1) }))).toContain('no physical factor of "steel"');
});

test("two exchanges of one co-product weigh together", () => {
  const docs = [
    process(
      "S",
      [makes("steel", 6), exchange("steel", 4, { unit: ref("kg") }), exchange("slag", 4), exchange("co2", 7)],
      { defaultAllocationMethod: "PHYSICAL_ALLOCATION" },
    ),
  ];
  expect(entries(imported(docs), "B.mtx")).toEqual(["0 0 2", "0 1 5"]);
});

test("whatever the masses, the columns add up to the process, exchange by exchange, and each keeps its own product", () => {
  const mass = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(mass, mass, mass, (steel, slag, co2) => {
      const amounts = [makes("steel", steel), exchange("slag", slag), exchange("co2", co2)];
      const split = imported([process("S", amounts, { defaultAllocationMethod: "PHYSICAL_ALLOCATION" })]);
      const values = entries(split, "B.mtx").map((line) => Number(line.split(" ")[2]));
      const sum = values.reduce((total, value) => total + value, 0);
      expect(Math.abs(sum - co2)).toBeLessThanOrEqual(1e-12 * co2);
      expect(entries(split, "A.mtx")).toEqual([`0 0 ${slag}`, `1 1 ${steel}`]);
    }),
    { numRuns: 25 },
  );
});
