import { hourMs, hourOf } from "@celadon/quantity";
import {
  type Cell,
  channelFold,
  compileRule,
  mark,
  quality,
  type Reading,
  type Rule,
  ruleAt,
  sliceGrid,
  standingOf,
  windowsOf,
} from "@celadon/telemetry-to-activity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dayMs, type Life, lifeOf } from "./life.ts";
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
      const folded = standing.map((reading) => ({ ...whole.next(reading), sameSinceMs: whole.sameSinceMs() }));
      const counting = standing.filter((reading, i) => folded[i]?.reason === undefined && ruleAt(eras, reading.atMs));
      if (counting.length === 0) return;
      const seed = counting[n % counting.length] as Reading;
      const from = standing.indexOf(seed);
      const { sameSinceMs } = folded[from] as (typeof folded)[number];
      const part = channelFold(eras, people, { reading: seed, sameSinceMs });
      const behind = standing.slice(from + 1);
      expect(behind.map((reading) => ({ ...part.next(reading), sameSinceMs: part.sameSinceMs() }))).toEqual(
        folded.slice(from + 1),
      );
      expect(part.end()).toEqual(whole.end());
      // Whoever does not know since when the value is the same learns it in as long as that matters.
      const late = channelFold(eras, people, { reading: seed, sameSinceMs: seed.atMs });
      const waits = eras.flatMap(({ rule }) => (rule?.frozenAfterMs === undefined ? [] : [rule.frozenAfterMs]));
      const learnt = seed.atMs + Math.max(0, ...waits);
      const said = behind.map((reading) => late.next(reading));
      said.forEach((one, i) => {
        const { reason, steps } = folded[from + 1 + i] as (typeof folded)[number];
        if ((behind[i] as Reading).atMs >= learnt) expect(one).toEqual({ reason, steps });
        else expect(one.reason).toBe(reason);
      });
    }),
  );
});

function intervalRule(periodMs: number, stamp: "start" | "end"): Rule {
  const numbers = { periodMs, maxGapMs: periodMs, multiplier: "1", stamp };
  const compiled = compileRule({ channel: "main", kind: "interval", unit: "kWh", ...numbers });
  if (compiled.kind !== "accept") throw new Error(compiled.evidence);
  return compiled.value;
}

/** Amounts whose stretches follow one another, some with a pause between and some that begin too early; known by start and by end. */
const stretches = fc
  .tuple(
    fc.constantFrom(900_000, 60_000, 86_400_000),
    fc.array(
      fc.record({
        seconds: fc.constantFrom(0, 60, 900, 5_000, 86_400),
        pauseMs: fc.constantFrom(0, 0, 0, 1, 600_000, 7_200_000, -1, -30_000),
        valueMicro: fc.bigInt({ min: 0n, max: 10n ** 9n }),
      }),
      { minLength: 1, maxLength: 30 },
    ),
  )
  .map(([periodMs, list]) => {
    let endMs = dayMs;
    let startMs = dayMs;
    const starts = list.map(({ seconds, pauseMs, valueMicro }): Reading => {
      startMs = Math.max(endMs + pauseMs, startMs + 1); // the starts, and so the keys, rise
      endMs = Math.max(startMs + (seconds > 0 ? seconds * 1000 : periodMs), endMs + 1);
      const coversSeconds = Math.ceil((endMs - startMs) / 1000);
      endMs = startMs + coversSeconds * 1000;
      const rest = { quality: quality.measured, revision: 0, marks: mark.timely };
      return {
        atMs: startMs,
        valueMicro,
        coversSeconds: seconds === 0 && coversSeconds * 1000 === periodMs ? 0 : coversSeconds,
        ...rest,
      };
    });
    return { periodMs, starts };
  });

test("amounts known by the start of what they cover give the windows that they give when they are known by its end", () => {
  fc.assert(
    fc.property(stretches, ({ periodMs, starts }) => {
      const eras = (stamp: "start" | "end") => [{ fromMs: 0, continues: false, rule: intervalRule(periodMs, stamp) }];
      const coverMs = ({ coversSeconds }: Reading) => (coversSeconds === 0 ? periodMs : coversSeconds * 1000);
      const ends = starts.map((reading) => ({ ...reading, atMs: reading.atMs + coverMs(reading) }));
      const [byStart, byEnd] = [windowsOf(starts, eras("start"), []), windowsOf(ends, eras("end"), [])];
      expect(byStart.hours).toEqual(byEnd.hours);
      expect(byStart.refused.size).toBe(byEnd.refused.size);
    }),
    { numRuns: runs(500) },
  );
});
