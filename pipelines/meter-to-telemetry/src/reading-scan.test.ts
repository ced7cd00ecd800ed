import fc from "fast-check";
import { expect, test } from "vitest";
import { type Intake, intake } from "./intake.ts";
import { scanReading, skipBlanks } from "./reading-scan.ts";
import { readStrictly } from "./strict-reading.ts";

const state = (): Intake => intake({ receivedMs: 0 }, { chunk: () => undefined, refused: () => undefined });

/** What a reader leaves in the slot, with names as text. */
const taken = ({ slot, names }: Intake) => ({
  ...slot,
  hash: 0,
  whole: 0,
  factory: names.factories.texts[slot.factory],
  channel: names.channels.texts[slot.channel],
});

const paddingAfter = " ".repeat(64); // so that the end of the bytes is far, as it is for most lines

function scanned(line: string): object | undefined {
  const bytes = new TextEncoder().encode(`${line}\n${paddingAfter}`);
  const intakeState = state();
  const end = scanReading(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, intakeState);
  return end > 0 && bytes[skipBlanks(bytes, end)] === 10 ? taken(intakeState) : undefined;
}

function strictly(line: string): object | string {
  const bytes = new TextEncoder().encode(line);
  const intakeState = state();
  return readStrictly(bytes, 0, bytes.length, intakeState)?.reason ?? taken(intakeState);
}

const blank = fc.constantFrom("", "", "", " ", "  ", "\t");
const name = fc.oneof(
  fc.constantFrom(
    "plant-1",
    "m",
    "meter-0123",
    "电表-01",
    "a b",
    " a",
    "a-",
    "",
    'q\\"uote',
    "\\u0061bc",
    "tab\tin",
    "a".repeat(129),
  ),
  fc.string(),
);
const digits = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 15 }).map((list) => list.join(""));
const number = fc.oneof(
  fc.constantFrom(
    "0",
    "-0",
    "12.5",
    "007",
    "1e3",
    "NaN",
    "null",
    "-",
    "1.",
    ".5",
    "true",
    "[1]",
    "{}",
    '""',
    "9".repeat(400),
  ),
  fc.tuple(fc.constantFrom("", "-"), digits, fc.constantFrom("", "."), digits).map((parts) => parts.join("")),
);
const instant = fc.oneof(
  fc.constantFrom(
    "2026-01-01T00:00:00",
    "2026-02-30T00:00:00Z",
    "1900-01-01T00:00:00Z",
    "2026-01-01 00:00Z",
    "2016-12-31T23:59:60Z",
    "x",
  ),
  fc
    .tuple(
      fc.date({ min: new Date("1999-12-30"), max: new Date("2100-01-02"), noInvalidDate: true }),
      fc.constantFrom("Z", "+08:00", "-03:30", "+0800", "z", ""),
    )
    .map(([date, zone]) => date.toISOString().replace("Z", zone)),
);
const quoted = (text: fc.Arbitrary<string>): fc.Arbitrary<string> => text.map((inner) => `"${inner}"`);
const either = (text: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof(text, quoted(text));
const member = fc.oneof(
  fc.tuple(fc.constant("factory"), quoted(name)),
  fc.tuple(fc.constant("channel"), fc.oneof(quoted(name), number)),
  fc.tuple(fc.constant("at"), fc.oneof(quoted(instant), either(fc.integer({ min: -5, max: 5e12 }).map(String)))),
  fc.tuple(fc.constant("value"), either(number)),
  fc.tuple(fc.constant("unit"), fc.oneof(quoted(fc.constantFrom("kWh", "m³", "kwh", "", "m\\u0033")), number)),
  fc.tuple(
    fc.constantFrom("revision", "coversSeconds"),
    either(fc.oneof(number, fc.integer({ min: -1, max: 2 ** 26 }).map(String))),
  ),
  fc.tuple(fc.constant("quality"), quoted(fc.constantFrom("measured", "estimated", "retracted", "good", ""))),
  fc.tuple(fc.constantFrom("manual", "backfill"), fc.constantFrom("true", "false", "null", "1", '"true"')),
  fc.tuple(fc.constantFrom("vaule", "", "\\u0061t", "__proto__"), number),
);
const good: fc.Arbitrary<[string, string]>[] = [
  fc.tuple(fc.constant("factory"), quoted(fc.constantFrom("plant-1", "工厂"))),
  fc.tuple(fc.constant("channel"), quoted(fc.constantFrom("m", "meter-0123", "电表-01", "a b"))),
  fc.tuple(fc.constant("at"), quoted(fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-01T08:00:00.25+08:00"))),
  fc.tuple(fc.constant("value"), either(fc.constantFrom("0", "-0.000001", "999999999999.999999", "12.5"))),
];
const optional = fc.constantFrom<[string, string]>(
  ["unit", '"kWh"'],
  ["unit", '"m³"'],
  ["revision", "7"],
  ["quality", '"estimated"'],
  ["coversSeconds", "900"],
  ["manual", "true"],
  ["backfill", "false"],
);
const shuffled = (extra: fc.Arbitrary<[string, string][]>): fc.Arbitrary<[string, string][]> =>
  fc
    .tuple(fc.tuple(...good), extra)
    .chain(([all, more]) => fc.shuffledSubarray([...all, ...more], { minLength: 4 + more.length }));
const members = fc.oneof(
  fc.array(member, { maxLength: 8 }),
  shuffled(fc.array(member, { maxLength: 2 })),
  shuffled(fc.uniqueArray(optional, { maxLength: 5, selector: ([key]) => key })),
);
const line = fc
  .tuple(fc.array(blank, { minLength: 30, maxLength: 30 }), members, fc.constantFrom("", "", "", ",", "x", "}", "\r"))
  .map(([blanks, list, tail]) => {
    let next = 0;
    const gap = (): string => blanks[next++ % blanks.length] as string;
    const text = list
      .map(([key, value]) => `${gap()}"${key}"${gap() === "\t" ? " " : ""}:${gap()}${value}${gap()}`)
      .join(",");
    return `{${text}}${tail}`;
  });

test("what the scanner takes, the strict reader takes with the same result", () => {
  let both = 0;
  fc.assert(
    fc.property(line, (text) => {
      const fast = scanned(text);
      if (fast === undefined) return;
      both += 1;
      expect(strictly(text)).toEqual(fast);
    }),
    { numRuns: 20_000 },
  );
  expect(both).toBeGreaterThan(1000); // the comparison compares
});

test.each([
  '{"factory":"plant-1","channel":"meter-0123","at":"2026-01-01T00:00:00.000Z","value":123.456}',
  '{"factory": "plant-1", "channel": "meter-0123", "at": "2026-01-01T00:00:00Z", "value": 123.456}\r',
  '{"value":"-1","unit":"kWh","at":1767225600000,"channel":"电表-01","factory":"工厂"}',
  '{"factory":"f","channel":"c","at":"2026-01-01T00:00:00+08:00","value":0,"revision":3,"quality":"estimated","coversSeconds":900,"manual":true,"backfill":false}',
])("the scanner takes the common shape %s", (text) => {
  expect(scanned(text)).toEqual(strictly(text));
  expect(scanned(text)).toBeDefined();
});
