import { noMeter } from "@celadon/runtime";
import { expect, test } from "vitest";
import { refusedBook } from "./refused-book.ts";

test("bytes count as kept once they are stored, and not where they could not be", async () => {
  let begin = (): void => undefined;
  const begun = new Promise<void>((go) => {
    begin = go;
  });
  let fail = (): void => undefined;
  const stored = new Promise<void>((_, reject) => {
    fail = () => reject(new Error("The disk is full."));
  });
  const insert = async (): Promise<void> => {
    begin();
    await stored;
  };
  const book = refusedBook({ store: { insert } as never, meter: noMeter, now: () => 1.7e12 });
  let isKept = false;
  const keeping = book
    .keep({ origin: "mqtt:a", reason: "bad-json", evidence: "It is none.", content: Buffer.of(1) })
    .then(() => {
      isKept = true;
    });
  await begun;
  await new Promise((done) => setImmediate(done));
  expect(isKept).toBe(false);
  fail();
  await expect(keeping).rejects.toThrow("The disk is full.");
});
