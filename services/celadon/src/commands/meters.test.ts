import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runInTest } from "../run-in-test.ts";

const day = { day: "2026-03-01", measuredMs: 86_000_000, estimatedMs: 0, missingMs: 400_000 };
const meter = {
  ...{ factory: "mill", channel: "kwh", kind: "counter", unit: "kWh", periodSeconds: 60 },
  ...{ last: "2026-03-01T00:00:00Z", localLast: "2026-03-01T08:00:00+08:00", received: "2026-02-28T23:59:00Z" },
  ...{ origin: "hj212:192.0.2.7", lagSeconds: -60, freshness: "late", ageSeconds: 400 },
  ...{ lateAfterSeconds: 300, silentAfterSeconds: 900, accepted: 1_439, quarantined: { spike: 1, overlap: 2 } },
  days: [{ ...day, measuredMs: 0, missingMs: 0 }, day, { ...day, measuredMs: 1, estimatedMs: 2, missingMs: 0 }],
};
const unknown = {
  ...meter,
  ...{ channel: "new", last: null, localLast: null, received: null, origin: null, lagSeconds: null, freshness: null },
  ...{ ageSeconds: null, lateAfterSeconds: null, silentAfterSeconds: null, accepted: 0, quarantined: {} },
};

test("meters are a table, and what is not known is a dash in it, never a zero", async () => {
  const { printed } = await runInTest(["meters"], { "GET /v1/meters": [meter, unknown] });
  expect(printed).toMatchInlineSnapshot(`
    "FACTORY  CHANNEL  STATE       LAST READING                 AGE  LIMITS          TOOK  WAY              ACCEPTED IN 7 d  KNOWN BY DAY, %  QUARANTINED IN 7 d
    mill     kwh      late        2026-03-01T08:00:00+08:00  6 min  5 min, 15 min  -60 s  hj212:192.0.2.7            1,439    -  99 100      1 spike, 2 overlap
      Its clock is ahead by at least 60 s: set it; readings more than 5 min ahead do not count. 3 readings of these days not counted: celadon quarantine list --factory mill --channel kwh
    mill     new      undeclared  -                              -  -                  -  -                              0    -  99 100
    "
  `);
});

test("days are asked for, and --json is the answer of the interface", async () => {
  const text = `[${JSON.stringify(meter)}]\n`;
  const { printed, asked } = await runInTest(["meters", "--days", "30", "--json"], { "GET /v1/meters": text });
  expect([printed, asked[0]?.query]).toEqual([text, { days: "30" }]);
});

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "celadon-meters-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "meters.yaml");
  writeFileSync(file, text);
  return file;
}

const good = "hj212:\n  listen: 127.0.0.1:0\n";

test("a meters file without fault is said to be one", async () => {
  const { code, printed, noted } = await runInTest(["meters", "check", fileWith(good)]);
  expect([code, printed, noted]).toEqual([0, "", expect.stringContaining("no fault. Ways: hj212.")]);
});

test("every fault of a meters file is printed by its line, and ends with 1; --json has the same", async () => {
  const file = fileWith("hj212:\n  listen: nowhere\n  stations: 7\nmodem: {}\n");
  const { code, printed, noted } = await runInTest(["meters", "check", file]);
  expect(code).toBe(1);
  expect(noted).toContain("faults");
  for (const line of [2, 3, 4]) expect(printed).toContain(`${file}:${line}:`);
  const { printed: json } = await runInTest(["meters", "check", file, "--json"]);
  expect(JSON.parse(json)).toMatchObject([{ line: 2 }, { line: 3 }, { line: 4 }]);
});

test("what a device sent in vain is listed with its reason and its beginning, or as JSON with all of it", async () => {
  const refused = {
    ...{ line: Date.UTC(2027, 0, 1), verdict: "rejected", reason: "crc", evidence: "The CRC is another one." },
    content: `##0140QN=1;${"x".repeat(300)}\r\n`,
  };
  const path = "GET /v1/requests/hj212%3A192.0.2.7/refused";
  const { printed } = await runInTest(["meters", "refused", "hj212:192.0.2.7"], { [path]: [refused] });
  expect(printed.split("\n").map((line) => line.slice(0, 60))).toEqual([
    "AT                    REASON  WHY",
    "2027-01-01T00:00:00Z  crc     The CRC is another one.",
    `  ##0140QN=1;${"x".repeat(47)}`,
    "",
  ]);
  const asJson = await runInTest(["meters", "refused", "hj212:192.0.2.7", "--json"], { [path]: [refused] });
  expect(JSON.parse(asJson.printed)).toEqual([refused]);
  const none = await runInTest(["meters", "refused", "hj212:192.0.2.7"], { [path]: "[]\n" });
  expect([none.code, none.noted]).toEqual([0, expect.stringContaining("was refused. celadon meters names the ways")]);
});
