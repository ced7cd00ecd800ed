import fc from "fast-check";
import { expect, test } from "vitest";
import { type Gathered, gathered } from "./gathered.ts";
import type { DecoderOptions } from "./intake.ts";
import { jsonDecoder } from "./json-decoder.ts";
import { ndjsonDecoder } from "./ndjson-decoder.ts";

const receivedMs = Date.parse("2026-01-01T10:00:00Z");
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (pieces: readonly Uint8Array[], options: Partial<DecoderOptions> = {}): Gathered =>
  gathered((sink) => jsonDecoder({ receivedMs, ...options }, sink), pieces);
const decodeText = (text: string): Gathered => decode([bytesOf(text)]);

const reading = (value: number, over: object = {}): object => ({
  factory: "f",
  channel: "c",
  at: "2026-01-01T00:00:00Z",
  value,
  ...over,
});
const values = ({ readings }: Gathered): readonly string[] => readings.map(({ value }) => value);

test.each([
  ["a list", JSON.stringify([reading(1), reading(2)])],
  ["a list in many lines", JSON.stringify([reading(1), reading(2)], null, 2)],
  [
    "an object with the factory",
    JSON.stringify({ factory: "f", readings: [reading(1, { factory: undefined }), reading(2)] }),
  ],
  [
    "such an object in many lines",
    `\ufeff${JSON.stringify({ factory: "f", readings: [reading(1), reading(2)] }, null, "\t")}\r\n`,
  ],
])("%s is read", (_, body) => {
  expect(decodeText(body)).toMatchObject({
    refused: [],
    readings: [
      { factory: "f", value: "1", line: 1 },
      { factory: "f", value: "2", line: 2 },
    ],
  });
});

test("a single reading is read", () => {
  expect(values(decodeText(JSON.stringify(reading(7))))).toEqual(["7"]);
  expect(values(decodeText(JSON.stringify(reading(7), null, 2)))).toEqual(["7"]);
});

test.each(["", " \n", "[]", "[ ]", '{"readings":[]}'])("%j has no readings and no refusals", (body) => {
  expect(decodeText(body)).toMatchObject({ readings: [], refused: [] });
});

test("a number keeps its source text", () => {
  expect(
    values(decodeText('[{"factory":"f","channel":"c","at":"2026-01-01T00:00:00Z","value":123456789012.123456}]')),
  ).toEqual(["123456789012.123456"]);
});

test("a bad reading is refused by its place in the list, and its neighbours go on", () => {
  const bad = ["1", "null", '"]}"', '{"a":[{"b":"]"}]}', "[[]]", '{"factory":"f","channel":"c","at":"soon","value":1}'];
  const body = `[${JSON.stringify(reading(1))},${bad.join(" , ")},${JSON.stringify(reading(2))}]`;
  const { readings, refused } = decodeText(body);
  expect(readings.map(({ line }) => line)).toEqual([1, 8]);
  expect(refused.map(({ line, reason, excerpt }) => [line, reason, excerpt])).toEqual([
    [2, "bad-json", "1"],
    [3, "bad-json", "null"],
    [4, "bad-json", '"]}"'],
    [5, "unknown-field", bad[3]],
    [6, "bad-json", "[[]]"],
    [7, "bad-time", bad[5]],
  ]);
});

test("a line feed inside a text is no blank", () => {
  expect(decodeText('[{"factory":"a\nb","channel":"c","at":"2026-01-01T00:00:00Z","value":1}]').refused).toMatchObject([
    { reason: "bad-json" },
  ]);
});

const one = JSON.stringify(reading(1));

