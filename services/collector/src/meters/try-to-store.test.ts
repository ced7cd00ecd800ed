import { expect, test } from "vitest";
import { NotYetStored } from "./meter-door.ts";
import { storeInTheEnd, tryToStore } from "./try-to-store.ts";

const late = new NotYetStored("modbus:press", 4_000);

test("what is not stored in time may be tried again, and what is broken is thrown", async () => {
  expect(await tryToStore(Promise.resolve())).toBe(true);
  expect(await tryToStore(Promise.reject(late))).toBe(false);
  await expect(tryToStore(Promise.reject(new TypeError("broken")))).rejects.toThrow("broken");
});

test("what nobody sends again is tried until it is stored, and once where the signal has aborted", async () => {
  let tries = 0;
  const work = async (): Promise<void> => {
    tries += 1;
    if (tries < 2) throw late;
  };
  expect(await storeInTheEnd(work, AbortSignal.abort())).toBe(false);
  expect(tries).toBe(1);
  expect(await storeInTheEnd(work, AbortSignal.abort())).toBe(true);
});
