import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ask } from "./ask.ts";
import { type Celadon, startCeladon } from "./celadon.ts";
import { line, mill, sent } from "./mill.ts";
import { applyPlant } from "./plant-data.ts";

// Lines that cannot count. Each is told by its place, the rule it breaks and what to do; the good line beside it counts.

let celadon: Celadon;
beforeAll(async () => {
  celadon = await startCeladon();
  await applyPlant(celadon.url, mill);
}, 60_000);
afterAll(() => celadon?.[Symbol.asyncDispose]());
afterEach(async () => {
  expect((await ask(`${celadon.url}/ready`)).status).toBe(200);
});

let used = 0;
/** An instant that no test has used, a day behind the one before. */
const freshDay = (): string => {
  used += 1;
  return new Date(Date.UTC(2026, 0, 1 + used)).toISOString().slice(0, 10);
};

/** Sends one bad line between two good ones, and gives what is said of it. */
async function whatIsSaidOf(bad: (day: string) => string | Uint8Array) {
  const day = freshDay();
  const good = (time: string) => Buffer.from(line("paperT", `${day}T${time}Z`, 1.5));
  const report = await sent(celadon.url, Buffer.concat([good("01:00:00"), Buffer.from(bad(day)), good("02:00:00")]));
  expect(report.accepted).toBe(2);
  expect(report.refused).toHaveLength(1);
  expect(report.refused[0]?.line).toBe(2);
  const { verdict, reason, evidence } = report.refused[0] ?? {};
  return { verdict, reason, evidence };
}

const main =
  (value: string, more = "") =>
  (day: string) =>
    line("mainKwh", `${day}T00:00:00Z`, value, more);

const rejected: readonly (readonly [
  what: string,
  bad: (day: string) => string | Uint8Array,
  reason: string,
  said: RegExp,
])[] = [
  ["text that is no JSON", () => "kWh;17\n", "bad-json", /This is not JSON/],
  ["NaN", main("NaN"), "bad-json", /"NaN\}" stands where a value .* JSON has no NaN/],
  ["Infinity", main("Infinity"), "bad-json", /"Infinity\}" stands where a value .* no Infinity/],
  ["NaN as text", main('"NaN"'), "bad-value", /"NaN" is not a plain decimal: send digits with at most one point/],
  ["minus infinity as text", main('"-Infinity"'), "bad-value", /not a plain decimal/],
  ["a number with an exponent", main("1e999"), "bad-value", /"1e999" is not a plain decimal/],
  [
    "a number of 400 digits",
    main("9".repeat(400)),
    "value-too-large",
    /400 digits before the decimal point, and 12 are kept: send it in a larger unit/,
  ],
  [
    "400 decimals",
    main(`0.${"1".repeat(400)}`),
    "value-too-fine",
    /400 decimals, and 6 are kept: round it where it is measured/,
  ],
  ["an unknown unit", main("1", ',"unit":"kwhh"'), "unknown-unit", /Unit "kwhh" is not known. Did you mean "kWh"/],
  [
    "a time without zone",
    () => line("mainKwh", "2026-01-01T00:00:00", 1),
    "no-time-zone",
    /states no offset from UTC: append Z, or an offset such as \+08:00/,
  ],
  [
    "the year 1900",
    () => line("mainKwh", "1900-01-01T00:00:00Z", 1),
    "time-out-of-bounds",
    /lies outside 2000-01-01 to 2100-01-01 UTC: check the clock of the meter/,
  ],
  [
    "a field nobody knows",
    main("1", ',"uint":"kWh"'),
    "unknown-field",
    /Field "uint" is not known. Did you mean "unit"/,
  ],
  [
    "a missing field",
    (day) => `{"factory":"mill","at":"${day}T00:00:00Z","value":1}\n`,
    "missing-field",
    /Field "channel" is missing/,
  ],
  ["a name that is none", (day) => line("main\\tKwh", `${day}T00:00:00Z`, 1), "bad-name", /is no name/],
  [
    "bad UTF-8",
    (day) =>
      Buffer.concat([
        Buffer.from(line("mainKwh", `${day}T00:00:00Z`, 1).slice(0, -2)),
        Buffer.from([0x2c, 0x22, 0xff, 0xfe, 0x0a]),
      ]),
    "bad-utf8",
    /not UTF-8: send it in UTF-8/,
  ],
  ["a line of 70,000 letters", () => `${"x".repeat(70_000)}\n`, "line-too-long", /64 KiB|65,?536/],
];
test.each(rejected)("%s is rejected by its line", async (_what, bad, reason, said) => {
  const told = await whatIsSaidOf(bad);
  expect(told).toMatchObject({ verdict: "rejected", reason });
  expect(told.evidence).toMatch(said);
});

