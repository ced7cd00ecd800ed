import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Footprint, Inventory, topics } from "@celadon/proto";
import { type EmbeddedStore, migrate, openEmbeddedEventLog, openEmbeddedStore } from "@celadon/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrations } from "./migrations.ts";
import { openShelf, type Shelf } from "./shelf.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-shelf-"));
const log = openEmbeddedEventLog(join(folder, "log"), []);
let store: EmbeddedStore;
beforeAll(async () => {
  store = await openEmbeddedStore(join(folder, "store"));
  await migrate(store, "footprinter", migrations);
}, 60_000);
afterAll(async () => {
  await log[Symbol.asyncDispose]();
  await store?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const period = (factory: string) => ({ factory, fromMs: 0, toMs: 3_600_000 });
const footprint = (factory: string, id: string, more: Partial<Footprint> = {}): Footprint =>
  Footprint.fromPartial({
    factory,
    id: `${factory} ${id}`,
    product: "paper",
    fromMs: 0n,
    toMs: 3_600_000n,
    status: "complete",
    ...more,
  });
const current = async (shelf: Shelf, factory: string) =>
  (await shelf.list({ factory, history: false })).map(({ footprint: { id }, supersedes }) =>
    [id, supersedes].map((one) => one.replace(`${factory} `, "")),
  );
/** The same shelf as another process finds it. */
const reopened = () => openShelf(store, log);

test("a new footprint supersedes the one before; the same one again changes nothing", async () => {
  const shelf = reopened();
  for (const id of ["a", "b", "b"])
    await shelf.put([{ period: period("mill"), footprints: [footprint("mill", id)], position: "" }]);
  expect(await current(shelf, "mill")).toEqual([["b", "a"]]);
  expect(await current(reopened(), "mill")).toEqual([["b", "a"]]);
  expect((await shelf.list({ factory: "mill", history: true })).map(({ isCurrent }) => isCurrent)).toEqual([
    false,
    true,
  ]);
});

test("what was superseded can be current again", async () => {
  const shelf = reopened();
  for (const id of ["a", "b", "a"])
    await shelf.put([{ period: period("tannery"), footprints: [footprint("tannery", id)], position: "" }]);
  expect(await current(reopened(), "tannery")).toEqual([["a", "b"]]);
});

test("of a running period only the last footprint is kept", async () => {
  const shelf = reopened();
  const running = (id: string) => footprint("bakery", id, { status: "running" });
  for (const id of ["a", "b"]) await shelf.put([{ period: period("bakery"), footprints: [running(id)], position: "" }]);
  expect((await shelf.list({ factory: "bakery", history: true })).map((one) => one.footprint.id)).toEqual(["bakery b"]);
  await shelf.put([{ period: period("bakery"), footprints: [footprint("bakery", "c")], position: "" }]);
  expect(await current(reopened(), "bakery")).toEqual([["c", "b"]]);
});

test("a product that has no footprint any more has no current one, and its return supersedes the last", async () => {
  const shelf = reopened();
  const board = footprint("board mill", "x", { product: "board" });
  await shelf.put([{ period: period("board mill"), footprints: [footprint("board mill", "a"), board], position: "" }]);
  await shelf.put([{ period: period("board mill"), footprints: [board], position: "" }]);
  expect(await current(shelf, "board mill")).toEqual([["x", ""]]);
  expect(await current(reopened(), "board mill")).toEqual([["x", ""]]);
  await shelf.put([{ period: period("board mill"), footprints: [footprint("board mill", "b"), board], position: "" }]);
  expect(await current(reopened(), "board mill")).toEqual([
    ["x", ""],
    ["b", "a"],
  ]);
});

test("another period or factory keeps what it has", async () => {
  const shelf = reopened();
  await shelf.put([{ period: period("one"), footprints: [footprint("one", "a")], position: "" }]);
  await shelf.put([{ period: { ...period("one"), toMs: 7_200_000 }, footprints: [], position: "" }]);
  await shelf.put([{ period: period("two"), footprints: [], position: "" }]);
  expect(await current(shelf, "one")).toEqual([["a", ""]]);
});

test("what a process made current and may not have announced is announced by the next one, once", async () => {
  const put = (shelf: Shelf) =>
    shelf.put([{ period: period("dye works"), footprints: [footprint("dye works", "a")], position: "" }]);
  const said = async (): Promise<number> => {
    let count = 0;
    const enough = new AbortController();
    const group = `count ${Math.random()}`;
    await log.subscribe(
      { topic: topics.footprint.name, group },
      async ({ records, commit }) => {
        count += records.filter(({ key }) => key === "dye works").length;
        await commit();
        enough.abort();
      },
      enough.signal,
    );
    return count;
  };
  const [first, second] = [reopened(), reopened()];
  await put(first);
  await put(first);
  expect(await said()).toBe(1);
  await put(second);
  await put(second);
  expect(await said()).toBe(2);
});

const ofLot = (factory: string, id: string, key: string, more: Partial<Footprint> = {}): Footprint =>
  footprint(factory, id, { lot: { key, name: key, product: "paper", quantity: "1", unit: "t" }, ...more });
const lots = async (shelf: Shelf, factory: string) =>
  (await shelf.list({ factory, history: false, lots: true })).map(({ footprint: { id }, supersedes }) =>
    [id, supersedes].map((one) => one.replace(`${factory} `, "")),
  );

test("a lot and a period with the same borders each have their own footprint, running ones too", async () => {
  const shelf = reopened();
  const where = period("lots");
  const running = { status: "running" };
  await shelf.put([
    { period: where, footprints: [footprint("lots", "period", running)], position: "" },
    { period: { ...where, lot: "k" }, footprints: [ofLot("lots", "lot", "k", running)], position: "" },
  ]);
  expect(await current(reopened(), "lots")).toEqual([["period", ""]]);
  expect(await lots(reopened(), "lots")).toEqual([["lot", ""]]);
  await shelf.put([{ period: where, footprints: [], position: "" }]);
  expect(await current(reopened(), "lots")).toEqual([]);
  expect(await lots(reopened(), "lots")).toEqual([["lot", ""]]);
});

test("a lot that has another time supersedes what it was, one that is taken back has none, and may come back", async () => {
  const shelf = reopened();
  const at = (toMs: number) => ({ factory: "moved", fromMs: 0, toMs, lot: "k" });
  const moved = { toMs: 1_234_567n };
  await shelf.put([{ period: at(3_600_000), footprints: [ofLot("moved", "a", "k")], position: "" }]);
  await shelf.put([{ period: at(1_234_567), footprints: [ofLot("moved", "b", "k", moved)], position: "" }]);
  expect(await lots(reopened(), "moved")).toEqual([["b", "a"]]);
  await shelf.put([{ period: at(1_234_567), footprints: [], position: "" }]);
  expect(await lots(reopened(), "moved")).toEqual([]);
  await shelf.put([{ period: at(1_234_567), footprints: [ofLot("moved", "b", "k", moved)], position: "" }]);
  expect(await lots(reopened(), "moved")).toEqual([["b", ""]]);
});

test("of a lot that shares over a month only the last footprint is kept while the month runs, with the status it has", async () => {
  const shelf = reopened();
  const place = { factory: "shared", fromMs: 0, toMs: 3_600_000, lot: "k" };
  const until = (reachedMs: bigint): Partial<Footprint> => ({
    inventory: Inventory.fromPartial({
      processes: [{ id: "machine", allocation: { method: "mass", over: { fromMs: 0n, toMs: 9n, reachedMs } } }],
    }),
  });
  const put = (id: string, reachedMs: bigint) =>
    shelf.put([{ period: place, footprints: [ofLot("shared", id, "k", until(reachedMs))], position: "" }]);
  const ids = async (history: boolean) =>
    (await reopened().list({ factory: "shared", history, lots: true, statuses: ["complete"] })).map(
      ({ footprint: { id } }) => id,
    );
  for (const id of ["a", "b"]) await put(id, 5n);
  expect(await ids(true)).toEqual(["shared b"]);
  await put("c", 9n);
  expect(await ids(false)).toEqual(["shared c"]);
});
