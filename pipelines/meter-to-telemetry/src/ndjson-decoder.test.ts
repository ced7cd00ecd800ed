import { readingMarks as marks, qualityCodes } from "@celadon/proto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Gathered, gathered, type Seen } from "./gathered.ts";
import { ndjsonDecoder } from "./ndjson-decoder.ts";

const receivedMs = Date.parse("2026-01-01T10:00:00Z");
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const decode = (
  pieces: readonly Uint8Array[],
  options: { chunkRows?: number; defaults?: { factory: string } } = {},
): Gathered => gathered((sink) => ndjsonDecoder({ receivedMs, ...options }, sink), pieces);
const decodeText = (text: string): Gathered => decode([bytesOf(text)]);

const reading = (over: object = {}): string =>
  JSON.stringify({ factory: "f", channel: "c", at: "2026-01-01T00:00:00Z", value: 12.5, ...over });

const seen = (over: Partial<Seen> = {}): Seen => ({
  factory: "f",
  channel: "c",
  at: "2026-01-01T00:00:00Z",
  value: "12.5",
  revision: 0,
  coversSeconds: 0,
  quality: 2,
  marks: marks.timely,
  line: 1,
  ...over,
});

test.each(Object.entries(qualityCodes))("a source may say that a value is %s", (quality, code) => {
  expect(decodeText(reading({ quality })).readings).toEqual([seen({ quality: code })]);
});

test("a line is a reading, with every field in its column", () => {
  const full = reading({
    unit: "MWh",
    revision: 16777215,
    quality: "estimated",
    coversSeconds: 33554431,
    manual: true,
    backfill: true,
  });
  expect(decodeText(`${reading()}\n${full}\n`).readings).toEqual([
    seen(),
    seen({
      revision: 16777215,
      quality: 1,
      coversSeconds: 33554431,
      marks: 3 | marks.manual | marks.backfill | marks.timely,
      line: 2,
    }),
  ]);
});

test("a clock that fell back to 1970 gives no reading; one that shows 2099 gives one that is from the future until then", () => {
  const fallen = decodeText(reading({ at: "1970-01-01T00:00:07Z" }));
  expect([fallen.readings, fallen.refused.map(({ reason }) => reason)]).toEqual([[], ["time-out-of-bounds"]]);
  const ahead = decodeText(reading({ at: "2099-12-31T23:59:59Z" }));
  expect(ahead.readings).toEqual([seen({ at: "2099-12-31T23:59:59Z", marks: 0 })]);
  expect(decodeText(reading({ at: "2100-01-01T00:00:00Z" })).readings).toEqual([]);
});

test("a number keeps its source text, to the last of 18 digits", () => {
  const line = '{"factory":"f","channel":"c","at":"2026-01-01T00:00:00Z","value":123456789012.123456}';
  expect(decodeText(line).readings[0]?.value).toBe("123456789012.123456");
});

test("a retraction needs no value", () => {
  const line = '{"factory":"f","channel":"c","at":"2026-01-01T00:00:00Z","quality":"retracted","revision":1}';
  expect(decodeText(line).readings).toEqual([seen({ value: "0", quality: 15, revision: 1 })]);
});

test("null in an optional field states nothing; where a field is needed it is missing", () => {
  expect(decodeText(reading({ unit: null, revision: null })).readings).toEqual([seen()]);
  expect(decodeText(reading({ value: null })).refused[0]?.reason).toBe("missing-field");
});

test("blank lines, a byte-order mark, line ends of Windows and a missing last one change nothing but line numbers", () => {
  const { readings, refused } = decodeText(`\ufeff\r\n${reading()}\r\n  \n\n${reading({ value: 1 })}`);
  expect(refused).toEqual([]);
  expect(readings).toEqual([seen({ line: 2 }), seen({ line: 5, value: "1" })]);
});

test("the request's factory stands where a reading names none", () => {
  const { readings } = decode([bytesOf(`{"channel":"c","at":"2026-01-01T00:00:00Z","value":12.5}\n${reading()}`)], {
    defaults: { factory: "mill" },
  });
  expect(readings.map(({ factory }) => factory)).toEqual(["mill", "f"]);
});

test("an empty body has no readings and no refusals", () => {
  expect(decode([])).toMatchObject({ readings: [], refused: [], counts: { readings: 0, refused: 0 } });
});

test("a reading more than 5 minutes ahead is kept without the mark timely", () => {
  const marksOf = (at: string): number | undefined => decodeText(reading({ at })).readings[0]?.marks;
  expect(marksOf("2026-01-01T10:05:00Z")).toBe(marks.timely);
  expect(marksOf("2026-01-01T10:05:00.001Z")).toBe(0);
});

