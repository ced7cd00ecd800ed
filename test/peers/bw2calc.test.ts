import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  directImpacts,
  type LcaAnswer,
  type LinearSystem,
  linearSolver,
  type Runs,
  sparseLu,
  sparseLuAlways,
  spreadOf,
  spreadOfRuns,
} from "@celadon/inventory-to-footprint/systems";
import { afterAll, beforeAll, expect, type TestContext, test } from "vitest";
import { backgroundSystem, e1 } from "../bench/lca/background-system.ts";
import { writeSystemFolder } from "../bench/lca/system-folder.ts";
import { apart } from "./apart.ts";
import { askPython, pythonOf } from "./python.ts";
import { kinds, randomSystemOf } from "./random-systems.ts";
import { sparseOf } from "./sparse-of.ts";

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};

/** 64 random systems, eight of each kind, and background systems of the size of small databases. */
const systems: readonly { readonly name: string; readonly system: LinearSystem }[] = [
  ...kinds.flatMap((kind) =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => ({
      name: `${kind}, ${seed}`,
      system: randomSystemOf(kind, seed, 60).system,
    })),
  ),
  ...[200, 700, 2_000].map((n) => ({ name: `background of ${n}`, system: backgroundSystem({ ...e1, n }) })),
];
const productsOf = ({ products }: LinearSystem): readonly number[] => [products.length >> 1, 0, products.length - 1];

const named = (letter: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `${letter}${index}`, name: "", unit: "kg", index }));
/** A system of which B is the direct impact. */
function systemOf(M: readonly (readonly number[])[], q: readonly number[]): LinearSystem {
  const columns = q.map((_, j) => M.flatMap((row, i) => (row[j] === 0 ? [] : [[i, row[j] as number] as const])));
  return {
    ...{
      products: named("p", q.length),
      processes: named("x", q.length),
      flows: named("f", 1),
      methods: named("m", 1),
    },
    M: sparseOf(q.length, columns),
    B: sparseOf(
      1,
      q.map((value) => [[0, value] as const]),
    ),
    C: sparseOf(1, [[[0, 1]]]),
  };
}

function runsOf(system: LinearSystem, lines: readonly string[], count: number): Runs {
  const head = "matrix,row,col,distribution,p1,p2,p3,group";
  const { runs } = accepted(
    spreadOf(accepted(linearSolver(system, sparseLu)), "m0", `${[head, ...lines].join("\n")}\n`),
  );
  const made = runs.runs({ seed: 11, from: 0, to: count, products: system.products.map((_, i) => i) });
  if (made.kind !== "accept") throw new Error(made.evidence);
  return made.value;
}
const keptOf = ({ kept, products }: Runs, product: number): readonly number[] =>
  [...kept].filter((_, at) => at % products.length === product);

/** Five suppliers that share one draw u: what the first emits is u itself, the others by its quantile. */
const shared = runsOf(
  systemOf(
    [0, 1, 2, 3, 4].map((i) => [0, 1, 2, 3, 4].map((j) => (i === j ? 1 : 0))),
    [0.5, 2, 2, 2, 2],
  ),
  [
    "B,0,0,uniform,0,1,,one",
    "B,0,1,normal,2,0.3,,one",
    "B,0,2,lognormal,2,1.4,,one",
    "B,0,3,triangular,1,2,4,one",
    "B,0,4,uniform,1,3,,one",
  ],
  4_000,
);

const looped = {
  M: [
    [1, -0.2, -0.1],
    [-0.3, 2, -0.4],
    [-0.1, -0.2, 1],
  ],
  q: [2, 1, 0.5],
  inputs: 1.2,
  interventions: 1.5,
};
const drawn = runsOf(
  systemOf(looped.M, looped.q),
  [
    ...looped.M.flatMap((row, i) =>
      row.flatMap((value, j) => (value < 0 ? [`A,${i},${j},lognormal,${-value},${looped.inputs},,`] : [])),
    ),
    ...looped.q.map((value, j) => `B,0,${j},lognormal,${value},${looped.interventions},,`),
  ],
  20_000,
);

