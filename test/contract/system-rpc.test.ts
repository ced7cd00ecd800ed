import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  allFootprints,
  compared,
  demandResult,
  type LcaAnswer,
  type LinearSolver,
  linearSolver,
  methodsAsked,
  productContributions,
  readSystem,
  sparseLu,
} from "@celadon/inventory-to-footprint/systems";
import { openEngineThreads, systemRpc } from "@celadon/lifecycle";
import { type MonteCarloResponse, SystemServiceDefinition } from "@celadon/proto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allOf, errorOf } from "./error-of.ts";
import { served } from "./served.ts";
import { piecesOf, randomTexts, type SystemTexts, tanneryTexts } from "./system-texts.ts";

async function opened(limits?: Parameters<typeof systemRpc>[1]) {
  const threads = openEngineThreads(1);
  const service = await served([systemRpc(threads, limits)]);
  return {
    threads,
    client: service.clients.create(SystemServiceDefinition, 60_000),
    [Symbol.asyncDispose]: async () => {
      await service[Symbol.asyncDispose]();
      await threads[Symbol.asyncDispose]();
    },
  };
}
type Opened = Awaited<ReturnType<typeof opened>>;

let shared: Opened;
beforeAll(async () => {
  shared = await opened();
});
afterAll(() => shared[Symbol.asyncDispose]());

async function* streamed<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
const uploaded = async ({ client }: Opened, texts: SystemTexts, bytes?: number): Promise<string> =>
  (await client.upload(streamed(piecesOf(texts, bytes)))).system?.hash ?? "";

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};
const directly = (texts: SystemTexts): LinearSolver =>
  accepted(linearSolver(accepted(readSystem((file) => [texts[file] as string])), sparseLu));
const byId = <One extends { readonly id: string }>(some: readonly One[]): readonly One[] =>
  some.toSorted((a, b) => (a.id < b.id ? -1 : 1));

const large = randomTexts(5, 3_000);
const diverging = randomTexts(8, 60, { worth: 3 });

test("a system is told by its sizes and methods; uploaded again in other pieces, files or lines it is the same one", async () => {
  const { client } = shared;
  const first = await client.upload(streamed(piecesOf(tanneryTexts, 7)));
  const hash = first.system?.hash ?? "";
  expect(first).toMatchObject({
    known: false,
    system: {
      ...{ hash: expect.stringMatching(/^[0-9a-f]{64}$/), products: 3, processes: 3, flows: 2, incompleteProcesses: 0 },
      ...{ technosphereEntries: 5, interventionEntries: 4, factorEntries: 1, uncertainEntries: 3 },
      methods: [
        { id: "gwp100", name: "GWP100", unit: "kg CO2e" },
        { id: "scarcity", name: "Water scarcity", unit: "m3 world" },
      ],
    },
  });
  const turned = {
    ...Object.fromEntries(Object.entries(tanneryTexts).toReversed()),
    "products.csv": "index,id,name,unit\n2,heat,Heat,MJ\n1,power,Power,kWh\n0,leather,Leather,m2\n",
    "A.mtx": "%%MatrixMarket matrix coordinate real general\n3 3 6\n3 3 1\n2 2 -0.1\n2 2 1\n3 1 -10\n2 1 -3\n1 1 1\n",
  };
  expect(await client.upload(streamed(piecesOf(turned)))).toEqual({ ...first, known: true });
  expect(await client.has({ hash })).toEqual({ kept: true });
  expect(await client.describe({ hash })).toEqual({ system: first.system });
});

test("one demand, by hand: two square metres of leather", async () => {
  const hash = await uploaded(shared, tanneryTexts);
  const answer = await shared.client.solve({ hash, product: "leather", amount: 2 });
  expect(answer).toMatchObject({
    supply: [{ id: "boiler", amount: 20 }, { id: "plant" }, { id: "tanning", amount: 2 }],
    inventory: [
      { id: "co2", amount: 16, unit: "kg" },
      { id: "water", amount: 80, unit: "m3" },
    ],
    impacts: [
      { id: "gwp100", amount: 16, unit: "kg CO2e" },
      { id: "scarcity", amount: undefined, unit: "m3 world" }, // no factor for any flow: unknown, not 0
    ],
    ways: { solvedBy: "gauss-seidel", boundKind: "verified" },
  });
});

