import { readingMarks as marks } from "@celadon/proto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvDecoder } from "./csv-decoder.ts";
import { type Gathered, gathered } from "./gathered.ts";
import type { DecoderOptions } from "./intake.ts";
import { ndjsonDecoder } from "./ndjson-decoder.ts";

const receivedMs = Date.parse("2026-01-01T10:00:00Z");
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (pieces: readonly Uint8Array[], options: Partial<DecoderOptions> = {}): Gathered =>
  gathered((sink) => csvDecoder({ receivedMs, ...options }, sink), pieces);
const decodeText = (text: string, options: Partial<DecoderOptions> = {}): Gathered => decode([bytesOf(text)], options);

const row = "f,c,2026-01-01T00:00:00Z,12.5";
const header = "factory,channel,at,value";
const seen = {
  factory: "f",
  channel: "c",
  at: "2026-01-01T00:00:00Z",
  value: "12.5",
  revision: 0,
  coversSeconds: 0,
  quality: 2,
  marks: marks.timely,
};

test("a record is a reading; columns come in any order, and empty cells state nothing", () => {
  expect(decodeText(`${header}\n${row}\n`).readings).toEqual([{ ...seen, line: 2 }]);
  const full =
    "unit,value,at,coversSeconds,quality,revision,channel,backfill,manual\nMWh,-1,2026-01-01T08:00:00+08:00,900,estimated,2,电表,true,\n,0,1767225600000,,,,c,,";
  expect(decodeText(full, { defaults: { factory: "mill" } }).readings).toEqual([
    {
      ...seen,
      factory: "mill",
      channel: "电表",
      value: "-1",
      revision: 2,
      coversSeconds: 900,
      quality: 1,
      marks: 3 | marks.backfill | marks.timely,
      line: 2,
    },
    { ...seen, factory: "mill", value: "0", line: 3 },
  ]);
});

test("a byte-order mark, line ends of Windows, quotes, blanks around cells and blank lines change nothing", () => {
  const body = `\ufeff"factory", channel ,at,value\r\n\r\n${row}\r\n,,,\r\n"f", "c" ,\t"2026-01-01T00:00:00Z" ,"12.5"\r\n`;
  expect(decodeText(body)).toMatchObject({
    refused: [],
    readings: [
      { ...seen, line: 3 },
      { ...seen, line: 5 },
    ],
    counts: { duplicates: 1 },
  });
});

test("a quoted cell may hold commas, quotes and line ends, and lines are counted on", () => {
  const { readings, refused } = decodeText(`${header}\nf,"a,""b\nc",2026-01-01T00:00:00Z,1\n${row}`);
  expect(refused).toMatchObject([{ line: 2, reason: "bad-name", excerpt: 'f,"a,""b\\x0ac",2026-01-01T00:00:00Z,1' }]);
  expect(readings).toEqual([{ ...seen, line: 4 }]);
});

test("a retraction needs no value, a reading does", () => {
  const { readings, refused } = decodeText(
    `${header},quality\nf,c,2026-01-01T00:00:00Z,,retracted\nf,c,2026-01-01T00:00:00Z,,`,
  );
  expect(readings).toMatchObject([{ quality: 15, value: "0" }]);
  expect(refused).toMatchObject([
    {
      line: 3,
      reason: "missing-field",
      evidence: 'Field "value" is missing or empty: send a number, or a number as text.',
    },
  ]);
});

test.each([
  [
    "f,c,2026-01-01T00:00:00Z",
    "bad-csv",
    "The record has 3 cells where the header has 4: put a cell that holds a comma in quotes.",
  ],
  [
    "f,c,2026-01-01T00:00:00Z,1,5",
    "bad-csv",
    "The record has 5 cells where the header has 4: put a cell that holds a comma in quotes.",
  ],
  [
    'f,c"d,2026-01-01T00:00:00Z,1',
    "bad-csv",
    "A quote stands inside a cell: put the whole cell in quotes and write the quote inside it twice.",
  ],
  [
    'f,"c" d,2026-01-01T00:00:00Z,1',
    "bad-csv",
    "A quote stands inside a cell: put the whole cell in quotes and write the quote inside it twice.",
  ],
  [
    'f,"c,2026-01-01T00:00:00Z,1',
    "bad-csv",
    "A quoted cell is not closed: end it with a quote, and write a quote inside it twice.",
  ],
  [
    "f,c,2026-01-01T00:00:00,1",
    "no-time-zone",
    'Time "2026-01-01T00:00:00" states no offset from UTC: append Z, or an offset such as +08:00.',
  ],
  [
    "f,c,2026-01-01T00:00:00Z,NaN",
    "bad-value",
    'Value "NaN" is not a plain decimal: send digits with at most one point, such as 12.5 (no exponent, NaN or Infinity).',
  ],
  [
    ",c,2026-01-01T00:00:00Z,1",
    "missing-field",
    'Field "factory" is missing, and the request names no factory: send one of the two.',
  ],
])("%s is refused alone", (line, reason, evidence) => {
  const { readings, refused } = decodeText(`${header}\n${row}\n${line}\n${row}\n`);
  expect(refused).toMatchObject([{ line: 3, reason, evidence, bytes: bytesOf(line) }]);
  expect(readings.map((reading) => reading.line)).toEqual([2, 4]);
});

