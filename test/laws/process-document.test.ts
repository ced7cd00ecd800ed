import { readFileSync } from "node:fs";
import {
  demandResult,
  footprintTable,
  type LcaAnswer,
  type LinearSystem,
  linearSolver,
  methodsAsked,
  productContributions,
  readSystem,
  sparseLu,
  spreadOf,
} from "@celadon/inventory-to-footprint/systems";
import { type BuildOptions, buildSystem } from "@celadon/processes-to-system";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "./runs.ts";

// From processes as people write them to footprints: the two edges together, with numbers that can be checked in the head.

type Doc = Record<string, unknown>;
const flow = (id: string, kind = "product", rest: Doc = {}): Doc => ({ id, kind, unit: "kg", ...rest });
const emission = { direction: "emission" };
const flows = [
  ...["steel", "coal", "slag"].map((id) => flow(id)),
  flow("power", "product", { unit: "kWh" }),
  flow("rubble", "waste"),
  flow("co2", "elementary", emission),
  flow("ore", "elementary", { direction: "resource" }),
  flow("ore-emitted", "elementary", { name: "ore", ...emission }),
];
const takes = (of: string, amount: unknown, rest: Doc = {}): Doc => ({
  ...{ flow: of, amount, unit: of === "power" || of === "heat" ? "kWh" : "kg", direction: "input" },
  ...rest,
});
const gives = (of: string, amount: unknown, rest: Doc = {}): Doc => ({
  ...takes(of, amount, rest),
  direction: "output",
});
const makes = (of: string, amount: unknown = 1): Doc => gives(of, amount, { reference: true });
const process = (id: string, exchanges: readonly Doc[], rest: Doc = {}): Doc => ({ id, exchanges, ...rest });
const gwp = { id: "gwp", unit: "kg CO2e", factors: [{ flow: "co2", value: 1 }] };
const documentOf = (processes: readonly Doc[], rest: Doc = {}): Doc => ({
  ...{ format: "celadon-processes-1", flows, processes, methods: [gwp] },
  ...rest,
});

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};
const filesOf = (document: Doc, options: BuildOptions = {}): ReadonlyMap<string, string> => {
  const built = buildSystem(JSON.stringify(document), options);
  if (built.kind !== "accept") throw new Error(built.evidence);
  return built.value.files;
};
const systemOf = (files: ReadonlyMap<string, string>): LinearSystem =>
  accepted(
    readSystem((file) => {
      const text = files.get(file);
      return text === undefined ? undefined : [text];
    }),
  );
/** The footprint of every product by every method, with its status where that is not complete. */
const footprints = (document: Doc, options: BuildOptions = {}): Readonly<Record<string, number | string>> => {
  const solver = accepted(linearSolver(systemOf(filesOf(document, options)), sparseLu));
  const { lines } = accepted(footprintTable(solver, accepted(methodsAsked(solver.system, undefined))));
  return Object.fromEntries(
    [...lines].slice(1).map((line) => {
      const [product, method, value, , status] = line.trim().split(",") as [string, string, string, string, string];
      const key = method === "gwp" ? product : `${product} by ${method}`;
      return [key, status === "complete" ? Number(value) : value === "" ? status : `${status} ${value}`];
    }),
  );
};
const near = (value: number) => expect.closeTo(value, 12);
const mine = process("mine", [makes("coal"), gives("co2", 1.5)]);
const tip = process("tip", [takes("rubble", 1, { reference: true }), gives("co2", 0.8)]);
const works = process("works", [makes("power"), gives("co2", 1)]);