test.each([
  ["swept", large, "gauss-seidel"],
  ["factorised", diverging, "lu"],
])(
  "every answer of a system that is %s is that of the library, to the last bit",
  async (_, texts, solvedBy) => {
    const { client } = shared;
    const hash = await uploaded(shared, texts);
    const solver = directly(texts);
    const one = { product: "p17", method: "m0" };

    const solved = await client.solve({ hash, product: "p17", amount: -2.5 });
    const result = accepted(demandResult(solver, { product: "p17", amount: -2.5 }));
    expect(solved.supply.map(({ id, amount }) => ({ id, amount }))).toEqual(byId(result.supply));
    expect(solved.inventory).toEqual(byId(result.inventory));
    expect(solved.impacts).toEqual(byId(result.impacts));
    expect(solved.ways).toMatchObject({ solvedBy, errorBound: result.errorBound, boundKind: result.boundKind });

    const told = await client.contributions({ hash, ...one, cutoff: 0.01 });
    const graph = accepted(productContributions(solver, { ...one, cutoff: 0.01 }));
    expect({ ...told, edges: told.edges.length }).toEqual({
      ...{ total: graph.total, rest: graph.rest, nodes: byId(graph.nodes), edges: graph.edges.length },
    });
    const edge = ({ from, to }: { readonly from: string; readonly to: string }): string => `${to} ${from}`;
    expect(told.edges).toEqual(graph.edges.toSorted((a, b) => (edge(a) < edge(b) ? -1 : 1)));

    const changes = [{ matrix: "B" as const, row: "f0", column: "x3", value: 9 }];
    expect(await client.compare({ hash, ...one, changes })).toEqual(
      accepted(compared(solver, { ...one, changes, fallback: sparseLu })),
    );

    const replaced = { product: "p3", by: [{ product: "p1", factor: 0.5 }, { product: "p3" }] };
    expect(await client.compare({ hash, ...one, changes, replacements: [replaced] })).toEqual(
      accepted(compared(solver, { ...one, changes, replacements: [replaced], fallback: sparseLu })),
    );

    const parts = await allOf(client.footprints({ hash }));
    const all = accepted(allFootprints(solver, accepted(methodsAsked(solver.system, undefined))));
    const [head] = parts;
    const columns = parts.flatMap(({ part }) => (part?.$case === "columns" ? [part.value] : []));
    const ids = columns.flatMap(({ productIds }) => productIds);
    expect(ids).toEqual(solver.system.products.map(({ id }) => id)); // both in the order of ids
    expect(columns.map(({ first }) => first)).toEqual(ids.length > 2_048 ? [0, 2_048] : [0]);
    for (const m of [0, 1])
      expect(columns.flatMap(({ columns: values }) => values[m]?.values)).toEqual(
        ids.map((_, i) => all.solved.values[i * 2 + m]),
      );
    const { method, sweeps, backwardError, errorBound, boundKind } = all.solved;
    expect(head?.part).toMatchObject({
      $case: "head",
      value: {
        ways: { solvedBy: method, sweeps, backwardError, errorBound, boundKind },
        ...{ products: ids.length, methods: [{ id: "m0" }, { id: "m1" }], emptyMethods: [] },
      },
    });
  },
  60_000,
);

test("a method without factors has no column, and what rests on a gap is told as a lower bound", async () => {
  const hash = await uploaded(shared, {
    ...tanneryTexts,
    "processes.csv": "index,id,name,unit,left_out\n0,tanning,Tanning,,0\n1,plant,Power plant,,2\n2,boiler,Boiler,,0\n",
  });
  const [head, columns, ...more] = await allOf(shared.client.footprints({ hash }));
  expect(head?.part).toMatchObject({ value: { methods: [{ id: "gwp100" }], emptyMethods: [{ id: "scarcity" }] } });
  expect(columns?.part).toEqual({
    $case: "columns",
    value: {
      first: 0,
      ...{
        productIds: ["heat", "leather", "power"],
        columns: [{ values: [0.3, 8, 1], unknown: [] }],
        lowerBounds: [1, 2],
        boundsUnknown: [],
      },
    },
  });
  expect(more).toEqual([]);
});