const quarantined: readonly (readonly [what: string, bad: (day: string) => string, reason: string, said: RegExp])[] = [
  [
    "an unknown channel",
    (day) => line("mianKwh", `${day}T00:00:00Z`, 1),
    "unknown-channel",
    /"mianKwh".*[Dd]eclare it/,
  ],
  [
    "a unit that measures something else",
    main("1", ',"unit":"m3"'),
    "wrong-dimension",
    /"mainKwh".*send it in the channel's unit/,
  ],
  [
    "a value beyond the channel's limits",
    (day) => line("pumpKw", `${day}T00:00:00Z`, 501),
    "out-of-range",
    /"pumpKw".*correct it with a higher revision/,
  ],
  [
    "ten minutes in the future",
    () => line("mainKwh", new Date(Date.now() + 600_000).toISOString(), 1),
    "from-the-future",
    /set the clock of the sender of channel "mainKwh"/,
  ],
  [
    "a day before the plant model",
    () => line("mainKwh", "2025-12-31T00:00:00Z", 1),
    "unknown-channel",
    /earlier effectiveFrom/,
  ],
];
test.each(quarantined)("%s is kept and does not count", async (_what, bad, reason, said) => {
  const told = await whatIsSaidOf(bad);
  expect(told).toMatchObject({ verdict: "quarantined", reason });
  expect(told.evidence).toMatch(said);
  const { body } = await ask<readonly { readonly reason: string }[]>(`${celadon.url}/v1/quarantine?factory=mill`);
  expect(body.some((row) => row.reason === reason)).toBe(true);
});

/** The hours of the main meter on a day. */
async function hoursOf(day: string) {
  const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  const { body } = await ask<readonly { readonly start: string; readonly amount: string | null }[]>(
    `${celadon.url}/v1/activity?factory=mill&channel=mainKwh&from=${day}T00:00:00Z&to=${next}T00:00:00Z`,
  );
  return body;
}

/** Four quarters of an hour of the main meter from noon on. */
const registers = (day: string, values: readonly number[]): string =>
  values.map((value, i) => line("mainKwh", `${day}T12:${String(15 * i).padStart(2, "0")}:00Z`, value)).join("");

test("a counter that shows one zero: the zero is refused, and the hour holds what was used", async () => {
  const day = "2026-07-01";
  const report = await sent(
    celadon.url,
    registers(day, [10_000, 10_010, 0, 10_030]) + line("mainKwh", `${day}T13:00:00Z`, 10_040),
  );
  expect(report).toMatchObject({ accepted: 4, quarantined: 1, rejected: 0 });
  expect(report.refused[0]).toMatchObject({ line: 3, verdict: "quarantined", reason: "counter-fell" });
  expect(report.refused[0]?.evidence).toMatch(/lower than the last reading that counts/);
  expect((await hoursOf(day)).find(({ start }) => start === `${day}T12:00:00Z`)?.amount).toBe("40");
});

test("a counter that falls: only the fallen reading is refused, and its correction makes the hour whole", async () => {
  const day = "2026-07-03";
  const report = await sent(
    celadon.url,
    registers(day, [20_000, 20_010, 19_500, 20_030]) + line("mainKwh", `${day}T13:00:00Z`, 20_040),
  );
  expect(report.refused).toMatchObject([{ line: 3, verdict: "quarantined", reason: "counter-fell" }]);
  const corrected = await sent(celadon.url, line("mainKwh", `${day}T12:30:00Z`, 20_020, ',"revision":1'));
  expect(corrected).toMatchObject({ accepted: 1, quarantined: 0 });
  const { body } = await ask<readonly unknown[]>(
    `${celadon.url}/v1/quarantine?factory=mill&channel=mainKwh&from=${day}T00:00:00Z&to=${day}T23:00:00Z`,
  );
  expect(body).toEqual([]);
  expect((await hoursOf(day)).find(({ start }) => start === `${day}T12:00:00Z`)?.amount).toBe("40");
});

test("the same key with another value: counted as a conflict by its line, and the same one stands whichever came first", async () => {
  const [first, second] = [line("paperT", "2026-07-05T05:00:00Z", 1), line("paperT", "2026-07-05T05:00:00Z", 2)];
  const report = await sent(celadon.url, first + second);
  expect(report).toMatchObject({ accepted: 2, conflicts: 1, duplicates: 0, conflictLines: [2] });
  await sent(celadon.url, line("paperT", "2026-07-05T06:00:00Z", 2) + line("paperT", "2026-07-05T06:00:00Z", 1));
  const { body } = await ask<readonly { readonly value: string }[]>(
    `${celadon.url}/v1/readings?factory=mill&channel=paperT&from=2026-07-05T05:00:00Z&to=2026-07-05T07:00:00Z`,
  );
  expect(body.map(({ value }) => value)).toEqual(["2", "2"]);
});

test("CSV with a byte-order mark and CRLF is read like any other", async () => {
  const csv =
    "\ufefffactory,channel,at,value\r\nmill,paperT,2026-07-07T01:00:00Z,3.5\r\nmill,paperT,2026-07-07T02:00:00,4\r\n";
  const { status, body } = await ask(`${celadon.url}/v1/readings`, {
    body: csv,
    headers: { "content-type": "text/csv" },
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ accepted: 1, rejected: 1, refused: [{ line: 3, reason: "no-time-zone" }] });
});
