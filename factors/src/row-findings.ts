import { didYouMean, readDecimal, unitOf } from "@celadon/quantity";
import { type Cells, type Column, columns, optionalColumns } from "./columns.ts";
import { isDay, yearOf } from "./day.ts";
import { confidences, type GasBasis, gasBases, gwpSets, purposes, rowUses, tiers } from "./factor.ts";
import type { Finding } from "./fault.ts";
import { isRegion } from "./region.ts";
import { readUncertainty } from "./uncertainty.ts";

const word = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const path = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*)+$/;
const year = /^(?:19|20)\d\d$/;
const noLicence = /\b(?:unknown|none|no licen[cs]e|all rights reserved)\b/i;

/** One rule: nothing when it holds, else the sentence that says what is wrong, and the fix. */
const must = (holds: boolean, rule: string, fix: string): readonly Finding[] => (holds ? [] : [{ rule, fix }]);

const mustBeOneOf = (cells: Cells, column: Column, known: readonly string[]): readonly Finding[] => {
  const text = cells[column];
  const rule = `${column} "${text}" is not known.${didYouMean(text, known)}`;
  return must(known.includes(text), rule, `Write one of: ${known.join(", ")}.`);
};

const specialDimension: Readonly<Partial<Record<GasBasis, string>>> = {
  CO2e: "emission",
  kgce: "standard-coal",
  NCV: "energy",
  fraction: "fraction",
  "water-eq": "volume",
};

/** Emission rows count mass, CO2e rows emission, and so on: a kWh in the numerator is a slip. */
function unitFindings({ gas, unit: symbol }: Cells): readonly Finding[] {
  const unit = unitOf(symbol);
  if (unit.kind !== "accept") return [{ rule: `unit: ${unit.evidence}`, fix: "Use one of them." }];
  const known = gasBases.find((basis) => basis === gas);
  if (known === undefined) return [];
  const wanted = specialDimension[known] ?? "mass";
  const { dimension } = unit.value;
  const rule = `unit "${symbol}" is a unit of ${dimension}, and a ${gas} row counts ${wanted}.`;
  return must(dimension === wanted, rule, `Restate the value in a unit of ${wanted}.`);
}

function perUnitFindings({ per_unit }: Cells): readonly Finding[] {
  const unit = unitOf(per_unit);
  return unit.kind === "accept" ? [] : [{ rule: `per_unit: ${unit.evidence}`, fix: "Use one of them." }];
}

function valueFindings({ value, gas }: Cells): readonly Finding[] {
  const read = readDecimal(value);
  const plain = must(
    read !== undefined,
    `value "${value}" is no plain decimal.`,
    "Write it like 0.5777: no exponent, no separators, no range.",
  );
  const sign = read === undefined || !read.isNegative() || gas === "CO2-biogenic";
  return [
    ...plain,
    ...must(
      sign,
      `value "${value}" is negative.`,
      "Only CO2-biogenic may be (uptake): a credit is modelled, not tabled.",
    ),
  ];
}

function timeFindings({ data_year, valid_from, valid_to }: Cells): readonly Finding[] {
  const isYear = data_year === "none" || year.test(data_year);
  const days = isDay(valid_from) && isDay(valid_to);
  const before = isYear && data_year !== "none" && isDay(valid_from) && yearOf(valid_from) < Number(data_year);
  const writeDay = "Write it as 2026-01-31.";
  return [
    ...must(
      isYear,
      `data_year "${data_year}" is no year.`,
      "Write 2024, or none where the row is no statistic of a year.",
    ),
    ...must(isDay(valid_from), `valid_from "${valid_from}" is no calendar day.`, writeDay),
    ...must(isDay(valid_to), `valid_to "${valid_to}" is no calendar day.`, writeDay),
    ...must(
      !before,
      `valid_from ${valid_from} lies before the data year ${data_year}.`,
      "Begin with its year: for earlier days the plant model names the row.",
    ),
    ...must(
      !days || valid_from < valid_to,
      `valid_to ${valid_to} is not after valid_from ${valid_from}.`,
      "State the first day on which the row needs a review.",
    ),
  ];
}

function purposeFindings(cells: Cells): readonly Finding[] {
  const words = cells.purposes.split(" ");
  const wrong = words.find((text, at) => !purposes.some((known) => known === text) || words.indexOf(text) !== at);
  return must(
    wrong === undefined,
    `purposes: "${wrong}" is unknown or doubled.`,
    `Write some of "${purposes.join(" ")}", one blank between.`,
  );
}

