import { expect, test } from "vitest";
import { fleetOf, ndjsonOf, plantOf } from "../bench/fleet.ts";
import { ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { isFullSize } from "./full-size.ts";
import { applyPlant, type RefusedLine, type Report } from "./plant-data.ts";

// 1,000,000 readings with CELADON_FULL=1, else 200,000; one line in a thousand is bad.
const meters = 1_000;
const instants = isFullSize ? 1_000 : 200;
const fleet = fleetOf(meters, 60_000);
/** By then the engine has filled its caches: after 200,000 of a million, and at half of the smaller size. */
const sampledAt = isFullSize ? instants / 5 : instants / 2;

const bad: readonly (readonly [line: string, reason: string])[] = [
  ["this is no JSON", "bad-json"],
  [`{"factory":"bench","channel":"meter-00001","at":"2026-01-01T00:00:00","value":1}`, "no-time-zone"],
  [`{"factory":"bench","channel":"meter-00001","at":"2026-01-01T00:00:00Z","value":"NaN"}`, "bad-value"],
  [`{"factory":"bench","channel":"meter-00001","at":"2026-01-01T00:00:00Z","value":1,"unit":"kWhh"}`, "unknown-unit"],
  [`{"factory":"bench","channel":"meter-00001","at":"1900-01-01T00:00:00Z","value":1}`, "time-out-of-bounds"],
];
const badAt = (k: number) => bad[k % bad.length] as (typeof bad)[number]; // the index lies in the list

/** Where in the k-th thousand the bad line stands, counted from 0. */
const placeOf = (k: number): number => (k * 37) % meters;

function thousand(k: number): Buffer {
  const lines = ndjsonOf(fleet, k, k + 1)
    .toString()
    .split("\n");
  lines[placeOf(k)] = badAt(k)[0];
  return Buffer.from(lines.join("\n"));
}

test("a million lines, a thousand of them bad: every count and line is right, and memory stays flat", async () => {
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, plantOf(fleet));
  const resident: (number | undefined)[] = [];
  async function* body(): AsyncGenerator<Uint8Array> {
    for (let k = 0; k < instants; k++) {
      yield thousand(k);
      if (k === sampledAt || k === instants - 1) resident.push(celadon.residentBytes());
    }
  }
  const headers = { "content-type": "application/x-ndjson" };
  const { status, body: report } = await ask<Report>(`${celadon.url}/v1/readings`, { body: body(), headers });

  expect(status).toBe(200);
  expect(report).toMatchObject({
    accepted: instants * (meters - 1),
    rejected: instants,
    quarantined: 0,
    duplicates: 0,
    conflicts: 0,
    refusedLeftOut: instants - 100,
  });
  expect(report.reasons).toEqual(Object.fromEntries(bad.map(([, reason]) => [reason, instants / bad.length])));
  const lineOf = (k: number) => ({ line: k * meters + placeOf(k) + 1, verdict: "rejected", reason: badAt(k)[1] });
  const all = Array.from({ length: instants }, (_, k) => lineOf(k));
  expect(report.refused).toMatchObject(all.slice(0, 100));

  const { body: refused } = await ask<readonly (RefusedLine & { readonly content: string })[]>(
    `${celadon.url}${report.refusedAt}`,
  );
  expect(refused).toHaveLength(instants);
  expect(refused).toMatchObject(all.map((line, k) => ({ ...line, content: badAt(k)[0] })));

  const channel = `${celadon.url}/v1/activity?factory=bench&channel=meter-00000`;
  const { body: hours } = await ask<readonly { readonly missingMs: number }[]>(channel);
  expect(hours).toHaveLength(Math.ceil(instants / 60));

  const [early, late] = resident;
  if (early !== undefined && late !== undefined) expect(late / early).toBeLessThan(1.3);
}, 300_000);
