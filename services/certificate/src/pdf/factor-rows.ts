import { type Claims, markWords } from "@celadon/footprint-to-certificate";
import { Decimal } from "@celadon/quantity";
import { bothText, percentText, unitText } from "./words.ts";

export type FactorRow = Claims["credentialSubject"]["factors"][number];

/** Whether a row is a number from memory, by its marks. */
export const isPlaceholder = ({ marks }: FactorRow): boolean =>
  marks.some((mark) => /(?:^|: )(?:placeholder|recalled)/.test(mark));

/** The rows that most of the figure rests on first; those that say no share last. */
export const byShare = (rows: readonly FactorRow[]): readonly FactorRow[] =>
  rows.toSorted((a, b) => new Decimal(b.share ?? -1).comparedTo(a.share ?? -1));

/** What rests on these rows at most: a line may rest on several of them, and is then counted for each; rounded up. Null: no row says. */
export function shareAtMost(rows: readonly FactorRow[]): string | null {
  const shares = rows.flatMap(({ share }) => (share === undefined || share === null ? [] : [share]));
  if (shares.length === 0) return null;
  return Decimal.min(1, Decimal.sum(...shares))
    .toDecimalPlaces(3, Decimal.ROUND_UP)
    .toFixed();
}

export const factorValue = ({ value, unit, gas }: FactorRow): string => {
  const shown = unitText(unit.replace(/\/1$/, "")); // a bare number, such as a fraction
  return `${value} ${shown}${gas === "" || gas === "CO2e" || gas === shown ? "" : ` (${gas})`}`;
};

/** What rounds to nothing is not nothing. */
export const factorShare = ({ share }: FactorRow): string => {
  const text = percentText(share ?? null);
  return text === "0 %" && Number(share) > 0 ? "< 0.1 %" : text;
};

export const factorMarks = ({ marks }: FactorRow): string => {
  const { own, rows } = markWords(marks);
  return [...own, ...rows].map(bothText).join("; ");
};

const factorSource = ({ document, edition, locator }: FactorRow): string =>
  [document, edition, locator].filter((text) => text !== "").join(", ");

/** Marks first: a long source may end in dots. */
export const factorPapers = (row: FactorRow): string =>
  [factorMarks(row), factorSource(row)].filter((text) => text !== "").join(" · ");