function gwpSetFindings({ gas, gwp_set }: Cells): readonly Finding[] {
  const sets = [...gwpSets, "unknown"];
  if (gas !== "CO2e")
    return must(gwp_set === "", `gwp_set "${gwp_set}" stands on a ${gas} row.`, "Leave it empty: only CO2e has one.");
  return must(
    sets.includes(gwp_set),
    `gwp_set "${gwp_set}" is not known.`,
    `A CO2e row states one of ${sets.join(", ")}.`,
  );
}

function paperFindings({ uncertainty, confidence, tier, use, licence }: Cells): readonly Finding[] {
  const recalled = confidence === "recalled";
  const honest = recalled === (tier === "D") && (!recalled || use !== "default");
  return [
    ...must(
      readUncertainty(uncertainty) !== undefined,
      `uncertainty "${uncertainty}" cannot be read.`,
      "Write unknown, range LOWER UPPER, or lognormal GSD (above 1).",
    ),
    ...must(
      honest,
      "A recalled row has tier D and use choice or placeholder, and only a recalled row has tier D.",
      "Read the source, or mark the row so.",
    ),
    ...must(
      !noLicence.test(licence),
      `licence "${licence}" does not let us ship the row.`,
      "Take the value from a source that does, or leave it out.",
    ),
  ];
}

/** value = (LOWER + UPPER) / 2, exactly: whoever meets a placeholder must see that it is nothing better than that. */
function placeholderFindings({ use, confidence, uncertainty, value }: Cells): readonly Finding[] {
  if (use !== "placeholder") return [];
  const range = readUncertainty(uncertainty);
  const bounds = range?.kind === "range" ? range : undefined;
  const middle = bounds?.lower.plus(bounds.upper).dividedBy(2);
  const read = readDecimal(value);
  const isMiddle = middle === undefined || read === undefined || read.equals(middle);
  return [
    ...must(
      confidence === "recalled" && bounds !== undefined,
      "A placeholder has confidence recalled, tier D and uncertainty range LOWER UPPER.",
      "State the range; a row with a source is a choice or a default.",
    ),
    ...must(
      isMiddle,
      `value "${value}" is not the middle of ${uncertainty}.`,
      `Write ${middle?.toFixed()}, or correct the bounds.`,
    ),
  ];
}

function nameFindings({ id, family, activity, region }: Cells): readonly Finding[] {
  const hyphens = "Lower-case words with hyphens: grid-cn-footprint-2024.";
  return [
    ...must(word.test(id), `id "${id}" is no id.`, hyphens),
    ...must(family === "" || word.test(family), `family "${family}" is no id.`, hyphens),
    ...must(path.test(activity), `activity "${activity}" is no path.`, "Write it like fuel/natural-gas."),
    ...must(
      isRegion(region),
      `region "${region}" is not known.`,
      "Use an ISO 3166 code (CN, CN-GD, AU-VIC), CN-grid-south, or world.",
    ),
  ];
}

/** Everything wrong with one line. Empty cells come first and alone: most other findings would only repeat them. */
export function rowFindings(cells: Cells): readonly Finding[] {
  const empty = columns.filter((column) => cells[column].trim() === "" && !optionalColumns.has(column));
  const fill = "Every number has its papers: fill it in, or leave the row out.";
  if (empty.length > 0) return empty.map((column) => ({ rule: `${column} is empty.`, fix: fill }));
  return [
    ...columns.flatMap((column) =>
      must(cells[column] === cells[column].trim(), `${column} begins or ends with a blank.`, "Take it away."),
    ),
    ...nameFindings(cells),
    ...mustBeOneOf(cells, "gas", gasBases),
    ...valueFindings(cells),
    ...unitFindings(cells),
    ...perUnitFindings(cells),
    ...timeFindings(cells),
    ...purposeFindings(cells),
    ...mustBeOneOf(cells, "use", rowUses),
    ...gwpSetFindings(cells),
    ...mustBeOneOf(cells, "confidence", confidences),
    ...mustBeOneOf(cells, "tier", tiers),
    ...paperFindings(cells),
    ...placeholderFindings(cells),
  ];
}
