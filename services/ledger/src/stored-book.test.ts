import type { Store } from "@celadon/runtime";
import { expect, test } from "vitest";
import { storedBook } from "./stored-book.ts";

/** An empty store that cannot be reached for the statement of that number, and for no other. */
function storeAwayAt(number: number): Store {
  let asked = 0;
  return {
    rows: async ({ text }) => {
      asked += 1;
      if (asked === number) throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
      return JSON.parse(text.includes("groupBitXor") ? '[{"channels":"0"}]' : "[]"); // the fingerprint is the only row there is
    },
    run: async () => undefined,
    insert: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

test("a book that could not be read once is read again when it is asked for next, though nothing has changed", async () => {
  const bookNow = storedBook(storeAwayAt(2), () => []);
  await expect(bookNow()).rejects.toThrow("ECONNREFUSED");
  expect((await bookNow()).channels.size).toBe(0);
});

test("a book that stands is read once, whoever asks", async () => {
  const bookNow = storedBook(storeAwayAt(0), () => []);
  const [one, other] = await Promise.all([bookNow(), bookNow()]);
  expect(other).toBe(one);
  expect(await bookNow()).toBe(one);
});
