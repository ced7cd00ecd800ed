import type { FactorUse } from "@celadon/proto";
import { hourOf, localText, type Outcome, type Period } from "@celadon/quantity";
import { flowsOf } from "./channels-used.ts";
import type { ChosenFactors, FactorAsked, FactorSource } from "./chosen-factors.ts";
import type { Amount, PlantModel } from "./plant-model.ts";
import type { Version } from "./versions.ts";

/** What is asked of the tables, whatever the day. */
export type Wish = Omit<FactorAsked, "day" | "purpose">;

export type Choose = (wish: Wish) => Outcome<ChosenFactors, "missing-factor">;

/** Calendar years of one version, next to each other, for which the tables give the same rows. */
export interface FactorGroup {
  readonly pieces: readonly Period[];
  readonly choose: Choose;
}

/** The pieces of a version in groups, cut only where one of the wishes gets other rows: so a year's line is a line of its own. */
export function factorGroups(version: Version, wishes: readonly Wish[], source: FactorSource): readonly FactorGroup[] {
  const groups: { key: string; pieces: Period[] }[] = [];
  for (const piece of version.pieces) {
    const choose = chooser(version, [piece], source);
    const key = JSON.stringify(wishes.map((wish) => idsOf(choose(wish))));
    const last = groups.at(-1);
    if (last?.key === key) last.pieces.push(piece);
    else groups.push({ key, pieces: [piece] });
  }
  return groups.map(({ pieces }) => ({ pieces, choose: chooser(version, pieces, source) }));
}

const idsOf = (chosen: Outcome<ChosenFactors, "missing-factor">): readonly string[] =>
  chosen.kind === "accept"
    ? [...chosen.value.rows, ...(chosen.value.ncv === undefined ? [] : [chosen.value.ncv])].map(({ id }) => id)
    : [];

/** The rows for the first day of each piece, one row each; their marks are those of all the pieces ("age 2 years", "age 3 years"). */
function chooser({ model }: Version, pieces: readonly Period[], source: FactorSource): Choose {
  const days = pieces.map(({ fromMs }) => localText(hourOf(fromMs), model.timeZone).slice(0, 10));
  return (wish) => {
    const answers = days.map((day) => source.choose({ ...wish, day, purpose: model.purpose }));
    const [first, ...more] = answers;
    if (first === undefined) throw new Error("A group of factors has at least one piece.");
    if (first.kind !== "accept") return first;
    const others = more.flatMap((answer) => (answer.kind === "accept" ? answer.value.rows : []));
    const marked = (row: FactorUse): FactorUse => {
      const marks = [row, ...others.filter(({ id }) => id === row.id)].flatMap((use) => use.marks);
      return { ...row, marks: [...new Set(marks)] };
    };
    return { ...first, value: { ...first.value, rows: first.value.rows.map(marked) } };
  };
}

/** The factor rows an amount is multiplied with, those of the flows it is stated per unit of included. */
export function wishesOf({ of, times }: Amount, model: PlantModel): readonly Wish[] {
  const own = times.flatMap((step) => (step.kind === "factor" ? [wishFor(step, model)] : []));
  if (of.kind !== "ratio" || of.base.kind === "channel") return own;
  const { process: name, flow: flowName } = of.base;
  const process = model.processes.find((one) => one.name === name);
  const base = process && flowsOf(process).find((flow) => flow.name === flowName);
  return base === undefined ? own : [...own, ...wishesOf(base.amount, model)];
}

/** The wish with the plant's own place, where none is said. */
export const wishFor = (
  { activity, row, place }: { readonly activity: string; readonly row?: string; readonly place?: string },
  model: Pick<PlantModel, "place">,
): Wish => ({ activity, place: place ?? model.place, ...(row === undefined ? {} : { row }) });
