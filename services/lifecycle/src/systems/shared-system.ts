import type { CanonicalSystem, LinearSystem, Named, Sparse } from "@celadon/inventory-to-footprint/systems";

/**
 * A system in memory that all threads share: handed to a thread it is not copied, whatever its size. Names are JSON, because strings
 * cannot be shared; whoever needs them reads them once.
 */
export interface SharedSystem {
  readonly hash: string;
  readonly M: Sparse;
  readonly B: Sparse;
  readonly C: Sparse;
  /** Products, processes, flows and methods, each a list of `Named`. */
  readonly names: Uint8Array;
  /** `uncertainty.csv`, by places. */
  readonly uncertainty: Uint8Array | undefined;
  /** Product ids once more, as JSON lists of `idsPerBlock`, one behind the other: for who shows some of them. */
  readonly productIds: Uint8Array;
  readonly productIdStarts: Int32Array;
  readonly summary: SharedSummary;
}

interface SharedSummary {
  readonly products: number;
  readonly processes: number;
  readonly flows: number;
  readonly methods: readonly { readonly id: string; readonly name: string; readonly unit: string }[];
  readonly uncertainEntries: number | undefined;
  readonly incompleteProcesses: number;
  /** Of all that is shared. */
  readonly bytes: number;
}

export const idsPerBlock = 64;

export function sharedSystem({ hash, system, uncertainty }: CanonicalSystem): SharedSystem {
  const { products, processes, flows, methods } = system;
  const [M, B, C] = [system.M, system.B, system.C].map(sharedSparse) as [Sparse, Sparse, Sparse]; // three in, three out
  const names = sharedText(JSON.stringify([products, processes, flows, methods]));
  const spread = uncertainty === undefined ? undefined : sharedText(uncertainty);
  const blocks = Array.from({ length: Math.ceil(products.length / idsPerBlock) }, (_, block) =>
    Buffer.from(JSON.stringify(products.slice(block * idsPerBlock, (block + 1) * idsPerBlock).map(({ id }) => id))),
  );
  const productIds = sharedBytes(Buffer.concat(blocks));
  const productIdStarts = new Int32Array(new SharedArrayBuffer(4 * (blocks.length + 1)));
  for (const [block, { length }] of blocks.entries())
    productIdStarts[block + 1] = (productIdStarts[block] as number) + length;
  const kept = [M, B, C].flatMap(({ starts, rows, values }) => [starts, rows, values]);
  const all = [...kept, names, productIds, productIdStarts, ...(spread === undefined ? [] : [spread])];
  return {
    ...{ hash, M, B, C, names, uncertainty: spread, productIds, productIdStarts },
    summary: {
      ...{ products: products.length, processes: processes.length, flows: flows.length },
      methods: methods.map(({ id, name, unit }) => ({ id, name, unit })),
      uncertainEntries: uncertainty === undefined ? undefined : uncertainty.split("\n").length - 2, // head and last line end
      incompleteProcesses: processes.filter(({ leftOut }) => leftOut !== undefined).length,
      bytes: all.reduce((sum, { byteLength }) => sum + byteLength, 0),
    },
  };
}

/** The system again, on the same memory. */
export function systemIn({ M, B, C, names }: SharedSystem): LinearSystem {
  const [products, processes, flows, methods] = JSON.parse(textIn(names)) as [
    readonly Named[],
    readonly Named[],
    readonly Named[],
    readonly Named[],
  ]; // as written above
  return { products, processes, flows, methods, M, B, C };
}

export const textIn = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("utf8");

function sharedSparse({ starts, rows, values, ...shape }: Sparse): Sparse {
  const [sharedStarts, sharedRows] = [starts, rows].map((given) => {
    const shared = new Int32Array(new SharedArrayBuffer(given.byteLength));
    shared.set(given);
    return shared;
  }) as [Int32Array, Int32Array]; // two in, two out
  const sharedValues = new Float64Array(new SharedArrayBuffer(values.byteLength));
  sharedValues.set(values);
  return { ...shape, starts: sharedStarts, rows: sharedRows, values: sharedValues };
}

const sharedText = (text: string): Uint8Array => sharedBytes(Buffer.from(text));

function sharedBytes(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
