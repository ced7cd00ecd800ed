import type { BackgroundSystem, Entry, Item } from "./background-system.ts";
import { type FlowIdentity, identityColumns } from "./characterisation/flow-identity.ts";
import { csvCell } from "./csv-cell.ts";
import { type Place, summed } from "./summed.ts";

const table = (items: readonly Item[], more: Readonly<Record<string, (one: Item) => string>> = {}): string =>
  [
    ["index", "id", "name", "unit", "location", ...Object.keys(more)].join(","),
    ...items.map((one, at) => {
      const cells = [`${at}`, one.id, one.name, one.unit, one.location, ...Object.values(more).map((of) => of(one))];
      return cells.map(csvCell).join(",");
    }),
  ]
    .map((line) => `${line}\n`)
    .join("");

/** Matrix Market, coordinates from 1; places whose entries cancel are left out. Numbers are the shortest that read back the same. */
const matrix = (rows: number, cols: number, places: readonly Place[]): string =>
  everyEntry(
    rows,
    cols,
    places.filter(({ value }) => value !== 0),
  );

/** A factor of 0 is a statement: the flow has no part in the method, where one without a factor is unknown to it. */
function everyEntry(rows: number, cols: number, kept: readonly Place[]): string {
  const lines = kept.map(({ row, col, value }) => `${row + 1} ${col + 1} ${value}\n`);
  return `%%MatrixMarket matrix coordinate real general\n${rows} ${cols} ${kept.length}\n${lines.join("")}`;
}

/** Parameters of one entry: lognormal |median| and geometric SD, the others signed as the entry is. */
function parametersOf({ value, spread, scale }: Entry): readonly (string | number)[] | undefined {
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

/** Only a place with a single exchange has a distribution that the format can state. */
const uncertainRows = (name: string, places: readonly Place[]): readonly string[] =>
  places.flatMap(({ row, col, value, entries }) => {
    const [entry, rival] = entries;
    const parameters = entry === undefined || rival !== undefined || value === 0 ? undefined : parametersOf(entry);
    return parameters === undefined ? [] : [[name, row, col, ...parameters, csvCell(entry?.group ?? "")].join(",")];
  });

/** How many entries of the system have a row in `uncertainty.csv`. */
export const uncertainEntries = (system: BackgroundSystem): number =>
  uncertainRows("A", summed(system.m)).length + uncertainRows("B", summed(system.b)).length;

/**
 * The files of a system folder, by name. Matrices are Matrix Market (`coordinate real general`, from 1), the lists CSV with an index from 0.
 * Everything in it is linked; what is not stands in the report, and `left_out` says how many exchanges of a process those are: what rests
 * on it is a lower bound. `identityOf` says of each flow which gas or water it is, so that the folder can be characterised anew.
 */
export function systemFiles(
  system: BackgroundSystem,
  leftOut: (process: Item) => number,
  identityOf: (flow: Item) => FlowIdentity,
): ReadonlyMap<string, string> {
  const { products, processes, flows, methods } = system;
  const [m, b, c] = [summed(system.m), summed(system.b), summed(system.c)];
  const identities = Object.fromEntries(
    Object.entries(identityColumns).map(([column, of]) => [column, (flow: Item) => of(identityOf(flow))]),
  );
  const uncertain = [...uncertainRows("A", m), ...uncertainRows("B", b)];
  return new Map([
    ["A.mtx", matrix(products.length, processes.length, m)],
    ["B.mtx", matrix(flows.length, processes.length, b)],
    ["C.mtx", everyEntry(methods.length, flows.length, c)],
    ["products.csv", table(products)],
    ["processes.csv", table(processes, { left_out: (one) => `${leftOut(one)}` })],
    ["flows.csv", table(flows, identities)],
    ["methods.csv", table(methods)],
    [
      "uncertainty.csv",
      ["matrix,row,col,distribution,p1,p2,p3,group", ...uncertain].map((line) => `${line}\n`).join(""),
    ],
  ]);
}
