import type { Inventory } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import { expect, test } from "vitest";
import { readSystem } from "../folder/read-system.ts";
import { writtenSystem } from "../folder/written-system.ts";
import { linearSolver, sparseLu } from "../linear/linear-solver.ts";
import type { LinearSystem } from "../linear/linear-system.ts";
import { primaryShares } from "../linear/primary-shares.ts";
import { co2e, gwpOfTests, plantBuilder, source } from "../plant/plant-builder.ts";
import { acceptedInTest } from "./difference-in-test.ts";
import { joinedSystem } from "./joined-system.ts";
import { plantParts } from "./plant-parts.ts";
import { rowInTest } from "./row-in-test.ts";

const hour = 3_600_000n;
const half = { measuredMs: 12n * hour, estimatedMs: 12n * hour };

// Power 50 kg, bought, metered for half the day; a vent of 2 kg of methane, 59.6, metered; gas 40, burnt here, metered; salt 30 from a
// table; resin 20 by its supplier's own factor; straw's CO2 counts nowhere.
const mill = plantBuilder()
  .makes("power house", "power", "100", "kWh")
  .takes("power house", "grid", "100", co2e("0.5"), {
    activity: "electricity/grid",
    sources: [source("kwh", "100", half)],
  })
  .makes("machine", "board", "5")
  .makes("machine", "felt", "5")
  .shares("machine", { board: "0.75", felt: "0.25" })
  .uses("machine", "power", "80", "kWh")
  .takes("machine", "gas", "20", co2e("2"), { scope: 1 })
  .takes("machine", "vent", "2", [], { unit: "kg", scope: 1, direct: [{ gas: "CH4-fossil", massKg: "2" }] })
  .takes("machine", "leak", "1", [], {
    unit: "kg",
    scope: 1,
    basis: "secondary",
    direct: [{ gas: "N2O", massKg: "0.1" }],
  })
  .takes("machine", "salt", "10", co2e("3"), { scope: 3 })
  .takes("machine", "resin", "10", co2e("2", { marks: ["supplier-specific"] }), { scope: 3 })
  .takes("machine", "straw", "1", [{ gas: "CO2-biogenic", value: "900" }], { scope: 1 })
  .declares("board")
  .declares("felt")
  .declares("power", "kWh");

const partsOf = (inventory: Inventory) => acceptedInTest(plantParts(inventory, { gwp: gwpOfTests }));
/** By product of the plant, as the folder tells it that is written of the system and read again. */
function sharesOf(system: LinearSystem): Readonly<Record<string, string | undefined>> {
  const files = writtenSystem(system);
  const read = acceptedInTest(readSystem((name) => [files.get(name) as string]));
  const { primary, unstated } = acceptedInTest(
    primaryShares(acceptedInTest(linearSolver(read, sparseLu)), "GWP100-AR6"),
  );
  expect(unstated.every((share) => share === null || share === 0)).toBe(true);
  return Object.fromEntries(
    read.products.map(({ id }, i) => [
      id.replace(/^mill\//, ""),
      new Decimal(primary[i] ?? Number.NaN).toDecimalPlaces(6).toFixed(),
    ]),
  );
}

test("a plant as a system has the primary-data share of the plant's own footprints", () => {
  const parts = partsOf(mill.inventory);
  const [joined] = acceptedInTest(joinedSystem(parts, {}));
  const shares = sharesOf((joined as NonNullable<typeof joined>).system);
  const own = Object.fromEntries(parts.footprints.map(({ product, primaryDataShare }) => [product, primaryDataShare]));
  expect(own).toMatchObject({ power: "0.5", board: expect.stringMatching(/^0\.\d{6}$/) });
  expect(shares).toMatchObject(own);
});

test("by place, bought electricity is as primary as its lines, in a column of its own too", () => {
  const two = mill.takes("power house", "night", "300", co2e("0.5", { id: "grid-co2e" }), {
    activity: "electricity/grid",
  });
  const parts = partsOf(two.inventory);
  const electricity = { market: [], delivery: [], gridAverage: "factor:grid-co2e" };
  const [byPlace] = acceptedInTest(joinedSystem(parts, { electricity, rowOf: (id) => rowInTest({ id }) }));
  const shares = sharesOf((byPlace as NonNullable<typeof byPlace>).system);
  // A quarter of it was metered for half the day.
  expect(shares["power"]).toBe("0.875");
  expect(parts.footprints.find(({ product }) => product === "power")?.primaryDataShare).toBe("0.875");
});
