import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { framed, sealed } from "./frames-in-test.ts";
import { deviceInTest, stationsInTest } from "./stations-in-test.ts";

const [own, former, foreign] = ["0".repeat(32), "1".repeat(32), "2".repeat(32)];
const keyOf = (hex: string) => Buffer.from(hex, "hex");
const file = (more = ""): string => `hj212:
  listen: 127.0.0.1:0
  stations: { outfall: { mn: "ABC", factory: mill${more} } }
`;
const segment = (value: number): string =>
  `QN=20270101080005000;ST=32;CN=2011;PW=123456;MN=ABC;Flag=9;CP=&&DataTime=20270101080000;w01018-Rtd=${value},w01018-Flag=N&&`;

test("a station that encrypts is read with its key, around a change of key with the former one too, and no other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-keys-"));
  const keyFile = join(folder, "former");
  writeFileSync(keyFile, `${former}\n`);
  await using stations = await stationsInTest(file(`, key: "${own}", previousKeyFile: "${keyFile}"`));
  using device = await deviceInTest(stations.port);
  device.send(
    sealed(segment(1), keyOf(own)),
    sealed(segment(2), keyOf(former)),
    sealed(segment(3), keyOf(foreign)),
    framed(segment(4)),
  );
  await device.heard(3);
  expect(stations.delivered.map(({ readings }) => readings[0]?.valueMicro)).toEqual(
    [1, 2, 4].map((n) => BigInt(n) * 1_000_000n),
  );
  expect(stations.refused).toMatchObject([{ reason: "crc-or-key" }]);
  rmSync(folder, { recursive: true });
});

test("of a station without a key it is said what to do, and it gets no answer", async () => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  device.send(sealed(segment(1), keyOf(own)));
  await expect
    .poll(() => stations.refused)
    .toMatchObject([
      { reason: "key-missing", evidence: expect.stringContaining('Give station "outfall" its "keyFile"') },
    ]);
  expect(Buffer.from(stations.refused[0]?.content ?? []).toString()).toContain("PW=******;MN=ABC");
  device.send(sealed(segment(1).replace("MN=ABC;", ""), keyOf(own)));
  await expect
    .poll(() => stations.refused.map(({ evidence }) => evidence)[1])
    .toContain("Name the station in the meters file");
  expect(device.lines).toEqual([]);
});

test("a station that encrypts is asked for data in SM4, and told its settings plainly", async () => {
  await using stations = await stationsInTest(
    file(`, key: "${own}", realTimeSeconds: 60, clock: set, asks: { days: 1 }`),
    {
      askTimes: { lookMs: 20, againMs: 1e9 },
      exchangeTimes: { answerMs: 20, workMs: 20 },
    },
  );
  using device = await deviceInTest(stations.port);
  device.send(sealed(segment(1), keyOf(own)));
  await expect.poll(() => device.lines.find((line) => line.includes("CN=2061"))).toMatch(/CP=&&\{0x[^}]+\}.*&&....$/);
  expect(device.lines.find((line) => line.includes("CN=1062"))).toContain("CP=&&RtdInterval=60&&");
  await expect
    .poll(() => {
      device.send(framed("QN=20270101080005000;ST=32;CN=1013;PW=123456;MN=ABC;Flag=9;CP=&&&&")); // while another exchange is on
      return device.lines.find((line) => line.includes("CN=1012"));
    })
    .toContain("CP=&&SystemTime=20270101080005&&");
});
