import { expect, test } from "vitest";
import { runInTest } from "../run-in-test.ts";

const answers = {
  "POST /v1/declarations": { id: "k1" },
  "GET /v1/plants": [{ factory: "mill", timeZone: "Asia/Shanghai" }],
};
const at = ["--factory", "mill", "--channel", "main"];

test.each([
  [
    ["accept", ...at, "--at", "2026-03-01T08:00", "--why", "seen"],
    { kind: "accept", at: "2026-03-01T00:00:00Z", why: "seen" },
  ],
  [
    ["reject", ...at, "--at", "2026-03-01", "--to", "2026-03-02", "--why", "test"],
    { kind: "reject", at: "2026-02-28T16:00:00Z", to: "2026-03-01T16:00:00Z", why: "test" },
  ],
  [
    [
      "replacement",
      ...at,
      "--at",
      "2026-03-01T00:00:00Z",
      "--closing",
      "84212.5",
      "--opening",
      "3",
      "--multiplier",
      "60",
      "--why",
      "new",
    ],
    { kind: "replacement", at: "2026-03-01T00:00:00Z", closing: "84212.5", opening: "3", multiplier: "60", why: "new" },
  ],
  [["withdraw", ...at, "--key", "k1", "--why", "wrong"], { kind: "withdraw", key: "k1", why: "wrong" }],
])("declare %j says the fact, and who says it", async (args, said) => {
  const { code, printed, asked } = await runInTest(["declare", ...args], answers);
  expect(code).toBe(0);
  expect(printed).toContain("mill/main, key k1");
  expect(JSON.parse(asked.at(-1)?.body.toString() ?? "")).toEqual({
    factory: "mill",
    channel: "main",
    who: "mei",
    ...said,
  });
});

test.each([
  [["accept", ...at, "--at", "2026-03-01"], "required option '--why <text>' not specified"],
  [["reset", ...at, "--at", "2026-03-01", "--why", "w"], "required option '--opening <number>' not specified"],
  [["withdraw", ...at, "--why", "w"], "required option '--key <key>' not specified"],
])("declare %j lacks something, and is wrong usage", async (args, sentence) => {
  const { code, noted, asked } = await runInTest(["declare", ...args], answers);
  expect(code).toBe(2);
  expect(noted).toContain(sentence);
  expect(asked).toEqual([]);
});

test("declared facts are listed on the plant's own clock; scripts get the answer of the interface", async () => {
  const row = {
    id: "k1",
    factory: "mill",
    channel: "gridKwh",
    kind: "accept",
    at: "2026-03-01T00:00:00Z",
    who: "Li",
    why: "seen",
  };
  const answers = { "GET /v1/declarations": [row], "GET /v1/plants": [{ factory: "mill", timeZone: "Asia/Shanghai" }] };
  expect((await runInTest(["declare", "list"], answers)).printed).toContain("accept  2026-03-01T08:00:00+08:00");
  expect(JSON.parse((await runInTest(["declare", "list", "--json"], answers)).printed)).toEqual([row]);
  const { printed } = await runInTest(["declare", "list"], { ...answers, "GET /v1/plants": [] });
  expect(printed).toContain("accept  2026-03-01T00:00:00Z");
});