test("the example of the format comes to what its page says", () => {
  const page = readFileSync(new URL("../../pipelines/processes-to-system/format.md", import.meta.url), "utf8");
  const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "");
  const { board, steam } = footprints(example, { view: "market" }) as Readonly<Record<string, number>>;
  // 2,100 kg of coal at 1.86 and 0.06 over 10 t of steam.
  const [heat, power] = [28 / 0.9, 5.4 / 0.4];
  expect(steam).toBeCloseTo((2100 * 1.92 * (heat / (heat + power))) / 10, 9);
  expect(board).toBeCloseTo(0.3038 * 420 + 0.686 * 150 + 1.98 * (steam as number) + 520 * 0.03 + 256 * 1.1, 9);
  expect(page).toContain(`${Math.round((board as number) * 10) / 10}`.replace("1084", "1,084"));
});

test("own use of 0.03 of a gross output of 1 with emission 0.5 gives 0.5155, in every scenario", () => {
  const document = documentOf([process("works", [makes("power"), takes("power", "loss"), gives("co2", 0.5)])], {
    parameters: [{ name: "loss", value: 0.03 }],
  });
  expect(footprints(document)).toEqual({ power: near(0.5 / 0.97) });
  expect(footprints(document, { set: { loss: 0.5 } })).toEqual({ power: near(1) });
});

test("5 kg of output with 2 kg of CO2 carry 0.4 a kg", () => {
  expect(footprints(documentOf([process("mine", [makes("coal", 5), gives("co2", 2)])]))).toEqual({ coal: near(0.4) });
});

test("0.25 kg of waste handed on carry 0.2 of the treatment's 0.8; demanding the treatment of 1 kg gives +0.8", () => {
  const document = documentOf([process("mill", [makes("steel"), gives("rubble", 0.25)]), tip]);
  expect(footprints(document)).toEqual({ steel: near(0.2), rubble: near(0.8) });
});

test("2 with an avoided product of 0.3 at 1.5 is 1.55, and the displaced supplier runs at -0.3", () => {
  const document = documentOf([
    mine,
    process("mill", [makes("steel"), gives("co2", 2), gives("coal", 0.3, { avoided: true })]),
  ]);
  expect(footprints(document)).toMatchObject({ steel: near(1.55) });
  const solver = accepted(linearSolver(systemOf(filesOf(document)), sparseLu));
  expect(accepted(demandResult(solver, { product: "steel", amount: 1 })).supply).toEqual([
    { id: "mill", amount: 1 },
    { id: "mine", amount: near(-0.3) },
  ]);
});

test("an avoided treatment of 0.25 kg lowers a footprint of 2 by 0.2", () => {
  const mill = process("mill", [makes("steel"), gives("co2", 2), takes("rubble", 0.25, { avoided: true })]);
  expect(footprints(documentOf([mill, tip]))).toMatchObject({ steel: near(1.8) });
});

test("a resource of 3 with factor 2 is +6, the factor leaves the emission of its name alone, an uptake is negative", () => {
  const mill = process("mill", [makes("steel"), takes("ore", 3), gives("ore-emitted", 100)]);
  const method = (id: string, factor: Doc): Doc => ({ id, unit: "1", factors: [factor] });
  const document = documentOf([mill], {
    methods: [
      method("depletion", { flow: "ore", value: 2, direction: "resource" }),
      method("uptake", { flow: "ore", value: -1 }),
      method("other", { flow: "ore-emitted", value: 2, direction: "resource" }),
    ],
  });
  expect(footprints(document)).toEqual({
    "steel by depletion": 6,
    "steel by other": "empty-method",
    "steel by uptake": -3,
  });
});

test("factors 0.6 and 0.4 on emission 1, input worth 1 and a credit of 0.2 give 1.08 and 0.72", () => {
  const mill = process(
    "mill",
    [makes("steel"), makes("slag"), gives("co2", 1), takes("power", 1), gives("coal", 0.2 / 1.5, { avoided: true })],
    { allocation: { method: "shares", shares: { steel: 0.6, slag: 0.4 } } },
  );
  expect(footprints(documentOf([mill, works, mine]))).toMatchObject({ steel: near(1.08), slag: near(0.72) });
});

