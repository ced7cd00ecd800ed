/** The columns that decide whether two rows are one reading, or two readings of one key. */
export interface KeyedRows {
  readonly channel: Uint32Array;
  readonly at: Int32Array;
  readonly value: Int32Array;
  readonly revision: Uint32Array;
  readonly coversSeconds: Uint32Array;
  readonly quality: Uint8Array;
  readonly marks: Uint16Array;
}

export const first = 0;
/** The same key and the same content stand in an earlier row. */
export const duplicate = 1;
/** The same key stands in an earlier row, this content does not. */
export const conflict = 2;

/** What is known of the keys of a chunk's rows. */
export interface SameKeys {
  /** By channel, the earliest and the latest instant so far: a row outside them is new, and meters mostly send such rows. */
  earliestMs: Float64Array;
  latestMs: Float64Array;
  /** Rows by key, built when the first row falls between the two; at most half full. 0 is a free place, see `entry`. */
  slots: Int32Array | undefined;
  used: number;
}

export const sameKeys = (): SameKeys => ({
  earliestMs: new Float64Array(8).fill(Number.POSITIVE_INFINITY),
  latestMs: new Float64Array(8).fill(Number.NEGATIVE_INFINITY),
  slots: undefined,
  used: 0,
});

/** Whether row `row`, of channel `channel` at `atMs`, repeats an earlier row. Rows come one after the other. */
export function compareWithEarlier(
  keys: SameKeys,
  rows: KeyedRows,
  row: number,
  channel: number,
  atMs: number,
): 0 | 1 | 2 {
  if (channel >= keys.latestMs.length) {
    keys.earliestMs = widened(keys.earliestMs, 2 * channel, Number.POSITIVE_INFINITY);
    keys.latestMs = widened(keys.latestMs, 2 * channel, Number.NEGATIVE_INFINITY);
  }
  const later = atMs > (keys.latestMs[channel] as number);
  const earlier = atMs < (keys.earliestMs[channel] as number);
  if (later) keys.latestMs[channel] = atMs;
  if (earlier) keys.earliestMs[channel] = atMs;
  if (keys.slots === undefined) {
    if (later || earlier) return first;
    rebuild(keys, rows, row, 2 ** (33 - Math.clz32(rows.channel.length)));
  }
  return find(keys, rows, row);
}

function widened(from: Float64Array, length: number, rest: number): Float64Array {
  const to = new Float64Array(length).fill(rest);
  to.set(from);
  return to;
}

/** Rows [0, upTo) go in again in their order, so the first of a key stays the first on its way. */
function rebuild(keys: SameKeys, rows: KeyedRows, upTo: number, places: number): void {
  keys.slots = new Int32Array(places);
  keys.used = 0;
  for (let row = 0; row < upTo; row++) find(keys, rows, row);
}

/** Hostile keys that all meet in one place must not make a chunk quadratic: past this many steps a row counts as first. */
const steps = 256;

/** What a place holds: the row, counted from 1, and above it the upper bits of the hash, which spare most looks at the row. */
const entry = (hash: number, row: number): number => (hash & tagBits) | (row + 1);
const tagBits = -1 << 17; // 17 bits hold the 100,000 rows of the largest chunk

/**
 * The first row of a key is found by the key; further contents of that key are found by key and content, so a key with a
 * thousand values costs no more than a thousand keys.
 */
function find(keys: SameKeys, rows: KeyedRows, row: number): 0 | 1 | 2 {
  const slots = keys.slots as Int32Array;
  const mask = slots.length - 1;
  const byKey = keyHash(rows, row);
  let slot = byKey & mask;
  for (let step = 0; ; step++) {
    const held = slots[slot] as number;
    if (held === 0) {
      keep(keys, rows, row, slot, byKey);
      return first;
    }
    const other = (held & ~tagBits) - 1;
    if (((held ^ byKey) & tagBits) === 0 && sameKeyAs(rows, row, other)) {
      if (sameContent(rows, row, other)) return duplicate;
      break;
    }
    if (step === steps) return first;
    slot = (slot + 1) & mask;
  }
  const byContent = contentHash(rows, row, byKey);
  slot = byContent & mask;
  for (let step = 0; step <= steps; step++) {
    const held = slots[slot] as number;
    if (held === 0) {
      keep(keys, rows, row, slot, byContent);
      break;
    }
    const other = (held & ~tagBits) - 1;
    if (((held ^ byContent) & tagBits) === 0 && sameKeyAs(rows, row, other) && sameContent(rows, row, other))
      return duplicate;
    slot = (slot + 1) & mask;
  }
  return conflict;
}

function keep(keys: SameKeys, rows: KeyedRows, row: number, slot: number, hash: number): void {
  const slots = keys.slots as Int32Array;
  slots[slot] = entry(hash, row);
  keys.used += 1;
  if (2 * keys.used > slots.length) rebuild(keys, rows, row + 1, 2 * slots.length);
}

const sameKeyAs = (rows: KeyedRows, a: number, b: number): boolean =>
  rows.channel[a] === rows.channel[b] && rows.at[2 * a] === rows.at[2 * b] && rows.at[2 * a + 1] === rows.at[2 * b + 1];

const sameContent = (rows: KeyedRows, a: number, b: number): boolean =>
  rows.value[2 * a] === rows.value[2 * b] &&
  rows.value[2 * a + 1] === rows.value[2 * b + 1] &&
  rows.revision[a] === rows.revision[b] &&
  rows.quality[a] === rows.quality[b] &&
  rows.coversSeconds[a] === rows.coversSeconds[b] &&
  rows.marks[a] === rows.marks[b];

const mix = (hash: number, word: number): number => {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
};

const keyHash = (rows: KeyedRows, row: number): number =>
  mix(mix(rows.channel[row] as number, rows.at[2 * row] as number), rows.at[2 * row + 1] as number);

function contentHash(rows: KeyedRows, row: number, byKey: number): number {
  const value = mix(mix(byKey ^ 1, rows.value[2 * row] as number), rows.value[2 * row + 1] as number);
  const version = mix(mix(value, rows.revision[row] as number), rows.coversSeconds[row] as number);
  return mix(version, ((rows.quality[row] as number) << 16) | (rows.marks[row] as number));
}
