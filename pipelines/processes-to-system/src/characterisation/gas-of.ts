import { type DescribedFlow, evenedCas, evenedName } from "./described-flow.ts";

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
  ["355-25-9", "C4F10"],
  ["678-26-2", "C5F12"],
  ["355-42-0", "C6F14"],
  ["115-25-3", "c-C4F8"],
  ["593-53-3", "HFC-41"],
  ["359-35-3", "HFC-134"],
  ["430-66-0", "HFC-143"],
  ["353-36-6", "HFC-161"],
  ["75-69-4", "CFC-11"],
  ["75-71-8", "CFC-12"],
  ["75-72-9", "CFC-13"],
  ["76-13-1", "CFC-113"],
  ["76-14-2", "CFC-114"],
  ["76-15-3", "CFC-115"],
  ["75-43-4", "HCFC-21"],
  ["75-68-3", "HCFC-142b"],
  ["306-83-2", "HCFC-123"],
  ["2837-89-0", "HCFC-124"],
  ["353-59-3", "Halon-1211"],
  ["75-63-8", "Halon-1301"],
  ["124-73-2", "Halon-2402"],
  ["56-23-5", "CCl4"],
  ["67-66-3", "CHCl3"],
  ["75-09-2", "CH2Cl2"],
  ["71-55-6", "CH3CCl3"],
  ["74-83-9", "CH3Br"],
  ["74-87-3", "CH3Cl"],
]);

const gasByName: readonly (readonly [RegExp, string])[] = [
  [/^carbon dioxide\b/, "CO2"],
  [/^methane(?:$|[,; (])(?!.*(?:chlor|fluor|brom|iodo|nitro-|thio|sulf|phenyl|methyl|methoxy))/, "CH4"], // not its derivatives, "Methane, dichloro-"
  [/^(?:dinitrogen monoxide|nitrous oxide)\b/, "N2O"],
  [/^sul(?:f|ph)ur hexafluoride$/, "SF6"],
  [/^nitrogen (?:tri)?fluoride$/, "NF3"],
  [/^(?:perfluoro|tetrafluoro)methane$/, "CF4"],
  [/^(?:perfluoro|hexafluoro)ethane$/, "C2F6"],
];

/** `HFC-134a`, `Halon 1301`, `HFO-1234yf`: the code of a halocarbon, wherever it stands in the name; a bare `R-410A` only at its end. */
const halocarbon =
  /\b(hfc|hcfc|cfc|hfo|hcfo|hfe|hcc|pfc|halon)[- ](\d[0-9a-z]*(?:-\d+[a-z]*)?)\b|(?:^|[, ])(r)-?(\d{2,3}[a-z]{0,2})$/;

/** Codes (ASHRAE 34) of gases that the tables of warming potentials have under a formula; what lists call a family is not always right. */
const gasByCode: ReadonlyMap<string, string> = new Map([
  ...["PFC", "CFC", "HFC"].flatMap((family) =>
    (
      [
        ["14", "CF4"],
        ["116", "C2F6"],
        ["218", "C3F8"],
        ["318", "c-C4F8"],
      ] as const
    ).map(([code, gas]) => [`${family}-${code}`, gas] as const),
  ),
  ["R-14", "CF4"],
  ["R-116", "C2F6"],
  ["R-10", "CCl4"],
  ["HCC-30", "CH2Cl2"],
  ["R-30", "CH2Cl2"],
  ["R-40", "CH3Cl"],
  ["HCFC-140", "CH3CCl3"],
  ["Halon-1001", "CH3Br"],
]);

/**
 * The greenhouse gas that a flow is, as the tables of warming potentials name it, by its CAS number, else its name; undefined for all else. A code
 * that no table has stays what it is: a gas that every set lacks, and whose climate impact is unknown, not 0.
 */
export function gasOf(flow: DescribedFlow): string | undefined {
  const name = evenedName(flow);
  const byCas = gasByCas.get(evenedCas(flow) ?? "");
  if (byCas !== undefined) return byCas;
  const named = gasByName.find(([pattern]) => pattern.test(name))?.[1];
  if (named !== undefined) return named;
  const [, family, ofFamily, bare, number] = halocarbon.exec(name) ?? [];
  if (family === undefined && bare === undefined) return undefined;
  const code =
    family === undefined ? `R-${number}` : `${family === "halon" ? "Halon" : family.toUpperCase()}-${ofFamily}`;
  return gasByCode.get(code) ?? code;
}
