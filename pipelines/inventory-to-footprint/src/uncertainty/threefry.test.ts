import { expect, test } from "vitest";
import { type Key, threefry } from "./threefry.ts";

/** Lines of `kat_vectors` of Random123 (D. E. Shaw Research), "threefry4x32 20": counter, key, answer. */
const published = [
  "00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 9c6ca96a e17eae66 fc10ecd4 5256a7d8",
  "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 2a881696 57012287 f6c7446e a16a6732",
  "243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 082efa98 ec4e6c89 59cd1dbb b8879579 86b5d00c ac8b6d84",
];

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, "0");

test.each(published)("the published answer of Threefry-4x32-20: %s", (line) => {
  const numbers = line.split(" ").map((word) => Number.parseInt(word, 16));
  const [c0, c1, c2, c3, k0, k1, k2, k3] = numbers as [number, number, number, number, ...Key];
  const words = new Int32Array(4);
  const counters = { first: Int32Array.of(c0), second: Int32Array.of(c1), third: c2, fourth: c3 };
  threefry([k0, k1, k2, k3], counters, words);
  expect([...words].map(hex).join(" ")).toBe(line.split(" ").slice(8).join(" "));
});

test("many counters in one call have the words that each has alone", () => {
  const key: Key = [1, 2, 3, 4];
  const first = Int32Array.from({ length: 9 }, (_, i) => i * 0x9e3779b1);
  const second = Int32Array.from({ length: 9 }, (_, i) => ~i);
  const together = new Int32Array(36);
  threefry(key, { first, second, third: 5, fourth: 6 }, together);
  for (let i = 0; i < 9; i++) {
    const alone = new Int32Array(4);
    threefry(key, { first: first.slice(i, i + 1), second: second.slice(i, i + 1), third: 5, fourth: 6 }, alone);
    expect([...together.subarray(4 * i, 4 * i + 4)]).toEqual([...alone]);
  }
});
