import { yearOf } from "./day.ts";
import type { Factor } from "./factor.ts";
import type { Family } from "./family.ts";
import type { Mark } from "./mark.ts";
import type { Wanted } from "./selection.ts";

/** A family against what is wanted: every deviation, and the age of its data where the latest year carries forward. */
export interface Judgement {
  readonly family: Family;
  readonly deviations: readonly Mark[];
  readonly age: readonly Mark[];
}

/** The latest data year published for the same activity and place, and for what this row is used for. */
function latestYear(head: Factor, wanted: Wanted, siblings: readonly Family[]): number {
  const uses = head.purposes.includes(wanted.purpose) ? [wanted.purpose] : head.purposes;
  let latest = head.dataYear ?? Number.NEGATIVE_INFINITY;
  for (const { head: other } of siblings) {
    if (other.dataYear === undefined || other.dataYear <= latest || other.region !== head.region) continue;
    if (other.use !== "default" || other.activity !== head.activity) continue;
    if (other.purposes.some((purpose) => uses.includes(purpose))) latest = other.dataYear;
  }
  return latest;
}

/** A data year holds for its own year; the latest one carries forward, with its age; a row without a year holds while valid. */
function judgeTime(head: Factor, wanted: Wanted, siblings: readonly Family[]): Pick<Judgement, "deviations" | "age"> {
  const year = yearOf(wanted.day);
  const { dataYear, validFrom, validTo } = head;
  const deviations: Mark[] = [];
  if (wanted.day >= validTo) deviations.push({ kind: "expired", validTo });
  if (dataYear !== undefined && year < dataYear) deviations.push({ kind: "later-year", dataYear, year });
  else if (wanted.day < validFrom) deviations.push({ kind: "not-yet-valid", validFrom });
  if (dataYear === undefined || year <= dataYear) return { deviations, age: [] };
  const latest = latestYear(head, wanted, siblings);
  if (dataYear < latest)
    return { deviations: [...deviations, { kind: "older-year", dataYear, year, latest }], age: [] };
  return { deviations, age: [{ kind: "age", years: year - dataYear, dataYear }] };
}

/** Why only a plant model may take the family: one word, the most telling one. A default has none. */
function judgeUse({ head, rows }: Family): readonly Mark[] {
  if (head.use === "placeholder") return [{ kind: "placeholder" }];
  if (rows.some((row) => row.confidence === "recalled")) return [{ kind: "recalled" }];
  return head.use === "choice" ? [{ kind: "choice" }] : [];
}

/** Every way in which the family is not what is wanted. `siblings`: all families of the activity. */
export function judge(family: Family, wanted: Wanted, siblings: readonly Family[]): Judgement {
  const { head } = family;
  const { deviations: ofTime, age } = judgeTime(head, wanted, siblings);
  const deviations: Mark[] = [];
  if (head.activity !== wanted.activity) {
    deviations.push({ kind: "other-activity", activity: head.activity, wanted: wanted.activity });
  }
  if (head.region !== wanted.place) deviations.push({ kind: "other-place", region: head.region, place: wanted.place });
  if (!head.purposes.includes(wanted.purpose)) {
    deviations.push({ kind: "other-purpose", purposes: head.purposes, purpose: wanted.purpose });
  }
  deviations.push(...ofTime, ...judgeUse(family));
  return { family, deviations, age };
}