/** What follows from parameters, as a folder writes it and as Python does; the matrix and the impacts at the static parameters. */
const parameters = {
  share: { value: 0.6, spread: ["triangular", 0.4, 0.6, 0.9] },
  x: { value: 2, spread: ["lognormal", 2, 1.2] },
  z: { value: 0.1, spread: ["normal", 0.1, 0.03] },
} as const;
const followedM = [
  [1, ["$share 0.3 * neg", "-0.3 * share", -0.18], ["$z neg", "-z", -0.1]],
  [["2.4 $share $x / - neg", "-(2.4 - share / x)", -2.1], 2, -0.2],
  [-0.1, ["$share 0.5 > $z $z 2 ^ if neg", "-where(share > 0.5, z, z ** 2)", -0.1], 1],
] as const;
const followedQ = [
  ["$x $share *", "x * share", 1.2],
  ["$z exp 1 - $x 1 max *", "(exp(z) - 1) * maximum(x, 1)", Math.expm1(0.1) * 2],
  0.5,
] as const;
type Followed = number | readonly [words: string, python: string, value: number];
const pythonOfOne = (one: Followed): string => (typeof one === "number" ? `${one}` : one[1]);
const staticOf = (one: Followed): number => (typeof one === "number" ? one : one[2]);
const linesOf = (matrix: "A" | "B", i: number, j: number, one: Followed): readonly string[] =>
  typeof one === "number" ? [] : [`${matrix},${i},${j},formula,${one[0]},,,`];
const followed = runsOf(
  systemOf(
    followedM.map((row) => row.map(staticOf)),
    followedQ.map(staticOf),
  ),
  [
    ...followedM.flatMap((row, i) => row.flatMap((one, j) => linesOf("A", i, j, one))),
    ...followedQ.flatMap((one, j) => linesOf("B", 0, j, one)),
    ...Object.entries(parameters).map(
      ([id, { value, spread }]) => `P,${id},${value},${spread.join(",")}${spread.length < 4 ? "," : ""},`,
    ),
  ],
  20_000,
);

interface Found {
  readonly plain: readonly number[];
  readonly refined: readonly number[];
}
type Drawn = Readonly<Record<"mean" | "sd" | "varianceError", readonly number[]>>;
interface Told {
  readonly systems: readonly { readonly adjoint: Found; readonly forward: Found; readonly scores: readonly number[] }[];
  readonly quantiles: Readonly<Record<"normal" | "lognormal" | "triangular" | "uniform", readonly number[]>>;
  readonly moments: Readonly<Record<"mean" | "sd" | "p2_5" | "median" | "p97_5", number>>;
  readonly drawn: Drawn;
  readonly followed: Drawn;
}

