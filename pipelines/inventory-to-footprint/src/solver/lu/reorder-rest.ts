import { type Cancelled, goOnUnless, never } from "../cancelled.ts";
import { begin } from "./reach.ts";
import { reachOfColumn, type Structure } from "./structure.ts";

/** Once the cheapest pivot fills this share of what is left, the order of the rest makes little difference. */
const fullShare = 0.5;

/** A square pattern, 32 places to a word, by rows and by columns. */
interface Bits {
  readonly words: number;
  readonly across: Int32Array;
  readonly down: Int32Array;
  /** Entries of each row and column. */
  readonly inRow: Int32Array;
  readonly inColumn: Int32Array;
}

/**
 * Orders the steps after the head anew, by what is really left of N: next comes the pivot with the least product of entries beside it in
 * its row and in its column (Markowitz 1957), of equals the first. An order on the pattern N + N^T cannot tell a row that
 * uses much from one that is much used; here, where columns have become long, that decides about most of the fill. Returns
 * the products that each of these steps takes, if pivots stay on the diagonal.
 */
export function reorderRest(structure: Structure, cancelled: Cancelled = never): Float64Array {
  const { order, head } = structure;
  const bits = patternLeft(structure, cancelled);
  const columns = order.slice(head);
  const left = Int32Array.from(columns.keys());
  const rows = new Int32Array(left.length);
  const others = new Int32Array(left.length);
  const products = new Float64Array(left.length);
  for (let count = left.length; count > 0; count--) {
    goOnUnless(cancelled);
    const best = cheapest(bits, left, count);
    const pivot = left[best] as number;
    const cost = costOf(bits, pivot);
    const isFull = cost >= fullShare * (count - 1) ** 2;
    for (let k = 0; isFull && k < count; k++) {
      order[order.length - count + k] = columns[left[k] as number] as number;
      products[left.length - count + k] = (count - 1 - k) ** 2;
    }
    if (isFull) break;
    order[order.length - count] = columns[pivot] as number;
    products[left.length - count] = cost;
    left.copyWithin(best, best + 1, count);
    const { words, across, down, inRow, inColumn } = bits;
    const below = membersOf(down, words, pivot, rows);
    const beside = membersOf(across, words, pivot, others);
    join({ lines: across, words, counts: inRow }, pivot, below);
    join({ lines: down, words, counts: inColumn }, pivot, beside);
  }
  return products;
}

const costOf = ({ inRow, inColumn }: Bits, k: number): number =>
  ((inRow[k] as number) - 1) * ((inColumn[k] as number) - 1);

function cheapest(bits: Bits, left: Int32Array, count: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    const cost = costOf(bits, left[k] as number);
    if (cost < least) {
      best = k;
      least = cost;
    }
  }
  return best;
}

/** Where the rows and columns that are left have entries after the steps of the head; the diagonal counts as one. */
function patternLeft(structure: Structure, cancelled: Cancelled): Bits {
  const { order, head, reach } = structure;
  const size = order.length - head;
  const words = (size + 31) >> 5;
  const bits = {
    words,
    ...{ across: new Int32Array(size * words), down: new Int32Array(size * words) },
    ...{ inRow: new Int32Array(size), inColumn: new Int32Array(size) },
  };
  const placeOf = new Int32Array(order.length);
  for (let place = 0; place < size; place++) placeOf[order[head + place] as number] = place;
  const put = (row: number, column: number): void => {
    const at = row * words + (column >> 5);
    const bit = 1 << (column & 31);
    if (((bits.across[at] as number) & bit) !== 0) return;
    bits.across[at] = (bits.across[at] as number) | bit;
    const below = column * words + (row >> 5);
    bits.down[below] = (bits.down[below] as number) | (1 << (row & 31));
    bits.inRow[row] = (bits.inRow[row] as number) + 1;
    bits.inColumn[column] = (bits.inColumn[column] as number) + 1;
  };
  for (let column = 0; column < size; column++) {
    goOnUnless(cancelled);
    begin(reach);
    reachOfColumn(structure, order[head + column] as number);
    for (let k = 0; k < reach.count; k++) put(placeOf[reach.open[k] as number] as number, column);
    put(column, column);
  }
  return bits;
}

/** The places in one line, but for the line's own, written to `room`. */
function membersOf(lines: Int32Array, words: number, line: number, room: Int32Array): Int32Array {
  let count = 0;
  for (let w = 0; w < words; w++) {
    for (let word = lines[line * words + w] as number; word !== 0; word &= word - 1) {
      const member = w * 32 + 31 - Math.clz32(word & -word);
      if (member === line) continue;
      room[count] = member;
      count += 1;
    }
  }
  return room.subarray(0, count);
}

/** Adds the pivot's line to those of the members, without the pivot itself, and counts them. */
function join(
  { lines, words, counts }: { readonly lines: Int32Array; readonly words: number; readonly counts: Int32Array },
  pivot: number,
  members: Int32Array,
): void {
  const from = pivot * words;
  const own = 1 << (pivot & 31);
  for (const line of members) {
    const to = line * words;
    let count = (counts[line] as number) - 1;
    for (let w = 0; w < words; w++) {
      const word = lines[to + w] as number;
      const more = (lines[from + w] as number) & ~word;
      if (more === 0) continue;
      lines[to + w] = word | more;
      count += bitsIn(more);
    }
    const at = to + (pivot >> 5);
    lines[at] = (lines[at] as number) & ~own;
    counts[line] = count;
  }
}

/** How many bits of a word are set: in pairs, in fours, in bytes, then all of them at once. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
