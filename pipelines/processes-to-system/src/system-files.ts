import { byCodeUnits } from "./by-code-units.ts";
import { identityColumns } from "./characterisation/flow-identity.ts";
import { csvCell } from "./csv-cell.ts";
import { type DrawnParameter, type DrawnParameters, drawnWords, sumOf, times } from "./drawn-parameter.ts";
import type { Entry, FlowItem, Item, ProcessSystem } from "./process-system.ts";
import { type Place, summed } from "./summed.ts";

const table = <T extends Item>(items: readonly T[], more: Readonly<Record<string, (one: T) => string>> = {}): string =>
  [
    ["index", "id", "name", "unit", "location", ...Object.keys(more)].join(","),
    ...items.map((one, at) => {
      const cells = [`${at}`, one.id, one.name, one.unit, one.location, ...Object.values(more).map((of) => of(one))];
      return cells.map(csvCell).join(",");
    }),
  ]
    .map((line) => `${line}\n`)
    .join("");

const isDrawn = ({ spread, words }: Entry): boolean => spread !== undefined || words !== undefined;

/** Places whose entries cancel are left out, but for uncertain ones, which cancel in the static run alone. */
const matrix = (rows: number, cols: number, places: readonly Place[]): string =>
  everyEntry(
    rows,
    cols,
    places.filter(({ value, entries }) => value !== 0 || entries.some(isDrawn)),
  );

/**
 * Matrix Market, coordinates from 1; numbers are the shortest that read back the same. Of a method a factor of 0 is a statement: the flow has no
 * part in it, where one without a factor is unknown to it.
 */
function everyEntry(rows: number, cols: number, kept: readonly Place[]): string {
  const lines = kept.map(({ row, col, value }) => `${row + 1} ${col + 1} ${value}\n`);
  return `%%MatrixMarket matrix coordinate real general\n${rows} ${cols} ${kept.length}\n${lines.join("")}`;
}

/** Parameters of one entry: lognormal |median| and geometric SD, the others signed as the entry is. */
function parametersOf({
  value,
  spread,
  scale,
}: Pick<Entry, "value" | "spread" | "scale">): readonly (string | number)[] | undefined {
  if (spread === undefined) return undefined;
  const low = (a: number, b: number): number => Math.min(a * scale, b * scale);
  const high = (a: number, b: number): number => Math.max(a * scale, b * scale);
  switch (spread.distribution) {
    case "lognormal":
      return ["lognormal", Math.abs(value), spread.geometricSd, ""];
    case "normal":
      return ["normal", value, spread.sd * Math.abs(scale), ""];
    case "triangular":
      return ["triangular", low(spread.min, spread.max), spread.mode * scale, high(spread.min, spread.max)];
    case "uniform":
      return ["uniform", low(spread.min, spread.max), high(spread.min, spread.max), ""];
  }
}

interface UncertainRow {
  readonly cells: readonly (string | number)[];
  /** What of the entry is drawn by this row, where it is not all of it. */
  readonly part: number | undefined;
  /** The words of a formula, where it is one. */
  readonly formula?: string;
}

/** A row for each uncertain exchange. Where several meet in one place each is a part of the entry, with a draw of its own. */
const uncertainRows = (name: string, places: readonly Place[], parameters: DrawnParameters): readonly UncertainRow[] =>
  places.flatMap(({ row, col, entries }) => {
    if (entries.some(({ words }) => words !== undefined)) {
      const formula = formulaOf(entries, parameters);
      return [{ cells: [name, row, col, "formula", csvCell(formula), "", "", ""], part: undefined, formula }];
    }
    const isAlone = entries.length === 1;
    return entries.flatMap((entry): readonly UncertainRow[] => {
      const parameters = parametersOf(entry);
      if (parameters === undefined) return [];
      const group = isAlone ? entry.group : entry.exchange;
      return [{ cells: [name, row, col, ...parameters, csvCell(group)], part: isAlone ? undefined : entry.value }];
    });
  });

/**
 * All that meets in a place as one formula, where something of it follows from parameters. What has a spread of its own beside it is drawn as a
 * parameter, under the name that its draw has elsewhere.
 */
function formulaOf(entries: readonly Entry[], parameters: DrawnParameters): string {
  const terms = entries.map(({ value, spread, scale, words, exchange }) => {
    if (words !== undefined || spread === undefined) return words ?? `${value}`;
    return times(drawnWords({ value: value / scale, spread }, exchange, parameters) as string, scale); // it is spread
  });
  return sumOf(terms);
}

