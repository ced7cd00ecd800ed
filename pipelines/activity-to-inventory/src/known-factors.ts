import type { FactorRelease, Purpose } from "@celadon/factors";
import { didYouMean, localText } from "@celadon/quantity";
import { type ChosenFactors, chosenFrom, type FactorAsked, selectedFor } from "./chosen-factors.ts";
import { wishFor } from "./factor-groups.ts";
import type { Path } from "./fault.ts";
import { fitRows, type Misfit } from "./fit-rows.ts";
import { indicatorKey } from "./indicator-key.ts";
import { judgeRowName } from "./judge-row-names.ts";
import { flowLists } from "./model-flows.ts";
import type { Flow, Indicators, PlantModel, RowWish } from "./plant-model.ts";
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

/** What of a plant model decides which factor rows it gets. */
interface Asking
  extends Pick<PlantModel, "processes" | "place" | "purpose" | "timeZone" | "effectiveFromMs" | "cutOffs"> {
  readonly indicators: Indicators | undefined;
}

/**
 * Factor names against a release, and what the tables give for each on the day from which the model is in force. An unknown
 * activity, and a wish that no row fulfils, is a warning: the plant may be registered before its factor exists, and the
 * footprint says that it is missing. A named row that does not exist is a fault: its id was to be copied from the tables.
 */
export function judgeFactors(model: Asking, known: KnownFactors, report: Report): void {
  const { processes, indicators, cutOffs } = model;
  const day = localText(model.effectiveFromMs, model.timeZone).slice(0, 10);
  const askFor =
    (purpose: Purpose) =>
    (wish: RowWish): FactorAsked => ({ ...wishFor(wish, model), purpose, day });
  const judgeTimes = ({ amount }: Flow, where: Omit<Judging, "unit">): void => {
    for (const [i, step] of amount.times.entries()) {
      if (step.kind === "factor") judge(step, { ...where, path: [...where.path, "times", i] });
    }
  };
  for (const process of processes) {
    for (const list of flowLists) {
      for (const flow of process[list]) {
        const path = ["processes", process.name, list, flow.name];
        const isCutOff = cutOffs.some(({ of }) => of === `${process.name}/${flow.name}`);
        const where = { path, known, report, isCutOff, ask: askFor(model.purpose) };
        judgeTimes(flow, where);
        for (const factor of "factors" in flow ? flow.factors : []) {
          const at = factor.name === "" ? path : [...path, "factors", factor.name];
          judge(factor, { ...where, path: at, unit: flow.amount.unit });
        }
      }
    }
  }
  for (const { name, parts } of indicators === undefined ? [] : indicators.indicators) {
    for (const part of parts) {
      const path = ["indicators", indicatorKey(name), part.name];
      const where = { path, known, report, isCutOff: false, ask: askFor("indicator") };
      judgeTimes(part, where);
      if (part.factor !== undefined) judge(part.factor, where);
    }
  }
}

interface Judging {
  readonly path: Path;
  readonly known: KnownFactors;
  readonly report: Report;
  readonly ask: (wish: RowWish) => FactorAsked;
  /** The model says already that nothing is counted there. */
  readonly isCutOff: boolean;
  /** Of the amount to be multiplied; absent for a coefficient, whose unit follows from those before it. */
  readonly unit?: string;
}

function judge(wish: RowWish, { path, known, report, ask, isCutOff, unit }: Judging): void {
  const { activity, row } = wish;
  // Those of processes are looked up before it is known whether the process can be read.
  if (row !== undefined && path[0] !== "processes")
    judgeRowName(row, { path: [...path, "row"], rows: known.rows, report });
  if (!known.activities.has(activity)) {
    report.say([...path, "factor"], {
      severity: "warning",
      problem: `No factor row has the activity "${activity}".${didYouMean(activity, known.activities)}`,
      fix: `Correct it, or add a table: until then the ${path[0] === "indicators" ? "indicator is unknown" : "footprint is incomplete"}.`,
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
