import { accept, type Outcome, reject } from "@celadon/quantity";
import { csvCell } from "../csv-cell.ts";
import { factorAt, type SaidOfFlow } from "../factor-at.ts";
import type { ListFile, ListRow } from "./list-file.ts";
import type { MatrixLine } from "./matrix-lines.ts";
import type { Method } from "./method.ts";

/** The rows of B once flows stand at places: a flow, at a place of which one of the methods says something of its own. */
export interface PlacedFlows {
  readonly rows: readonly PlacedRow[];
  /** The row of an entry of the B that was read; undefined for a place where none stands. */
  readonly rowOf: (flow: number, process: number) => number | undefined;
  /** `flows.csv` of the rows. */
  readonly text: string;
}

export interface PlacedRow {
  /** Of the new row: `water@CN` where it stands at a place of its process. */
  readonly id: string;
  /** By method what it says of the row: undefined where the flow is none of its own. */
  readonly said: readonly (SaidOfFlow | undefined)[];
}

/**
 * Splits each flow by the places of the processes that exchange it, as far as a method tells places apart; what stands anywhere else stays in
 * one row, that of the general factor. The place of a flow, where it has one, goes before that of the process. Refused: a new id,
 * `water@CN`, that another flow has already. The column `unknown_for` is that of these methods, and not there where all factors are known.
 */
export function placedFlows(
  { flows, processes }: { readonly flows: ListFile; readonly processes: ListFile },
  entries: readonly MatrixLine[],
  methods: readonly Method[],
): Outcome<PlacedFlows, "bad-file"> {
  const ownOf = new Map<string, Set<string>>();
  for (const { flowId, place } of methods.flatMap(({ factors, unknown }) => [...factors, ...unknown]))
    if (place !== undefined) ownOf.set(flowId, (ownOf.get(flowId) ?? new Set()).add(place));
  const owns = flows.rows.map(({ cell }) => ownOf.get(cell("id")));
  const placeOf = (flow: number, process: number): string | undefined => {
    const [own, row, user] = [owns[flow], flows.rows[flow], processes.rows[process]];
    if (own === undefined || row === undefined || user === undefined) return undefined;
    const place = placeIn(row, user);
    return own.has(place) ? place : undefined;
  };
  const idAt = (row: number): string => flows.rows[row]?.cell("id") as string; // a row of the list
  const saidBy = methods.map(({ factors, unknown }) =>
    factorAt([...factors, ...unknown.map((one) => ({ ...one, value: undefined }))]),
  );
  const used = flows.rows.map(() => new Set<string | undefined>());
  for (const { row, col } of entries) used[row]?.add(placeOf(row, col));
  const rows = used.flatMap((places, from) => {
    const own = [...places].flatMap((place) => (place === undefined ? [] : [place])).sort();
    const all = own.length === 0 || places.has(undefined) ? [undefined, ...own] : own;
    return all.map((place) => ({ from, place, said: saidBy.map((saidOf) => saidOf(idAt(from), place)) }));
  });
  const isSplit = rows.some(({ from, place }) => place !== undefined && flows.rows[from]?.word("location") === "");
  const unknownFor = (said: PlacedRow["said"]): string =>
    methods.flatMap(({ id }, m) => (isUnknown(said[m]) ? [id] : [])).join(";");
  const columns = [
    ...flows.columns.filter((column) => column !== "unknown_for"), // of the old methods
    ...(isSplit && !flows.columns.includes("location") ? ["location"] : []),
    ...(rows.some(({ said }) => said.some(isUnknown)) ? ["unknown_for"] : []),
  ];
  const ids = new Map<string, PlacedRow>();
  const lines = [columns];
  for (const [at, { from, place, said }] of rows.entries()) {
    const { cell, word } = flows.rows[from] as ListRow;
    const isNew = place !== undefined && word("location") === "";
    const id = isNew ? `${idAt(from)}@${place}` : idAt(from);
    if (ids.has(id))
      return reject("bad-file", `flows.csv: "${id}" names a flow, and is the name of a flow at its place.`);
    ids.set(id, { id, said });
    const changed: Readonly<Record<string, string>> = {
      ...{ index: `${at}`, id, unknown_for: unknownFor(said) },
      ...(isNew ? { location: place } : {}),
    };
    lines.push(columns.map((column) => csvCell(changed[column] ?? cell(column))));
  }
  const rowAt = flows.rows.map(() => new Map<string | undefined, number>());
  for (const [at, { from, place }] of rows.entries()) rowAt[from]?.set(place, at);
  return accept({
    rows: [...ids.values()],
    rowOf: (flow, process) => rowAt[flow]?.get(placeOf(flow, process)),
    text: lines.map((cells) => `${cells.join(",")}\n`).join(""),
  });
}

/** Where an exchange of a flow with the environment is: at the flow's own place, else at that of its process. */
export const placeIn = (flow: ListRow, process: ListRow): string =>
  flow.word("location") === "" ? process.word("location") : flow.word("location");

/** Whether a method counts a row by a factor that is not known. */
export const isUnknown = (said: SaidOfFlow | undefined): boolean => said !== undefined && said.value === undefined;
