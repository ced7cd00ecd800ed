import type { FootprintsColumns, FootprintsResponse } from "@celadon/proto";
import { boundMarks, type FoundFootprints } from "./job.ts";
import { idsPerBlock, type SharedSystem, textIn } from "./shared-system.ts";

/** About so much of values goes into a message, and so much of ids, of the 4 MiB it may have. */
const valueBytesMost = 1 << 20;
const idBytesMost = 1 << 20;
const productsMost = 2_048;

/** All footprints as messages: the head, then products in the order of their ids, by every method. Made as they are read. */
export function* footprintsParts(system: SharedSystem, found: FoundFootprints): Generator<FootprintsResponse> {
  const { ways, methods, emptyMethods, overdrawn } = found;
  const { products } = system.summary;
  yield {
    part: {
      $case: "head",
      value: {
        ways,
        products,
        methods,
        emptyMethods,
        overdrawn: overdrawn.map(({ processes, total }) => ({ processes: [...processes], total })),
      },
    },
  };
  const blocks = Math.floor(valueBytesMost / (8 * idsPerBlock * Math.max(1, methods.length)));
  const step = idsPerBlock * Math.max(1, Math.min(blocks, productsMost / idsPerBlock));
  for (let first = 0; first < products; ) {
    const end = endOfPart(system, first, step);
    yield { part: { $case: "columns", value: columnsFrom(system, found, first, end) } };
    first = end;
  }
}

/** Where a message that begins with the product `first` ends: after `step` of them, or before their ids are too long; after one block at least. */
function endOfPart({ productIdStarts, summary: { products } }: SharedSystem, first: number, step: number): number {
  const begun = productIdStarts[first / idsPerBlock] as number;
  let end = Math.min(first + step, products);
  while (end - first > idsPerBlock && (productIdStarts[Math.ceil(end / idsPerBlock)] as number) - begun > idBytesMost)
    end = (Math.ceil(end / idsPerBlock) - 1) * idsPerBlock;
  return end;
}

function columnsFrom(
  { productIds, productIdStarts, summary: { products } }: SharedSystem,
  { methods, values, unknown, bounds }: FoundFootprints,
  first: number,
  end: number,
): FootprintsColumns {
  const ids: string[] = [];
  for (let block = first / idsPerBlock; block < end / idsPerBlock; block++)
    ids.push(...idsIn(productIds.subarray(productIdStarts[block], productIdStarts[block + 1])));
  return {
    first,
    productIds: ids,
    columns: methods.map((_, m) => ({
      values: Array.from(values.subarray(m * products + first, m * products + end)),
      unknown: unknown === undefined ? [] : marked(unknown.subarray(m * products + first, m * products + end), 1),
    })),
    lowerBounds: bounds === undefined ? [] : marked(bounds.subarray(first, end), boundMarks["lower-bound"]),
    boundsUnknown: bounds === undefined ? [] : marked(bounds.subarray(first, end), boundMarks["bound-unknown"]),
  };
}

const marked = (marks: Uint8Array, by: number): number[] => Array.from(marks.keys()).filter((i) => marks[i] === by);

const idsIn = (block: Uint8Array): readonly string[] => JSON.parse(textIn(block)) as readonly string[]; // as it was written
