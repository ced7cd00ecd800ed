import { expect, test } from "vitest";
import { guessedPasswords } from "./guessed-passwords.ts";

const tries = (count: number) => Array.from({ length: count }, (_, i) => `try ${i}`);

test("twenty different ones within ten minutes lock an address out, for a quarter of an hour, and no other address", () => {
  const clock = { nowMs: 0 };
  const guesses = guessedPasswords(() => clock.nowMs);
  expect(tries(20).map((one) => guesses.wrong("192.0.2.7", one))).toEqual([...Array(19).fill(false), true]);
  expect([guesses.isLockedOut("192.0.2.7"), guesses.isLockedOut("192.0.2.8")]).toEqual([true, false]);
  clock.nowMs = 15 * 60_000;
  expect(guesses.isLockedOut("192.0.2.7")).toBe(false);
});

test("a repeat counts once, and tries of long ago do not count", () => {
  const clock = { nowMs: 0 };
  const guesses = guessedPasswords(() => clock.nowMs);
  for (let i = 0; i < 1_000; i++) expect(guesses.wrong("192.0.2.7", "the same")).toBe(false);
  for (const one of tries(18)) guesses.wrong("192.0.2.7", one);
  clock.nowMs = 10 * 60_000;
  expect(guesses.wrong("192.0.2.7", "another")).toBe(false);
  expect(guesses.isLockedOut("192.0.2.7")).toBe(false);
});
