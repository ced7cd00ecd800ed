import { didYouMean } from "@celadon/quantity";
import type { Path } from "./fault.ts";
import { flowLists } from "./model-flows.ts";
import type { ProcessDraft } from "./process-shape.ts";
import type { Report } from "./report.ts";
import type { Entry } from "./shape-of-many.ts";

interface Names {
  readonly path: Path;
  /** Ids of rows and of their families. */
  readonly rows: ReadonlySet<string>;
  readonly report: Report;
}

/** A row that is named and does not exist is a fault: its id was to be copied from the tables. */
export function judgeRowName(row: string, { path, rows, report }: Names): void {
  if (rows.has(row)) return;
  report.say(path, {
    problem: `No factor row is called "${row}".${didYouMean(row, rows)}`,
    fix: "Copy the id from: celadon factors search.",
  });
}

/**
 * Every row that a process names, of drafts: whatever else is wrong with the process or the file, a misspelt id is told with it and not
 * one run later.
 */
export function judgeRowNames(processes: readonly Entry<ProcessDraft>[], rows: Names["rows"], report: Report): void {
  for (const { name: process, value } of processes) {
    for (const list of flowLists) {
      for (const { name, value: flow } of value?.[list] ?? []) {
        if (flow === undefined) continue;
        const path = ["processes", process, list, name];
        for (const [at, row] of rowsOf(flow)) judgeRowName(row, { path: [...path, ...at, "row"], rows, report });
      }
    }
  }
}

type FlowOfAny = NonNullable<NonNullable<ProcessDraft[(typeof flowLists)[number]]>[number]["value"]>;

/** The rows of one flow: its own, those of its several factors and of its coefficients, with their places. */
function rowsOf(flow: FlowOfAny): readonly (readonly [Path, string])[] {
  const own: readonly (readonly [Path, string | undefined])[] = [
    ...("row" in flow ? [[[], flow.row] as const] : []),
    ...("factors" in flow
      ? (flow.factors ?? []).map(({ name, value }) => [["factors", name], value?.row] as const)
      : []),
    ...(flow.times ?? []).map(({ row }, i) => [["times", i], row] as const),
  ];
  return own.flatMap(([at, row]) => (row === undefined ? [] : [[at, row] as const]));
}
