import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { moved } from "./moved.ts";
import { replay } from "./replay.ts";

test("the recorded input comes to the same hours and footprints, byte for byte", async () => {
  for (const [name, text] of Object.entries(await replay())) {
    const recorded = readFileSync(new URL(name, import.meta.url), "utf8");
    expect(moved(recorded, text).slice(0, 20), `${name}: npm run golden tells all`).toEqual([]);
    expect(text).toBe(recorded);
  }
}, 240_000);

test("a figure of the recorded footprints, worked out by hand", () => {
  const lines = readFileSync(new URL("footprints.ndjson", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  const recorded: Readonly<Record<string, string>> = Object.assign({}, ...lines.map((line) => JSON.parse(line)));
  // Both come from one machine, shared by price: 3600 to 900, so a tonne of board carries four times what one of trim does.
  expect(Number(recorded["board/amount"]) / Number(recorded["trim/amount"])).toBeCloseTo(4, 8);
});
