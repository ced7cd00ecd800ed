import { expect, test } from "vitest";
import { releaseFrom, shippedTables } from "../test/release.ts";
import { waterScarcity } from "./water-scarcity.ts";

const release = releaseFrom(...shippedTables().filter(({ name }) => name === "water-scarcity.csv"));
const valueAt = (place: string, use: "unspecified" | "agri" | "non-agri"): string | undefined => {
  const row = waterScarcity(release, { use, place });
  return row.kind === "accept" ? row.value.value.toFixed() : undefined;
};

// Read in the tables of AWARE 2.0, by country and by province.
test.each([
  ["world", "39.5", "43.1", "17.9"],
  ["CN", "22.3", "25.7", "6.29"],
  ["CN-GD", "3.0248", "3.0833", "2.906"],
])("water at %s is as scarce as the table says, by use", (place, unspecified, agri, nonAgri) => {
  expect([valueAt(place, "unspecified"), valueAt(place, "agri"), valueAt(place, "non-agri")]).toEqual([
    unspecified,
    agri,
    nonAgri,
  ]);
});

test("a place without a factor, or without one for the use, is missing: nothing stands in by itself", () => {
  expect(valueAt("RER", "unspecified")).toBeUndefined();
  expect([valueAt("SG", "non-agri") === undefined, valueAt("SG", "agri")]).toEqual([false, undefined]);
});

test("provinces stand under their ISO 3166 codes: Hebei is CN-HE, Henan CN-HA", () => {
  const places = release.rows.map(({ region, note }) => `${region} ${note}`);
  expect(places).toEqual(expect.arrayContaining(["CN-HE annual; Hebei", "CN-HA annual; Henan"]));
  expect(places).toEqual(expect.arrayContaining(["CN-HB annual; Hubei", "CN-SN annual; Shaanxi"]));
});
