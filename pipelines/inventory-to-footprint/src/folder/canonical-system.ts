import { sha256Stream } from "@celadon/quantity";
import { csvCell } from "../linear/csv-cell.ts";
import type { LcaAnswer } from "../linear/lca-refusal.ts";
import { byIndex, type LinearSystem, type Named, type Sparse } from "../linear/linear-system.ts";
import { csvRows } from "./csv-rows.ts";
import { uncertaintyIn } from "./uncertainty-file.ts";

/** A system in its one form, whatever order it was written down in, and the name of its content. */
export interface CanonicalSystem {
  /** SHA-256, 64 lower-case hexadecimal digits: equal where lists, numbers and uncertainty are, in whatever order they came. */
  readonly hash: string;
  /** Indices are places: what is told in index order is told in the order of ids. */
  readonly system: LinearSystem;
  /** `uncertainty.csv` by these indices, lines in order; undefined where there is none. */
  readonly uncertainty: string | undefined;
}

/**
 * The one form of a system that was read (its lists are sorted by id already), and of the text of its `uncertainty.csv`. Refused: an
 * uncertainty that cannot be read.
 */
export function canonicalSystem(given: LinearSystem, uncertainty?: string): LcaAnswer<CanonicalSystem> {
  const lines = uncertainty === undefined ? undefined : canonicalUncertainty(uncertainty, given);
  if (lines !== undefined && lines.kind !== "accept") return lines;
  const system: LinearSystem = {
    ...given,
    ...{ products: placed(given.products), processes: placed(given.processes) },
    ...{ flows: placed(given.flows), methods: placed(given.methods) },
  };
  const value = { hash: hashOf(system, lines?.value), system, uncertainty: lines?.value };
  return { kind: "accept", value };
}

const placed = (list: readonly Named[]): readonly Named[] => list.map((one, index) => ({ ...one, index }));

function canonicalUncertainty(text: string, system: LinearSystem): LcaAnswer<string> {
  const all = csvRows(text);
  const read = uncertaintyIn(all, system, 0); // refuses what is wrong in any line, of whichever method
  if (read.kind !== "accept") return read;
  const [header, ...rows] = all;
  const at = new Map(header?.cells.map((name, i) => [name.trim(), i]));
  const hasParts = rows.some(({ cells }) => (cells[at.get("part") ?? -1] ?? "").trim() !== "");
  const [products, processes, flows, methods] = [system.products, system.processes, system.flows, system.methods].map(
    byIndex,
  );
  const sides = new Map([
    ["A", [products, processes]],
    ["B", [flows, processes]],
    ["C", [methods, flows]],
  ]);
  const lines = rows.map(({ cells }) => {
    const cell = (name: string): string => (cells[at.get(name) ?? -1] ?? "").trim();
    const isFormula = cell("distribution") === "formula";
    const numbers = ["p1", "p2", ...(cell("distribution") === "triangular" ? ["p3"] : [])];
    const [p1 = "", p2 = "", p3 = ""] = isFormula
      ? [csvCell(cell("p1").split(/\s+/).join(" "))]
      : numbers.map((name) => `${Number(cell(name))}`);
    const [down, across] = sides.get(cell("matrix")) ?? [];
    const [row, column] =
      down === undefined // a parameter, as it was read
        ? [csvCell(cell("row")), isFormula ? "" : `${Number(cell("col"))}`]
        : [down[Number(cell("row"))], across?.[Number(cell("col"))]];
    const part = hasParts ? [cell("part") === "" ? "" : `${Number(cell("part"))}`] : [];
    return [cell("matrix"), row, column, cell("distribution"), p1, p2, p3, csvCell(cell("group")), ...part].join(",");
  });
  return {
    kind: "accept",
    value: `matrix,row,col,distribution,p1,p2,p3,group${hasParts ? ",part" : ""}\n${lines.toSorted().join("\n")}${lines.length > 0 ? "\n" : ""}`,
  };
}

/** Lists as JSON, numbers as the bytes they are (little-endian), each part behind its size. */
function hashOf(
  { products, processes, flows, methods, M, B, C }: LinearSystem,
  uncertainty: string | undefined,
): string {
  const hash = sha256Stream();
  hash.update("celadon system 1\n");
  for (const list of [products, processes, flows, methods]) {
    const told = JSON.stringify(list.map(contentOf));
    hash.update(`${told.length}\n${told}\n`);
  }
  for (const { rowCount, columnCount, starts, rows, values } of [M, B, C] satisfies readonly Sparse[]) {
    hash.update(`${rowCount} ${columnCount} ${values.length}\n`);
    for (const { buffer, byteOffset, byteLength } of [starts, rows, values])
      hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  hash.update(uncertainty === undefined ? "certain\n" : `uncertain\n${uncertainty}`);
  return hash.hex();
}

/** All that is said of a row or column but where it stands; a set in one order. */
const contentOf = ({ index: _index, ...said }: Named): readonly (readonly [string, unknown])[] =>
  Object.entries({ ...said, ...(said.unknownFor && { unknownFor: said.unknownFor.toSorted() }) }).toSorted(
    ([a], [b]) => (a < b ? -1 : 1),
  );
