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
