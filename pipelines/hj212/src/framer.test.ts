import fc from "fast-check";
import { expect, test } from "vitest";
import type { DecodeOptions } from "./decode-options.ts";
import { bytesOf, frameText, textOf, upload } from "./frame-in-test.ts";
import { framer } from "./framer.ts";

/** What came out, as text: the frames by their DataTime, the faults by code, each with its place and its bytes. */
function read(pieces: readonly Uint8Array[], options: DecodeOptions = { lenient: true }) {
  const found: string[] = [];
  const stream = framer(({ frame, bytes, offset }) => {
    const what = frame.fields.length > 0 ? frame.dataTime : frame.errors.map(({ code }) => code).join();
    found.push(`${offset}+${bytes.length} ${what}`);
  }, options);
  for (const piece of pieces) stream.push(piece);
  stream.end();
  return { found, counts: stream.counts() };
}
const readText = (text: string, options?: DecodeOptions) => read([bytesOf(text)], options);

const good = (hour: number): string =>
  frameText(upload(`DataTime=202701010${hour}0000;w00000-Rtd=${hour}.5,w00000-Flag=N`));
const one = good(1);
const two = good(2);
const length = one.length;

test("frames one behind another come out one by one, with their places", () => {
  expect(readText(one + two + one).found).toEqual([
    `0+${length} 20270101010000`,
    `${length}+${length} 20270101020000`,
    `${2 * length}+${length} 20270101010000`,
  ]);
});

test("a stream may be cut at any place, and byte by byte, and the same comes out", () => {
  const text = `${one}noise##0101QN=2##12\r\n${two.slice(0, 70)}${one}\r\n##${"9".repeat(10)}QN\n${two}`;
  const bytes = bytesOf(text);
  const whole = read([bytes]);
  expect(whole.found.length).toBe(6);
  for (let at = 0; at <= bytes.length; at++)
    expect(read([bytes.subarray(0, at), bytes.subarray(at)]), `cut at ${at}`).toEqual(whole);
  expect(read(Array.from(bytes, (_, i) => bytes.subarray(i, i + 1)))).toEqual(whole);
});

const piece = fc.oneof(
  fc.constantFrom(
    one,
    two,
    one.toLowerCase(),
    one.slice(2),
    two.slice(0, 90),
    "##",
    "##0101Q",
    "\r\n",
    "\n",
    " ",
    "&&{0x",
  ),
  fc.string({ maxLength: 30 }),
  fc.integer({ min: 1, max: 400 }).map((count) => "x".repeat(count)),
);
const streams = fc.array(piece, { maxLength: 12 }).map((pieces) => bytesOf(pieces.join("")));

test("law: where any stream is cut changes nothing, also with a limit that its lines exceed", () => {
  fc.assert(
    fc.property(streams, fc.array(fc.nat(900), { maxLength: 8 }), (bytes, places) => {
      const cuts = [0, ...places.filter((at) => at < bytes.length).toSorted((a, b) => a - b), bytes.length];
      const pieces = cuts.slice(1).map((to, i) => bytes.subarray(cuts[i], to));
      for (const frameBytes of [16_384, 160])
        expect(read(pieces, { lenient: true, limits: { frameBytes } })).toEqual(
          read([bytes], { lenient: true, limits: { frameBytes } }),
        );
    }),
    { numRuns: 300 },
  );
});

test("law: every byte is in a frame or dropped, and the frames and faults lie in the stream in order", () => {
  fc.assert(
    fc.property(streams, (bytes) => {
      let [framed, last, count] = [0, 0, 0];
      const stream = framer(({ frame, bytes: own, offset }) => {
        expect(offset).toBeGreaterThanOrEqual(last);
        expect(own).toEqual(bytes.subarray(offset, offset + own.length));
        last = offset + own.length;
        count += 1;
        if (frame.fields.length > 0) framed += own.length;
      });
      stream.push(bytes);
      stream.end();
      const { frames, faults, droppedBytes } = stream.counts();
      expect(framed + droppedBytes).toBe(bytes.length);
      expect(frames + faults).toBe(count);
    }),
  );
});

test("law: a good frame behind anything is found, and nothing before it costs more than one fault a line", () => {
  fc.assert(
    fc.property(streams, (garbage) => {
      const { found } = read([garbage, bytesOf(one)]);
      expect(found.at(-1)).toMatch(new RegExp(`^${garbage.length}\\+${length} 20270101010000$`));
      const lines = textOf(garbage).split("\n").length;
      const isFault = (line: string) => /[a-z]/.test(line);
      expect(found.filter(isFault).length).toBeLessThanOrEqual(lines);
    }),
  );
});

