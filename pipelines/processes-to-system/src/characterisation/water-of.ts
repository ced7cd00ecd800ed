import { type DescribedFlow, directionIn, evenedCas, evenedName } from "./described-flow.ts";

/**
 * What an elementary flow is to the water of its place: `withdrawal` of fresh water, `return` of it to fresh water, or `lost` to air or
 * sea, which the difference of the two counts already.
 */
export const waterRoles = ["withdrawal", "return", "lost"] as const;
export type WaterRole = (typeof waterRoles)[number];

/** Salt water and rain are no fresh water that another user could take. */
const otherWater = /\bsalt|\bsea\b|\bseawater\b|\bocean\b|\bbrackish\b|\brain|\bgreen\b|\bin air\b|\bsoil moisture\b/;
const salty = /\bocean\b|\bsea\b|\bseawater\b|\bmarine\b|\bsalt/;

/**
 * The role of a flow of water, by its CAS number or name and its compartment; undefined for every other flow, for salt water and rain
 * taken in, and for water to soil, of which nobody says whether it flows back.
 */
export function waterOf(flow: DescribedFlow): WaterRole | undefined {
  const name = evenedName(flow);
  const isWater = evenedCas(flow) === "7732-18-5" || /^(?:fresh ?water|water)(?:$|[,; (])/.test(name);
  if (!isWater) return undefined;
  const { compartment } = flow;
  if (directionIn(compartment) === "input") {
    return otherWater.test(name) || salty.test(compartment) ? undefined : "withdrawal";
  }
  if (/\bair\b/.test(compartment) || salty.test(`${compartment} ${name}`)) return "lost";
  return /\bwater\b|\briver\b|\blake\b|\bground-/.test(compartment) ? "return" : undefined;
}