/** The rows of entries, and behind them those of the parameters that they need. */
function uncertainOf({ m, b, c, parameters }: ProcessSystem) {
  const all = new Map(parameters);
  const entries = [
    ...uncertainRows("A", summed(m), all),
    ...uncertainRows("B", summed(b), all),
    ...uncertainRows("C", summed(c), all),
  ];
  const open = entries.flatMap(({ formula }) => namesIn(formula));
  const needed = new Map<string, UncertainRow>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (needed.has(id)) continue;
    const row = parameterRow(all.get(id) as DrawnParameter); // its word was made with it
    needed.set(id, row);
    open.push(...namesIn(row.formula));
  }
  const rows = [...needed].sort(([a], [b]) => byCodeUnits(a, b)).map(([, row]) => row);
  return { entries, parameters: rows };
}

const namesIn = (formula: string | undefined): string[] =>
  (formula ?? "").split(" ").flatMap((word) => (word.startsWith("$") ? [word.slice(1)] : []));

function parameterRow(parameter: DrawnParameter): UncertainRow {
  if ("formula" in parameter) {
    const { id, formula } = parameter;
    return { cells: ["P", csvCell(id), "", "formula", csvCell(formula), "", "", ""], part: undefined, formula };
  }
  const { id, value, spread, group } = parameter;
  const stated = parametersOf({ value, spread, scale: 1 }) ?? []; // it has a spread
  return { cells: ["P", csvCell(id), value, ...stated, csvCell(group)], part: undefined };
}

/** How many exchanges of the system, by column, and factors have a row in `uncertainty.csv`. */
export const uncertainEntries = (system: ProcessSystem): number => uncertainOf(system).entries.length;

/** The column `part` is there only where an entry is a sum. */
function uncertaintyFile(rows: readonly UncertainRow[]): string {
  const hasParts = rows.some(({ part }) => part !== undefined);
  const header = ["matrix", "row", "col", "distribution", "p1", "p2", "p3", "group", ...(hasParts ? ["part"] : [])];
  const lines = rows.map(({ cells, part }) => [...cells, ...(hasParts ? [part ?? ""] : [])]);
  return [header, ...lines].map((cells) => `${cells.join(",")}\n`).join("");
}

/**
 * The files of a system folder, by name. Matrices are Matrix Market (`coordinate real general`, from 1), the lists CSV with an index from 0.
 * Everything in it is linked; what is not stands in the report, and `left_out` says how many exchanges of a process those are: what rests
 * on it is a lower bound, unless `credits_left_out` says that there are credits among them; `unknown_for` by which methods nobody knows its
 * impact. `flows.csv` says which gas or water a flow is, so that the folder can be characterised anew, and, only where there is one, by which
 * methods its factor is unknown.
 */
export function systemFiles(
  system: ProcessSystem,
  leftOut: (process: Item) => { readonly all: number; readonly credits: number },
): ReadonlyMap<string, string> {
  const { products, processes, flows, methods } = system;
  const [m, b, c] = [summed(system.m), summed(system.b), summed(system.c)];
  const hasCredits = processes.some((one) => leftOut(one).credits > 0);
  const identities = Object.fromEntries(
    Object.entries(identityColumns).map(([column, of]) => [column, ({ identity }: FlowItem) => of(identity)]),
  );
  const uncertain = uncertainOf(system);
  return new Map([
    ["A.mtx", matrix(products.length, processes.length, m)],
    ["B.mtx", matrix(flows.length, processes.length, b)],
    ["C.mtx", everyEntry(methods.length, flows.length, c)],
    ["products.csv", table(products)],
    [
      "processes.csv",
      table(processes, {
        stage: ({ stage }) => stage,
        left_out: (one) => `${leftOut(one).all}`,
        ...(hasCredits ? { credits_left_out: (one: Item) => `${leftOut(one).credits}` } : {}),
        unknown_for: ({ unknownFor }) => unknownFor.join(";"),
      }),
    ],
    [
      "flows.csv",
      table(flows, { ...identities, compartment: ({ compartment }) => compartment, ...unknownColumn(flows) }),
    ],
    ["methods.csv", table(methods)],
    ["uncertainty.csv", uncertaintyFile([...uncertain.entries, ...uncertain.parameters])],
  ]);
}

const unknownColumn = (flows: readonly FlowItem[]): Readonly<Record<string, (one: FlowItem) => string>> =>
  flows.some(({ unknownFor }) => unknownFor.length > 0)
    ? { unknown_for: ({ unknownFor }) => unknownFor.join(";") }
    : {};
