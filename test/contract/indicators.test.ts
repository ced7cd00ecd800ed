import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  benchmark,
  migrations as benchmarkMigrations,
  benchmarkRoutes,
  benchmarkRpc,
  indicatorsReached,
  rankPeers,
} from "@celadon/benchmark";
import { migrations, openShelf, type Shelf } from "@celadon/footprinter";
import { BenchmarkServiceDefinition, Contribution, DeclaredProduct, Footprint, Inventory } from "@celadon/proto";
import {
  type EmbeddedStore,
  type EventLog,
  migrate,
  openEmbeddedEventLog,
  openEmbeddedStore,
  openHttp,
  openLog,
  unguarded,
} from "@celadon/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { errorOf } from "./error-of.ts";
import { served } from "./served.ts";

// The footprinter's shelf and the benchmark meet at a topic and three tables, here without a process around them.
const folder = mkdtempSync(join(tmpdir(), "celadon-indicators-"));
let store: EmbeddedStore;
let log: EventLog;
let shelf: Shelf;
beforeAll(async () => {
  store = await openEmbeddedStore(join(folder, "store"));
  log = openEmbeddedEventLog(join(folder, "log"), []);
  await migrate(store, "footprinter", migrations);
  await migrate(store, "benchmark", benchmarkMigrations);
  shelf = openShelf(store, log);
}, 60_000);
afterAll(async () => {
  await log[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const fromMs = Date.parse("2026-01-01T00:00:00+08:00");
const toMs = Date.parse("2026-02-01T00:00:00+08:00");
const period = (factory: string) => ({ factory, fromMs, toMs });

interface Made {
  readonly id: string;
  readonly total: string;
  readonly group?: string;
  readonly status?: string;
  readonly marks?: readonly string[];
}
const footprint = (
  factory: string,
  { id, total, group = "leather", status = "complete", marks = [] }: Made,
): Footprint =>
  Footprint.fromPartial({
    ...{ factory, id: `${factory} ${id}`, product: "upper", status, timeZone: "Asia/Shanghai" },
    fromMs: BigInt(fromMs),
    toMs: BigInt(toMs),
    ...{ declaredAmount: "1", declaredUnit: "m2", boundary: "cradle-to-gate", gwpSet: "AR6", method: "celadon-1" },
    ...(status === "running" ? {} : { total }),
    ...{ absolute: `${total}0`, produced: "10", measuredShare: "1", estimatedShare: "0", missingShare: "0" },
    ...{ placeholderShare: "0", marks },
    contributions: [Contribution.fromPartial({ line: "gas", amount: total })],
    inventory: Inventory.fromPartial({ products: [DeclaredProduct.fromPartial({ product: "upper", group })] }),
  });

/** Runs the benchmark until it has heard all that was said, then stops it, as a crash or a Ctrl-C would. */
async function heard(): Promise<void> {
  const stop = new AbortController();
  const running = benchmark({ store, log }, stop.signal);
  await Promise.race([indicatorsReached(log, AbortSignal.timeout(20_000)), running]);
  stop.abort();
  await running;
}
const rows = () =>
  store.rows<Record<string, string>>({
    text: "SELECT peer, indicator, factory, place, amount, footprint FROM indicators FINAL ORDER BY factory, peer, indicator",
  });
const of = async (factory: string) =>
  (await rows()).filter((row) => row["factory"] === factory).map(({ footprint: id }) => id);
const put = (factory: string, ...made: readonly Made[]) =>
  shelf.put([{ period: period(factory), footprints: made.map((one) => footprint(factory, one)), position: "" }]);

test("what is put on the shelf is ranked; what supersedes it stands in its place", async () => {
  await put("a", { id: "1", total: "8" });
  await put("b", { id: "1", total: "9" });
  await heard();
  await put("b", { id: "2", total: "7" });
  await heard();
  expect(await of("b")).toEqual(["b 2"]);
  const ranking = await rankPeers(store, {
    ...{ productGroup: "leather", declaredUnit: "", boundary: "", keys: [], population: "", factories: [] },
    ...{ indicator: "footprint", months: undefined },
  });
  expect(ranking.places.map(({ indicator, place }) => `${place} ${indicator?.factory} ${indicator?.amount}`)).toEqual([
    "1 b 7",
    "2 a 8",
  ]);
});

test("a product that moves to another group leaves nothing in the one before, and can come back", async () => {
  for (const [id, group] of [
    ["1", "leather"],
    ["2", "suede"],
    ["3", "leather"],
    ["4", ""],
  ] as const) {
    await put("mover", { id, total: "8", group });
    await heard();
    expect(await of("mover")).toEqual([`mover ${id}`]);
  }
});

test("a footprint that lost its ground takes its rows with it, and its return is heard", async () => {
  await put("gone", { id: "1", total: "8" });
  await heard();
  await put("gone");
  await heard();
  expect(await of("gone")).toEqual([]);
  await put("gone", { id: "1", total: "8" });
  await heard();
  expect(await of("gone")).toEqual(["gone 1"]);
});

test("a running period has its row, without a figure, until it has ended", async () => {
  await put("runs", { id: "1", total: "8", status: "running" });
  await heard();
  expect((await rows()).find((row) => row["factory"] === "runs")).toMatchObject({ amount: null, footprint: "runs 1" });
  await put("runs", { id: "2", total: "8" });
  await heard();
  expect((await rows()).find((row) => row["factory"] === "runs")).toMatchObject({ amount: "8", footprint: "runs 2" });
});

test("said twice, replayed, or never said because of a crash right before: the rows are the same", async () => {
  const before = await rows();
  await store.run({ text: "TRUNCATE TABLE indicators" });
  await store.run({ text: "TRUNCATE TABLE indicated" });
  await heard();
  expect(await rows(), "worked in again from the tables alone").toEqual(before);
  await store.run({ text: "TRUNCATE TABLE indicated" });
  await heard();
  expect(await rows(), "a crash before the last effect").toEqual(before);
});

test("over the wire: the ranking by gRPC and HTTP, and one name with simulated and real in it is refused until narrowed", async () => {
  const simulated = ["simulated"];
  await put("real-1", { id: "1", total: "8", group: "board" });
  await put("real-2", { id: "1", total: "9", group: "board" });
  await put("sim-1", { id: "1", total: "7", group: "board", marks: simulated });
  await put("sim-2", { id: "1", total: "6", group: "board", marks: simulated });
  await heard();
  const ports = { store, caughtUp: async () => true, schemes: [] };
  await using service = await served([benchmarkRpc(ports)]);
  const client = service.clients.create(BenchmarkServiceDefinition, 5_000);
  const wanted = { peerGroup: { productGroup: "board" }, fromMs: BigInt(fromMs), toMs: BigInt(toMs) };
  expect(await errorOf(client.rankPeers(wanted))).toMatchObject({
    code: "FAILED_PRECONDITION",
    reason: "several-groups",
    message: expect.stringContaining("--simulated or --real"),
  });
  const { ranking } = await client.rankPeers({ ...wanted, population: "real" });
  const places = ranking?.places.map(({ place, tier, rankFrom, rankTo, indicator }) => ({
    ...{ place, tier, rankFrom, rankTo, factory: indicator?.factory, amount: indicator?.amount },
    footprint: indicator?.footprint,
  }));
  expect(places).toEqual([
    { place: 1, tier: 1, rankFrom: 1, rankTo: 1, factory: "real-1", amount: "8", footprint: "real-1 1" },
    { place: 2, tier: 2, rankFrom: 2, rankTo: 2, factory: "real-2", amount: "9", footprint: "real-2 1" },
  ]);
  const app = await openHttp([benchmarkRoutes(ports)], openLog("error"), { guard: unguarded });
  const asked = async (query: string) => (await app.inject(`/v1/rankings?productGroup=board${query}`)).json();
  expect(await asked("&population=real&key=gwp%20set%3DAR6")).toMatchObject(
    (places ?? []).map((place) => ({ ...place, coverage: "1", period: "2026-01", claims: ranking?.claims })),
  );
  expect(await asked("")).toMatchObject({ error: { code: "several-groups" } });
  await app.close();
});
