/**
 * Names by their bytes: a name that comes a million times becomes text once. `owner` sets equal names apart (the
 * channels of two factories). Open addressing with linear probing, at most half full.
 *
 * Functions over plain state, not methods: the engine then compiles one fast copy for all tables.
 */
export interface NameTable {
  /** Number of the name in each place, -1 for none. */
  slots: Int32Array;
  hashes: Int32Array;
  /** The words of name i lie from starts[i] to starts[i + 1]: its label, then its bytes, four a word, zeros at the end. */
  starts: Int32Array;
  words: Int32Array;
  readonly texts: string[];
  /** Numbers by owner and text, of names that once came as text: to make bytes of it again costs more than the look-up. */
  readonly ids: Map<string, number>;
}

export const nameTable = (): NameTable => ({
  slots: new Int32Array(1024).fill(-1),
  hashes: new Int32Array(512),
  starts: new Int32Array(513),
  words: new Int32Array(4096),
  texts: [],
  ids: new Map(),
});

/** Longer byte sequences are never looked up: 128 letters of at most 4 bytes make a name. */
export const nameBytesMax = 512;

/** Bytes of all names together: what the table holds grows with them. */
export const bytesHeld = (table: NameTable): number => 4 * (table.starts[table.texts.length] as number);

export function clearNames(table: NameTable): void {
  table.slots.fill(-1);
  table.texts.length = 0;
  table.ids.clear();
}

/** The number of the name in bytes [from, to) of the view, or -1. `hash` is `hashOf` of the same bytes. */
export function findName(
  table: NameTable,
  view: DataView,
  from: number,
  to: number,
  hash: number,
  owner: number,
): number {
  const { slots } = table;
  const mask = slots.length - 1;
  const whole = hash ^ Math.imul(owner, 0x9e3779b1);
  let slot = placeOf(whole) & mask;
  for (;;) {
    const id = slots[slot] as number;
    if (id === -1) return -1;
    if (table.hashes[id] === whole && holds(table, id, view, from, to, owner)) return id;
    slot = (slot + 1) & mask;
  }
}

const labelOf = (owner: number, bytes: number): number => owner * (nameBytesMax + 1) + bytes;

function holds(
  { starts, words }: NameTable,
  id: number,
  view: DataView,
  from: number,
  to: number,
  owner: number,
): boolean {
  let q = starts[id] as number;
  if (words[q] !== labelOf(owner, to - from)) return false;
  let p = from;
  for (; p + 4 <= to; p += 4) if (view.getInt32(p, true) !== words[++q]) return false;
  return p === to || tailWord(view, p, to) === words[q + 1];
}

/** The last one to three bytes of a name as a word. */
function tailWord(view: DataView, from: number, to: number): number {
  let word = 0;
  for (let p = to - 1; p >= from; p--) word = (word << 8) | view.getUint8(p);
  return word;
}

/** Adds a name that `findName` did not find, and gives its number: the first is 0, the next 1. */
export function addName(
  table: NameTable,
  view: DataView,
  from: number,
  to: number,
  hash: number,
  owner: number,
  text: string,
): number {
  const id = table.texts.length;
  if (2 * (id + 1) > table.slots.length) widen(table);
  let q = table.starts[id] as number;
  if (q + nameBytesMax > table.words.length) table.words = widened(table.words, 2 * table.words.length);
  table.words[q++] = labelOf(owner, to - from);
  let p = from;
  for (; p + 4 <= to; p += 4) table.words[q++] = view.getInt32(p, true);
  if (p < to) table.words[q++] = tailWord(view, p, to);
  table.starts[id + 1] = q;
  table.hashes[id] = hash ^ Math.imul(owner, 0x9e3779b1);
  table.texts.push(text);
  put(table, id);
  return id;
}

function put({ slots, hashes }: NameTable, id: number): void {
  let slot = placeOf(hashes[id] as number) & (slots.length - 1);
  while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
  slots[slot] = id;
}

function widen(table: NameTable): void {
  const places = 2 * table.slots.length;
  table.slots = new Int32Array(places).fill(-1);
  table.hashes = widened(table.hashes, places / 2);
  table.starts = widened(table.starts, places / 2 + 1);
  for (let id = 0; id < table.texts.length; id++) put(table, id);
}

function widened(from: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}

/** Mixes the upper bits into the lower ones, which choose the place. */
const placeOf = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x45d9f3b);
  return mixed ^ (mixed >>> 16);
};

export const hashStart = 0x811c9dc5 | 0;

/** Takes the next four bytes of a name, the first in the lowest bits, into its hash; fewer stand as zeros above. */
export const hashWord = (hash: number, word: number): number => {
  const mixed = Math.imul(hash ^ word, 0x5bd1e995);
  return mixed ^ (mixed >>> 15);
};

/** Hash of bytes [from, to) by words of four. The scanner computes the same while it looks for the end. */
export function hashOf(view: DataView, from: number, to: number): number {
  let hash = hashStart;
  let p = from;
  for (; p + 4 <= to; p += 4) hash = hashWord(hash, view.getInt32(p, true));
  return p === to ? hash : hashWord(hash, tailWord(view, p, to));
}