test.each([
  ["factory,channel,at,value,vaule", 'Column "vaule" is not known. Did you mean "value"?'],
  ["factory,channel,at,value,at", 'Column "at" stands twice in the header: name it once.'],
  ["channel,value", 'The header lacks "factory", "at": begin the file with a line such as factory,channel,at,value.'],
  ["date;kWh", 'Column "date;kWh" is not known.'],
])("the header %s is refused once, and nothing is read", (line, evidence) => {
  const { readings, refused } = decodeText(`\n${line}\n${row}\n"\n${row}`);
  expect(readings).toEqual([]);
  expect(refused).toMatchObject([{ line: 2, reason: "bad-header", evidence: expect.stringContaining(evidence) }]);
});

test("a file in another encoding is read by the caller's decoder", () => {
  const meter = Uint8Array.of(0xb5, 0xe7, 0xb1, 0xed); // 电表 in GBK
  const body = [bytesOf(`${header}\nf,`), meter, bytesOf(",2026-01-01T00:00:00Z,12.5")];
  expect(decode(body).refused).toMatchObject([{ reason: "bad-utf8" }]);
  const gbk = new TextDecoder("gbk", { fatal: true });
  const misread = Uint8Array.of(0xc4, 0xa3); // 模 in GBK, and a letter of UTF-8 as well
  const other = [bytesOf(`${header}\nf,`), misread, bytesOf(",2026-01-01T00:00:00Z,12.5")];
  expect(decode(other, { text: (bytes) => gbk.decode(bytes) }).readings).toMatchObject([{ channel: "模" }]);
  expect(decode(body, { text: (bytes) => gbk.decode(bytes) }).readings).toEqual([
    { ...seen, channel: "电表", line: 2 },
  ]);
});

test("a record longer than 64 KiB is refused once, and so is a quote that is open for so long", () => {
  const long = `f,c,2026-01-01T00:00:00Z,${"0".repeat(70_000)}1`;
  const open = `f,"c\n${`${row}\n`.repeat(3000)}`;
  const { readings, refused } = decodeText(`${header}\n${long}\n${row}\n${open}${row}`);
  expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
    [2, "line-too-long"],
    [4, "bad-csv"],
  ]);
  expect(readings.map((reading) => reading.line)).toEqual([3, ...Array.from({ length: 3001 }, (_, i) => 5 + i)]);
});

test("every reading comes out of CSV as it comes out of JSON", () => {
  const reading = fc.record({
    factory: fc.constantFrom("f", "工厂", "", " x", 'say "no"'),
    channel: fc.constantFrom("c", "电 表", "a,b", "", "a\nb"),
    at: fc.constantFrom(
      "2026-01-01T00:00:00Z",
      "2026-01-01T00:00:00.25+08:00",
      "1767225600000",
      "1900-01-01T00:00:00Z",
      "soon",
    ),
    value: fc.constantFrom("1", "-0012.50", "1e5", "0.12345678", "", "999999999999.999999"),
    unit: fc.constantFrom("", "kWh", "m³", "kwh"),
    quality: fc.constantFrom("", "measured", "retracted", "calibrating", "good"),
    revision: fc.constantFrom("", "0", "7", "16777216", "-1"),
  });
  const quotes = (cell: string): string => (/[",\n ]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 10 }), (list) => {
      const fields = ["factory", "channel", "at", "value", "unit", "quality", "revision"] as const;
      const csv = decodeText(
        `${fields.join(",")}\n${list.map((each) => fields.map((field) => quotes(each[field])).join(",")).join("\n")}`,
      );
      const json = gathered(
        (sink) => ndjsonDecoder({ receivedMs }, sink),
        [
          bytesOf(
            list
              .map((each) =>
                JSON.stringify(
                  Object.fromEntries(
                    fields.flatMap((field) =>
                      each[field] === "" ? [] : [[field, field === "revision" ? Number(each[field]) : each[field]]],
                    ),
                  ),
                ),
              )
              .join("\n"),
          ),
        ],
      );
      expect(csv.readings.map(({ line: _, ...rest }) => rest)).toEqual(
        json.readings.map(({ line: _, ...rest }) => rest),
      );
      expect(csv.refused.map(({ reason, evidence }) => [reason, evidence])).toEqual(
        json.refused.map(({ reason, evidence }) => [reason, evidence]),
      );
    }),
    { numRuns: 500 },
  );
});

const piece = fc.constantFrom(
  '"',
  '"',
  ",",
  "\n",
  "\r\n",
  "f",
  "c",
  " ",
  row,
  `${row}\n`,
  `"f","c","2026-01-01T00:00:00Z","1"\n`,
  "ÿ",
);

test("where the bytes are cut changes nothing", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.array(fc.nat(2000), { maxLength: 10 }), (parts, places) => {
      const bytes = bytesOf(`${header}\n${parts.join("")}`);
      const borders = [0, ...places.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
      const pieces = borders.slice(1).map((to, i) => bytes.slice(borders[i], to));
      expect(decode(pieces)).toEqual(decode([bytes]));
    }),
    { numRuns: 2000 },
  );
});

test("every line is read, refused or blank, and none twice", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (parts) => {
      const { readings, refused } = decodeText(`${header}\n${parts.join("")}`);
      const lines = [...readings, ...refused].map(({ line }) => line);
      expect(new Set(lines).size).toBe(lines.length);
      expect(Math.max(1, ...lines)).toBeLessThanOrEqual(1 + parts.join("").split("\n").length);
    }),
    { numRuns: 2000 },
  );
});

test("any bytes give readings and refusals, never a throw", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (pieces) => {
      const { counts, readings, refused } = decode(pieces);
      expect([counts.readings, counts.refused]).toEqual([readings.length, refused.length]);
    }),
  );
});
