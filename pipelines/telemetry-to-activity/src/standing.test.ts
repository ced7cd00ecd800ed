import fc from "fast-check";
import { expect, test } from "vitest";
import { quality, type Reading } from "./reading.ts";
import { standing, standingOf } from "./standing.ts";
import { reading } from "./told.ts";

/** Few values of each part, so that ties are common. */
const rival: fc.Arbitrary<Reading> = fc.record({
  atMs: fc.constant(reading("10:00", "0").atMs),
  valueMicro: fc.constantFrom(-1n, 0n, 5n, 999_999_999_999_999_999n),
  quality: fc.constantFrom(quality.estimated, quality.measured, quality.retracted),
  revision: fc.nat(2),
  coversSeconds: fc.nat(1),
  marks: fc.constantFrom(0, 1, 1024),
});

test("which reading stands does not depend on the order or the number of copies", () => {
  fc.assert(
    fc.property(rival, rival, rival, (a, b, c) => {
      expect(standing(a, b)).toEqual(standing(b, a));
      expect(standing(standing(a, b), c)).toEqual(standing(a, standing(b, c)));
      expect(standing(a, a)).toEqual(a);
    }),
  );
});

test("the higher revision stands, whatever it says", () => {
  const low = reading("10:00", "99", { revision: 1 });
  const high = reading("10:00", "1", { revision: 2, quality: quality.estimated });
  expect(standing(low, high)).toBe(high);
});

test("of one revision a retraction stands before a measurement, and that before an estimate; then content decides", () => {
  const one = (more: Partial<Reading>) => reading("10:00", "1", more);
  const ranked = [
    one({ quality: quality.estimated, valueMicro: 9_000_000n }),
    one({ valueMicro: -5n }),
    one({}),
    one({ marks: 1025 }),
    one({ coversSeconds: 60 }),
    one({ valueMicro: 1_000_001n }),
    one({ quality: quality.retracted, valueMicro: 0n }),
  ];
  for (const [i, lower] of ranked.entries()) {
    for (const higher of ranked.slice(i + 1)) expect(standing(higher, lower)).toBe(higher);
  }
});

test("readings stand one per instant, in the order of their instants", () => {
  const [late, early] = [reading("10:15", "2"), reading("10:00", "1")];
  const corrected = { ...early, revision: 1 };
  expect(standingOf([late, corrected, early, late])).toEqual([corrected, late]);
});
