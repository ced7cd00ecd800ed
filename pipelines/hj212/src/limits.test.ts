import { expect, test } from "vitest";
import { decodeFrame, isUsable } from "./decode-frame.ts";
import type { DecodeOptions } from "./decode-options.ts";
import { bytesOf, frameText, upload } from "./frame-in-test.ts";
import { framer } from "./framer.ts";
import { hashOf, interned } from "./interned.ts";

const codesOf = (segment: string, options: DecodeOptions = {}): readonly string[] =>
  decodeFrame(bytesOf(frameText(segment)), options).errors.map(({ code }) => code);
/** A log text, so that the data area has this many bytes. */
const text = (bytes: number): string => `i11001-Info=${"a".repeat(bytes - 12)}`;
const of2005 = (data: string): string => `ST=32;CN=3020;PW=123456;MN=88888880000001;CP=&&${data}&&`;
const of2017 = (data: string): string =>
  `QN=20270101080000000;ST=32;CN=3020;PW=1;MN=010000A8900016F000169DC0;Flag=4;CP=&&${data}&&`;

test("a data area has 960 bytes at most in 2005 and 950 in 2017", () => {
  expect([960, 961].map((bytes) => codesOf(of2005(text(bytes))))).toEqual([[], ["long-segment"]]);
  const short = of2017("").length; // the segment must stay within its own limit
  expect(short + 950).toBeGreaterThan(1024);
  const tight = of2017("").replace("QN=20270101080000000;", "");
  const lenient = { lenient: true } as const;
  const longIn = (bytes: number) =>
    decodeFrame(bytesOf(frameText(tight.replace("&&&&", `&&${text(bytes)}&&`))), lenient).deviations.map(
      ({ code }) => code,
    );
  expect([950, 951].map((bytes) => longIn(bytes).includes("long-segment"))).toEqual([false, true]);
});

test("a segment has 1024 bytes at most, which is forgiven up to 4096", () => {
  const filled = (bytes: number): string => of2017(text(bytes - of2017("").length));
  expect([1024, 1025].map((bytes) => codesOf(filled(bytes)))).toEqual([[], ["long-segment"]]);
  const many = (bytes: number): string => {
    const parts = "a=1;".repeat(900);
    return upload(`${parts}b=${"1".repeat(bytes - upload(parts).length - 2)}`);
  };
  const lenient = { lenient: true, limits: { valueBytes: 1_000 } };
  expect([4096, 4097].map((bytes) => codesOf(many(bytes), lenient))).toEqual([[], ["segment-too-long"]]);
});

test("a line of exactly the limit is a frame, however it is cut", () => {
  const bytes = bytesOf(frameText(upload("DataTime=20270101070000;w00000-Rtd=1")));
  for (const frameBytes of [bytes.length, bytes.length - 1]) {
    for (const cut of [0, 40, bytes.length - 1]) {
      const found: string[] = [];
      const stream = framer(({ frame }) => found.push(frame.errors[0]?.code ?? "frame"), { limits: { frameBytes } });
      stream.push(bytes.subarray(0, cut));
      stream.push(bytes.subarray(cut));
      expect(found[0]).toBe(frameBytes === bytes.length ? "frame" : "frame-too-long");
    }
  }
});

test("a header has 64 fields at most, with values of 64 bytes", () => {
  const header = (count: number): string => upload("").replace("ST=32;", "ST=32;".repeat(count));
  const lenient = { lenient: true } as const;
  expect([58, 59].map((count) => codesOf(header(count), lenient))).toEqual([[], ["too-many-fields", "data-area"]]);
  const value = (bytes: number): string => upload("").replace("PW=123456", `XX=${"x".repeat(bytes)};PW=123456`);
  expect([64, 65].map((bytes) => codesOf(value(bytes), lenient))).toEqual([[], ["value-too-long"]]);
});

test("of one frame 64 errors are listed, and those behind them refuse their items all the same", () => {
  const items = Array.from({ length: 100 }, (_, i) => `x${i}-Rtd=y`).join(";");
  const frame = decodeFrame(bytesOf(frameText(upload(`DataTime=20270101070000;${items}`))), { lenient: true });
  expect(frame.errors).toHaveLength(64);
  expect(frame.items.every(({ refused }) => refused === "number")).toBe(true);
  expect(isUsable(frame)).toBe(true);
});

test("what a message quotes of a frame is short", () => {
  const packets = `PNUM=${"1".repeat(64)};PNO=${"2".repeat(64)}`;
  const [fault] = decodeFrame(bytesOf(frameText(upload("").replace("Flag=5", `Flag=7;${packets}`)))).errors;
  expect(fault?.code).toBe("packet-number");
  expect(fault?.message.length).toBeLessThan(170);
});

test("of invented names no more than half of the places are remembered, and then they begin anew", () => {
  let made = 0;
  const nameOf = interned((name) => {
    made += 1;
    return name;
  });
  const ask = (name: string): string => {
    const bytes = bytesOf(name);
    return nameOf(bytes, 0, bytes.length, hashOf(bytes, 0, bytes.length));
  };
  for (let i = 0; i < 2048; i++) ask(`n${i}`);
  expect([ask("n0"), made]).toEqual(["n0", 2048]);
  for (let i = 2048; i < 10_000; i++) expect(ask(`n${i}`)).toBe(`n${i}`);
  expect(made).toBe(10_000);
  ask("n0");
  expect(made).toBe(10_001);
});
