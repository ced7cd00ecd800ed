import {
  type Factor,
  type FactorRelease,
  markText,
  type Purpose,
  type Rivals,
  rivalsOf,
  type Selected,
  type Selection,
  select,
  selectNamed,
} from "@celadon/factors";
import type { FactorUse } from "@celadon/proto";
import { accept, type Outcome, reject } from "@celadon/quantity";

/** What a plant model asks of the tables, on one day. `row`: the id it names. */
export interface FactorAsked {
  readonly activity: string;
  readonly row?: string;
  readonly place: string;
  readonly purpose: Purpose;
  readonly day: string;
}

/** The rows to multiply with, one a gas, all per one unit; and the calorific value of a fuel whose rows are per energy. */
export interface ChosenFactors {
  readonly rows: readonly FactorUse[];
  readonly ncv?: FactorUse;
}

/** The only way in which an inventory sees factors: two functions, and the hash of the release behind them. */
export interface FactorSource {
  readonly release: string;
  readonly choose: (asked: FactorAsked) => Outcome<ChosenFactors, "missing-factor">;
  /** The rows that could be named instead of the chosen ones; undefined where none is chosen. */
  readonly rivals: (asked: FactorAsked) => Rivals | undefined;
}

/** What the tables answer to it, as a selection or a refusal. */
export const selectedFor = (release: FactorRelease, { row, ...wanted }: FactorAsked): Selected =>
  row === undefined ? select(release, wanted) : selectNamed(release, row, wanted);

/** The factor release as a source: exact match, or the row that the model names with every way in which it deviates. */
export const factorSourceOf = (release: FactorRelease): FactorSource => ({
  release: release.hash,
  choose: (asked) => {
    const selected = selectedFor(release, asked);
    return selected.kind === "accept"
      ? accept(chosenFrom(selected.value))
      : reject("missing-factor", selected.evidence);
  },
  rivals: (asked) => rivalsOf(release, asked),
});

/** A selection as an inventory uses it: every row with its papers and its marks. */
export function chosenFrom({ rows, ncv, named, marks }: Selection): ChosenFactors {
  const words = marks.map((mark) => (named ? `named in the plant model: ${markText(mark)}` : markText(mark)));
  const use = (factor: Factor): FactorUse => factorUse(factor, words);
  return { rows: rows.map(use), ...(ncv === undefined ? {} : { ncv: use(ncv) }) };
}

const factorUse = (factor: Factor, marks: readonly string[]): FactorUse => ({
  id: factor.id,
  gas: factor.gas,
  value: factor.value.toFixed(),
  unit: factor.unit,
  perUnit: factor.perUnit,
  document: factor.source.document,
  edition: factor.source.edition,
  locator: factor.source.locator,
  confidence: factor.confidence,
  marks,
  gwpSet: factor.gwpSet ?? "",
});
