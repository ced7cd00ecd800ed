import type { FactorRelease } from "@celadon/factors";
import { didYouMean, localText } from "@celadon/quantity";
import { type ChosenFactors, chosenFrom, type FactorAsked, selectedFor } from "./chosen-factors.ts";
import { wishFor } from "./factor-groups.ts";
import type { Path } from "./fault.ts";
import { fitRows, type Misfit } from "./fit-rows.ts";
import { flowLists } from "./model-flows.ts";
import type { PlantModel } from "./plant-model.ts";
import type { Report } from "./report.ts";

/** A factor release as a model can ask it. `rows`: ids of rows and of their families. */
export interface KnownFactors {
  readonly activities: ReadonlySet<string>;
  readonly rows: ReadonlySet<string>;
  /** What the inventory of that day would multiply with, or why there is nothing. */
  readonly answer: (asked: FactorAsked) => ChosenFactors | Misfit;
}

export const knownFactorsOf = (release: FactorRelease): KnownFactors => ({
  activities: new Set(release.rows.map(({ activity }) => activity)),
  rows: new Set(release.rows.flatMap(({ id, family }) => [id, family])),
  answer: (asked) => {
    const selected = selectedFor(release, asked);
    return selected.kind === "accept" ? chosenFrom(selected.value) : selected;
  },
});

/** The parts of a model that decide which factors it gets. */
type Asking = Pick<PlantModel, "processes" | "place" | "purpose" | "timeZone" | "effectiveFromMs" | "cutOffs">;

/**
 * Factor names against a release, and what the tables give for each on the day from which the model is in force. An unknown
 * activity, and a wish that no row fulfils, is a warning: the plant may be registered before its factor exists, and the
 * footprint says that it is missing. A named row that does not exist is a fault: its id was to be copied from the tables.
 */
export function judgeFactors(model: Asking, known: KnownFactors, report: Report): void {
  const day = localText(model.effectiveFromMs, model.timeZone).slice(0, 10);
  const ask = (wish: Wish): FactorAsked => ({ ...wishFor(wish, model), purpose: model.purpose, day });
  for (const process of model.processes) {
    for (const list of flowLists) {
      for (const flow of process[list]) {
        const path = ["processes", process.name, list, flow.name];
        const isCutOff = model.cutOffs.some(({ of }) => of === `${process.name}/${flow.name}`);
        for (const [i, step] of flow.amount.times.entries()) {
          if (step.kind === "factor") judge(step, { path: [...path, "times", i], known, report, ask, isCutOff });
        }
        for (const factor of "factors" in flow ? flow.factors : []) {
          const at = factor.name === "" ? path : [...path, "factors", factor.name];
          judge(factor, { path: at, known, report, ask, isCutOff, unit: flow.amount.unit });
        }
      }
    }
  }
}

interface Wish {
  readonly activity: string;
  readonly row?: string;
  readonly place?: string;
}

interface Judging {
  readonly path: Path;
  readonly known: KnownFactors;
  readonly report: Report;
  readonly ask: (wish: Wish) => FactorAsked;
  /** The model says already that nothing is counted there. */
  readonly isCutOff: boolean;
  /** Of the amount to be multiplied; absent for a coefficient, whose unit follows from those before it. */
  readonly unit?: string;
}

function judge(wish: Wish, { path, known, report, ask, isCutOff, unit }: Judging): void {
  const { activity, row } = wish;
  if (row !== undefined && !known.rows.has(row)) {
    report.say([...path, "row"], {
      problem: `No factor row is called "${row}".${didYouMean(row, known.rows)}`,
      fix: "Copy the id from: celadon factors search.",
    });
  }
  if (!known.activities.has(activity)) {
    report.say([...path, "factor"], {
      severity: "warning",
      problem: `No factor row has the activity "${activity}".${didYouMean(activity, known.activities)}`,
      fix: "Correct it, or add a table: until then the footprint is incomplete.",
    });
    return;
  }
  if (isCutOff || (row !== undefined && !known.rows.has(row))) return;
  const answer = known.answer(ask(wish));
  const misfit = "problem" in answer ? answer : unit === undefined ? undefined : fitRows({ unit, activity }, answer);
  if (misfit === undefined || !("problem" in misfit)) return;
  const { problem, fix } = misfit;
  report.say([...path, "factor"], { severity: "warning", problem, fix });
}
