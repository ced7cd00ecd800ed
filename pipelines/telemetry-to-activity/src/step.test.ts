import { expect, test } from "vitest";
import { addedAt, evenStep } from "./step.ts";

test("half a pico is rounded away from zero, up and down alike", () => {
  const half = (pico: bigint) => addedAt(evenStep({ fromMs: 0, toMs: 2, pico, isMeasured: true, marks: 0 }), 1);
  expect([1n, 3n, -1n, -3n].map(half)).toEqual([1n, 2n, -1n, -2n]);
});
