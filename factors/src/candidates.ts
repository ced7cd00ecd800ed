import { yearOf } from "./day.ts";
import type { Judgement } from "./judge.ts";
import { markText } from "./mark.ts";
import type { Candidate, Wanted } from "./selection.ts";

const most = 8;

/** 0: this place; 1: the country of it, or a part of it; 2: the world; 3: elsewhere. */
function distance(region: string, place: string): number {
  if (region === place) return 0;
  if (region.startsWith(`${place}-`) || place.startsWith(`${region}-`)) return 1;
  return region === "world" ? 2 : 3;
}

/**
 * The nearest rows of the activity, at most eight: those for the purpose first (it decides the factor), then by number of
 * deviations, place, year and id. Rows of foreign places only when there is none for this place, its country or the world.
 */
export function nearestCandidates(judged: readonly Judgement[], wanted: Wanted): readonly Candidate[] {
  const year = yearOf(wanted.day);
  const rank = ({ family: { head }, deviations }: Judgement): readonly number[] => [
    head.purposes.includes(wanted.purpose) ? 0 : 1,
    deviations.length,
    distance(head.region, wanted.place),
    head.dataYear === undefined ? 0 : Math.abs(head.dataYear - year),
  ];
  const near = judged.filter(({ family: { head } }) => distance(head.region, wanted.place) < 3);
  return (near.length > 0 ? near : judged)
    .map((judgement) => ({ judgement, rank: rank(judgement) }))
    .sort((a, b) => {
      const differs = a.rank.findIndex((value, at) => value !== b.rank[at]);
      if (differs >= 0) return (a.rank[differs] as number) - (b.rank[differs] as number);
      return a.judgement.family.id < b.judgement.family.id ? -1 : 1;
    })
    .slice(0, most)
    .map(({ judgement: { family, deviations } }) => ({
      id: family.id,
      region: family.head.region,
      ...(family.head.dataYear === undefined ? {} : { dataYear: family.head.dataYear }),
      why: deviations,
    }));
}

/** `grid-kr-ember-2023 (later year: data of 2023 for 2018)`. */
export const candidateText = ({ id, why }: Candidate): string => `${id} (${why.map(markText).join("; ")})`;
