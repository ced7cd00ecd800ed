import { type LcaAnswer, type LcaRefusal, refuseLca } from "../linear/lca-refusal.ts";
import { byIndex, type LinearSystem, type Named, type Sparse } from "../linear/linear-system.ts";
import { type Cancelled, goOnUnless, never } from "../solver/cancelled.ts";
import type { Distribution } from "../uncertainty/distribution.ts";
import type { Formulas } from "../uncertainty/formulas.ts";
import type { UncertainEntry } from "../uncertainty/uncertain-entry.ts";
import { type CsvRow, csvRows } from "./csv-rows.ts";
import { type DerivedLine, type DrawnLine, type FormulaLine, formulasIn } from "./formula-lines.ts";
import { howToSave } from "./how-to-save.ts";
import { rowFault } from "./row-fault.ts";

/** What `uncertainty.csv` says of a system under one method. */
export interface Uncertainty {
  readonly entries: readonly UncertainEntry[];
  /** Left out where the file has no parameter and no formula. */
  readonly formulas?: Formulas;
}

const columns = ["matrix", "row", "col", "distribution", "p1", "p2", "p3", "group"] as const;
/** Lines between two questions whether to go on. */
const batch = 256;
type Cell = (name: (typeof columns)[number] | "part") => string;

/**
 * Reads `uncertainty.csv`: `matrix,row,col,distribution,p1,p2,p3,group`, rows and columns counted from 0 as in the lists. Lognormal: p1 =
 * |median|, which has to be the size of the entry, p2 = geometric standard deviation; normal: mean, sd; triangular: least, mode,
 * most; uniform: least, most; those three signed as the entry. Entries of one `group` share one draw. Where the column `part` is there and
 * filled, the line is of so much of the entry alone, signed as it is, and its group tells it from the other parts: exchanges that meet in one
 * entry are drawn apart, and what no line tells of stays as it is. Of C only the factors of
 * `method` count (its place among the methods).
 *
 * Matrix `P` are parameters that formulas share: their id stands under row, their value under col. The distribution `formula` has the formula
 * in p1 (`formulasIn`): of an entry, which it gives as a whole, or of a parameter.
 *
 * `cancelled` is asked now and then; `unlessCancelled` around it hears of it.
 *
 * Refused, with the line: a matrix, distribution or number that is none, an entry that is not there, or that stands twice; a part without a
 * group, or that is no number; a cell that nothing closes, or that stands beyond the columns.
 */
export function readUncertainty(
  text: string,
  system: LinearSystem,
  method: number,
  cancelled: Cancelled = never,
): LcaAnswer<Uncertainty> {
  return uncertaintyIn(csvRows(text, cancelled), system, method, cancelled);
}

