import {
  type Cell,
  channelFold,
  endMsOf,
  followed,
  quality,
  type Reading,
  regularRange,
  ruleAt,
  sliceGrid,
  standingOf,
  type Tail,
  windowsOf,
} from "@celadon/telemetry-to-activity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Life, lifeOf } from "./life.ts";
import { versionsAt } from "./plant.ts";
import { plotOf } from "./plot.ts";
import { runs } from "./runs.ts";

const life = fc
  .tuple(versionsAt, fc.constantFrom(900_000, 300_000, 60_000, 1_000, 10_000))
  .chain(([versionsMs, periodMs]) =>
    plotOf(40, versionsMs.length - 1).map((plot) => lifeOf("main", { ...plot, periodMs }, versionsMs)),
  );

const twin = ({ eras, people }: Life, readings: readonly Reading[]) =>
  windowsOf(readings, eras, people, sliceGrid(eras));

/** The tail behind readings, as whoever computed their windows knows it; undefined where the last of them does not count. */
function tailOf(one: Life, stored: readonly Reading[]): Tail | undefined {
  const last = standingOf(stored).at(-1);
  const { hours, refused } = twin(one, stored);
  if (last === undefined || last.quality === quality.retracted || refused.has(last.atMs)) return undefined;
  const endMs = endMsOf(last, ruleAt(one.eras, last.atMs));
  const length = sliceGrid(one.eras)(endMs);
  const fold = channelFold(one.eras, one.people);
  for (const reading of standingOf(stored)) if (reading.quality !== quality.retracted) fold.next(reading);
  const open = hours.find(({ startMs }) => startMs <= endMs && endMs < startMs + length);
  return { last, open, sameSinceMs: fold.sameSinceMs() };
}

const seen = { followed: 0, declined: 0, irregular: 0 };

test("what is followed from a tail is what the whole says, and where it declines something does not count", () => {
  fc.assert(
    fc.property(life, fc.nat(), fc.integer({ min: 1, max: 8 }), (one, at, count) => {
      const instants = [...new Set(one.readings.map(({ atMs }) => atMs))].sort((a, b) => a - b);
      const cut = at % instants.length;
      const border = instants[cut] as number;
      const endMs = instants[cut + count] ?? Number.POSITIVE_INFINITY;
      const stored = one.readings.filter(({ atMs }) => atMs < border);
      const fresh = one.readings.filter(({ atMs }) => atMs >= border && atMs < endMs);
      const tail = tailOf(one, stored);
      const touched = { fromMs: border, toMs: Math.max(...fresh.map(({ atMs }) => atMs)) };
      const { eras, people } = one;
      const state = { channelId: 1n, eras, people, firstMs: instants[0], lastMs: instants[cut - 1] };
      const longestCoverMs = Math.max(...one.readings.map(({ coversSeconds }) => coversSeconds * 1000));
      const range = regularRange({ ...state, longestCoverMs, lastRefusedMs: undefined }, touched);
      if (tail === undefined || range === undefined) {
        seen.irregular += 1;
        return;
      }
      const more = followed(one, tail, fresh);
      const [before, after] = [twin(one, stored), twin(one, [...stored, ...fresh])];
      const isRetracted = standingOf(fresh).some((reading) => reading.quality === quality.retracted);
      if (more === undefined) {
        seen.declined += 1;
        expect(isRetracted || after.refused.size > before.refused.size).toBe(true);
        return;
      }
      seen.followed += 1;
      const cells = new Map<number, Cell>(before.hours.map((cell) => [cell.startMs, cell]));
      for (const cell of more.cells) cells.set(cell.startMs, cell);
      expect([...cells.values()].sort((a, b) => a.startMs - b.startMs)).toEqual(after.hours);
      expect(after.refused).toEqual(before.refused);
      expect(more.tail).toEqual(tailOf(one, [...stored, ...fresh]));
    }),
    { numRuns: runs(1_000) },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
});