test("what rests on a supplier that does not state its own impact is unknown by that method, and no number", async () => {
  const hash = await uploaded(shared, {
    ...tanneryTexts,
    "processes.csv":
      "index,id,name,unit,unknown_for\n0,tanning,Tanning,,\n1,plant,Power plant,,gwp100\n2,boiler,Boiler,,\n",
  });
  const [, columns] = await allOf(shared.client.footprints({ hash }));
  expect(columns?.part).toMatchObject({
    value: {
      productIds: ["heat", "leather", "power"],
      columns: [{ values: [0.3, Number.NaN, Number.NaN], unknown: [1, 2] }],
    },
  });
  const { impacts } = await shared.client.solve({ hash, product: "leather", amount: 1 });
  expect(impacts.find(({ id }) => id === "gwp100")?.amount).toBeUndefined();
  const runs = { hash, method: "gwp100", products: ["heat", "leather"], runs: 5 };
  expect(await errorOf(allOf(shared.client.monteCarlo(runs)))).toMatchObject({ reason: "unknown-impact" });
});

test("a flow whose factor nobody knows makes unknown who exchanges it and what rests on them, in every call", async () => {
  const hash = await uploaded(shared, {
    ...tanneryTexts,
    "flows.csv": "index,id,name,unit,unknown_for\n0,co2,Carbon dioxide,kg,\n1,water,Water,m3,gwp100\n",
  });
  const [, columns] = await allOf(shared.client.footprints({ hash }));
  expect(columns?.part).toMatchObject({
    value: {
      productIds: ["heat", "leather", "power"],
      columns: [{ values: [0.3, Number.NaN, 1], unknown: [1] }],
    },
  });
  const asked = { hash, product: "leather", method: "gwp100" };
  const { impacts } = await shared.client.solve({ hash, product: "leather", amount: 1 });
  expect(impacts.find(({ id }) => id === "gwp100")?.amount).toBeUndefined();
  for (const refused of [
    shared.client.solve({ ...asked, amount: 1 }),
    shared.client.contributions(asked),
    allOf(shared.client.monteCarlo({ hash, method: "gwp100", products: ["leather"], runs: 5 })),
  ])
    expect(await errorOf(refused)).toMatchObject({ reason: "unknown-impact" });
  const { impacts: known } = await shared.client.solve({ ...asked, product: "power", amount: 1 });
  expect(known).toMatchObject([{ id: "gwp100", amount: expect.closeTo(1, 12) }]);
});

test("a selection tells the entries named and the largest, and nothing where it is empty", async () => {
  const hash = await uploaded(shared, tanneryTexts);
  const ask = { hash, product: "leather", amount: 1, method: "gwp100" };
  const answer = await shared.client.solve({ ...ask, supply: { ids: ["plant"], largest: 1 }, inventory: {} });
  expect(answer.supply.map(({ id }) => id)).toEqual(["boiler", "plant"]);
  expect(answer.inventory).toEqual([]);
  expect(answer.impacts).toMatchObject([{ id: "gwp100", amount: 8 }]);
  expect(await errorOf(shared.client.solve({ ...ask, supply: { ids: ["mill"] } }))).toMatchObject({
    ...{ code: "INVALID_ARGUMENT", reason: "unknown-entry", fields: ["mill"] },
  });
});

const runsAsked = { method: "m0", products: ["p3", "p17", "p1"], runs: 60, seed: 7n };
const withoutProgress = (parts: readonly MonteCarloResponse[]) =>
  parts.filter(({ part }) => part?.$case !== "progress");

