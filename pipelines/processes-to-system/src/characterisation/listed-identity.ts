import { accept, didYouMean, type Outcome, reject } from "@celadon/quantity";
import { type ClimateFlow, gasDirections, gasOrigins } from "./climate-flow.ts";
import { climateOf } from "./climate-of.ts";
import type { FlowIdentity } from "./flow-identity.ts";
import type { ListRow } from "./list-file.ts";
import { type WaterRole, waterOf, waterRoles } from "./water-of.ts";

/**
 * What a line of `flows.csv` says a flow is:
 *
 *   gas        CO2, CH4, N2O, SF6, HFC-134a, ... with
 *   origin     fossil, biogenic, land-use-change, land-management, aircraft, captured, unspecified (also where it is empty)
 *   direction  emission (also where it is empty) or uptake
 *   water      withdrawal, return or lost
 *
 * Where both `gas` and `water` are empty, the columns `compartment` and `cas` tell it with the name. Refused, with the line: a word that
 * none of these is.
 */
export function listedIdentity(row: ListRow): Outcome<FlowIdentity, "bad-file"> {
  const gas = row.word("gas");
  const origin = wordIn(row, "origin", gasOrigins, "unspecified");
  if (origin.kind !== "accept") return origin;
  const direction = wordIn(row, "direction", gasDirections, "emission");
  if (direction.kind !== "accept") return direction;
  const water = wordIn<WaterRole | "">(row, "water", waterRoles, "");
  if (water.kind !== "accept") return water;
  if (gas === "" && row.word("origin") !== "") {
    const rule = `origin "${row.word("origin")}" stands without a gas.`;
    return reject("bad-file", `flows.csv, line ${row.line}: ${rule} Name the gas, such as CO2, or leave it empty.`);
  }
  if (gas !== "" && water.value !== "") {
    return reject("bad-file", `flows.csv, line ${row.line}: a flow is a gas or water, not both. Leave one cell empty.`);
  }
  if (gas !== "") {
    const climate: ClimateFlow = { gas, origin: origin.value, direction: direction.value };
    return accept({ climate, water: undefined });
  }
  if (water.value !== "") return accept({ climate: undefined, water: water.value });
  const compartment = row.word("compartment").toLowerCase();
  if (compartment === "") return accept({ climate: undefined, water: undefined });
  const cas = row.word("cas");
  const described = { name: row.cell("name"), cas: cas === "" ? undefined : cas, compartment };
  return accept({ climate: climateOf(described), water: waterOf(described) });
}

function wordIn<T extends string>(
  { word, line }: ListRow,
  column: string,
  words: readonly T[],
  empty: T,
): Outcome<T, "bad-file"> {
  const said = word(column);
  if (said === "") return accept(empty);
  const known = words.find((one) => one === said);
  if (known !== undefined) return accept(known);
  const near = didYouMean(said, words);
  return reject(
    "bad-file",
    `flows.csv, line ${line}: ${column} "${said}" is not known.${near} Write one of ${words.join(", ")}.`,
  );
}
