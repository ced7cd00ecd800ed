import { type LcaAnswer, refuseLca } from "../linear/lca-refusal.ts";
import type { LinearSystem, Named, Sparse } from "../linear/linear-system.ts";
import { readIndexFile } from "./index-file.ts";
import { readMatrixMarket, type Sides } from "./matrix-market.ts";

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
  const lists: (readonly Named[])[] = [];
  for (const file of systemFiles.indices) {
    const content = contentOf(file);
    if (content === undefined) return missing(file);
    const list = readIndexFile(file, [...content].join(""));
    if (list.kind !== "accept") return list;
    lists.push(list.value);
  }
  const [products, processes, flows, methods] = lists as [
    readonly Named[],
    readonly Named[],
    readonly Named[],
    readonly Named[],
  ];
  const strange = strangeMethods({ process: processes, flow: flows }, methods);
  if (strange !== undefined) return strange;
  const sides = [
    [0, 1],
    [2, 1],
    [3, 2],
  ] as const;
  const matrices: Sparse[] = [];
  for (const [at, file] of systemFiles.matrices.entries()) {
    const content = contentOf(file);
    if (content === undefined) return missing(file);
    const [rows, columns] = (sides[at] as readonly [number, number]).map((i) => ({
      file: systemFiles.indices[i] as string,
      list: lists[i] as readonly Named[],
    })) as [Sides["rows"], Sides["columns"]];
    const matrix = readMatrixMarket(file, content, { rows, columns });
    if (matrix.kind !== "accept") return matrix;
    matrices.push(matrix.value);
  }
  const [M, B, C] = matrices as [Sparse, Sparse, Sparse];
  return { kind: "accept", value: { products, processes, flows, methods, M, B, C } };
}

/** A method that nobody knows would hide nothing: it is a slip of the pen. */
function strangeMethods(lists: Readonly<Record<"process" | "flow", readonly Named[]>>, methods: readonly Named[]) {
  const known = new Set(methods.map(({ id }) => id));
  for (const [what, file] of [
    ["process", "processes.csv"],
    ["flow", "flows.csv"],
  ] as const)
    for (const { id, unknownFor = [] } of lists[what])
      for (const method of unknownFor)
        if (!known.has(method))
          return refuseLca(
            "bad-file",
            `${file}: ${what} "${id}" is unknown for method "${method}", which is not in methods.csv. Name a method of it, or take the word away.`,
            [method],
          );
  return undefined;
}

const missing = (file: string) =>
  refuseLca(
    "bad-file",
    `${file} is missing: a system folder holds ${[...systemFiles.matrices, ...systemFiles.indices].join(", ")}.`,
  );
