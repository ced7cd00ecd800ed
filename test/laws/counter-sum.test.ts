import {
  compileRule,
  erasOf,
  mark,
  quality,
  type Reading,
  type RegisterFact,
  windowsOf,
} from "@celadon/telemetry-to-activity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dayMs } from "./life.ts";
import { runs } from "./runs.ts";

const modulus = 1_000_000_000n; // 1000 kWh in micro
const quarter = 900_000;

/** Some minutes of a meter: how much really went through it, and what happened to its register at their end. */
const stretch = fc.record({
  used: fc.bigInt({ min: 0n, max: 100_000_000n }),
  elapsedMs: fc.constantFrom(quarter, quarter, 1, 61_000, 40 * quarter),
  event: fc.constantFrom("reading", "reading", "reading", "silence", "reset", "replacement"),
  opening: fc.bigInt({ min: 0n, max: modulus - 1n }),
});

test("the windows of a counter add up to what went through it, over rollover, reset and replacement", () => {
  const ratio = fc.constantFrom("1", "40", "0.333333");
  fc.assert(
    fc.property(
      fc.array(stretch, { maxLength: 40 }),
      fc.bigInt({ min: 0n, max: modulus - 1n }),
      ratio,
      (life, first, ct) => {
        const rule = compileRule({
          channel: "main",
          kind: "counter",
          unit: "kWh",
          periodMs: quarter,
          maxGapMs: quarter,
          multiplier: ct,
          modulus: "1000",
          ratedPerHour: "900000000000", // no bound is broken here; below half a modulus per reading nothing is ambiguous
        });
        if (rule.kind !== "accept") throw new Error(rule.evidence);
        const readings: Reading[] = [];
        const facts: RegisterFact[] = [];
        let [atMs, register, total] = [dayMs, first, 0n];
        const read = () =>
          readings.push({
            atMs,
            valueMicro: register,
            quality: quality.measured,
            revision: 0,
            coversSeconds: 0,
            marks: mark.timely,
          });
        read();
        let unread = 0n;
        for (const { used, elapsedMs, event, opening } of life) {
          atMs += elapsedMs;
          unread += used;
          register = (register + used) % modulus;
          if (event === "silence" && unread < modulus - 200_000_000n) continue;
          if (event === "reset" || event === "replacement") {
            facts.push({ kind: event, atMs, closingMicro: register, openingMicro: opening });
            register = opening;
            atMs += 1;
          }
          total += unread;
          unread = 0n;
          read();
        }
        const { hours, refused } = windowsOf(readings, erasOf([{ fromMs: 0, rule: rule.value }], facts), []);
        expect([...refused]).toEqual([]);
        expect(hours.reduce((sum, { pico }) => sum + pico, 0n)).toBe(total * rule.value.multiplierMicro);
      },
    ),
    { numRuns: runs(300) },
  );
});