/** The same of the rows of the file. */
export function uncertaintyIn(
  [header, ...rows]: readonly CsvRow[],
  system: LinearSystem,
  method: number,
  cancelled: Cancelled = never,
): LcaAnswer<Uncertainty> {
  const bad = (line: number, what: string): LcaRefusal =>
    refuseLca("bad-file", `uncertainty.csv, line ${line}: ${what}`);
  const names = header?.cells ?? [];
  const at = new Map(names.map((name, i) => [name.trim(), i]));
  const missing = columns.filter((name) => !at.has(name));
  if (missing.length > 0)
    return bad(
      1,
      `Column ${missing.join(", ")} is missing; the first line is ${columns.join(",")}.${howToSave(header?.cells ?? [])}`,
    );
  const sides = {
    A: { of: "technosphere", sparse: system.M, rows: system.products, columns: system.processes },
    B: { of: "interventions", sparse: system.B, rows: system.flows, columns: system.processes },
    C: { of: "factors", sparse: system.C, rows: system.methods, columns: system.flows },
  } as const;
  const places = new Map<readonly Named[], readonly number[]>();
  const placesOf = (list: readonly Named[]): readonly number[] => {
    const known = places.get(list) ?? byIndex(list);
    places.set(list, known);
    return known;
  };
  const entries: UncertainEntry[] = [];
  const drawn: (DrawnLine & { readonly distribution: Distribution; readonly draw?: string })[] = [];
  const derived: DerivedLine[] = [];
  const formulas: (FormulaLine & { readonly isOfMethod: boolean })[] = [];
  const seen = new Map<string, number>();
  const partsOf = new Map<string, number>();
  for (const one of rows) {
    const { cells, line } = one;
    const fault = rowFault(one, names.length);
    if (fault !== undefined) return bad(line, fault);
    if (line % batch === 0) goOnUnless(cancelled);
    const cell: Cell = (name) => (cells[at.get(name) ?? -1] ?? "").trim();
    const isFormula = cell("distribution") === "formula";
    const group = cell("group") === "" ? {} : { draw: `group:${cell("group")}` };
    if (cell("matrix") === "P") {
      const [id, value] = [cell("row"), cell("col") === "" ? Number.NaN : Number(cell("col"))];
      const other = seen.get(`P:${id}`);
      if (other !== undefined) return bad(line, `Parameter "${id}" stands in line ${other} already; give it once.`);
      seen.set(`P:${id}`, line);
      if (!/^[^\s]+$/.test(id)) return bad(line, `"${id}" is no id of a parameter: it has no blanks.`);
      if (isFormula) {
        derived.push({ line, id, formula: cell("p1") });
        continue;
      }
      if (!Number.isFinite(value)) return bad(line, `Parameter "${id}" has no value under col; give a number.`);
      const distribution = distributionIn(cell);
      if (typeof distribution === "string") return bad(line, distribution);
      drawn.push({ line, id, value, distribution, ...group });
      continue;
    }
    const side = sides[cell("matrix") as keyof typeof sides];
    if (side === undefined)
      return bad(line, `"${cell("matrix")}" is no matrix; write A, B or C, or P for a parameter.`);
    const row = /^\d+$/.test(cell("row")) ? placesOf(side.rows)[Number(cell("row"))] : undefined;
    const column = /^\d+$/.test(cell("col")) ? placesOf(side.columns)[Number(cell("col"))] : undefined;
    const place = row === undefined || column === undefined ? -1 : placeIn(side.sparse, row, column);
    if (row === undefined || column === undefined || place === -1)
      return bad(
        line,
        `${cell("matrix")}.mtx has no entry in row ${cell("row")}, column ${cell("col")}, counted from 0.`,
      );
    const whole = `${cell("matrix")}:${(side.rows[row] as Named).id},${(side.columns[column] as Named).id}`;
    const isPart = cell("part") !== "";
    const amount = isPart ? Number(cell("part")) : (side.sparse.values[place] as number);
    if (isPart && (cell("group") === "" || !Number.isFinite(amount)))
      return bad(line, `"${cell("part")}" is a part of entry ${whole}: it has to be a number, and to have a group.`);
    const id = isPart ? `${whole}#${cell("group")}` : whole;
    const other = seen.get(id) ?? (isPart ? seen.get(whole) : partsOf.get(whole));
    if (other !== undefined)
      return bad(line, `Entry ${id} stands in line ${other} already; give one distribution for it.`);
    seen.set(id, line);
    if (isPart) partsOf.set(whole, line);
    const isOfMethod = side.of !== "factors" || row === method;
    const entry = { id, matrix: side.of, place: side.of === "factors" ? column : place, amount };
    if (isFormula) {
      if (isPart) return bad(line, `A formula gives all of entry ${whole}, and no part of it. Take the part into it.`);
      formulas.push({ ...entry, line, formula: cell("p1"), isOfMethod });
      continue;
    }
    const distribution = distributionIn(cell);
    if (typeof distribution === "string") return bad(line, distribution);
    if (!isOfMethod) continue;
    entries.push({
      ...entry,
      ...{ factor: 1, distribution },
      ...group,
    });
  }
  if (drawn.length + derived.length + formulas.length === 0) return { kind: "accept", value: { entries } };
  // One order, and so the same bits, in whatever order the lines came.
  for (const list of [drawn, derived, formulas]) list.sort((a, b) => (a.id < b.id ? -1 : 1));
  const read = formulasIn({ drawn, derived, lines: formulas });
  if ("fault" in read) return bad(read.line, read.fault);
  const ofMethod = read.entries.filter((_, at) => formulas[at]?.isOfMethod === true);
  for (const [place, { id, value, distribution, draw }] of drawn.entries()) {
    const shared = draw === undefined ? {} : { draw };
    entries.push({
      ...{ id: `P:${id}`, matrix: "parameters", place, amount: value },
      ...{ factor: 1, distribution, ...shared },
    });
  }
  return { kind: "accept", value: { entries, formulas: { ...read, entries: ofMethod } } };
}

/** Where an entry stands among the values of its matrix; -1 where there is none. */
function placeIn({ starts, rows }: Sparse, row: number, column: number): number {
  const end = starts[column + 1] as number;
  for (let at = starts[column] as number; at < end; at++) if (rows[at] === row) return at;
  return -1;
}

function distributionIn(cell: Cell): Distribution | string {
  const [p1, p2, p3] = [cell("p1"), cell("p2"), cell("p3")].map((text) =>
    text === "" ? Number.NaN : Number(text),
  ) as [number, number, number];
  const kind = cell("distribution");
  const needed = kind === "triangular" ? [p1, p2, p3] : [p1, p2];
  const isKind = kind === "lognormal" || kind === "normal" || kind === "triangular" || kind === "uniform";
  if (!isKind) return `"${kind}" is no distribution; write lognormal, normal, triangular, uniform or formula.`;
  if (!needed.every(Number.isFinite))
    return `A ${kind} distribution needs ${needed.length} numbers: p1 to p${needed.length}.`;
  switch (kind) {
    case "lognormal":
      return { kind, median: p1, geometricSd: p2 };
    case "normal":
      return { kind, mean: p1, sd: p2 };
    case "triangular":
      return { kind, min: p1, mode: p2, max: p3 };
    case "uniform":
      return { kind, min: p1, max: p2 };
  }
}
