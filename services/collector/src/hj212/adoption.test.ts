import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Caller, migrate, openEmbeddedStore, owner } from "@celadon/runtime";
import { expect, test } from "vitest";
import { migrations } from "../migrations.ts";
import { decideStation, type StationDecision } from "./decide-station.ts";
import { framed, sealed } from "./frames-in-test.ts";
import type { Peer } from "./peer.ts";
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

test("what waited is delivered too where the decision fell, or the file named the station, while no collector ran", async () => {
  await using open = await openStore();
  const { store, decide, list } = open;
  const other = { mn: "ABC", segment: "ST=32;CN=2061;PW=1;MN=ABC;CP=&&DataTime=20270101070000;w00000-Cou=1&&" };
  {
    await using stations = await stationsInTest(file, { store });
    using device = await deviceInTest(stations.port);
    device.send(hour, framed(other.segment));
    await expect.poll(list).toMatchObject([{ waitingFrames: 1 }, { waitingFrames: 1 }]);
  }
  await decide({});
  const named = `${file}  stations: { inlet: { mn: ${other.mn}, factory: north } }\n`;
  await using stations = await stationsInTest(named, { store });
  await expect
    .poll(() => stations.delivered.map(({ factory, readings }) => `${factory} ${readings[0]?.channel}`).toSorted())
    .toEqual(["mill outfall/2061/w00000-Cou", "north inlet/2061/w00000-Cou"]);
  await expect.poll(list).toMatchObject([{ state: "adopted", waitingFrames: 0 }]);
}, 30_000);

test("frames in SM4 wait as others do: adoption has no key for them, and the meters file has", async () => {
  await using open = await openStore();
  const { store, decide, list } = open;
  const key = "0".repeat(32);
  const segment = "QN=20270101080005000;ST=32;CN=2061;PW=1;MN=ABC;Flag=9;CP=&&DataTime=20270101070000;w00000-Cou=7&&";
  {
    await using stations = await stationsInTest(file, { store });
    using device = await deviceInTest(stations.port);
    device.send(sealed(segment, Buffer.from(key, "hex")));
    await expect.poll(list).toMatchObject([{ mn: "ABC", state: "waiting", waitingFrames: 1, waitingEncrypted: 1 }]);
    await expect(decide({ mn: "ABC" })).rejects.toThrow(
      'sends in SM4, which is read only with its key: name it in the meters file with "keyFile"',
    );
    expect([device.lines, stations.refused]).toEqual([[], []]);
  }
  const named = `${file}  stations: { inlet: { mn: ABC, factory: north, key: "${key}" } }\n`;
  await using stations = await stationsInTest(named, { store });
  await expect
    .poll(() => stations.delivered)
    .toMatchObject([{ factory: "north", readings: [{ channel: "inlet/2061/w00000-Cou", valueMicro: 7_000_000n }] }]);
}, 30_000);

test("what waited and was somebody else's, or nothing, is kept with its reason and not delivered", async () => {
  await using open = await openStore();
  const { store, list } = open;
  const upload = (pw: string, data: string) => framed(`ST=32;CN=2061;PW=${pw};MN=ABC;CP=&&${data}&&`);
  {
    await using stations = await stationsInTest(file, { store });
    using device = await deviceInTest(stations.port);
    device.send(upload("own", "DataTime=20270101070000;w00000-Cou=1"));
    device.send(upload("foreign", "DataTime=20270101070000;w00000-Cou=2"));
    device.send(upload("own", "DataTime=20270230070000;w00000-Cou=3"));
    await expect.poll(list).toMatchObject([{ waitingFrames: 3 }]);
  }
  const named = `${file}  stations: { inlet: { mn: ABC, factory: north, password: own } }\n`;
  await using stations = await stationsInTest(named, { store });
  await expect.poll(list, { timeout: 5_000 }).toEqual([]);
  expect(stations.delivered.flatMap(({ readings }) => readings.map(({ valueMicro }) => valueMicro))).toEqual([
    1_000_000n,
  ]);
  expect(stations.refused.map(({ reason }) => reason).toSorted()).toEqual(["time", "wrong-password"]);
  expect(stations.refused.map(({ content }) => Buffer.from(content).toString()).join("")).not.toMatch(/foreign|own/);
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
  const counted = async () => {
    const text = await stations.metrics.text();
    return ["unknown", "no-room"].map(
      (result) => new RegExp(`frames_total\\{result="${result}"\\} (\\d+)`).exec(text)?.[1],
    );
  };
  await expect.poll(counted, { timeout: 20_000 }).toEqual(["199", "31"]);
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

test("when a station spoke, from where and how its clock is, is told as far as it was heard; of the others it is not known, which is no zero", async () => {
  await using open = await openStore();
  const owner = { factories: "all" } as const;
  const named = ["ONE", "TWO"].map((mn) => ({ mn, factory: "mill", name: mn.toLowerCase() }));
  const peer = { address: "192.0.2.7" } as Peer;
  const seenOf = (mn: string) => (mn === "ONE" ? { skewMs: -90_000, lastMs: 1_800_000_000_000, peer } : undefined);
  const rows = await stationList(open.store, named, owner, seenOf);
  expect(rows.map(({ clockOffSeconds, lastSeen, addresses }) => [clockOffSeconds, lastSeen, addresses])).toEqual([
    [-90, "2027-01-15T08:00:00Z", ["192.0.2.7"]],
    [null, null, []],
  ]);
});