test.each([
  ['{"factory":"f"', "bad-json", 'The JSON ends where "," or "}" belongs: send one complete object per reading.'],
  ["[1]", "bad-json", 'This is not JSON: "[1]" stands where "{" belongs: send one object per reading, by RFC 8259.'],
  [
    `${reading()} x`,
    "bad-json",
    'This is not JSON: "x" stands where the end of the line belongs: send one object per reading, by RFC 8259.',
  ],
  [
    '{"value":NaN}',
    "bad-json",
    'This is not JSON: "NaN}" stands where a value (a number, or text in quotes; JSON has no NaN and no Infinity) belongs: send one object per reading, by RFC 8259.',
  ],
  [
    '{"value":-Infinity}',
    "bad-json",
    'This is not JSON: "-Infinity}" stands where a value (a number, or text in quotes; JSON has no NaN and no Infinity) belongs: send one object per reading, by RFC 8259.',
  ],
  [
    '{"value":007}',
    "bad-json",
    'This is not JSON: "07}" stands where "," or "}" belongs: send one object per reading, by RFC 8259.',
  ],
  [
    reading({ vaule: 1 }),
    "unknown-field",
    'Field "vaule" is not known. Did you mean "value"? Known: factory, channel, at, value, unit, revision, quality, coversSeconds, manual, backfill.',
  ],
  [`${reading().slice(0, -1)},"value":1}`, "duplicate-field", 'Field "value" stands twice: send it once.'],
  [reading({ channel: undefined }), "missing-field", 'Field "channel" is missing or empty: send its name as text.'],
  [
    reading({ factory: undefined }),
    "missing-field",
    'Field "factory" is missing, and the request names no factory: send one of the two.',
  ],
  [
    reading({ value: { kWh: 1 } }),
    "bad-field",
    'Field "value" holds a list or an object: send a number, or a number as text.',
  ],
  [reading({ value: true }), "bad-field", 'Field "value" holds "true": send a number, or a number as text.'],
  [reading({ revision: 1.5 }), "bad-field", 'Field "revision" is "1.5": send a whole number from 0 to 16777215.'],
  [
    reading({ coversSeconds: 33554432 }),
    "bad-field",
    'Field "coversSeconds" is "33554432": send a whole number from 0 to 33554431.',
  ],
  [
    reading({ channel: "a\nb" }),
    "bad-name",
    'Channel "a\\nb" is no name: use 1 to 128 letters, digits, blanks and ._/()+-, beginning and ending with a letter or digit.',
  ],
  [
    reading({ value: "NaN" }),
    "bad-value",
    'Value "NaN" is not a plain decimal: send digits with at most one point, such as 12.5 (no exponent, NaN or Infinity).',
  ],
  [
    reading({ value: "" }),
    "bad-value",
    'Value "" is not a plain decimal: send digits with at most one point, such as 12.5 (no exponent, NaN or Infinity).',
  ],
  [
    reading({ value: 1e21 }),
    "bad-value",
    'Value "1e+21" is not a plain decimal: send digits with at most one point, such as 12.5 (no exponent, NaN or Infinity).',
  ],
  [
    reading({ value: "1234567890123" }),
    "value-too-large",
    'Value "1234567890123" has 13 digits before the decimal point, and 12 are kept: send it in a larger unit.',
  ],
  [
    `{"factory":"f","channel":"c","at":"2026-01-01T00:00:00Z","value":${"9".repeat(400)}}`,
    "value-too-large",
    `Value "${"9".repeat(45)}..." has 400 digits before the decimal point, and 12 are kept: send it in a larger unit.`,
  ],
  [
    reading({ value: "0.1234567" }),
    "value-too-fine",
    'Value "0.1234567" has 7 decimals, and 6 are kept: round it where it is measured, or send it in a smaller unit.',
  ],
  [
    reading({ at: "2026-01-01T00:00:00" }),
    "no-time-zone",
    'Time "2026-01-01T00:00:00" states no offset from UTC: append Z, or an offset such as +08:00.',
  ],
  [
    reading({ at: "2026-02-29T00:00:00Z" }),
    "bad-time",
    'Time "2026-02-29T00:00:00Z" is no existing date and time with at most 3 decimals of a second: send one such as 2026-01-01T00:00:00Z.',
  ],
  [
    reading({ at: "1900-01-01T00:00:00Z" }),
    "time-out-of-bounds",
    "Time 1900-01-01T00:00:00Z lies outside 2000-01-01 to 2100-01-01 UTC: check the clock of the meter.",
  ],
  [
    reading({ at: 1767225600 }),
    "time-out-of-bounds",
    "Time 1970-01-21T10:53:45.6Z lies outside 2000-01-01 to 2100-01-01 UTC: 1767225600 looks like seconds, send milliseconds.",
  ],
  [
    reading({ quality: "good" }),
    "bad-quality",
    'Quality "good" is not known: send one of measured, estimated, stopped, maintained, calibrating, faulty, above-range, power-failed, unknown-flag, doubted, retracted.',
  ],
])("%s is refused: %s", (line, reason, evidence) => {
  const { readings, refused } = decodeText(`${reading()}\n${line}\n${reading({ value: 1 })}\n`);
  expect(refused).toEqual([
    { line: 2, verdict: "reject", reason, evidence, excerpt: expect.any(String), bytes: bytesOf(line) },
  ]);
  expect(readings.map(({ line: at }) => at)).toEqual([1, 3]);
});

