import fc from "fast-check";
import { expect, test } from "vitest";
import { joinedMoments, type Moments, meanAndSd, momentsOfRuns } from "./moments.ts";

type Run = readonly number[] | undefined;

const momentsOf = (runs: readonly Run[], from = 0): Moments => {
  const { add, moments } = momentsOfRuns(2);
  runs.forEach((run, i) => {
    add(from + i, run === undefined ? undefined : Float64Array.from(run));
  });
  return moments;
};

test("by hand: 2, 4, 4, 4, 5, 5, 7, 9 have the mean 5 and squares of 32 about it", () => {
  const { count, mean, sd } = meanAndSd(momentsOf([2, 4, 4, 4, 5, 5, 7, 9].map((y) => [y, -y])));
  expect(count).toBe(8);
  expect([...mean]).toEqual([5, -5]);
  expect(sd[0]).toBeCloseTo(Math.sqrt(32 / 7), 15);
});

test("a spread that is small beside the mean is not lost in it", () => {
  const { mean, sd } = meanAndSd(momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16].map((y) => [y, 0])));
  expect(mean[0]).toBe(1e9 + 10);
  expect(sd[0]).toBe(Math.sqrt(30));
});

test("equal runs have exactly their value as the mean, and no spread", () => {
  const { mean, sd } = meanAndSd(momentsOf(new Array<Run>(1000).fill([0.1, 1 / 3])));
  expect([...mean, ...sd]).toEqual([0.1, 1 / 3, 0, 0]);
});

test("a run without an answer counts in nothing", () => {
  const { count, mean } = meanAndSd(momentsOf([undefined, [1, 2], undefined, [3, 6]]));
  expect([count, ...mean]).toEqual([2, 2, 4]);
  expect(meanAndSd(momentsOf([undefined])).mean[0]).toBeNaN();
});

test("any split of the runs, put together in order, has the same bits", () => {
  const run = fc.option(
    fc.tuple(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.double({ noNaN: true, min: 0, max: 1 })),
    {
      nil: undefined,
      freq: 9,
    },
  );
  fc.assert(
    fc.property(
      fc.array(run, { minLength: 1, maxLength: 70 }),
      fc.array(fc.nat(70), { maxLength: 5 }),
      fc.nat(1000),
      (runs, cuts, from) => {
        const borders = [0, ...cuts.filter((cut) => cut < runs.length).sort((a, b) => a - b), runs.length];
        const parts = borders
          .slice(1)
          .map((to, i) => momentsOf(runs.slice(borders[i], to), from + (borders[i] as number)));
        const whole = momentsOf(runs, from);
        const fromLeft = parts.reduce(joinedMoments, []);
        const fromRight = parts.reduceRight((right, left) => joinedMoments(left, right), [] as Moments);
        for (const split of [fromLeft, fromRight]) expect(meanAndSd(split)).toEqual(meanAndSd(whole));
      },
    ),
  );
});
