import { compartmentOf, ownDirection } from "./compartment.ts";
import { type Fields, textOf } from "./fields.ts";

/** What a flow is to the climate, and what had to be assumed to say so. */
export interface Gas {
  /** As the GWP tables ask for it: `CO2-fossil`, `CH4`, `HFC-134a`. */
  readonly gas: string;
  /** +1 an emission, -1 an uptake from the air. */
  readonly sign: 1 | -1;
  readonly assumed: string | undefined;
}

const gasByCas: ReadonlyMap<string, string> = new Map([
  ["124-38-9", "CO2"],
  ["74-82-8", "CH4"],
  ["10024-97-2", "N2O"],
  ["2551-62-4", "SF6"],
  ["7783-54-2", "NF3"],
  ["75-73-0", "CF4"],
  ["76-16-4", "C2F6"],
  ["76-19-7", "C3F8"],
  ["75-46-7", "HFC-23"],
  ["75-10-5", "HFC-32"],
  ["354-33-6", "HFC-125"],
  ["811-97-2", "HFC-134a"],
  ["420-46-2", "HFC-143a"],
  ["75-37-6", "HFC-152a"],
  ["431-89-0", "HFC-227ea"],
  ["690-39-1", "HFC-236fa"],
  ["460-73-1", "HFC-245fa"],
  ["406-58-6", "HFC-365mfc"],
  ["138495-42-8", "HFC-43-10mee"],
  ["75-45-6", "HCFC-22"],
  ["1717-00-6", "HCFC-141b"],
  ["2699-79-8", "SO2F2"],
]);

const gasByName: readonly (readonly [RegExp, string])[] = [
  [/^carbon dioxide\b/, "CO2"],
  [/^methane(?:$|[,; (])/, "CH4"],
  [/^(?:dinitrogen monoxide|nitrous oxide)\b/, "N2O"],
  [/^sul(?:f|ph)ur hexafluoride$/, "SF6"],
  [/^nitrogen (?:tri)?fluoride$/, "NF3"],
];

/** `000124-38-9` and `124-38-9` are one number. */
const casOf = (flow: Fields): string | undefined => textOf(flow, "cas")?.trim().replace(/^0+/, "");

const nonFossil = /\bbiogenic\b|\bnon-?\s?fossil\b|\bbiomass\b/;

/**
 * The greenhouse gas that an elementary flow is, by its CAS number, else by its name; undefined for every other flow, and for what does not go to
 * the air. CO2 without a qualifier counts as fossil, methane without one as of unstated origin; both are said.
 */
export function gasOf(flow: Fields): Gas | undefined {
  const name = (textOf(flow, "name") ?? "").normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
  const cas = casOf(flow);
  const species =
    (cas === undefined ? undefined : gasByCas.get(cas)) ?? gasByName.find(([pattern]) => pattern.test(name))?.[1];
  if (species === undefined) return undefined;
  const compartment = compartmentOf(flow);
  const uptake = species === "CO2" && ownDirection(flow) === "input" && /\bair\b/.test(`${compartment} ${name}`);
  if (uptake) return { gas: "CO2-biogenic", sign: -1, assumed: undefined };
  if (ownDirection(flow) === "input" || !/\bair\b/.test(compartment)) return undefined;
  const biogenic = nonFossil.test(name);
  const fossil = !biogenic && /\bfossil\b/.test(name);
  switch (species) {
    case "CO2": {
      if (biogenic) return { gas: "CO2-biogenic", sign: 1, assumed: undefined };
      const stated = fossil || /\bland|\bsoil|\bpeat/.test(name);
      return { gas: "CO2-fossil", sign: 1, assumed: stated ? undefined : "CO2 without a qualifier counts as fossil" };
    }
    case "CH4": {
      if (biogenic) return { gas: "CH4-biogenic", sign: 1, assumed: undefined };
      if (fossil) return { gas: "CH4-fossil", sign: 1, assumed: undefined };
      return { gas: "CH4", sign: 1, assumed: "methane without a qualifier counts as of unstated origin" };
    }
    default:
      return { gas: species, sign: 1, assumed: undefined };
  }
}
