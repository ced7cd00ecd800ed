import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { LinearSystem, Named, Sparse } from "@celadon/inventory-to-footprint/systems";

/** Writes a system as a folder that `celadon lca` reads. */
export function writeSystemFolder(folder: string, system: LinearSystem): void {
  write(join(folder, "A.mtx"), matrixLines(system.M));
  write(join(folder, "B.mtx"), matrixLines(system.B));
  write(join(folder, "C.mtx"), matrixLines(system.C));
  for (const list of ["products", "processes", "flows", "methods"] as const)
    write(join(folder, `${list}.csv`), indexLines(system[list]));
}

function* matrixLines({ rowCount, columnCount, starts, rows, values }: Sparse): Generator<string> {
  yield `%%MatrixMarket matrix coordinate real general\n${rowCount} ${columnCount} ${values.length}\n`;
  for (let j = 0; j < columnCount; j++)
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++)
      yield `${(rows[k] as number) + 1} ${j + 1} ${values[k]}\n`;
}

function* indexLines(all: readonly Named[]): Generator<string> {
  yield "index,id,name,unit\n";
  for (const [i, { id, name, unit }] of all.entries()) yield `${i},${id},${name},${unit}\n`;
}

function write(path: string, lines: Iterable<string>): void {
  const file = openSync(path, "w");
  let text = "";
  for (const line of lines) {
    text += line;
    if (text.length < 65_536) continue;
    writeSync(file, text);
    text = "";
  }
  writeSync(file, text);
  closeSync(file);
}
