import { type LcaAnswer, refuseLca } from "../linear/lca-refusal.ts";
import type { LinearSystem, Named, Sparse } from "../linear/linear-system.ts";
import { readIndexFile } from "./index-file.ts";
import { readMatrixMarket } from "./matrix-market.ts";

/** The files that make a system folder. */
export const systemFiles = {
  matrices: ["A.mtx", "B.mtx", "C.mtx"],
  indices: ["products.csv", "processes.csv", "flows.csv", "methods.csv"],
} as const;

/** The contents of a system folder's files, by name: pieces of text that end where lines do; undefined where there is no such file. */
export type SystemFiles = (file: string) => Iterable<string> | undefined;

/**
 * Reads a system folder: `A.mtx` (products x processes: outputs +, inputs -), `B.mtx` (flows x processes), `C.mtx` (methods x flows), and
 * the names of their rows and columns. `A` may be rectangular: whoever solves it refuses that by name. Refused: a file that is
 * missing or no such file, and matrices that do not fit the lists.
 */
export function readSystem(contentOf: SystemFiles): LcaAnswer<LinearSystem> {
  const matrices: Sparse[] = [];
  for (const file of systemFiles.matrices) {
    const content = contentOf(file);
    if (content === undefined) return missing(file);
    const matrix = readMatrixMarket(file, content);
    if (matrix.kind !== "accept") return matrix;
    matrices.push(matrix.value);
  }
  const lists: (readonly Named[])[] = [];
  for (const file of systemFiles.indices) {
    const content = contentOf(file);
    if (content === undefined) return missing(file);
    const list = readIndexFile(file, [...content].join(""));
    if (list.kind !== "accept") return list;
    lists.push(list.value);
  }
  const [M, B, C] = matrices as [Sparse, Sparse, Sparse];
  const [products, processes, flows, methods] = lists as [
    readonly Named[],
    readonly Named[],
    readonly Named[],
    readonly Named[],
  ];
  const fits: readonly (readonly [string, number, string, number])[] = [
    ["rows of A.mtx", M.rowCount, "products.csv", products.length],
    ["columns of A.mtx", M.columnCount, "processes.csv", processes.length],
    ["rows of B.mtx", B.rowCount, "flows.csv", flows.length],
    ["columns of B.mtx", B.columnCount, "processes.csv", processes.length],
    ["rows of C.mtx", C.rowCount, "methods.csv", methods.length],
    ["columns of C.mtx", C.columnCount, "flows.csv", flows.length],
  ];
  for (const [what, count, file, names] of fits) {
    if (count !== names)
      return refuseLca("bad-file", `There are ${count} ${what} and ${names} lines in ${file}: each needs its line.`);
  }
  return { kind: "accept", value: { products, processes, flows, methods, M, B, C } };
}

const missing = (file: string) =>
  refuseLca(
    "bad-file",
    `${file} is missing: a system folder holds ${[...systemFiles.matrices, ...systemFiles.indices].join(", ")}.`,
  );
