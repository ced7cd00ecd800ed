import { hourMs, hourOf } from "@celadon/quantity";
import {
  type Cell,
  channelFold,
  quality,
  type Reading,
  ruleAt,
  sliceGrid,
  standingOf,
  windowsOf,
} from "@celadon/telemetry-to-activity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Life, lifeOf } from "./life.ts";
import { versionsAt } from "./plant.ts";
import { plotOf } from "./plot.ts";
import { runs } from "./runs.ts";

const life: fc.Arbitrary<Life> = versionsAt.chain((versionsMs) =>
  plotOf(60, versionsMs.length - 1).map((plot) => lifeOf("main", plot, versionsMs)),
);
const windows = ({ readings, eras, people }: Life, sent: readonly Reading[] = readings) =>
  windowsOf(sent, eras, people);
const holds = (property: fc.IProperty<[Life]> | fc.IProperty<[Life, number]>) =>
  fc.assert(property as fc.IProperty<unknown>, { numRuns: runs(300) });

test("any order and any doubling of the readings gives the same windows and refusals", () => {
  const delivery = life.chain((one) =>
    fc.tuple(
      fc.constant(one),
      fc.shuffledSubarray([...one.readings, ...one.readings], { minLength: one.readings.length }),
    ),
  );
  fc.assert(
    fc.property(delivery, ([one, extra]) => {
      expect(windows(one, [...extra, ...one.readings])).toEqual(windows(one));
    }),
    { numRuns: runs(300) },
  );
});

test("a correction equals having sent the right value first", () => {
  holds(
    fc.property(life, fc.nat(), (one, n) => {
      const right = standingOf(one.readings);
      const which = right[n % right.length] as Reading; // a plot has at least one moment
      const wrong = { ...which, valueMicro: which.valueMicro / 3n + 7n, coversSeconds: 61, marks: 0 };
      const corrected = { ...which, revision: 9 };
      expect(windows(one, [...right, wrong, corrected])).toEqual(windows(one, right));
    }),
  );
});

test("a retraction equals never having sent the reading", () => {
  holds(
    fc.property(life, fc.nat(), (one, n) => {
      const sent = standingOf(one.readings);
      const which = sent[n % sent.length] as Reading;
      const retraction = { ...which, quality: quality.retracted, revision: 9 };
      expect(windows(one, [...sent, retraction])).toEqual(
        windows(
          one,
          sent.filter((reading) => reading !== which),
        ),
      );
    }),
  );
});

test("no moment is covered twice: measured, estimated and missing milliseconds are the hour", () => {
  holds(
    fc.property(life, (one) => {
      for (const { startMs, measuredMs, estimatedMs } of windows(one).hours) {
        expect(startMs % hourMs).toBe(0);
        expect(Math.min(measuredMs, estimatedMs)).toBeGreaterThanOrEqual(0);
        expect(measuredMs + estimatedMs).toBeLessThanOrEqual(hourMs);
      }
    }),
  );
});

test("slices add up to hours, to the last digit and millisecond", () => {
  holds(
    fc.property(life, (one) => {
      const slices = windowsOf(one.readings, one.eras, one.people, sliceGrid(one.eras)).hours;
      const hours = new Map<number, Cell>();
      for (const { startMs, ...slice } of slices) {
        const hour = hours.get(hourOf(startMs)) ?? { pico: 0n, measuredMs: 0, estimatedMs: 0, marks: 0 };
        hours.set(hourOf(startMs), {
          startMs: hourOf(startMs),
          pico: hour.pico + slice.pico,
          measuredMs: hour.measuredMs + slice.measuredMs,
          estimatedMs: hour.estimatedMs + slice.estimatedMs,
          marks: hour.marks | slice.marks,
        });
      }
      expect([...hours.values()]).toEqual(windows(one).hours);
    }),
  );
});

test("a fold that begins at any reading that counts goes on as if it had seen everything before", () => {
  holds(
    fc.property(life, fc.nat(), ({ readings, eras, people }, n) => {
      const standing = standingOf(readings).filter((reading) => reading.quality !== quality.retracted);
      const whole = channelFold(eras, people);
      const folded = standing.map((reading) => whole.next(reading));
      const counting = standing.filter((reading, i) => folded[i]?.reason === undefined && ruleAt(eras, reading.atMs));
      if (counting.length === 0) return;
      const seed = counting[n % counting.length] as Reading;
      const from = standing.indexOf(seed) + 1;
      const part = channelFold(eras, people, seed);
      expect(standing.slice(from).map((reading) => part.next(reading))).toEqual(folded.slice(from));
      expect(part.end()).toEqual(whole.end());
    }),
  );
});