test("a supplier known by its result is a column with it; by a method it lacks, what rests on it is unknown", () => {
  const supplier = process("supplier", [makes("coal", 10)], { impacts: { gwp: 25 } });
  const mill = process("mill", [makes("steel"), takes("coal", 2), gives("co2", 1), takes("ore", 3)]);
  const methods = [gwp, { id: "ore", unit: "kg", factors: [{ flow: "ore", value: 1 }] }];
  expect(footprints(documentOf([supplier, mill, works], { methods }))).toEqual({
    coal: near(2.5),
    "coal by ore": "unknown",
    power: 1,
    "power by ore": 0,
    steel: near(6),
    "steel by ore": "unknown",
  });
});

test("what two branches of a product need in common counts once each: the total is direct and below it together", () => {
  // Steel takes 1 kg of coal and 2 kWh, each of which takes 0.5 kg of coal: 2 kg of coal at 1.5, 2 kWh at 1, and 4 itself.
  const power = process("works", [makes("power"), takes("coal", 0.5), gives("co2", 1)]);
  const mill = process("mill", [makes("steel"), takes("coal", 1), takes("power", 2), gives("co2", 4)]);
  const document = documentOf([mine, power, mill]);
  expect(footprints(document)).toEqual({ coal: 1.5, power: near(1.75), steel: near(4 + 2 * 1 + 2 * 1.5) });
  const solver = accepted(linearSolver(systemOf(filesOf(document)), sparseLu));
  const { total, nodes } = accepted(productContributions(solver, { product: "steel", method: "gwp", cutoff: 0 }));
  expect(nodes.map(({ id, direct }) => [id, direct])).toEqual([
    ["mill", 4],
    ["mine", near(3)],
    ["works", near(2)],
  ]);
  expect(total).toBeCloseTo(9, 12);
});

test("what rests on something left out is a lower bound", () => {
  expect(footprints(documentOf([process("mill", [makes("steel"), takes("coal", 1), gives("co2", 2)])]))).toEqual({
    steel: "lower-bound 2",
  });
});

test("recycling: the example of the circular footprint formula comes to 1.718", () => {
  const known = (id: string, of: string, value: number): Doc => process(id, [makes(of)], { impacts: { gwp: value } });
  const treated = (id: string, of: string, value: number): Doc =>
    process(id, [takes(of, 1, { reference: true })], { impacts: { gwp: value } });
  const part = (of: string): Doc => ({ flow: of });
  const circular = {
    ...{ id: "board", amount: 1, unit: "kg", R1: 0.3, R2: 0.5, R3: 0.2, A: 0.5, B: 0, qualityIn: 0.9, qualityOut: 0.9 },
    ...{ lhv: { value: 10, unit: "kWh" }, xerHeat: 0.3, xerPower: 0.2 },
    ...{ virgin: part("virgin"), displacedVirgin: part("virgin"), recycled: part("secondary") },
    ...{ recyclingAtEnd: part("sorting"), energyRecovery: part("burning"), disposal: part("landfill") },
    ...{ displacedHeat: part("heat"), displacedPower: part("power") },
  };
  const document = documentOf(
    [
      process("mill", [makes("steel")], { circular: [circular] }),
      ...[known("forest", "virgin", 2), known("pulper", "secondary", 0.8), treated("sorter", "sorting", 0.6)],
      ...[treated("oven", "burning", 1.5), treated("pit", "landfill", 0.1)],
      ...[known("boiler", "heat", 0.07), known("grid", "power", 0.15)],
    ],
    {
      flows: [
        ...flows,
        ...["virgin", "secondary"].map((id) => flow(id)),
        ...["sorting", "burning", "landfill"].map((id) => flow(id, "waste")),
        flow("heat", "product", { unit: "kWh" }),
      ],
    },
  );
  expect(footprints(document)).toMatchObject({ steel: near(1.718) });
});

