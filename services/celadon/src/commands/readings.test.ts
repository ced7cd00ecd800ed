import { expect, test } from "vitest";
import { runInTest } from "../run-in-test.ts";

const reading = {
  factory: "mill",
  channel: "mainKwh",
  at: "2026-03-01T00:00:00Z",
  localAt: "2026-03-01T08:00:00+08:00",
  value: "84212.5",
  unit: "kWh",
  quality: "measured",
  revision: 0,
  coversSeconds: 0,
  marks: [],
  verdict: "accepted",
};
const refused = {
  ...reading,
  value: "0",
  revision: 2,
  verdict: "quarantined",
  reason: "counter-fell",
  evidence: "It fell.",
};

test("readings are a table for people", async () => {
  const { code, printed } = await runInTest(["readings"], { "GET /v1/readings": [reading, refused] });
  expect(code).toBe(0);
  expect(printed).toMatchInlineSnapshot(`
    "FACTORY  CHANNEL  AT                           VALUE  UNIT  QUALITY               VERDICT
    mill     mainKwh  2026-03-01T08:00:00+08:00  84212.5  kWh   measured              accepted
    mill     mainKwh  2026-03-01T08:00:00+08:00        0  kWh   measured, revision 2  quarantined: counter-fell
    "
  `);
});

test("--json is the answer of the interface, byte for byte", async () => {
  const text = `[${JSON.stringify(reading)},\n${JSON.stringify(refused)}]\n`;
  expect(await runInTest(["readings", "--json"], { "GET /v1/readings": text })).toMatchObject({
    code: 0,
    printed: text,
  });
});

test("plain dates are days of the plant, instants are themselves", async () => {
  const answers = { "GET /v1/readings": [], "GET /v1/plants": [{ factory: "mill", timeZone: "Asia/Shanghai" }] };
  const args = [
    "readings",
    "--factory",
    "mill",
    "--channel",
    "mainKwh",
    "--from",
    "2026-03-01",
    "--to",
    "2026-03-02T00:00:00Z",
  ];
  const { code, asked } = await runInTest(args, answers);
  expect(code).toBe(0);
  expect(asked.slice(0, 2).map(({ path, query }) => [path, query])).toEqual([
    ["/v1/plants", { factory: "mill" }],
    ["/v1/readings", { factory: "mill", channel: "mainKwh", from: "2026-02-28T16:00:00Z", to: "2026-03-02T00:00:00Z" }],
  ]);
});

test("a plain date without a plant to take the clock from is wrong usage", async () => {
  const { code, noted } = await runInTest(["readings", "--from", "2026-03-01"], { "GET /v1/plants": [] });
  expect(code).toBe(2);
  expect(noted).toContain("A plain date is a day of a plant, and no plant is known yet: write the offset too");
});

test("an empty list says what to do next, and prints no table", async () => {
  const { code, printed, noted } = await runInTest(["readings"], { "GET /v1/readings": "[]\n" });
  expect({ code, printed }).toEqual({ code: 0, printed: "" });
  expect(noted).toBe("No readings. Bring some in: celadon ingest FILE --plant FILE\n");
});

test("a list that breaks off in the middle is not taken for a whole one", async () => {
  const { code, noted } = await runInTest(["readings"], { "GET /v1/readings": `[${JSON.stringify(reading)},\n{"fac` });
  expect(code).toBe(1);
  expect(noted).toContain("broke (The list broke off before its end.). Nothing acknowledged is lost");
});
