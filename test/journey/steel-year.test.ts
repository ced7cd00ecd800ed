import { setTimeout as sleep } from "node:timers/promises";
import { Decimal } from "@celadon/quantity";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inPieces, seeded, shuffled } from "../storm/seeded.ts";
import { ask } from "./ask.ts";
import { type Celadon, startCeladon } from "./celadon.ts";
import { applyPlant, compute, type FootprintRow, footprintText, sendFile, sendLines, steel } from "./plant-data.ts";

// The real year of a steel plant, all the way: file, readings, hours, footprint, explanation; and the same readings again by
// a much worse way. Expected sums were worked out from the file by other means than Celadon's.

interface ReadingRow {
  readonly at: string;
  readonly value: string;
  readonly coversSeconds: number;
}

interface Hour {
  readonly start: string;
  readonly localStart: string;
  readonly amount: string | null;
  readonly unit: string;
  readonly measuredMs: number;
}

const { factory, model } = steel();
const main = `factory=${factory}&channel=mainKwh`;

let clean: Celadon;
let footprint: FootprintRow;
let readings: readonly ReadingRow[];

beforeAll(async () => {
  clean = await startCeladon();
  await applyPlant(clean.url, model);
  const { status, body } = await sendFile(steel(), clean.url);
  expect([status, body.accepted, body.rejected, body.quarantined]).toEqual([200, 3 * 35_040, 0, 0]);
  footprint = (await compute(clean.url, factory))[0] as FootprintRow;
  readings = (await ask<ReadingRow[]>(`${clean.url}/v1/readings?${main}`)).body;
}, 120_000);
afterAll(() => clean?.[Symbol.asyncDispose]());

const lineOf = ({ at, value, coversSeconds }: ReadingRow, revision = 0): string =>
  `${JSON.stringify({ factory, channel: "mainKwh", at, value, coversSeconds, revision })}\n`;

async function correct(url: string, reading: ReadingRow, value: string, revision: number): Promise<void> {
  const { body } = await sendLines(url, lineOf({ ...reading, value }, revision));
  expect(body).toMatchObject({ accepted: 1, rejected: 0, quarantined: 0 });
}

test("the year has 8,760 measured hours that sum to what the file says", async () => {
  const { body } = await ask<Hour[]>(`${clean.url}/v1/activity?${main}`);
  expect(body).toHaveLength(8_760);
  expect(Decimal.sum(...body.map(({ amount }) => amount ?? "NaN")).toFixed()).toBe("959636.71");
  const odd = body.filter(({ measuredMs, unit }) => measuredMs !== 3_600_000 || unit !== "kWh");
  expect(odd).toEqual([]);
});

test("the hour before midnight holds the quarter that the file dates a day too early", async () => {
  const { body } = await ask<Hour[]>(`${clean.url}/v1/activity?${main}`);
  const at = (start: string) => body.find((hour) => hour.start === start);
  expect(at("2018-01-01T14:00:00Z")).toMatchObject({ amount: "13.86", localStart: "2018-01-01T23:00:00+09:00" });
  expect(at("2018-12-31T14:00:00Z")).toMatchObject({ amount: "14.97", localStart: "2018-12-31T23:00:00+09:00" });
});

test("the footprint is activity times the factor the plant names, and is marked with that factor's year", async () => {
  expect(footprint).toMatchObject({ status: "complete", from: "2017-12-31T15:00:00Z", to: "2018-12-31T15:00:00Z" });
  expect(footprint.amount).toBe(new Decimal("959636.71").times("0.430567").toFixed(6));
});

test("doubled, shuffled, in 37 batches and with a kill -9 in the middle: the same footprint, byte for byte", async () => {
  await using other = await startCeladon();
  await applyPlant(other.url, model);
  const pieces = inPieces(shuffled([...readings, ...readings], seeded(37)), 37);
  let conflicts = 0;
  for (const [i, piece] of pieces.entries()) {
    const lines = piece.map((reading) => lineOf(reading)).join("");
    if (i === 18) {
      const cut = sendLines(other.url, lines).catch(() => undefined); // the answer dies with the process
      await sleep(400); // by then it is read, and partly stored
      await other.kill();
      await cut;
      await other.start();
    }
    const { status, body } = await sendLines(other.url, lines);
    expect([status, body.accepted, body.rejected, body.quarantined]).toEqual([200, piece.length, 0, 0]);
    conflicts += body.conflicts;
  }
  expect(conflicts).toBe(0);
  const [again] = await compute(other.url, factory);
  expect(again?.id).toBe(footprint.id);
  expect(await footprintText(other.url, footprint.id)).toBe(await footprintText(clean.url, footprint.id));
}, 240_000);

test("one reading changed by 0.01 is another footprint, and the correction back is the first one again", async () => {
  const reading = readings[20_000] as ReadingRow;
  await correct(clean.url, reading, new Decimal(reading.value).plus("0.01").toFixed(), 1);
  const [changed] = await compute(clean.url, factory);
  expect(changed).toMatchObject({ supersedes: footprint.id, status: "complete", current: true });
  expect(changed?.id).not.toBe(footprint.id);
  await correct(clean.url, reading, reading.value, 2);
  const [back] = await compute(clean.url, factory);
  expect(back).toMatchObject({ id: footprint.id, amount: footprint.amount, current: true });
});

interface Node {
  readonly kind: string;
  readonly label: string;
  readonly amount?: string;
  readonly unit: string;
  readonly details: readonly { readonly name: string; readonly value: string }[];
  readonly children: readonly Node[];
}

const all = (node: Node): readonly Node[] => [node, ...node.children.flatMap(all)];

test("the explanation goes down to single readings and to the place in the factor's source document", async () => {
  const { body } = await ask<Node>(`${clean.url}/v1/footprints/${footprint.id}/explain?limit=2`);
  const nodes = all(body);
  const windows = nodes.filter(({ kind }) => kind === "window");
  expect(windows.map(({ amount, label }) => [label, amount])).toEqual([
    ["2018-01-01T00:00:00+09:00", "13.72"],
    ["2018-01-01T01:00:00+09:00", "14.3"],
  ]);
  // The first four quarters of the file: 3.17 + 4 + 3.24 + 3.31 = 13.72.
  const first = windows[0]?.children.map(({ kind, amount, unit }) => [kind, amount, unit]);
  expect(first).toEqual(["3.17", "4", "3.24", "3.31"].map((amount) => ["reading", amount, "kWh"]));
  const source = nodes.find(({ kind }) => kind === "source");
  expect(source?.details).toEqual(
    expect.arrayContaining([
      { name: "edition", value: "2024" },
      { name: "locator", value: "KOR, 2023" },
    ]),
  );
});

test("the explanation of any stretch can be asked for", async () => {
  const stretch = "from=2018-07-01T00:00:00%2B09:00&to=2018-07-01T02:00:00%2B09:00";
  const { body } = await ask<Node>(
    `${clean.url}/v1/footprints/${footprint.id}/explain?channel=mainKwh&limit=9&${stretch}`,
  );
  const windows = all(body).filter(({ kind }) => kind === "window");
  expect(windows.map(({ label, children }) => [label, children.length])).toEqual([
    ["2018-07-01T00:00:00+09:00", 4],
    ["2018-07-01T01:00:00+09:00", 4],
  ]);
});