test("one draw of a raw exchange reaches all columns of its process, before it is allocated", () => {
  const uncertain = { uncertainty: { distribution: "lognormal", geometricSd: 1.5 } };
  // Two exchanges of one flow, which meet in one entry of each column and are drawn apart.
  const mill = process(
    "mill",
    [makes("steel"), makes("slag"), gives("co2", 1, uncertain), gives("co2", 2, uncertain)],
    {
      allocation: { method: "shares", shares: { steel: 0.75, slag: 0.25 } },
    },
  );
  const files = filesOf(documentOf([mill]));
  const solver = accepted(linearSolver(systemOf(files), sparseLu));
  const places = ["steel", "slag"].map((id) => solver.system.products.findIndex((one) => one.id === id));
  const { runs } = accepted(spreadOf(solver, "gwp", files.get("uncertainty.csv") ?? ""));
  const drawn = runs.runs({ seed: 7, from: 0, to: 50, products: places });
  if (drawn.kind !== "accept") throw new Error(drawn.evidence);
  const { kept } = drawn.value;
  for (let run = 0; run < 50; run++)
    expect((kept[2 * run] as number) / (kept[2 * run + 1] as number)).toBeCloseTo(3, 12);
  expect(new Set(kept).size).toBeGreaterThan(50);
});

test("a co-product that its process takes itself: 1 of steel and 1 of slag, 0.2 of it used, share 0.75 and 0.25 of 1", () => {
  const mill = process("mill", [makes("steel"), makes("slag"), takes("slag", 0.2), gives("co2", 1)], {
    allocation: { method: "shares", shares: { steel: 0.75, slag: 0.25 } },
  });
  const slag = 0.25 / 0.95; // its column: 1 - 0.05 of slag
  const own = footprints(documentOf([mill]));
  expect(own).toEqual({ slag: near(slag), steel: near(0.75 + 0.15 * slag) });
  // What leaves the gate carries all of it.
  expect((own["steel"] as number) + 0.8 * (own["slag"] as number)).toBeCloseTo(1, 12);
});

test("a waste is accepted, a product sold and the same waste handed on, by one process: revenue 60 and gate fee 40", () => {
  const priced = flows.map((one) => {
    const price = ({ steel: 3, rubble: 2 } as Readonly<Record<string, number>>)[one["id"] as string];
    return price === undefined ? one : { ...one, properties: { price: { value: price, unit: "CNY" } } };
  });
  const kiln = process(
    "kiln",
    [makes("steel", 20), takes("rubble", 20, { reference: true }), gives("rubble", 5), gives("co2", 10)],
    { allocation: { method: "economic" } },
  );
  // Treating: 20 y = 4 + 0.4 * 5 y, steel: 20 y = 6 + 0.6 * 5 y of treating.
  const treating = 4 / 18;
  expect(footprints(documentOf([kiln], { flows: priced }))).toEqual({
    rubble: near(treating),
    steel: near((6 + 3 * treating) / 20),
  });
});

test("a credit for what the process itself makes counts in its own row, by its share", () => {
  const mill = process(
    "mill",
    [makes("steel"), makes("slag"), gives("slag", 0.4, { avoided: true }), gives("co2", 1)],
    {
      allocation: { method: "shares", shares: { steel: 0.5, slag: 0.5 } },
    },
  );
  const slag = 0.5 / 1.2;
  expect(footprints(documentOf([mill]))).toEqual({ slag: near(slag), steel: near(0.5 - 0.2 * slag) });
});

