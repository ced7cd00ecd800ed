import { expect, test } from "vitest";
import { drawHash } from "./draw-hash.ts";
import { threefry } from "./threefry.ts";
import { draw, fillUniforms } from "./uniforms.ts";

const hash = drawHash("exchange 1");
const place = { seed: 42, run: 7, number: 0 };

test("a draw is (x + 0.5) 2^-52 of the first 52 of its 64 bits, words 2 and 3 of the block in an odd run", () => {
  const words = new Int32Array(4);
  const counters = { first: Int32Array.of(hash.high), second: Int32Array.of(hash.low), third: 3, fourth: 0 };
  threefry([42, 0, 0, 0], counters, words);
  const bits = (i: number): bigint =>
    (BigInt((words[i] as number) >>> 0) << 20n) | BigInt((words[i + 1] as number) >>> 12);
  expect(draw(hash, place)).toBe((Number(bits(2)) + 0.5) / 2 ** 52);
  expect(draw(hash, { ...place, run: 6 })).toBe((Number(bits(0)) + 0.5) / 2 ** 52);
});

test("another seed, run, number or name gives another draw; the upper half of a seed counts", () => {
  const draws = [
    draw(hash, place),
    draw(hash, { ...place, seed: 43 }),
    draw(hash, { ...place, seed: 42 + 2 ** 32 }),
    draw(hash, { ...place, run: 8 }),
    draw(hash, { ...place, run: 2 ** 32 - 1 }),
    draw(hash, { ...place, number: 1 }),
    draw(drawHash("exchange 2"), place),
  ];
  expect(new Set(draws).size).toBe(draws.length);
});

test("the draws of a name do not depend on which others are drawn beside it", () => {
  const hashes = ["a", "b", "exchange 1", "c"].map(drawHash);
  const names = {
    high: Int32Array.from(hashes, ({ high }) => high | 0),
    low: Int32Array.from(hashes, ({ low }) => low | 0),
  };
  const room = { words: new Int32Array(16), even: new Float64Array(4), odd: new Float64Array(4) };
  fillUniforms(names, place, room);
  expect(room.odd[2]).toBe(draw(hash, place));
  expect(room.even[2]).toBe(draw(hash, { ...place, run: 6 }));
});

test("100,000 draws are uniform: mean, variance, tenths, and neighbours without correlation", () => {
  const count = 100_000;
  const values = Float64Array.from({ length: count }, (_, run) => draw(hash, { seed: 1, run, number: 0 }));
  const mean = values.reduce((sum, u) => sum + u, 0) / count;
  const variance = values.reduce((sum, u) => sum + (u - 0.5) ** 2, 0) / count;
  const neighbours = values.reduce((sum, u, i) => sum + (u - 0.5) * ((values[i ^ 1] as number) - 0.5), 0) / count;
  const sd = Math.sqrt(1 / 12 / count); // of the mean; each figure within four of its own
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * sd);
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / count));
  expect(Math.abs(neighbours)).toBeLessThan((4 * Math.SQRT2) / 12 / Math.sqrt(count));
  const tenths = new Array<number>(10).fill(0);
  for (const u of values) tenths[Math.floor(10 * u)] = (tenths[Math.floor(10 * u)] as number) + 1;
  const chiSquared = tenths.reduce((sum, seen) => sum + (seen - count / 10) ** 2 / (count / 10), 0);
  expect(chiSquared).toBeLessThan(27.88); // nine degrees of freedom, 0.1 %
});

// Worked out in Python 3 from the definitions of FNV-1a and Threefry: what is stored today has to be drawn again in years.
test.each([
  ["exchange 1", 42, 7, 0, 0.15556577394206073],
  ["exchange 1", 42, 6, 0, 0.8346811529239954],
  ["db:hash/id", 9007199254740991, 0, 0, 0.597861908698078],
  ["电力", 1, 4294967295, 3, 0.6424383227354241],
])("%s, seed %d, run %d, number %d is always the same draw", (name, seed, run, number, expected) => {
  expect(draw(drawHash(name), { seed, run, number })).toBe(expected);
});