test("an unknown unit is refused with its near misses", () => {
  const { refused } = decodeText(reading({ unit: "kwh" }));
  expect(refused[0]?.reason).toBe("unknown-unit");
  expect(refused[0]?.evidence).toContain('Unit "kwh" is not known. Did you mean "kWh"');
});

test("zeros after the sixth decimal and before the first digit of a text change nothing", () => {
  expect(decodeText(reading({ value: "000000000000012.5000000000" })).readings).toEqual([seen()]);
});

test("bytes that are not UTF-8 are refused and shown byte by byte, and their neighbours go on", () => {
  const bad = Uint8Array.of(...bytesOf('{"factory":"'), 0xff, 0xfe, ...bytesOf('"}\n'));
  const { readings, refused } = decode([bytesOf(`${reading()}\n`), bad, bytesOf(reading({ value: 1 }))]);
  expect(refused).toMatchObject([{ line: 2, reason: "bad-utf8", excerpt: '{"factory":"\\xff\\xfe"}' }]);
  expect(readings.map(({ line }) => line)).toEqual([1, 3]);
});

test("a line of 1 GB is refused once, holds 64 KiB, and the line after it is read", () => {
  const piece = new Uint8Array(1 << 20).fill(97);
  const pieces = [
    bytesOf(`${reading()}\n`),
    ...Array.from({ length: 1024 }, () => piece),
    bytesOf(`\n${reading({ value: 1 })}\n`),
  ];
  const { readings, refused } = decode(pieces);
  expect(refused).toMatchObject([{ line: 2, reason: "line-too-long" }]);
  expect(refused[0]?.bytes).toHaveLength(65_536);
  expect(refused[0]?.excerpt).toHaveLength(200);
  expect(readings.map(({ line }) => line)).toEqual([1, 3]);
});

test("a line may have 65,536 bytes and no more, however it is cut", () => {
  const body = `${reading().padEnd(65_536)}\n${reading().padEnd(65_537)}\n${reading().padEnd(65_536)}`;
  for (const size of [1 << 30, 65_536, 1000]) {
    const { readings, refused } = decode(cut(bytesOf(body), size));
    expect(readings.map(({ line }) => line)).toEqual([1, 3]);
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([[2, "line-too-long"]]);
  }
});

function cut(bytes: Uint8Array, size: number): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

const anyLine = fc.oneof(
  fc.nat(50).map((value) => reading({ value })),
  fc
    .tuple(fc.constantFrom("f", "g", "工厂"), fc.nat(9), fc.nat(9))
    .map(([factory, c, s]) => reading({ factory, channel: `电表-${c}`, at: `2026-01-01T00:00:0${s}Z` })),
  fc.constantFrom(
    "",
    " ",
    "{",
    "\u0000",
    "ÿ",
    '{"value":1}',
    reading({ at: "now" }),
    `${reading({ factory: "h" })} x`,
    reading({ factory: "h" }),
  ),
  fc.string(),
);

