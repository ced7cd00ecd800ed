import { asciiText } from "./ascii-text.ts";

/** What is made once of each text that comes again and again, found by its bytes. `hash` is `hashStart` with `hashByte` of each byte. */
export type Interned<T> = (bytes: Uint8Array, from: number, to: number, hash: number) => T;

interface Entry<T> {
  readonly text: string;
  readonly value: T;
}

const places = 4096;

/** At most half of the places are taken; then it begins anew, so that a stream of invented names costs time and no memory. */
export function interned<T>(make: (text: string) => T): Interned<T> {
  let entries: (Entry<T> | undefined)[] = new Array(places).fill(undefined);
  let held = 0;
  return (bytes, from, to, hash) => {
    let place = (hash ^ (hash >>> 15)) & (places - 1);
    for (let entry = entries[place]; entry !== undefined; entry = entries[place]) {
      if (isText(entry.text, bytes, from, to)) return entry.value;
      place = (place + 1) & (places - 1);
    }
    const text = asciiText(bytes, from, to);
    const value = make(text);
    if (held === places / 2) {
      entries = new Array(places).fill(undefined);
      held = 0;
      place = (hash ^ (hash >>> 15)) & (places - 1);
    }
    entries[place] = { text, value };
    held += 1;
    return value;
  };
}

function isText(text: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}

export const hashStart = 0x811c9dc5 | 0;
export const hashByte = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

export function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = hashStart;
  for (let p = from; p < to; p++) hash = hashByte(hash, bytes[p] as number);
  return hash;
}
