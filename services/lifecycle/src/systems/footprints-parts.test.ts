import { canonicalSystem, readSystem } from "@celadon/inventory-to-footprint/systems";
import { FootprintsResponse } from "@celadon/proto";
import { expect, test } from "vitest";
import { footprintsParts } from "./footprints-parts.ts";
import type { FoundFootprints } from "./job.ts";
import { type SharedSystem, sharedSystem } from "./shared-system.ts";

/** So many products that emit 1 each, with ids of about so many characters. */
function systemOf(products: number, idLength: number): SharedSystem {
  const diagonal = Array.from({ length: products }, (_, i) => `${i + 1} ${i + 1} 1\n`).join("");
  const matrix = (rows: number, entries: string, count: number) =>
    `%%MatrixMarket matrix coordinate real general\n${rows} ${products} ${count}\n${entries}`;
  const list = (idOf: (i: number) => string) =>
    `index,id,name,unit\n${Array.from({ length: products }, (_, i) => `${i},${idOf(i)},,kg\n`).join("")}`;
  const ones = Array.from({ length: products }, (_, i) => `1 ${i + 1} 1\n`).join("");
  const files: Readonly<Record<string, string>> = {
    "A.mtx": matrix(products, diagonal, products),
    "B.mtx": matrix(1, ones, products),
    "C.mtx": "%%MatrixMarket matrix coordinate real general\n1 1 1\n1 1 1\n",
    "products.csv": list((i) => `${i}`.padStart(idLength, "p")),
    "processes.csv": list((i) => `x${i}`),
    "flows.csv": "index,id,name,unit\n0,co2,,kg\n",
    "methods.csv": "index,id,name,unit\n0,gwp,,kg\n",
  };
  const read = readSystem((file) => [files[file] as string]);
  if (read.kind !== "accept") throw new Error(read.message);
  const canonical = canonicalSystem(read.value);
  if (canonical.kind !== "accept") throw new Error(canonical.message);
  return sharedSystem(canonical.value);
}

function partsOf(system: SharedSystem) {
  const found: FoundFootprints = {
    ways: { solvedBy: "gauss-seidel", errorBound: 0, boundKind: "verified", sweeps: 0, backwardError: 0 },
    methods: [{ id: "gwp", name: "", unit: "kg" }],
    emptyMethods: [],
    values: Float64Array.from({ length: system.summary.products }, (_, i) => i),
    ...{ unknown: undefined, bounds: undefined, overdrawn: [] },
  };
  return [...footprintsParts(system, found)];
}

test.each([
  [5_000, 8],
  [5_000, 2_500],
  [200, 30_000],
  [65, 8],
  [1, 8],
])("%i products with ids of %i characters come whole, once and in order, in messages that fit", (products, length) => {
  const parts = partsOf(systemOf(products, length));
  const columns = parts.flatMap(({ part }) => (part?.$case === "columns" ? [part.value] : []));
  expect(columns.flatMap(({ columns: [one] }) => one?.values)).toEqual(Array.from({ length: products }, (_, i) => i));
  expect(columns.flatMap(({ productIds }) => productIds)).toHaveLength(products);
  let next = 0;
  for (const { first, productIds } of columns) {
    expect(first).toBe(next);
    next += productIds.length;
  }
  for (const part of parts) expect(FootprintsResponse.encode(part).finish().length).toBeLessThan(4 * 2 ** 20);
});