test("where the bytes are cut changes nothing", () => {
  const body = fc
    .tuple(fc.array(anyLine, { maxLength: 40 }), fc.constantFrom("\n", "\r\n"))
    .map(([lines, end]) => bytesOf(lines.join(end)));
  const cuts = fc.array(fc.nat(3000), { maxLength: 12 });
  fc.assert(
    fc.property(body, cuts, fc.constantFrom(3, 50_000), (bytes, places, chunkRows) => {
      const borders = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
      const pieces = borders.slice(1).map((to, i) => bytes.slice(borders[i], to));
      expect(decode(pieces, { chunkRows })).toEqual(decode([bytes], { chunkRows }));
    }),
  );
  const bytes = bytesOf([reading(), "x", reading({ channel: "电表" }), ""].join("\r\n"));
  expect(decode(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(decode([bytes]));
});

test("any bytes give readings and refusals, never a throw", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (pieces) => {
      const { counts, readings, refused } = decode(pieces);
      expect([counts.readings, counts.refused]).toEqual([readings.length, refused.length]);
    }),
  );
});

test("one damaged byte damages at most two lines", () => {
  const lines = Array.from({ length: 20 }, (_, i) => reading({ value: i }));
  const bytes = bytesOf(`${lines.join("\n")}\n`);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(255), (place, byte) => {
      const damaged = bytes.slice();
      damaged[place] = byte;
      const { readings, refused } = decode([damaged]);
      expect(refused.length).toBeLessThanOrEqual(2);
      expect(readings.length).toBeGreaterThanOrEqual(18);
    }),
  );
});

test("a thousand bad lines among 100,000 are refused by their numbers", () => {
  const bad = (line: number): boolean => line % 100 === 37;
  const lines = Array.from({ length: 100_000 }, (_, i) =>
    bad(i + 1) ? '{"oops' : reading({ channel: `meter-${i % 2000}`, at: 1767225600000 + i, value: i / 8 }),
  );
  const { readings, refused, counts, chunks } = decode(cut(bytesOf(lines.join("\n")), 65_536));
  expect(refused.map(({ line }) => line)).toEqual(lines.map((_, i) => i + 1).filter(bad));
  expect(readings.every(({ line, value }) => value === String((line - 1) / 8))).toBe(true);
  expect(counts).toEqual({ readings: 99_000, refused: 1000, duplicates: 0, conflicts: 0 });
  expect(chunks.map(({ count }) => count)).toEqual([50_000, 49_000]);
});

test("a chunk tells repeats from conflicts, and sends both on", () => {
  const { chunks, counts } = decodeText(
    [reading(), reading(), reading({ value: 13 }), reading({ value: 13 }), reading({ revision: 1 })].join("\n"),
  );
  expect(chunks).toMatchObject([{ count: 5, duplicates: 2, conflicts: 2, conflictLines: [3, 5] }]);
  expect(counts).toEqual({ readings: 5, refused: 0, duplicates: 2, conflicts: 2 });
});

test("repeats go uncounted where nobody asks for them", () => {
  const { chunks } = gathered(
    (sink) => ndjsonDecoder({ receivedMs, tellRepeats: false }, sink),
    [bytesOf(`${reading()}\n${reading()}`)],
  );
  expect(chunks).toMatchObject([{ count: 2, duplicates: 0, conflicts: 0 }]);
});

test("each factory has chunks of its own, and a stream of ever new names holds no more than a chunk", () => {
  const lines = Array.from({ length: 150_000 }, (_, i) => reading({ factory: `f${i % 300}`, channel: `c${i}` }));
  const { chunks, counts } = decode([bytesOf(lines.join("\n"))]);
  expect(counts.readings).toBe(150_000);
  expect(new Set(chunks.map(({ factory }) => factory)).size).toBe(300);
  for (const { channels, count } of chunks) expect(channels).toHaveLength(count);
});

test("push answers with a promise while the sink is busy with a chunk", async () => {
  let free: (() => void) | undefined;
  const decoder = ndjsonDecoder(
    { receivedMs, chunkRows: 2 },
    {
      chunk: () =>
        new Promise((resolve) => {
          free = resolve;
        }),
      refused: () => undefined,
    },
  );
  expect(decoder.push(bytesOf(`${reading()}\n`))).toBeUndefined();
  const waiting = decoder.push(bytesOf(`${reading()}\n`));
  expect(waiting).toBeInstanceOf(Promise);
  free?.();
  await waiting;
  expect(decoder.end()).toBeUndefined();
});

test("flush hands over whole lines and keeps the half one", () => {
  const counts: number[] = [];
  const sink = { chunk: (chunk: { count: number }) => void counts.push(chunk.count), refused: () => undefined };
  const decoder = ndjsonDecoder({ receivedMs }, sink);
  decoder.push(bytesOf(`${reading()}\n${reading().slice(0, 20)}`));
  decoder.flush();
  decoder.push(bytesOf(reading().slice(20)));
  decoder.end();
  expect(counts).toEqual([1, 1]);
});
