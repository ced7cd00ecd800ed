import { expect, test } from "vitest";
import { plainAddress, readAddress, readRange, within } from "./address-range.ts";

test.each([
  ["0.0.0.0:9212", { host: "0.0.0.0", port: 9212 }],
  ["[::1]:0", { host: "::1", port: 0 }],
  ["9212", undefined],
  ["localhost:9212", undefined],
  ["::1:9212", undefined],
  ["[127.0.0.1]:9212", undefined],
  ["127.0.0.1:99999", undefined],
  ["256.0.0.1:1", undefined],
])("to listen at %s", (text, expected) => {
  expect(readAddress(text)).toEqual(expected);
});

test.each([
  ["10.20.0.7", "10.20.0.7", "10.20.0.8"],
  ["10.20.0.0/16", "10.20.255.1", "10.21.0.1"],
  ["fd00::/8", "fd12::1", "fe80::1"],
  ["0.0.0.0/0", "203.0.113.9", "::1"],
])("the range %s holds %s and not %s", (text, inside, outside) => {
  const range = readRange(text);
  const isIn = within(range === undefined ? [] : [range]);
  expect([isIn(inside), isIn(outside)]).toEqual([true, false]);
});

test.each(["10.20.0.0/33", "10.20", "host", "10.20.0.0/", "", "fd00::/129"])("%j is no range", (text) => {
  expect(readRange(text)).toBeUndefined();
});

test("nobody is in no range, and IPv4 on a socket of IPv6 is still that IPv4", () => {
  expect(within([])("127.0.0.1")).toBe(false);
  expect(within([])("unknown")).toBe(false);
  expect(plainAddress("::ffff:10.20.0.7")).toBe("10.20.0.7");
  expect(plainAddress(undefined)).toBe("unknown");
});