test("parts that cancel and an amount of 0 are drawn about 0, each apart", () => {
  const normal = (sd: number): Doc => ({ uncertainty: { distribution: "normal", sd } });
  const mill = process("mill", [
    ...[makes("steel"), gives("co2", 3, normal(1)), takes("co2", 3, normal(2)), takes("coal", 0, normal(0.5))],
    ...[gives("coal", 1, { avoided: true, ...normal(1) }), takes("coal", 1)],
  ]);
  const pit = process("pit", [makes("coal"), gives("co2", 2)]);
  const files = filesOf(documentOf([mill, pit]));
  expect(footprints(documentOf([mill, pit]))).toEqual({ coal: 2, steel: 0 });
  const solver = accepted(linearSolver(systemOf(files), sparseLu));
  const steel = solver.system.products.findIndex(({ id }) => id === "steel");
  const { runs } = accepted(spreadOf(solver, "gwp", files.get("uncertainty.csv") ?? ""));
  const count = 4000;
  const drawn = runs.runs({ seed: 3, from: 0, to: count, products: [steel] });
  if (drawn.kind !== "accept") throw new Error(drawn.evidence);
  const kept = [...drawn.value.kept];
  const mean = kept.reduce((sum, one) => sum + one, 0) / count;
  const sd = Math.sqrt(kept.reduce((sum, one) => sum + (one - mean) ** 2, 0) / count);
  // 1 + 4 of co2, (0.5^2 + 1) * 2^2 of coal: a variance of 10.
  expect(Math.abs(mean)).toBeLessThan((4 * Math.sqrt(10)) / Math.sqrt(count));
  expect(Math.abs(sd / Math.sqrt(10) - 1)).toBeLessThan(0.05);
});

test("a flow at several places has the factor of each, and its one draw moves all columns of a process at its place", () => {
  const uncertain = { uncertainty: { distribution: "lognormal", geometricSd: 1.5 } };
  const shares = { steel: 0.75, slag: 0.25 };
  const mill = process(
    "mill",
    [makes("steel"), makes("slag"), gives("co2", 4, uncertain), gives("co2", 4, { location: "DE", ...uncertain })],
    { location: "CN", allocation: { method: "shares", shares } },
  );
  const processes = [
    mill,
    process("pit", [makes("coal"), gives("co2", 1, uncertain)], { location: "DE" }),
    process("works", [makes("power"), gives("co2", 1, uncertain)], { location: "FR" }),
  ];
  const at = (location: string, value: number): Doc => ({ flow: "co2", location, value });
  const methods = [
    { ...gwp, factors: [{ flow: "co2", value: 1 }, at("CN", 10), at("DE", 100)] },
    { ...gwp, id: "plain" },
  ];
  const document = documentOf(processes, { methods });
  expect(footprints(document)).toMatchObject({
    ...{ steel: near(330), slag: near(110), coal: 100, power: 1 },
    ...{ "steel by plain": 6, "slag by plain": 2, "coal by plain": 1 },
  });
  const files = filesOf(document);
  const solver = accepted(linearSolver(systemOf(files), sparseLu));
  const places = ["steel", "slag"].map((id) => solver.system.products.findIndex((one) => one.id === id));
  const { runs } = accepted(spreadOf(solver, "gwp", files.get("uncertainty.csv") ?? ""));
  const drawn = runs.runs({ seed: 7, from: 0, to: 50, products: places });
  if (drawn.kind !== "accept") throw new Error(drawn.evidence);
  const { kept } = drawn.value;
  for (let run = 0; run < 50; run++)
    expect((kept[2 * run] as number) / (kept[2 * run + 1] as number)).toBeCloseTo(3, 12);
  expect(new Set(kept).size).toBe(100);
});

const amounts = fc.integer({ min: 1, max: 10_000 }).map((n) => n / 64);
const raw = fc.record({
  products: fc.array(amounts, { minLength: 2, maxLength: 5 }),
  weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
  others: fc.array(fc.tuple(fc.constantFrom("coal", "power", "rubble", "co2", "ore"), fc.boolean(), amounts), {
    maxLength: 8,
  }),
});

