import { expect, test } from "vitest";
import { releaseFrom, shippedTables } from "../test/release.ts";
import { standardCoal, type WantedCoal } from "./standard-coal.ts";

const release = releaseFrom(...shippedTables());
const coal = (wanted: Omit<WantedCoal, "day">): string => {
  const answer = standardCoal(release, { ...wanted, day: "2025-06-30" });
  return answer.kind === "accept"
    ? answer.value.rows.map((row) => `${row.value} kgce/${row.perUnit}`).join()
    : answer.reason;
};

test("the calorific coefficients of GB/T 2589", () => {
  expect(coal({ carrier: "electricity", basis: "calorific" })).toBe("0.1229 kgce/kWh");
  expect(coal({ carrier: "heat", basis: "calorific" })).toBe("0.03412 kgce/MJ");
  expect(coal({ carrier: "raw-coal", basis: "calorific" })).toBe("0.7143 kgce/kg");
  expect(coal({ carrier: "diesel", basis: "calorific" })).toBe("1.4571 kgce/kg");
});

test("the equivalent of electricity, natural gas and steam are choices: they are named, or missing", () => {
  expect(coal({ carrier: "electricity", basis: "equivalent" })).toBe("factor-missing");
  const row = "standard-coal-electricity-equivalent-2023";
  expect(coal({ carrier: "electricity", basis: "equivalent", row })).toBe("0.3011 kgce/kWh");
  expect(coal({ carrier: "natural-gas", basis: "calorific" })).toBe("factor-missing");
  expect(coal({ carrier: "natural-gas", basis: "calorific", row: "standard-coal-natural-gas-2020" })).toBe(
    "1.33 kgce/m3",
  );
  expect(coal({ carrier: "steam", basis: "calorific" })).toBe("factor-missing");
});

test("at 520 kWh per tonne the two values of electricity differ by 92 kgce, nearly two levels of GB 31825", () => {
  const [equivalent, calorific] = ["electricity-equivalent-2023", "electricity-2020"].map((id) =>
    release.rows.find((row) => row.id === `standard-coal-${id}`),
  );
  expect(
    equivalent?.value
      .minus(calorific?.value ?? Number.NaN)
      .times(520)
      .toFixed(1),
  ).toBe("92.7");
});
