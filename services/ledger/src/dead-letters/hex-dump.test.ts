import { expect, test } from "vitest";
import { hexDump } from "./hex-dump.ts";

test("a dump shows offset, bytes and what of them can be read", () => {
  expect(hexDump(new Uint8Array([0x0a, 0x04, ...Buffer.from("mill"), 0xff, ...Buffer.from("0123456789abc")]))).toBe(
    [
      "00000000  0a 04 6d 69 6c 6c ff 30 31 32 33 34 35 36 37 38  ..mill.012345678",
      "00000010  39 61 62 63                                      9abc",
    ].join("\n"),
  );
});

test("nothing is no line, and a long record shows its beginning", () => {
  expect(hexDump(new Uint8Array())).toBe("");
  expect(hexDump(new Uint8Array(1_000)).split("\n")).toHaveLength(16);
});