test("the columns of an allocated process at scale 1 add up to the raw process, exchange by exchange", () => {
  fc.assert(
    fc.property(raw, ({ products, weights, others }) => {
      const ids = products.map((_, k) => `p${k}`);
      const sum = products.reduce((total, _, k) => total + (weights[k] as number), 0);
      const shares = Object.fromEntries(ids.map((id, k) => [id, `${weights[k]} / ${sum}`]));
      const exchanges = others.map(([of, isCredit, amount]) => {
        if (of === "rubble") return isCredit ? takes(of, amount, { avoided: true }) : gives(of, amount);
        if (of === "co2") return gives(of, amount);
        return isCredit && of !== "ore" ? gives(of, amount, { avoided: true }) : takes(of, amount);
      });
      const plant = process("plant", [...ids.map((id, k) => makes(id, products[k])), ...exchanges], {
        allocation: { method: "shares", shares },
      });
      const document = documentOf([plant, mine, works, tip], { flows: [...flows, ...ids.map((id) => flow(id))] });
      const { products: rows, processes, flows: natural, M, B } = systemOf(filesOf(document));
      const total = (matrix: typeof M, row: number): number =>
        processes.reduce((all, { id }, j) => {
          if (!id.startsWith("plant/")) return all;
          const at = matrix.rows.subarray(matrix.starts[j], matrix.starts[j + 1]).indexOf(row);
          return at === -1 ? all : all + (matrix.values[(matrix.starts[j] as number) + at] as number);
        }, 0);
      const stated = (of: string): number =>
        others.reduce((all, [id, isCredit, amount]) => {
          if (id !== of) return all;
          return all + (of === "co2" || of === "ore" || isCredit ? amount : -amount);
        }, 0);
      for (const [i, { id }] of rows.entries())
        expect(total(M, i)).toBeCloseTo(ids.includes(id) ? (products[ids.indexOf(id)] as number) : stated(id), 9);
      for (const [i, { id }] of natural.entries())
        if (id === "ore" || others.some(([of]) => of === "co2")) {
          const own = id === "ore" ? stated("ore") : stated("co2");
          expect(total(B, i)).toBeCloseTo(own, 9);
        }
    }),
    { numRuns: runs(200) },
  );
});

const shuffled = <T>(all: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc.shuffledSubarray([...all], { minLength: all.length });

test("any order of processes, exchanges, flows, parameters and methods makes the same bytes and the same report", () => {
  const uncertain = (sd: number): Doc => ({ uncertainty: { distribution: "normal", sd } });
  const processes = [
    process(
      "mill",
      [
        ...[
          makes("steel", 3),
          makes("slag"),
          takes("coal", 0.1, uncertain(0.01)),
          takes("coal", 0.2),
          takes("coal", 0.3),
        ],
        ...[
          gives("co2", "x", uncertain(0.1)),
          gives("co2", 0.7),
          takes("power", 1),
          gives("rubble", 2),
          takes("nothing", 1),
        ],
      ],
      { allocation: { method: "physical", property: "mass" }, location: "CN" },
    ),
    ...[mine, tip, works, process("pit", [makes("coal", 2), gives("co2", 1)], { location: "CN" })],
  ];
  const rest = {
    sameLocation: true,
    parameters: [
      { name: "x", value: "y + 1" },
      { name: "y", value: 2 },
    ],
    methods: [
      gwp,
      {
        id: "ore",
        unit: "kg",
        factors: [
          { flow: "ore", value: 1 },
          { flow: "slag", value: 1 },
        ],
      },
    ],
  };
  const answer = (document: Doc): string => {
    const built = buildSystem(JSON.stringify(document));
    return JSON.stringify(built.kind === "accept" ? [[...built.value.files], built.value.report] : built);
  };
  const once = answer(documentOf(processes, rest));
  const turned = fc
    .tuple(
      shuffled(processes).chain((all) =>
        fc.tuple(...all.map((one) => shuffled(one["exchanges"] as Doc[]).map((exchanges) => ({ ...one, exchanges })))),
      ),
      fc.tuple(shuffled(flows), shuffled(rest.parameters), shuffled(rest.methods)),
    )
    .map(([all, [flows, parameters, methods]]) => documentOf(all, { ...rest, flows, parameters, methods }));
  fc.assert(
    fc.property(turned, (document) => {
      expect(answer(document)).toBe(once);
    }),
    { numRuns: runs(200) },
  );
});