test("Monte Carlo has the bytes of the command line, on one thread as on several", async () => {
  const texts = randomTexts(11, 200);
  const hash = await uploaded(shared, texts);
  const parts = await allOf(shared.client.monteCarlo({ hash, ...runsAsked, threads: 1 }));
  const spreads = parts.flatMap(({ part }) => (part?.$case === "spread" ? [part.value] : []));
  expect(parts.at(-1)?.part).toMatchObject({ $case: "summary", value: { failed: 0, crossedEntries: 0 } });
  expect(parts.at(-5)?.part).toEqual({ $case: "progress", value: { done: 60, runs: 60 } });
  await using several = await (async () => {
    const threads = openEngineThreads(3);
    const service = await served([systemRpc(threads)]);
    return {
      client: service.clients.create(SystemServiceDefinition, 60_000),
      threads,
      [Symbol.asyncDispose]: async () => {
        await service[Symbol.asyncDispose]();
        await threads[Symbol.asyncDispose]();
      },
    };
  })();
  await uploaded(several, texts);
  const again = await allOf(several.client.monteCarlo({ hash, ...runsAsked }));
  expect(withoutProgress(again)).toEqual(withoutProgress(parts));

  const folder = mkdtempSync(join(tmpdir(), "celadon-system-"));
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(texts)) writeFileSync(join(folder, file), text);
  const celadon = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));
  const words = ["lca", "montecarlo", folder, "--product", ...runsAsked.products, "--method", "m0"];
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[celadon, ...words, "--runs", "60", "--seed", "7", "--threads", "2", "--json"],
  ]);
  const compared = await promisify(execFile)(process.execPath, [
    ...[celadon, ...words, "--against", "p5", "--runs", "60", "--seed", "7", "--threads", "2", "--json"],
  ]);
  rmSync(folder, { recursive: true });
  const beside = await allOf(several.client.monteCarlo({ hash, ...runsAsked, against: "p5" }));
  expect(beside.filter(({ part }) => part?.$case === "spread").map(({ part }) => part?.value)).toEqual(spreads);
  const comparisons = beside.flatMap(({ part }) => (part?.$case === "comparison" ? [part.value] : []));
  expect(comparisons.map(({ a, b }) => [a, b])).toEqual(runsAsked.products.map((id) => [id, "p5"]));
  const told = compared.stdout
    .trim()
    .split("\n")
    .slice(3)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(comparisons.map(({ p25, p975, ...one }) => ({ ...one, p2_5: p25, p97_5: p975 }))).toEqual(told);
  const lines = spreads.map(({ p25, p975, p50, ...one }) =>
    JSON.stringify({ ...{ id: one.id, static: one.static, mean: one.mean, sd: one.sd }, p2_5: p25, p50, p97_5: p975 }),
  );
  expect(stdout).toBe(`${lines.join("\n")}\n`);
}, 60_000);

test("while runs are made the service answers, and a caller who goes away stops them", async () => {
  const { client, threads } = shared;
  const hash = await uploaded(shared, randomTexts(12, 300));
  const small = await uploaded(shared, tanneryTexts);
  const going = new AbortController();
  const runs = client.monteCarlo({ hash, ...runsAsked, runs: 2_000_000 }, { signal: going.signal });
  const progress = runs[Symbol.asyncIterator]();
  const { value } = await progress.next();
  const done = value?.part?.$case === "progress" ? value.part.value.done : 2_000_000;
  expect(done).toBeLessThan(2_000_000);
  // Two million runs take minutes: what is answered now is answered beside them.
  expect((await client.solve({ hash: small, product: "leather", amount: 1 })).impacts[0]?.amount).toBe(8);
  expect(threads.working()).toBe(1);
  going.abort();
  const toItsEnd = async (): Promise<void> => {
    while ((await progress.next()).done !== true) {} // what was on its way already
  };
  await expect(toItsEnd()).rejects.toMatchObject({ name: "AbortError" });
  while (threads.working() > 0) await new Promise((resolve) => setTimeout(resolve, 5)); // minutes, if they went on
}, 60_000);

