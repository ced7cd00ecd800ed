import { expect, test } from "vitest";
import { keyOfToken, pageOf, pageSize } from "./page.ts";

const rows = Array.from({ length: 7 }, (_, i) => ({ name: "roll", at: i }));
const behind = (token: string) => {
  const key = keyOfToken(token, ["string", "number"]);
  return key === undefined ? rows : rows.filter(({ at }) => at > Number(key[1]));
};

test.each([1, 2, 3, 7, 8])(
  "pages of %i rows, one behind the other, are the whole list, and the last has no token",
  async (size) => {
    const seen: number[] = [];
    let token = "";
    do {
      const { page, nextPageToken } = await pageOf(behind(token), size, ({ name, at }) => [name, at]);
      seen.push(...page.map(({ at }) => at));
      token = nextPageToken;
    } while (token !== "");
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
  },
);

test("no size is the usual one, and too large a one is refused", () => {
  expect(pageSize(0, { usual: 100, most: 1000 })).toBe(100);
  expect(pageSize(1000, { usual: 100, most: 1000 })).toBe(1000);
  expect(() => pageSize(1001, { usual: 100, most: 1000 })).toThrow(/ask for at most 1000/);
});

test.each([
  "x",
  "e30",
  Buffer.from('["roll"]').toString("base64url"),
  Buffer.from('["roll","1"]').toString("base64url"),
])("%s is no token", (token) => {
  expect(() => keyOfToken(token, ["string", "number"])).toThrow(/begin again without one/);
});
