import { expect, test } from "vitest";
import { reasonText } from "./reason-text.ts";

test("a reason is a sentence that names the channel and says what to do", () => {
  expect(reasonText("counter-fell", { factory: "mill", channel: "mainKwh" })).toBe(
    'The register of channel "mainKwh" is lower than the last reading that counts, and no rollover explains it: correct it, or declare a reset or a replacement of the meter.',
  );
  expect(reasonText("unknown-channel", { factory: "mill", channel: "mianKwh" })).toContain(
    'No plant model of "mill" in force at that instant declares channel "mianKwh"',
  );
});

test("a reading from before the model is told when that begins, not to declare its channel", () => {
  const which = { factory: "mill", channel: "mainKwh", declaredFrom: "2026-03-01T00:00:00+08:00" };
  expect(reasonText("unknown-channel", which)).toBe(
    'The plant model of "mill" is in force only from 2026-03-01T00:00:00+08:00 on, and the reading of channel "mainKwh" is earlier: write an earlier effectiveFrom into the plant file and apply it; the reading is then judged again.',
  );
});
