import { csvCell } from "../linear/csv-cell.ts";
import { byIndex, type LinearSystem, type Named, type Sparse } from "../linear/linear-system.ts";
import { systemFiles } from "./read-system.ts";

/**
 * The files of a system folder, by name, as `readSystem` takes them: what is read from them is the system again, bit for bit, where its
 * lists are sorted by id (those of every system that was read or joined are). Numbers are the shortest text that reads back as the same
 * double. Throws where a number is not finite: no such system has an answer.
 */
export function writtenSystem({
  products,
  processes,
  flows,
  methods,
  M,
  B,
  C,
}: LinearSystem): ReadonlyMap<string, string> {
  const [aFile, bFile, cFile] = systemFiles.matrices;
  const [productsFile, processesFile, flowsFile, methodsFile] = systemFiles.indices;
  return new Map([
    [aFile, matrixText(M, products, processes)],
    [bFile, matrixText(B, flows, processes)],
    [cFile, matrixText(C, methods, flows)],
    [productsFile, listText(products)],
    [processesFile, listText(processes)],
    [flowsFile, listText(flows)],
    [methodsFile, listText(methods)],
  ]);
}

/** Matrix Market, coordinates from 1, in the order of the lists that people gave. */
function matrixText({ starts, rows, values }: Sparse, rowList: readonly Named[], columnList: readonly Named[]): string {
  const lines = ["%%MatrixMarket matrix coordinate real general\n"];
  lines.push(`${rowList.length} ${columnList.length} ${values.length}\n`);
  for (const j of byIndex(columnList)) {
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      const row = (rowList[rows[k] as number] as Named).index + 1;
      lines.push(`${row} ${(columnList[j] as Named).index + 1} ${numberText(values[k] as number)}\n`);
    }
  }
  return lines.join("");
}

/** The shortest text that reads back as the same double; the sign of a zero is part of it. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`A matrix holds ${value}, which no file can state.`);
  return Object.is(value, -0) ? "-0" : String(value);
}

const optional = {
  location: ({ location }: Named) => location,
  stage: ({ stage }: Named) => stage,
  scope: ({ scope }: Named) => scope,
  gas: ({ gas }: Named) => gas,
  compartment: ({ compartment }: Named) => compartment,
  unknown_for: ({ unknownFor }: Named) => unknownFor?.join(";"),
  credits_left_out: ({ creditsLeftOut }: Named) => creditsLeftOut?.toFixed(),
  primary: ({ primary }: Named) => (primary === undefined ? undefined : numberText(primary)),
  scores: ({ scores }: Named) => scores?.map((score) => (score === null ? "-" : `${score}`)).join(";"),
} as const;

/** `index,id,name,unit`, and of what else is said of any of them a column each. */
function listText(list: readonly Named[]): string {
  const more = Object.entries(optional).filter(([, of]) => list.some((one) => of(one) !== undefined));
  const isOpen = list.some(({ leftOut }) => leftOut !== undefined);
  const header = ["index", "id", "name", "unit", ...more.map(([name]) => name), ...(isOpen ? ["left_out"] : [])];
  const lines = byIndex(list).map((place) => {
    const one = list[place] as Named;
    const cells = [`${one.index}`, one.id, one.name, one.unit, ...more.map(([, of]) => of(one) ?? "")];
    return [...cells, ...(isOpen ? [one.leftOut === undefined ? "0" : `${one.leftOut}`] : [])];
  });
  return [header, ...lines].map((cells) => `${cells.map(csvCell).join(",")}\n`).join("");
}