test("a deadline ends a factorisation that is not nearly done, and the thread is free", async () => {
  const { client, threads } = shared;
  const hash = await uploaded(shared, randomTexts(13, 10_000, { inputs: 12, worth: 3 })); // longer than this test may take
  const call = client.solve({ hash, product: "p1", amount: 1 }, { deadline: 1_500 });
  expect(await errorOf(call)).toMatchObject({ code: "DEADLINE_EXCEEDED" });
  while (threads.working() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const small = await uploaded(shared, tanneryTexts);
  expect((await client.solve({ hash: small, product: "heat", amount: 1 })).impacts[0]?.amount).toBe(0.3);
}, 60_000);

test("a service that stops ends the runs in hand, and says that one may come again", async () => {
  const stopping = await opened();
  const hash = await uploaded(stopping, tanneryTexts);
  const runs = stopping.client.monteCarlo({
    hash,
    ...{ method: "gwp100", products: ["heat"], runs: 5_000_000, seed: 1n },
  });
  const parts = runs[Symbol.asyncIterator]();
  await parts.next();
  const toItsEnd = async (): Promise<void> => {
    while ((await parts.next()).done !== true) {} // what was on its way already
  };
  const [ended] = await Promise.all([errorOf(toItsEnd()), stopping[Symbol.asyncDispose]()]);
  expect(ended).toMatchObject({ code: "UNAVAILABLE" });
}, 60_000);

test("a hash that nobody has uploaded is not found by any question", async () => {
  const { client } = shared;
  const asked = { hash: "0".repeat(64), product: "leather", method: "gwp100" };
  expect(await client.has(asked)).toEqual({ kept: false });
  for (const call of [
    client.describe(asked),
    client.solve({ ...asked, amount: 1 }),
    client.contributions(asked),
    client.compare({ ...asked, changes: [{ matrix: "A", row: "heat", column: "boiler", value: 2 }] }),
    allOf(client.footprints(asked)),
    allOf(client.monteCarlo({ ...asked, products: ["leather"], runs: 1 })),
  ])
    expect(await errorOf(call)).toMatchObject({
      ...{ code: "NOT_FOUND", reason: "unknown-system", message: expect.stringContaining("Upload it again.") },
    });
});

const entriesOf = (sizes: string): string => `%%MatrixMarket matrix coordinate real general\n${sizes}\n`;

test.each<[string, SystemTexts, string, string, RegExp]>([
  ["a strange file", { "D.mtx": "1" }, "INVALID_ARGUMENT", "bad-file", /"D.mtx" is no file of a system/],
  ["no methods.csv", { "methods.csv": "" }, "INVALID_ARGUMENT", "bad-file", /methods.csv, line 1: The file is empty/],
  ["a number that is none", { "B.mtx": entriesOf("2 3 1\n1 1 x") }, "INVALID_ARGUMENT", "bad-file", /B.mtx, line 3/],
  [
    "entries that cannot be there",
    { "A.mtx": entriesOf("3 3 2000000000\n1 1 1") },
    "INVALID_ARGUMENT",
    "bad-file",
    /it may be cut short/,
  ],
  [
    "a line without end",
    { "A.mtx": entriesOf(`3 3 6\n${"1".repeat(1_500_000)}`) },
    "INVALID_ARGUMENT",
    "bad-file",
    /more than 1048576 characters/,
  ],
  [
    "a strange distribution",
    { "uncertainty.csv": (tanneryTexts["uncertainty.csv"] as string).replace("normal", "gamma") },
    "INVALID_ARGUMENT",
    "bad-file",
    /uncertainty.csv, line 2: "gamma"/,
  ],
])("an upload with %s is refused, with its place", async (_, others, code, reason, message) => {
  const texts = { ...tanneryTexts, ...others };
  expect(await errorOf(uploaded(shared, texts))).toMatchObject({
    code,
    reason,
    message: expect.stringMatching(message),
  });
});

test("a file that never came is refused by its name", async () => {
  const { "C.mtx": _, ...texts } = tanneryTexts;
  expect(await errorOf(uploaded(shared, texts))).toMatchObject({
    message: expect.stringContaining("C.mtx is missing"),
  });
});

test("a system that is too large is refused while it streams in, not after", async () => {
  const limits = {
    upload: { systemBytesMost: 1 << 20, comingBytesMost: 1 << 24 },
    kept: { systemsMost: 2, bytesMost: 1 << 20 },
  };
  await using small = await opened(limits);
  let asked = 0;
  const endless = async function* () {
    for (;;) {
      asked += 1;
      yield { file: "A.mtx", content: new Uint8Array(1 << 16) };
    }
  };
  expect(await errorOf(small.client.upload(endless()))).toMatchObject({
    ...{ code: "RESOURCE_EXHAUSTED", reason: "system-too-large", message: expect.stringContaining("1048576 bytes") },
  });
  expect(asked).toBeGreaterThan(16);
  expect(await errorOf(uploaded(small, randomTexts(1, 9_000, { inputs: 1 })))).toMatchObject({
    reason: "system-too-large",
  });
});

test("more systems on their way than there is room for are asked to come again", async () => {
  const limits = {
    upload: { systemBytesMost: 1 << 22, comingBytesMost: 1 << 20 },
    kept: { systemsMost: 2, bytesMost: 1 << 30 },
  };
  await using small = await opened(limits);
  expect(await errorOf(uploaded(small, randomTexts(1, 9_000)))).toMatchObject({
    code: "RESOURCE_EXHAUSTED",
    reason: "too-many-uploads",
  });
});

test("the system used longest ago makes room", async () => {
  await using small = await opened({
    ...{ upload: { systemBytesMost: 1 << 20, comingBytesMost: 1 << 24 }, kept: { systemsMost: 2, bytesMost: 1 << 20 } },
  });
  const [first, second] = [await uploaded(small, randomTexts(1, 10)), await uploaded(small, randomTexts(2, 10))];
  await small.client.solve({ hash: first, product: "p1", amount: 1 });
  const third = await uploaded(small, randomTexts(3, 10));
  const kept = await Promise.all([first, second, third].map(async (hash) => (await small.client.has({ hash })).kept));
  expect(kept).toEqual([true, false, true]);
});

test("a question that cannot be meant is refused by its field", async () => {
  const { client } = shared;
  const hash = await uploaded(shared, tanneryTexts);
  const one = { hash, product: "leather", method: "gwp100" };
  const many = { hash, method: "gwp100", products: ["leather"], runs: 10 };
  const bad: readonly (readonly [Promise<unknown>, string])[] = [
    [client.solve({ ...one, amount: Number.NaN }), "amount"],
    [client.contributions({ ...one, cutoff: 2 }), "cutoff"],
    [client.compare(one), "changes"],
    [client.compare({ ...one, changes: [{ matrix: "D", row: "", column: "", value: 1 }] }), "changes[0].matrix"],
    [allOf(client.monteCarlo({ ...many, products: [] })), "products"],
    [allOf(client.monteCarlo({ ...many, products: ["leather", "leather"] })), "products"],
    [allOf(client.monteCarlo({ ...many, against: "leather" })), "against"],
    [allOf(client.monteCarlo({ ...many, runs: 0 })), "runs"],
    [allOf(client.monteCarlo({ ...many, runs: 20_000_000 })), "runs"],
    [allOf(client.monteCarlo({ ...many, seed: 2n ** 53n })), "seed"],
    [allOf(client.monteCarlo({ ...many, threads: 0 })), "threads"],
  ];
  for (const [call, field] of bad)
    expect(await errorOf(call)).toMatchObject({ code: "INVALID_ARGUMENT", reason: "bad-request", fields: [field] });
});

test("what the engine refuses comes by its code, with the ids", async () => {
  const { client } = shared;
  const { "uncertainty.csv": _, ...certain } = tanneryTexts;
  const hash = await uploaded(shared, certain);
  const one = { hash, product: "leather", method: "gwp100" };
  const invalid = (reason: string) => ({ code: "INVALID_ARGUMENT", reason });
  const unfit = (reason: string) => ({ code: "FAILED_PRECONDITION", reason });
  expect(await errorOf(client.solve({ ...one, product: "lether", amount: 1 }))).toMatchObject({
    ...{ ...invalid("unknown-demand"), fields: ["lether"] },
    message: expect.stringContaining('Did you mean "leather"?'),
  });
  expect(await errorOf(client.contributions({ ...one, method: "gwp" }))).toMatchObject(invalid("unknown-method"));
  expect(await errorOf(client.contributions({ ...one, method: "scarcity" }))).toMatchObject(unfit("empty-method"));
  const changes = [{ matrix: "A", row: "steam", column: "boiler", value: 1 }];
  expect(await errorOf(client.compare({ ...one, changes }))).toMatchObject(invalid("bad-change"));
  const replacements = [{ product: "power", by: [{ product: "heat" }] }];
  expect(await errorOf(client.compare({ ...one, replacements }))).toMatchObject(invalid("bad-change"));
  const runs = { hash, method: "gwp100", products: ["leather"], runs: 5 };
  expect(await errorOf(allOf(client.monteCarlo({ ...runs, against: "heat" })))).toMatchObject(invalid("wrong-unit"));
  expect(await errorOf(allOf(client.monteCarlo(runs)))).toMatchObject(unfit("no-uncertainty"));
  const loop = [
    { matrix: "A", row: "heat", column: "plant", value: -1 },
    { matrix: "A", row: "power", column: "boiler", value: -0.9 },
  ];
  expect(await errorOf(client.compare({ ...one, changes: loop }))).toMatchObject(unfit("numerically-singular"));
  const lacking = await uploaded(shared, {
    ...certain,
    "A.mtx": entriesOf("3 2 3\n1 1 1\n2 1 -3\n2 2 1"),
    "B.mtx": entriesOf("2 2 1\n1 1 2"),
    "processes.csv": "index,id,name,unit\n0,tanning,Tanning,\n1,plant,Power plant,\n",
  });
  expect(await errorOf(client.solve({ hash: lacking, product: "leather", amount: 1 }))).toMatchObject(
    unfit("not-square"),
  );
});
