import { expect, test } from "vitest";
import { runInTest } from "../run-in-test.ts";

const dye = {
  id: "placeholder-dye",
  activity: "material/dye",
  value: "8",
  unit: "kgCO2e",
  perUnit: "kg",
  gas: "CO2e",
  region: "world",
  dataYear: null,
  validFrom: "2020-01-01",
  validTo: "2030-01-01",
  purposes: ["pcf"],
  use: "placeholder",
  boundary: "cradle to gate",
  gwpSet: "unknown",
  confidence: "recalled",
  uncertainty: "range 4 12",
  document: "Celadon, own estimate",
  edition: "2026",
  locator: "range 4 to 12",
  url: null,
  licence: "Own estimate from memory",
  note: "酸性染料",
};

test("the list says which rows are only waiting to be named, and which are placeholders", async () => {
  const rows = [dye, { ...dye, id: "salt", use: "choice" }, { ...dye, id: "lime", use: "default", confidence: "seen" }];
  const { code, printed } = await runInTest(["factors", "search"], { "GET /v1/factors": rows });
  expect(code).toBe(0);
  expect(printed).toMatchInlineSnapshot(`
    "ID               ACTIVITY      PLACE  YEAR  GAS   VALUE  UNIT       FOR  USE
    placeholder-dye  material/dye  world  -     CO2e      8  kgCO2e/kg  pcf  placeholder
    salt             material/dye  world  -     CO2e      8  kgCO2e/kg  pcf  choice, recalled
    lime             material/dye  world  -     CO2e      8  kgCO2e/kg  pcf  default
    "
  `);
});

test("one row with its papers says that a placeholder waits to be named", async () => {
  const answers = { "GET /v1/factors/placeholder-dye": dye };
  const { code, printed } = await runInTest(["factors", "show", "placeholder-dye"], answers);
  expect(code).toBe(0);
  expect(printed).toMatch(/^use +placeholder, only where a plant file names it$/m);
  expect(printed).toMatch(/^uncertainty +range 4 12$/m);
});
