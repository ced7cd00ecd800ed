import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Caller, migrate, openEmbeddedStore, owner } from "@celadon/runtime";
import { expect, test } from "vitest";
import { migrations } from "../migrations.ts";
import { decideStation, type StationDecision } from "./decide-station.ts";
import { type NamedStation, stationList } from "./station-list.ts";
import { deviceInTest, stationsInTest } from "./stations-in-test.ts";

const mn = "00000000000000000000CE1A";
const hour =
  "##0140QN=20270101080000000;ST=32;CN=2061;PW=000000;MN=00000000000000000000CE1A;Flag=5;CP=&&DataTime=20270101070000;w00000-Cou=12.5,w00000-Flag=N&&E401\r\n";
const hourTaken = "##0087QN=20270101080000000;ST=91;CN=9014;PW=000000;MN=00000000000000000000CE1A;Flag=4;CP=&&&&A141";
const file = "hj212:\n  listen: 127.0.0.1:0\n";
const decision: StationDecision = {
  ...{ mn, decision: "adopted", factory: "mill", name: "outfall", who: "Li", why: "the sign on its door says so" },
};

async function openStore() {
  const folder = mkdtempSync(join(tmpdir(), "celadon-stations-"));
  const store = await openEmbeddedStore(join(folder, "store"));
  await migrate(store, "collector", migrations);
  const decide = (wanted: Partial<StationDecision>, caller: Caller = owner, ofFile: readonly NamedStation[] = []) =>
    decideStation({ ...decision, ...wanted }, { store, ofFile, caller, nowMs: 1_000 });
  return {
    store,
    decide,
    list: () => stationList(store, [], owner),
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test("a station that nobody named waits unanswered; once adopted its frames are delivered, and later ones answered, after a restart too", async () => {
  await using open = await openStore();
  const { store, decide, list } = open;
  {
    await using stations = await stationsInTest(file, { store });
    using device = await deviceInTest(stations.port);
    device.send(hour, hour); // unanswered, it sends the same again
    await expect
      .poll(list)
      .toMatchObject([
        { mn, state: "waiting", waitingFrames: 1, waitingBytes: hour.length, addresses: ["127.0.0.1"], decided: null },
      ]);
    expect([device.lines, stations.delivered]).toEqual([[], []]);
    await decide({});
    await expect
      .poll(() => stations.delivered, { timeout: 5_000 })
      .toMatchObject([
        { factory: "mill", receivedMs: stations.clock.nowMs, readings: [{ channel: "outfall/2061/w00000-Cou" }] },
      ]);
    device.send(hour);
    expect(await device.heard(1)).toEqual([hourTaken]);
    await expect.poll(list).toMatchObject([{ state: "adopted", waitingFrames: 0, decided: { who: "Li" } }]);
  }
  await using again = await stationsInTest(file, { store });
  using device = await deviceInTest(again.port);
  device.send(hour);
  expect(await device.heard(1)).toEqual([hourTaken]);
  // It sent another password while it waited, so whoever sends this one is not it.
  using other = await deviceInTest(again.port);
  other.send("##0087QN=20270101080000000;ST=91;CN=9015;PW=111111;MN=00000000000000000000CE1A;Flag=9;CP=&&&&0000\r\n");
  await expect.poll(() => again.refused).toHaveLength(1);
}, 30_000);

test("a station that is ignored is forgotten and stays unanswered", async () => {
  await using open = await openStore();
  await using stations = await stationsInTest(file, { store: open.store });
  using device = await deviceInTest(stations.port);
  device.send(hour);
  await expect.poll(open.list).toMatchObject([{ waitingFrames: 1 }]);
  await open.decide({ decision: "ignored", factory: "", name: "" });
  await expect.poll(open.list, { timeout: 5_000 }).toMatchObject([{ state: "ignored", waitingFrames: 0 }]);
  device.send(hour);
  await expect
    .poll(() => stations.metrics.text(), { timeout: 5_000 })
    .toContain('celadon_station_frames_total{result="ignored"} 1');
  expect([device.lines, stations.delivered]).toEqual([[], []]);
}, 30_000);

test("the meters file goes before what was adopted", async () => {
  await using open = await openStore();
  await open.decide({ factory: "tannery" });
  const named = `${file}  stations: { outfall: { mn: "${mn}", factory: mill } }\n`;
  await using stations = await stationsInTest(named, { store: open.store });
  using device = await deviceInTest(stations.port);
  device.send(hour);
  await device.heard(1);
  expect(stations.delivered).toMatchObject([{ factory: "mill" }]);
}, 30_000);

test("what waits is bounded: a hundred frames of a number, and numbers from one address", async () => {
  await using open = await openStore();
  await using stations = await stationsInTest(file, { store: open.store });
  using device = await deviceInTest(stations.port);
  const { encodeFrame } = await import("@celadon/hj212");
  const frame = (station: string, value: number): Uint8Array => {
    const area = `&&DataTime=20270101070000;w00000-Cou=${value},w00000-Flag=N&&`;
    const encoded = encodeFrame({
      fields: [
        ["CN", "2061"],
        ["MN", station],
        ["CP", area],
      ],
    });
    return encoded.ok ? encoded.bytes : new Uint8Array();
  };
  for (let i = 0; i < 120; i++) device.send(frame("A", i));
  for (let i = 0; i < 110; i++) device.send(frame(`B${i}`, 1));
  await expect
    .poll(() => stations.metrics.text(), { timeout: 20_000 })
    .toContain('celadon_station_frames_total{result="unknown"} 230');
  const rows = await open.list();
  expect(rows.find((row) => row.mn === "A")?.waitingFrames).toBe(100);
  expect(rows).toHaveLength(100);
}, 60_000);

test("a decision that cannot be is refused with a sentence", async () => {
  await using open = await openStore();
  const { decide } = open;
  const engineer: Caller = { name: "north", roles: ["engineer"], factories: ["north"] };
  await expect(decide({ who: " " })).rejects.toThrow("Say who decides it, and why");
  await expect(decide({ name: "a/../b" })).resolves.toBeUndefined(); // a slash is a letter of names
  await expect(decide({ name: "" })).rejects.toThrow('"" is no name (name)');
  await expect(decide({ mn: "1\t2" })).rejects.toThrow("is no number of a station");
  await expect(decide({}, engineer)).rejects.toThrow('not for factory "mill"');
  await expect(decide({ factory: "north" }, engineer)).rejects.toThrow('not for factory "mill"'); // it is the mill's already
  await expect(decide({ mn: "OTHER", name: "a/../b" })).rejects.toThrow("both would write into the same channels");
  await expect(decide({}, owner, [{ mn, factory: "mill", name: "gate" }])).rejects.toThrow(
    'is "gate" of the meters file',
  );
});

test("a caller sees stations of their factories, and those that are nobody's yet", async () => {
  await using open = await openStore();
  await open.decide({ mn: "ONE", factory: "mill", name: "one" });
  await open.decide({ mn: "TWO", factory: "north", name: "two" });
  expect((await stationList(open.store, [], { factories: ["north"] })).map((row) => row.mn)).toEqual(["TWO"]);
});
