import { hourOf } from "@celadon/quantity";
import {
  channelFold,
  type HourCut,
  hourCuts,
  quality,
  type Step,
  standingOf,
  windowsOf,
} from "@celadon/telemetry-to-activity";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LedgerHarness, openLedgerHarness } from "./ledger-harness.ts";
import { dayMs, type Life, lifeOf } from "./life.ts";
import { groupsOf, plantLife, way } from "./plant.ts";
import { type Plot, plotOf } from "./plot.ts";
import { runs } from "./runs.ts";
import { lotRecord } from "./telemetry-record.ts";

let harness: LedgerHarness;
beforeAll(async () => {
  harness = await openLedgerHarness();
}, 60_000);
afterAll(() => harness[Symbol.asyncDispose](), 60_000);

/** Every step of a channel, from everything that was ever said of it. */
function stepsOf({ readings, eras, people }: Life): readonly Step[] {
  const fold = channelFold(eras, people);
  const standing = standingOf(readings).filter((reading) => reading.quality !== quality.retracted);
  return [...standing.flatMap((reading) => fold.next(reading).steps), ...fold.end()];
}

function cutsOf(life: Life, instants: readonly number[]): readonly HourCut[] {
  const cuts = hourCuts([...new Set(instants)].sort((a, b) => a - b));
  for (const step of stepsOf(life)) cuts.add(step);
  return cuts.cuts;
}

const isEmpty = ({ hour }: HourCut): boolean => hour.measuredMs + hour.estimatedMs === 0 && hour.pico === 0n;

const second = 1_000;

test("the part of an hour before an instant is what windows of a second come to before it, and the hour is the window", () => {
  const short = plotOf(8, 0).map((plot): Plot => ({ ...plot, periodMs: Math.min(plot.periodMs, 60_000) }));
  fc.assert(
    fc.property(short, fc.array(fc.nat(3 * 3_600), { minLength: 1, maxLength: 6 }), (plot, seconds) => {
      const life = lifeOf("main", plot, [dayMs]);
      const first = Math.min(...life.readings.map(({ atMs }) => atMs));
      const instants = seconds.map((one) => Math.floor(first / second) * second + one * second);
      const [hours, finest] = [undefined, () => second].map(
        (grid) => windowsOf(life.readings, life.eras, life.people, grid).hours,
      );
      for (const { atMs, hour, before } of cutsOf(life, instants)) {
        const startMs = hourOf(atMs);
        const window = hours?.find((one) => one.startMs === startMs);
        expect({ startMs, ...hour }).toEqual(window ?? { startMs, pico: 0n, measuredMs: 0, estimatedMs: 0, marks: 0 });
        const cells = finest?.filter((cell) => cell.startMs >= startMs && cell.startMs < atMs) ?? [];
        expect(before).toEqual({
          pico: cells.reduce((sum, { pico }) => sum + pico, 0n),
          measuredMs: cells.reduce((sum, { measuredMs }) => sum + measuredMs, 0),
          estimatedMs: cells.reduce((sum, { estimatedMs }) => sum + estimatedMs, 0),
        });
      }
    }),
    { numRuns: runs(60) },
  );
}, 600_000);

/** A lot as it is declared: where in the flow of records, between which hundredths of what the plant lives through. */
const lot = fc.record({
  place: fc.nat(100),
  from: fc.nat(99),
  length: fc.nat(40),
  shiftMs: fc.nat(3_600_000),
  fate: fc.constantFrom<"holds" | "moved" | "withdrawn">("holds", "holds", "moved", "withdrawn"),
});

let plants = 0;

test("in any order, over any crash, the ledger keeps the cuts of lots as the whole set of readings has them", async () => {
  await fc.assert(
    fc.asyncProperty(
      plantLife({ channels: 40, moments: 25 }),
      way,
      fc.array(lot, { minLength: 1, maxLength: 5 }),
      async (plant, how, lots) => {
        plants += 1;
        const factory = `plant of lots ${plants}`;
        const groups = [...groupsOf(factory, plant, how)];
        const instants = plant.lives.flatMap(({ readings }) => readings.map(({ atMs }) => atMs));
        const [first, last] = instants.reduce(([a, z], at) => [Math.min(a, at), Math.max(z, at)], [Infinity, 0]);
        const borders: number[] = [];
        for (const [i, { place, from, length, shiftMs, fate }] of lots.entries()) {
          const at = (hundredths: number): number =>
            Math.max(dayMs, Math.floor(first + ((last - first) * hundredths) / 100) + shiftMs);
          const [fromMs, toMs] = [at(from), at(from + length) + 1];
          const record = (revision: number, shift: number, withdrawn = false) => [
            lotRecord({
              ...{ factory, key: `lot ${i}`, revision, withdrawn },
              ...{ fromMs: BigInt(fromMs + shift), toMs: BigInt(toMs + shift) },
            }),
          ];
          const put = (group: readonly Uint8Array[]) =>
            groups.splice(Math.floor((place / 101) * (groups.length + 1)), 0, group);
          put(record(0, 0));
          if (fate === "moved") put(record(1, 77_777));
          if (fate === "withdrawn") put(record(1, 0, true));
          const shift = fate === "moved" ? 77_777 : 0;
          if (fate !== "withdrawn") borders.push(fromMs + shift, toMs + shift);
        }
        await harness.deliver(factory, { groups, lives: how.lives });
        const stored = await harness.cutsOf(factory);
        const within = borders.filter((atMs) => hourOf(atMs) !== atMs);
        for (const life of plant.lives) {
          for (const cut of cutsOf(life, within)) {
            const kept = stored.get(life.channel)?.get(cut.atMs);
            if (kept === undefined) expect(isEmpty(cut), `${life.channel} at ${cut.atMs}`).toBe(true);
            else expect(kept, `${life.channel} at ${cut.atMs}`).toEqual(cut);
          }
        }
      },
    ),
    { numRuns: runs(10), interruptAfterTimeLimit: 300_000 * runs(1) },
  );
}, 3_600_000);