test("a garbage line is one fault, whatever stands in it", () => {
  const line = `${"##12a".repeat(3000)}\r\n`;
  expect(readText(line + one).found).toEqual([
    `0+${line.length} crc-digits`,
    `${line.length}+${length} 20270101010000`,
  ]);
});

test("a frame that was cut off does not swallow the good one behind it", () => {
  const cut = two.slice(0, 100);
  expect(readText(cut + one).found).toEqual([`0+100 unfinished`, `100+${length} 20270101010000`]);
});

test("a frame after a frame without a line end is found", () => {
  const stuck = two.slice(0, -2);
  expect(readText(stuck + one).found).toEqual([
    `0+${stuck.length} unfinished`,
    `${stuck.length}+${length} 20270101010000`,
  ]);
});

test("the last frame may lack its line end: forgiven where that is asked for, otherwise an error of the frame", () => {
  const { found, counts } = readText(one.slice(0, -2));
  expect(found).toEqual([`0+${length - 2} 20270101010000`]);
  expect(counts.droppedBytes).toBe(0);
  const codes: string[] = [];
  const strict = framer(({ frame }) => codes.push(...frame.errors.map(({ code }) => code)));
  strict.push(bytesOf(one.slice(0, -2)));
  strict.end();
  expect(codes).toEqual(["line-end"]);
});

test("a frame without an end is unfinished", () => {
  expect(readText(one.slice(0, 50)).found).toEqual(["0+50 unfinished"]);
});

test("blank lines between frames are dropped without a fault", () => {
  expect(readText(`\r\n \r\n${one}\n\n`)).toEqual({
    found: [`5+${length} 20270101010000`],
    counts: { frames: 1, faults: 0, droppedBytes: 7 },
  });
});

test("a line above the limit is one fault, and a frame at its end is found", () => {
  const long = "x".repeat(100_000);
  expect(readText(`${long}${one}`).found).toEqual([`0+16384 frame-too-long`, `100000+${length} 20270101010000`]);
  expect(readText(`${long}\n${one}`).found).toEqual([`0+16384 frame-too-long`, `100001+${length} 20270101010000`]);
});

test("a frame at the end of a line above the limit is found, however long the line is and however it is cut", () => {
  const options = { limits: { frameBytes: length } };
  for (let before = length; before < 5 * length; before++) {
    const bytes = bytesOf("x".repeat(before) + one);
    for (const cut of [0, before, before + 60]) {
      const { found } = read([bytes.subarray(0, cut), bytes.subarray(cut)], options);
      expect(found).toEqual([`0+${length} frame-too-long`, `${before}+${length} 20270101010000`]);
    }
  }
});

test("a peer that never ends a frame is told once, and no more than twice the limit is kept", () => {
  const found: number[] = [];
  const stream = framer(({ bytes }) => found.push(bytes.length));
  const kept: ArrayBufferLike[] = [];
  for (let i = 0; i < 2000; i++) {
    const bytes = bytesOf(i === 0 ? `##0140QN=${"7".repeat(1000)}` : "7".repeat(1009));
    kept.push(bytes.buffer);
    stream.push(bytes);
  }
  expect(found).toEqual([16_384]);
  expect(stream.counts()).toMatchObject({ frames: 0, faults: 1 });
});

test.each(["##4294967296QN=1;CP=&&&&FFFF\r\n", "##99999QN=1;CP=&&&&FFFF\r\n"])("%s has no length", (text) => {
  expect(readText(text).found).toEqual([`0+${text.length} no-frame`]);
});

test("a declared length above the limit costs nothing", () => {
  expect(readText("##9999QN=1;CP=&&&&FFFF\r\n").found).toEqual(["0+24 segment-too-long"]);
});

test("hostile bytes cost no more than harmless ones, or this would not come to its end", () => {
  const size = 4_000_000;
  const hostile = [
    "##".repeat(size / 2),
    "##1A".repeat(size / 4),
    `${"##1A".repeat(4000)}2200\n`.repeat(size / 16_000),
    `${"&&{0x##1A".repeat(1700)}2200\n`.repeat(size / 16_000),
    declaredEverywhere(4090).repeat(size / 4090),
    "\n".repeat(size),
    `##0140Q${"=".repeat(16_000)}\n`.repeat(size / 16_000),
  ];
  for (const text of hostile) {
    let count = 0;
    const stream = framer(() => void count++);
    stream.push(bytesOf(text));
    stream.end();
    expect(count).toBeLessThanOrEqual(2 * text.split("\n").length);
  }
});

/** A line in which each ## declares exactly what is left of it, with a CRC that exists. */
function declaredEverywhere(size: number): string {
  const parts: string[] = [];
  for (let rest = 1; rest < size; rest += 7) parts.push(`##${String(rest).padStart(4, "0")}Q`);
  return `${parts.toReversed().join("")}2200\r\n`;
}
