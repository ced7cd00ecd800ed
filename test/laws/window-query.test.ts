import {
  type Cell,
  type ChannelWindows,
  quality,
  type Reading,
  type RegularRange,
  regularRange,
  sliceGrid,
  statementOf,
  type TouchedChannel,
  windowQuery,
  windowsOf,
} from "@celadon/telemetry-to-activity";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type LedgerHarness, openLedgerHarness } from "./ledger-harness.ts";
import { type Life, lifeOf } from "./life.ts";
import { versionsAt } from "./plant.ts";
import { type Plot, plotOf } from "./plot.ts";
import { runs } from "./runs.ts";
import { readingColumns, storedReading } from "./stored-reading.ts";

vi.setConfig({ testTimeout: 3_600_000 });

let harness: LedgerHarness;
beforeAll(async () => {
  harness = await openLedgerHarness();
}, 60_000);
afterAll(() => harness[Symbol.asyncDispose](), 60_000);

/** A channel at the moment when some readings are stored and some have just come. */
interface Appended {
  readonly life: Life;
  readonly stored: readonly Reading[];
  readonly fresh: readonly Reading[];
}

/**
 * Cuts a life in two: counters, rates and states at an instant, intervals anyhow, because late ones are regular too. Now and
 * then the last stored reading is retracted: what is appended has its neighbour further left than the bounds say.
 */
function cut(life: Life, isInterval: boolean, at: number, late: readonly boolean[]): Appended {
  const instants = [...new Set(life.readings.map(({ atMs }) => atMs))].sort((a, b) => a - b);
  const border = instants[at % instants.length] as number; // a life has at least one reading
  const isFresh = ({ atMs }: Reading): boolean =>
    isInterval ? atMs === border || late[instants.indexOf(atMs) % late.length] === true : atMs >= border;
  const stored = life.readings.filter((one) => !isFresh(one));
  const last = stored.reduce<Reading | undefined>((a, b) => (a !== undefined && a.atMs > b.atMs ? a : b), undefined);
  const retracted =
    last !== undefined && late[0] === true ? [{ ...last, quality: quality.retracted, revision: 9 }] : [];
  return { life, stored: [...stored, ...retracted], fresh: life.readings.filter(isFresh) };
}

/** Many channels of one kind and one period, as they share a statement. */
const channels = fc
  .tuple(
    fc.constantFrom<Plot["kind"]>("counter", "interval", "rate", "state"),
    fc.constantFrom(900_000, 300_000, 60_000, 1_000, 10_000),
    fc.constantFrom<Plot["method"]>("step", "trapezoid"),
    versionsAt,
  )
  .chain(([kind, periodMs, method, versionsMs]) =>
    fc.array(
      fc
        .tuple(plotOf(30, versionsMs.length - 1), fc.nat(29), fc.array(fc.boolean(), { minLength: 1 }))
        .map(([plot, at, late]) =>
          cut(lifeOf("main", { ...plot, kind, periodMs, method }, versionsMs), kind === "interval", at, late),
        ),
      { minLength: 1, maxLength: 150, size: "max" },
    ),
  );

let version = 0;

/** The slices the statement writes, by channel. */
async function written(ranges: readonly (readonly [bigint, RegularRange, number])[]): Promise<Map<string, Cell[]>> {
  version += 1;
  for (const key of new Set(ranges.map(([, range]) => statementOf(range)))) {
    const group = ranges.filter(([, range]) => statementOf(range) === key);
    const [first, ...others] = group.map(([channelId, range, touchedMs]) => ({
      ...range,
      channelId,
      touchedMs,
      version,
    }));
    await harness.store.run(windowQuery([first as TouchedChannel, ...others])); // a group has a first
  }
  const rows = await harness.store.rows<{ id: string; s: string; pico: string; m: number; e: number; marks: number }>({
    text: `SELECT channelId AS id, toUnixTimestamp(start) AS s, toString(reinterpretAsInt128(amount)) AS pico, measuredMs AS m,
      estimatedMs AS e, marks FROM slices WHERE version = {version:UInt64} ORDER BY id, s`,
    params: { version },
  });
  const byChannel = new Map<string, Cell[]>();
  for (const { id, s, pico, m, e, marks } of rows) {
    const cell = { startMs: Number(s) * 1000, pico: BigInt(pico), measuredMs: m, estimatedMs: e, marks };
    byChannel.set(id, [...(byChannel.get(id) ?? []), cell]);
  }
  return byChannel;
}

const twin = ({ eras, people }: Life, readings: readonly Reading[]): ChannelWindows =>
  windowsOf(readings, eras, people, sliceGrid(eras));

let ids = 1n;
const seen = { regular: 0, declined: 0, irregular: 0 };

test("what the database writes is what the twin says, and where it writes nothing nothing has changed", async () => {
  await fc.assert(
    fc.asyncProperty(channels, async (all) => {
      const named = all.map((one) => ({ ...one, id: ids++ }));
      const rows = named.flatMap(({ id, stored, fresh }) =>
        [...stored, ...fresh].map((reading) => storedReading(id, reading)),
      );
      await harness.store.insert("readings", readingColumns, Buffer.from(rows.join("")));
      const ranges = named.flatMap(({ id, life, stored, fresh }) => {
        const instants = stored.map(({ atMs }) => atMs);
        const refused = [...twin(life, stored).refused.keys()];
        const touched = fresh.map(({ atMs }) => atMs);
        const [fromMs, toMs] = [Math.min(...touched), Math.max(...touched)];
        const state = {
          channelId: id,
          eras: life.eras,
          people: life.people,
          firstMs: instants.length === 0 ? undefined : Math.min(...instants),
          lastMs: instants.length === 0 ? undefined : Math.max(...instants),
          longestCoverMs: Math.max(...life.readings.map(({ coversSeconds }) => coversSeconds * 1000)),
          lastRefusedMs: refused.length === 0 ? undefined : Math.max(...refused),
        };
        const range = regularRange(state, { fromMs, toMs });
        return range?.isToldBySql !== true ? [] : [[id, range, fromMs] as const];
      });
      const found = await written(ranges);
      seen.irregular += all.length - ranges.length;
      for (const [id, { firstSlice, endSlice, sliceMs }] of ranges) {
        const cells = found.get(String(id));
        seen[cells === undefined ? "declined" : "regular"] += 1;
        if (cells === undefined) continue; // the fold is told
        const { life, stored, fresh } = named.find((one) => one.id === id) as (typeof named)[number];
        const [before, after] = [twin(life, stored), twin(life, [...stored, ...fresh])];
        const isWithin = ({ startMs }: Cell): boolean =>
          startMs >= firstSlice * sliceMs && startMs < endSlice * sliceMs;
        expect(cells.length).toBe(endSlice - firstSlice);
        expect(cells.filter(({ measuredMs, estimatedMs }) => measuredMs + estimatedMs > 0)).toEqual(
          after.hours.filter(isWithin),
        );
        expect(cells.every(({ measuredMs, estimatedMs, pico }) => measuredMs + estimatedMs > 0 || pico === 0n)).toBe(
          true,
        );
        expect(after.hours.filter((cell) => !isWithin(cell))).toEqual(before.hours.filter((cell) => !isWithin(cell)));
        expect(after.refused).toEqual(before.refused);
      }
    }),
    { numRuns: runs(20), interruptAfterTimeLimit: 300_000 * runs(1) },
  );
  console.info("channels the database computed, declined, and was not asked about:", ...Object.values(seen));
});