test.each([
  [
    `[${one}`,
    1,
    "truncated",
    "The body ends before its closing bracket, at reading 2: the readings before it were taken, send the rest again.",
  ],
  [
    `[${one},{"fac`,
    1,
    "truncated",
    "The body ends before its closing bracket, at reading 2: the readings before it were taken, send the rest again.",
  ],
  [
    `{"factory":"f","readings":[${one}]`,
    1,
    "truncated",
    "The body ends before its closing bracket, at reading 2: the readings before it were taken, send the rest again.",
  ],
  [
    `[${one} ${one}]`,
    1,
    "bad-json",
    'Behind reading 1 stands "{" where "," or "]" belongs: nothing after it was read.',
  ],
  [`[${one},]`, 1, "bad-json", '"]" stands where reading 2 belongs: nothing after it was read.'],
  [`[,${one}]`, 0, "bad-json", '"," stands where reading 1 belongs: nothing after it was read.'],
  [
    `${one}\n${one}`,
    1,
    "bad-json",
    'Behind the JSON body stands "{": send one body, or newline-delimited JSON as application/x-ndjson.',
  ],
  ["factory,channel", 0, "bad-json", 'The body begins with "f": send a JSON list of readings.'],
  [
    `{"factory":"f","data":[${one}]}`,
    0,
    "unknown-field",
    'Field "data" is not known beside "readings": only a "factory" by its name is.',
  ],
  [
    `{"version":1,"readings":[${one}]}`,
    0,
    "unknown-field",
    'Field "version" is not known beside "readings": only a "factory" by its name is.',
  ],
  [
    `{"factory":"f","factory":"g","readings":[${one}]}`,
    0,
    "duplicate-field",
    'Field "factory" stands twice: send it once.',
  ],
  [
    `{"factory":"-","readings":[${one}]}`,
    0,
    "bad-name",
    'Factory "-" is no name: use letters, digits, blanks and ._/()+-.',
  ],
  [
    `{"readings":[${one}],"factory":"f"}`,
    1,
    "bad-json",
    'Field "factory" stands behind "readings", where it comes too late: put it first.',
  ],
  [`{"readings":[${one}],"readings":[${one}]}`, 1, "duplicate-field", 'Field "readings" stands twice: send it once.'],
])("%s is read as far as it goes", (body, readings, reason, evidence) => {
  const result = decodeText(body);
  expect(result.counts.readings).toBe(readings);
  expect(result.refused).toMatchObject([{ line: readings + 1, reason, evidence }]);
});

test("a reading of 32 MB is refused once, holds 64 KiB, and the one after it is read", () => {
  const piece = new Uint8Array(1 << 20).fill(97);
  const pieces = [bytesOf(`[${one},{"factory":"`), ...Array.from({ length: 32 }, () => piece), bytesOf(`"},${one}]`)];
  const { readings, refused } = decode(pieces);
  expect(refused).toMatchObject([{ line: 2, reason: "line-too-long" }]);
  expect(refused[0]?.bytes).toHaveLength(65_536);
  expect(readings.map(({ line }) => line)).toEqual([1, 3]);
});

const anyReading = fc.record(
  {
    factory: fc.constantFrom("f", "工厂", "-"),
    channel: fc.constantFrom("c", "电表", "a\nb", 'q"'),
    at: fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.25+08:00", 1767225600000, "soon"),
    value: fc.constantFrom(1, "-0012.50", 1e25, null, 0.1, { a: [1] }),
    unit: fc.constantFrom("kWh", "kwh"),
    quality: fc.constantFrom("measured", "retracted"),
  },
  { requiredKeys: ["channel", "at"] },
);

test("every reading comes out of a list as it comes out of lines, however both are cut and spaced", () => {
  const spacing = fc.constantFrom<undefined | number | string>(undefined, 1, "\t");
  fc.assert(
    fc.property(
      fc.array(anyReading, { maxLength: 10 }),
      spacing,
      fc.array(fc.nat(3000), { maxLength: 10 }),
      fc.boolean(),
      (list, space, places, inObject) => {
        const body = bytesOf(JSON.stringify(inObject ? { readings: list } : list, null, space));
        const borders = [0, ...places.map((at) => at % (body.length + 1)).sort((a, b) => a - b), body.length];
        const json = decode(borders.slice(1).map((to, i) => body.slice(borders[i], to)));
        const lines = gathered(
          (sink) => ndjsonDecoder({ receivedMs }, sink),
          [bytesOf(list.map((each) => JSON.stringify(each)).join("\n"))],
        );
        expect(json.readings).toEqual(lines.readings);
        expect(json.refused.map(({ line, reason, evidence }) => [line, reason, evidence])).toEqual(
          lines.refused.map(({ line, reason, evidence }) => [line, reason, evidence]),
        );
      },
    ),
    { numRuns: 1000 },
  );
});

const token = fc.constantFrom(
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  '"',
  "\\",
  " ",
  "\n",
  "1",
  one,
  `${one},`,
  '"factory":"f"',
  '"readings":',
  "\ufeff",
  "ÿ",
);

test("where a body is cut changes nothing, however broken it is", () => {
  fc.assert(
    fc.property(fc.array(token, { maxLength: 30 }), fc.array(fc.nat(2000), { maxLength: 10 }), (parts, places) => {
      const body = bytesOf(parts.join(""));
      const borders = [0, ...places.map((at) => at % (body.length + 1)).sort((a, b) => a - b), body.length];
      expect(decode(borders.slice(1).map((to, i) => body.slice(borders[i], to)))).toEqual(decode([body]));
    }),
    { numRuns: 5000 },
  );
});

test("any bytes give readings and refusals, never a throw", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (pieces) => {
      const { counts, readings, refused } = decode([bytesOf("["), ...pieces]);
      expect([counts.readings, counts.refused]).toEqual([readings.length, refused.length]);
    }),
  );
});
