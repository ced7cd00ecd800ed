import { expect, test } from "vitest";
import { isByNpx } from "./as-called.ts";
import { refusal } from "./fake-service.ts";
import { runInTest } from "./run-in-test.ts";

const answers = {
  "GET /v1/readings": refusal(404, "unknown-factory", "No factory is called so: celadon plant list shows them."),
};

test("hints are commands that work as they stand: with npx for who came by npx or npm start", async () => {
  const direct = await runInTest(["readings", "--factory", "mil"], answers);
  expect(direct.noted).toBe("celadon: No factory is called so: celadon plant list shows them.\n");
  const byNpx = await runInTest(["readings", "--factory", "mil"], answers, { isByNpx: true });
  expect(byNpx.noted).toBe("celadon: No factory is called so: npx celadon plant list shows them.\n");
  const usage = await runInTest(["readings", "--factroy", "mil"], answers, { isByNpx: true });
  expect(usage.noted).toContain("Help: npx celadon readings --help\n");
  const help = await runInTest(["plant", "--help"], answers, { isByNpx: true });
  expect(help.printed).not.toContain("npx npx");
  expect((await runInTest(["rank", "--help"], {}, { isByNpx: true })).printed).toContain(
    "  npx celadon rank --product-group",
  );
});

test("what scripts read is never rewritten", async () => {
  const row = [{ why: "celadon plant list shows them" }];
  const { printed } = await runInTest(["readings", "--json"], { "GET /v1/readings": row }, { isByNpx: true });
  expect(JSON.parse(printed)).toEqual(row);
});

test("npm says how it was called; its tests and an installed celadon do not", () => {
  expect(["exec", "start", "test", undefined].map((npm_command) => isByNpx({ npm_command }))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
