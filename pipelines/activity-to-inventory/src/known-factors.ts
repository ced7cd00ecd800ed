import type { FactorRelease } from "@celadon/factors";
import { didYouMean } from "@celadon/quantity";
import type { Path } from "./fault.ts";
import { indicatorKey } from "./indicator-key.ts";
import { flowLists } from "./model-flows.ts";
import type { Flow, Indicators, PlantProcess, RowWish } from "./plant-model.ts";
import type { Report } from "./report.ts";

/** Names of a factor release: what a model can ask for. `rows`: ids of rows and of their families. */
export interface KnownFactors {
  readonly activities: ReadonlySet<string>;
  readonly rows: ReadonlySet<string>;
}

export const knownFactorsOf = ({ rows }: FactorRelease): KnownFactors => ({
  activities: new Set(rows.map(({ activity }) => activity)),
  rows: new Set(rows.flatMap(({ id, family }) => [id, family])),
});

/**
 * Factor names against a release. An unknown activity is a warning: the plant may be registered before its factor exists, and
 * the footprint says that it is missing. A named row that does not exist is a fault: its id was to be copied from the tables.
 */
export function judgeFactors({ processes, indicators }: Wishing, known: KnownFactors, report: Report): void {
  const judgeTimes = ({ amount }: Flow, path: Path): void => {
    for (const [i, step] of amount.times.entries()) {
      if (step.kind === "factor") judgeName(step, [...path, "times", i], known, report);
    }
  };
  for (const process of processes) {
    for (const list of flowLists) {
      for (const flow of process[list]) {
        const path = ["processes", process.name, list, flow.name];
        judgeTimes(flow, path);
        for (const factor of "factors" in flow ? flow.factors : []) {
          judgeName(factor, factor.name === "" ? path : [...path, "factors", factor.name], known, report);
        }
      }
    }
  }
  for (const { name, parts } of indicators === undefined ? [] : indicators.indicators) {
    for (const part of parts) {
      const path = ["indicators", indicatorKey(name), part.name];
      judgeTimes(part, path);
      if (part.factor !== undefined) judgeName(part.factor, path, known, report);
    }
  }
}

/** What of a plant model asks for factor rows. */
interface Wishing {
  readonly processes: readonly PlantProcess[];
  readonly indicators: Indicators | undefined;
}

function judgeName({ activity, row }: RowWish, path: Path, { activities, rows }: KnownFactors, report: Report): void {
  if (!activities.has(activity)) {
    report.say([...path, "factor"], {
      severity: "warning",
      problem: `No factor row has the activity "${activity}".${didYouMean(activity, activities)}`,
      fix: `Correct it, or add a table: until then the ${path[0] === "indicators" ? "indicator is unknown" : "footprint is incomplete"}.`,
    });
  }
  if (row !== undefined && !rows.has(row)) {
    report.say([...path, "row"], {
      problem: `No factor row is called "${row}".${didYouMean(row, rows)}`,
      fix: "Copy the id from: celadon factors search.",
    });
  }
}
