import { expect, test } from "vitest";
import { hourCuts } from "./hour-cuts.ts";
import { evenStep, type Step } from "./step.ts";

const minute = 60_000;
const hour = 60 * minute;

const step = (fromMinute: number, toMinute: number, pico: bigint, more: Partial<Step> = {}): Step => ({
  ...evenStep({ fromMs: fromMinute * minute, toMs: toMinute * minute, pico, isMeasured: true, marks: 0 }),
  ...more,
});

function cutAt(instants: readonly number[], ...steps: readonly Step[]) {
  const cuts = hourCuts(instants);
  for (const one of steps) cuts.add(one);
  return cuts.cuts;
}

test("the part before an instant is what the steps add up to it, not a proportion of the hour", () => {
  // 30 in the first quarter, nothing for half an hour, 2 in the last quarter; cut at 10 minutes and at 50.
  const steps = [step(0, 15, 30n), step(45, 60, 2n, { isMeasured: false, marks: 4 })];
  expect(cutAt([10 * minute, 50 * minute], ...steps)).toEqual([
    {
      atMs: 10 * minute,
      hour: { pico: 32n, measuredMs: 15 * minute, estimatedMs: 15 * minute, marks: 4 },
      before: { pico: 20n, measuredMs: 10 * minute, estimatedMs: 0 },
    },
    {
      atMs: 50 * minute,
      hour: { pico: 32n, measuredMs: 15 * minute, estimatedMs: 15 * minute, marks: 4 },
      before: { pico: 31n, measuredMs: 15 * minute, estimatedMs: 5 * minute },
    },
  ]);
});

test("C is rounded once per border: what an instant cuts off one part it gives to the other", () => {
  // 10 pico over an hour: after 3 minutes 0.5, which is 1, half away from zero.
  const [cut] = cutAt([3 * minute], step(0, 60, 10n));
  expect([cut?.before.pico, cut?.hour.pico]).toEqual([1n, 10n]);
});

test("of a step over many hours each hour takes what lies in it; one without a step is empty", () => {
  const cuts = cutAt([hour + 1, 2 * hour + 30 * minute, 9 * hour + 1], step(30, 210, 180n));
  expect(cuts.map(({ hour: { pico }, before }) => [pico, before.pico])).toEqual([
    [60n, 0n],
    [60n, 30n],
    [0n, 0n],
  ]);
  expect(cuts.at(-1)?.hour).toEqual({ pico: 0n, measuredMs: 0, estimatedMs: 0, marks: 0 });
});
