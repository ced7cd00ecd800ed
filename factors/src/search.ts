import { nearest } from "@celadon/quantity";
import type { Factor } from "./factor.ts";
import { isRegion } from "./region.ts";
import type { FactorRelease } from "./release.ts";

/** The rows found, best first, and for a search without rows the words nearest to it. */
export interface Found {
  readonly rows: readonly Factor[];
  readonly nearMisses: readonly string[];
}

const fieldsOf = (row: Factor): readonly string[] => [
  `${row.id} ${row.family} ${row.activity}`.toLowerCase(),
  `${row.region} ${row.gas} ${row.dataYear ?? ""} ${row.purposes.join(" ")} ${row.boundary}`.toLowerCase(),
  `${row.source.document} ${row.source.edition} ${row.source.locator} ${row.licence} ${row.note ?? ""}`.toLowerCase(),
];

/** A country or a part of one, as it is written: `DE`, which "traded" holds too, and `CN-GD`. */
const isPlace = (word: string): boolean => /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/.test(word) && isRegion(word);

/** Where each word stands, 0 for the names of the row; undefined when one of them is nowhere. */
function rankOf(row: Factor, words: readonly string[]): number | undefined {
  const fields = fieldsOf(row);
  const placeOf = (word: string): number =>
    isPlace(word) ? (row.region === word ? 1 : -1) : fields.findIndex((field) => field.includes(word.toLowerCase()));
  const places = words.map(placeOf);
  return places.includes(-1) ? undefined : places.reduce((sum, place) => sum + place, 0);
}

/**
 * Rows that hold every word of the text, in any case, in their ids, activity, place, gas, year, source or note; rows that hold
 * them in their names come first. A place in capital letters is the whole place of the row. Nothing found: the countries that have rows for the other words; else the known ids, activities and parts of them within two letters of a word.
 */
export function search(release: FactorRelease, text: string): Found {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const ranked = release.rows.flatMap((row) => {
    const rank = rankOf(row, words);
    return rank === undefined ? [] : [{ row, rank }];
  });
  if (ranked.length > 0) {
    return { rows: ranked.sort((a, b) => a.rank - b.rank).map(({ row }) => row), nearMisses: [] };
  }
  const elsewhere = placesOf(release, words);
  if (elsewhere.length > 0) return { rows: [], nearMisses: elsewhere };
  const known = new Set(
    release.rows.flatMap(({ id, activity }) => [id, activity, ...id.split("-"), ...activity.split("/")]),
  );
  return { rows: [], nearMisses: [...new Set(words.flatMap((word) => nearest(word, known)))] };
}

/** Countries that have rows for the words, the places among them left out; none where there is no place among them. */
function placesOf({ rows }: FactorRelease, words: readonly string[]): readonly string[] {
  const others = words.filter((word) => !isPlace(word));
  if (others.length === words.length) return [];
  const found = rows
    .filter((row) => rankOf(row, others) !== undefined)
    .map(({ region }) => region.split("-")[0] as string);
  return [...new Set(found)].sort();
}
