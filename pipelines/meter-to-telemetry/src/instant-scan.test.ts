import { readingLimits } from "@celadon/proto";
import { instantText, readInstant } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { civilDay, dateCache, scanInstant } from "./instant-scan.ts";
import { emptySlot } from "./reading-slot.ts";

const cache = dateCache(); // one for all, so that a stale date would show

function scan(text: string): number | undefined {
  const slot = emptySlot();
  const bytes = new TextEncoder().encode(`${text}"}              `);
  return scanInstant(bytes, new DataView(bytes.buffer), 0, cache, slot) === text.length ? slot.atMs : undefined;
}

test("every instant of the century reads as the platform reads it", () => {
  fc.assert(
    fc.property(fc.integer({ min: readingLimits.atMsFirst, max: readingLimits.atMsEnd - 1 }), (ms) => {
      expect(scan(instantText(ms))).toBe(ms);
    }),
    { numRuns: 3000 },
  );
});

test("a text of the right shape gives the platform's instant or goes to the strict reader", () => {
  const two = (max: number): fc.Arbitrary<string> => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, "0"));
  const fraction = fc.constantFrom("", ".5", ".25", ".125", ".999", ".000");
  const zone = fc.oneof(
    fc.constant("Z"),
    fc.tuple(fc.constantFrom("+", "-"), two(25), two(61)).map(([s, h, m]) => `${s}${h}:${m}`),
  );
  const year = fc.integer({ min: 1995, max: 2105 }).map(String);
  fc.assert(
    fc.property(year, two(13), two(32), two(24), two(60), two(61), fraction, zone, (y, mo, d, h, mi, s, f, z) => {
      const text = `${y}-${mo}-${d}T${h}:${mi}:${s}${f}${z}`;
      const ms = scan(text);
      if (ms !== undefined) expect(ms).toBe(readInstant(text));
      else if (s !== "60" && Number(y) > 2000 && Number(y) < 2099) expect(readInstant(text)).toBeUndefined();
    }),
    { numRuns: 5000 },
  );
});

test.each([
  "2026-01-01T00:00:00",
  "2026-01-01 00:00:00Z",
  "2026-01-01T00:00Z",
  "2026-01-01T00:00:00.0001Z",
  "2026-02-29T00:00:00Z",
  "1999-12-31T23:59:59Z",
  "2100-01-01T00:00:00Z",
  "2100-01-01T00:00:00+0100",
  "20260101T000000Z",
  "2026-01-01T00:00:00.Z",
  "2026-0a-01T00:00:00Z",
])("%s is left to the strict reader", (text) => {
  expect(scan(text)).toBeUndefined();
});

test("days are counted as the calendar counts them", () => {
  expect(civilDay(1970, 1, 1)).toBe(0);
  expect(civilDay(2000, 2, 29)).toBe(11_016);
  expect(civilDay(2100, 2, 29)).toBeUndefined();
  expect(civilDay(2018, 13, 1)).toBeUndefined();
});
