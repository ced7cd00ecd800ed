import type { Purpose } from "./factor.ts";

/**
 * How a row differs from what was asked. The same words say why a row is not selected (`Candidate.why`) and, where the plant
 * model names it all the same, what the footprint must say (`Selection.marks`).
 */
export type Mark =
  /** The latest published year carries forward: the only one that `select` itself sets. */
  | { readonly kind: "age"; readonly years: number; readonly dataYear: number }
  | { readonly kind: "later-year"; readonly dataYear: number; readonly year: number }
  | { readonly kind: "older-year"; readonly dataYear: number; readonly year: number; readonly latest: number }
  | { readonly kind: "not-yet-valid"; readonly validFrom: string }
  | { readonly kind: "expired"; readonly validTo: string }
  | { readonly kind: "other-activity"; readonly activity: string; readonly wanted: string }
  | { readonly kind: "other-place"; readonly region: string; readonly place: string }
  | { readonly kind: "other-purpose"; readonly purposes: readonly Purpose[]; readonly purpose: Purpose }
  | { readonly kind: "choice" }
  | { readonly kind: "recalled" }
  | { readonly kind: "placeholder" }
  /** One gas was named out of a family of several: these are left out. */
  | { readonly kind: "partial"; readonly left: readonly string[] }
  /** Names of GWP sets, `unknown` where the source of a CO2e row does not say. */
  | { readonly kind: "gwp-set"; readonly used: string; readonly asked: string };

/** The mark in words, as it stands beside a figure. */
export function markText(mark: Mark): string {
  switch (mark.kind) {
    case "age":
      return `age ${mark.years} year${mark.years === 1 ? "" : "s"}: data of ${mark.dataYear}`;
    case "later-year":
      return `later year: data of ${mark.dataYear} for ${mark.year}`;
    case "older-year":
      return `older year: data of ${mark.dataYear} for ${mark.year}, though ${mark.latest} is published`;
    case "not-yet-valid":
      return `not yet valid: begins on ${mark.validFrom}`;
    case "expired":
      return `past its best-before date ${mark.validTo}`;
    case "other-activity":
      return `other activity: "${mark.activity}" for "${mark.wanted}"`;
    case "other-place":
      return `other place: ${mark.region} for ${mark.place}`;
    case "other-purpose":
      return `other purpose: made for ${mark.purposes.join(", ")}, used for ${mark.purpose}`;
    case "choice":
      return "a choice that the plant model has to make";
    case "recalled":
      return "recalled: from memory, not read in the source";
    case "placeholder":
      return "placeholder: middle of a range from memory, no source was read";
    case "partial":
      return `partial: leaves out ${mark.left.join(", ")}`;
    case "gwp-set":
      return `CO2e by ${mark.used === "unknown" ? "an unstated GWP set" : mark.used}, not ${mark.asked}`;
  }
}
