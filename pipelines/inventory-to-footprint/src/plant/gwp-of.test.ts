import { readFileSync } from "node:fs";
import { releaseOf } from "@celadon/factors";
import { expect, test } from "vitest";
import { gwpOf } from "./gwp-of.ts";

const text = readFileSync(new URL("../../../../factors/tables/gwp100.csv", import.meta.url), "utf8");
const release = releaseOf([{ name: "gwp100.csv", text }]);
if (release.kind !== "accept") throw new Error(release.evidence);
const gwp = gwpOf(release.value);

test("warming potentials come from the shipped table, each with its papers", () => {
  const row = gwp("CH4-fossil", "AR6");
  expect(row).toMatchObject({
    kind: "accept",
    value: { gas: "CH4-fossil", value: "29.8", unit: "kgCO2e", perUnit: "kg", gwpSet: "AR6" },
  });
  expect(row.kind === "accept" && row.value.document !== "" && row.value.locator !== "").toBe(true);
});

test("an unknown set and an unknown gas are refused by name", () => {
  expect(gwp("N2O", "AR7")).toMatchObject({ kind: "reject", reason: "unknown-gwp-set" });
  expect(gwp("kgce", "AR6")).toMatchObject({ kind: "reject", reason: "factor-missing" });
});