const folder = mkdtempSync(join(tmpdir(), "celadon-peers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let told: Told | undefined;
let unable: string | undefined;
beforeAll(() => {
  let python: string;
  try {
    python = pythonOf("superlu");
  } catch (fault) {
    if (process.env["CI"] === "true") throw fault;
    unable = `bw2calc cannot be installed here (${fault instanceof Error ? fault.message.split("\n")[0] : fault})`;
    return;
  }
  const asked = systems.map(({ system }, i) => {
    const own = join(folder, `${i}`);
    mkdirSync(own);
    writeSystemFolder(own, system);
    return { folder: own, products: productsOf(system) };
  });
  const question = {
    systems: asked,
    uniforms: keptOf(shared, 0),
    values: keptOf(drawn, 0),
    drawn: { ...looped, runs: 40_000 },
    followed: {
      parameters: Object.fromEntries(Object.entries(parameters).map(([id, { spread }]) => [id, spread])),
      M: followedM.map((row) => row.map(pythonOfOne)),
      q: followedQ.map(pythonOfOne),
      runs: 40_000,
    },
  };
  told = askPython(python, [fileURLToPath(new URL("solve.py", import.meta.url))], JSON.stringify(question));
}, 300_000);

/** How far two answers may be apart where the system leaves nearly all digits sure: our own bound tells which those are. */
const [wellBound, wellApart] = [1e-12, 1e-10];
/** Of their answer and of the difference. */
const rounding = 2 ** -51;

/** What Python said; where bw2calc cannot be had, the test skips itself. */
const toldIn = (context: TestContext): Told => told ?? context.skip(unable);

for (const [how, way] of [
  ["by sweeps first", sparseLu],
  ["factorised", sparseLuAlways],
] as const) {
  test(`${how}, no answer is further from scipy's refined one than its bound says; well-conditioned ones agree with scipy to 1e-10`, (context) => {
    const { systems: theirs } = toldIn(context);
    const seen = { verified: 0, estimated: 0, well: 0 };
    for (const [at, { name, system }] of systems.entries()) {
      const { adjoint, forward } = theirs[at] as Told["systems"][number];
      const solver = accepted(linearSolver(system, way));
      const f = new Float64Array(system.products.length);
      f[productsOf(system)[0] as number] = 1;
      const pairs = [
        [accepted(solver.adjoint(directImpacts(system, [0]))), adjoint],
        [accepted(solver.forward({ count: 1, values: f })), forward],
      ] as const;
      for (const [ours, { plain, refined }] of pairs) {
        seen[ours.boundKind] += 1;
        expect(apart(ours.values, refined), name).toBeLessThanOrEqual(ours.errorBound + rounding);
        // Where units are 18 powers of ten apart scipy alone has lost digits: ours is the refined answer, its own is not.
        if (ours.errorBound > wellBound || name.startsWith("badly scaled")) continue;
        seen.well += 1;
        expect(apart(ours.values, plain), name).toBeLessThanOrEqual(wellApart);
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
  });
}

test("three products of each system have bw2calc's score, to 1e-10 where it is well-conditioned", (context) => {
  const { systems: theirs } = toldIn(context);
  let well = 0;
  for (const [at, { name, system }] of systems.entries()) {
    const { values, errorBound } = accepted(
      accepted(linearSolver(system, sparseLu)).adjoint(directImpacts(system, [0])),
    );
    const ours = productsOf(system).map((product) => values[product] as number);
    const scores = (theirs[at] as Told["systems"][number]).scores;
    if (errorBound <= wellBound) well += 1;
    expect(apart(ours, scores), name).toBeLessThanOrEqual(errorBound <= wellBound ? wellApart : 100 * errorBound);
  }
  expect(well).toBeGreaterThan(40);
});

test("4,000 draws of each distribution are the quantiles that scipy has for their uniforms, to 1e-13", (context) => {
  const { quantiles } = toldIn(context);
  for (const [product, kind] of [
    [1, "normal"],
    [2, "lognormal"],
    [3, "triangular"],
    [4, "uniform"],
  ] as const)
    expect(apart(keptOf(shared, product), quantiles[kind]), kind).toBeLessThanOrEqual(1e-13);
});

test("mean, standard deviation and percentiles of 20,000 runs are numpy's of the same runs, to 1e-12", (context) => {
  const { moments } = toldIn(context);
  const { mean, sd, p2_5, median, p97_5 } = spreadOfRuns(drawn, 0);
  for (const [ours, theirs] of [
    [mean, moments.mean],
    [sd, moments.sd],
    [p2_5, moments.p2_5],
    [median, moments.median],
    [p97_5, moments.p97_5],
  ] as const)
    expect(ours / theirs).toBeCloseTo(1, 12);
});

/** Means and variances are within five standard errors of both: of our 20,000 runs and their 40,000. */
function expectAlike(ours: Runs, theirs: Drawn): void {
  for (const product of [0, 1, 2]) {
    const { mean, sd, count } = spreadOfRuns(ours, product);
    const [theirMean, theirSd] = [theirs.mean[product] as number, theirs.sd[product] as number];
    const varianceError = theirs.varianceError[product] as number; // of 40,000 runs; that of 20,000 is larger by sqrt 2
    expect(count).toBe(20_000);
    expect(Math.abs(mean - theirMean)).toBeLessThan(5 * theirSd * Math.sqrt(1 / 20_000 + 1 / 40_000));
    expect(Math.abs(sd ** 2 - theirSd ** 2)).toBeLessThan(5 * varianceError * Math.sqrt(3));
  }
}

test("a loop of lognormal inputs and impacts spreads as it does by numpy's draws", (context) =>
  expectAlike(drawn, toldIn(context).drawn));

test("inputs and impacts that follow from shared parameters spread as they do by numpy's draws and Python's reading of them", (context) =>
  expectAlike(followed, toldIn(context).followed));
