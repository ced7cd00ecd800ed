import { expect, test } from "vitest";
import { runInTest } from "../run-in-test.ts";

const row = {
  factory: "mill",
  balance: "power",
  localFrom: "2026-07-01T00:00:00+08:00",
  localTo: "2026-08-01T00:00:00+08:00",
  unit: "kWh",
  of: { name: "mainKwh", amount: "200" },
  parts: [
    { name: "dyeKwh", amount: "150" },
    { name: "pvMWh", amount: "40" },
  ],
  sum: "190",
  unaccounted: "10",
  share: "0.05",
  atMost: "0.03",
  exceeding: { hours: 0, first: null, most: "0" },
  verdict: "unaccounted",
  findings: ['5 % of "mainKwh" is unaccounted for, and the plant model allows 3 %.'],
};

test("a balance shows the whole, its parts, what is left, and what to look at", async () => {
  const { code, printed, asked } = await runInTest(["balance", "--factory", "mill", "--period", "2026-07"], {
    "GET /v1/balances": [row],
  });
  expect(code).toBe(0);
  expect(asked[0]?.query).toEqual({ factory: "mill", from: "2026-07-01", to: "2026-08-01" });
  expect(printed.replaceAll(/ +/g, " ")).toBe(
    [
      "power, 2026-07-01 to 2026-08-01 kWh",
      "mainKwh 200",
      "- dyeKwh 150",
      "- pvMWh 40",
      "unaccounted 5 % 10",
      "unaccounted",
      '5 % of "mainKwh" is unaccounted for, and the plant model allows 3 %.',
      "",
    ].join("\n"),
  );
});

test("what is unknown of a balance is a dash, never a zero", async () => {
  const parts = [{ name: "dyeKwh", amount: null }];
  const unknown = { ...row, parts, sum: null, unaccounted: null, share: null, verdict: "unknown", findings: [] };
  const { printed } = await runInTest(["balance", "--factory", "mill"], { "GET /v1/balances": [unknown] });
  expect(printed.replaceAll(/ +/g, " ")).toContain("- dyeKwh -\nunaccounted -\nunknown\n");
});

test("a period beside its ends, and a period that is none, are wrong usage", async () => {
  const both = await runInTest(["balance", "--factory", "mill", "--period", "2026-07", "--from", "2026-07-01"], {});
  const none = await runInTest(["balance", "--factory", "mill", "--period", "July"], {});
  expect([both.code, none.code]).toEqual([2, 2]);
});
