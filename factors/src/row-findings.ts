import { didYouMean, readDecimal, unitOf } from "@celadon/quantity";
import { type Cells, columns, optionalColumns } from "./columns.ts";
import { isDay, yearOf } from "./day.ts";
import { confidences, type GasBasis, gasBases, gwpSets, purposes, tiers } from "./factor.ts";
import type { Finding } from "./fault.ts";
import { isRegion } from "./region.ts";
import { readUncertainty } from "./uncertainty.ts";

type Check = (cells: Cells) => Finding | readonly Finding[] | undefined;

const word = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const path = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*)+$/;
const year = /^(?:19|20)\d\d$/;
const noLicence = /\b(?:unknown|none|no licen[cs]e|all rights reserved)\b/i;

const oneOf = (
  cells: Cells,
  column: "gas" | "use" | "confidence" | "tier",
  known: readonly string[],
): Finding | undefined =>
  known.includes(cells[column])
    ? undefined
    : {
        rule: `${column} "${cells[column]}" is not known.${didYouMean(cells[column], known)}`,
        fix: `Write one of: ${known.join(", ")}.`,
      };

/** Emission rows count mass, CO2e rows emission, and so on: a kWh in the numerator is a slip. */
const dimensionOf = (gas: string): string | undefined => {
  const special: Partial<Record<GasBasis, string>> = {
    CO2e: "emission",
    kgce: "standard-coal",
    NCV: "energy",
    fraction: "fraction",
  };
  if (!gasBases.some((known) => known === gas)) return undefined;
  return special[gas as GasBasis] ?? "mass";
};

const unitFinding = (cells: Cells, column: "unit" | "per_unit"): Finding | undefined => {
  const unit = unitOf(cells[column]);
  if (unit.kind !== "accept")
    return { rule: `${column}: ${unit.kind === "reject" ? unit.evidence : ""}`, fix: "Use one of them." };
  const wanted = dimensionOf(cells.gas);
  if (column === "per_unit" || wanted === undefined || unit.value.dimension === wanted) return undefined;
  const rule = `unit "${cells.unit}" is a unit of ${unit.value.dimension}, and a ${cells.gas} row counts ${wanted}.`;
  return { rule, fix: `Restate the value in a unit of ${wanted}.` };
};

const dayFinding = (cells: Cells, column: "valid_from" | "valid_to"): Finding | undefined =>
  isDay(cells[column])
    ? undefined
    : { rule: `${column} "${cells[column]}" is no calendar day.`, fix: "Write it as 2026-01-31." };

const purposeFinding = (cells: Cells): Finding | undefined => {
  const words = cells.purposes.split(" ");
  const wrong = words.find((text, at) => !purposes.some((known) => known === text) || words.indexOf(text) !== at);
  if (wrong === undefined) return undefined;
  return {
    rule: `purposes: "${wrong}" is unknown or doubled.`,
    fix: `Write some of "${purposes.join(" ")}", one blank between.`,
  };
};

const checks: readonly Check[] = [
  (cells) =>
    columns
      .filter((column) => cells[column] !== cells[column].trim())
      .map((column) => ({ rule: `${column} begins or ends with a blank.`, fix: "Take the blank away." })),
  ({ id }) =>
    word.test(id)
      ? undefined
      : { rule: `id "${id}" is no id.`, fix: "Lower-case words with hyphens: grid-cn-footprint-2024." },
  ({ family }) =>
    family === "" || word.test(family)
      ? undefined
      : { rule: `family "${family}" is no id.`, fix: "Lower-case words with hyphens, or leave it empty." },
  ({ activity }) =>
    path.test(activity)
      ? undefined
      : { rule: `activity "${activity}" is no path.`, fix: "Write it like fuel/natural-gas." },
  (cells) => oneOf(cells, "gas", gasBases),
  ({ value, gas }) => {
    const read = readDecimal(value);
    if (read === undefined) {
      return {
        rule: `value "${value}" is no plain decimal.`,
        fix: "Write it like 0.5777: no exponent, no separators, no range.",
      };
    }
    if (!read.isNegative() || gas === "CO2-biogenic") return undefined;
    return {
      rule: `value "${value}" is negative.`,
      fix: "Only CO2-biogenic may be (uptake): a credit is modelled, not tabled.",
    };
  },
  (cells) => unitFinding(cells, "unit"),
  (cells) => unitFinding(cells, "per_unit"),
  ({ region }) =>
    isRegion(region)
      ? undefined
      : {
          rule: `region "${region}" is not known.`,
          fix: "Use an ISO 3166 code (CN, CN-GD, AU-VIC), CN-grid-south, or world.",
        },
  ({ data_year, valid_from }) => {
    if (data_year === "none") return undefined;
    if (!year.test(data_year))
      return {
        rule: `data_year "${data_year}" is no year.`,
        fix: "Write 2024, or none where the row is no statistic.",
      };
    if (!isDay(valid_from) || yearOf(valid_from) >= Number(data_year)) return undefined;
    return {
      rule: `valid_from ${valid_from} lies before the data year ${data_year}.`,
      fix: "A later year is named by the plant model: begin with its year.",
    };
  },
  (cells) => dayFinding(cells, "valid_from"),
  (cells) => dayFinding(cells, "valid_to"),
  ({ valid_from, valid_to }) =>
    !isDay(valid_from) || !isDay(valid_to) || valid_from < valid_to
      ? undefined
      : {
          rule: `valid_to ${valid_to} is not after valid_from ${valid_from}.`,
          fix: "State the first day on which the row needs a review.",
        },
  purposeFinding,
  (cells) => oneOf(cells, "use", ["default", "choice"]),
  ({ gas, gwp_set }) => {
    const known = gas === "CO2e" ? [...gwpSets, "unknown"] : [""];
    if (known.includes(gwp_set)) return undefined;
    if (gas !== "CO2e")
      return { rule: `gwp_set "${gwp_set}" stands on a ${gas} row.`, fix: "Leave it empty: only CO2e has one." };
    return { rule: `gwp_set "${gwp_set}" is not known.`, fix: `A CO2e row states ${known.join(", ")}.` };
  },
  ({ uncertainty }) =>
    readUncertainty(uncertainty) === undefined
      ? {
          rule: `uncertainty "${uncertainty}" cannot be read.`,
          fix: "Write unknown, range LOWER UPPER, or lognormal GSD (above 1).",
        }
      : undefined,
  (cells) => oneOf(cells, "confidence", confidences),
  (cells) => oneOf(cells, "tier", tiers),
  ({ confidence, tier, use }) =>
    (confidence === "recalled") === (tier === "D") && (confidence !== "recalled" || use === "choice")
      ? undefined
      : {
          rule: "A recalled row has tier D and use choice, and only a recalled row has tier D.",
          fix: "Read the source, or mark the row so.",
        },
  ({ licence }) =>
    noLicence.test(licence)
      ? {
          rule: `licence "${licence}" does not let us ship the row.`,
          fix: "Take the value from a source that does, or leave it out.",
        }
      : undefined,
];

/** Everything wrong with one line. Empty cells come first and alone: most other findings would only repeat them. */
export function rowFindings(cells: Cells): readonly Finding[] {
  const empty = columns.filter((column) => cells[column].trim() === "" && !optionalColumns.has(column));
  if (empty.length > 0) {
    return empty.map((column) => ({
      rule: `${column} is empty.`,
      fix: "Every number has its papers: fill it in, or leave the row out.",
    }));
  }
  return checks.flatMap((check) => check(cells) ?? []);
}
