import { isName, unitOf } from "@celadon/quantity";
import { unusual } from "./decimal-scan.ts";
import {
  addName,
  bytesHeld,
  clearNames,
  findName,
  hashOf,
  type NameTable,
  nameBytesMax,
  nameTable,
} from "./name-table.ts";
import { utf8Bytes, utf8Text } from "./utf8.ts";

/** The names a decoder has met: each checked and made text once, then known by its bytes. */
export interface Names {
  readonly factories: NameTable;
  /** Owned by the factory's number. */
  readonly channels: NameTable;
  readonly units: NameTable;
  readonly unitCodes: number[];
}

export const names = (): Names => ({
  factories: nameTable(),
  channels: nameTable(),
  units: nameTable(),
  unitCodes: [],
});

/** Whether the names, those of refused readings included, take more memory than any plant's would. */
export const namesFull = ({ factories, channels }: Names): boolean =>
  factories.texts.length + channels.texts.length > namesMax ||
  bytesHeld(factories) + bytesHeld(channels) > namesBytesMax;
const namesMax = 200_000;
const namesBytesMax = 16 * 1024 * 1024;

export function forgetNames({ factories, channels }: Names): void {
  clearNames(factories);
  clearNames(channels);
}

/** Number of the name in bytes [from, to), or `unusual` when it is no name. `view` looks at the same bytes. */
export function nameId(
  table: NameTable,
  bytes: Uint8Array,
  view: DataView,
  from: number,
  to: number,
  hash: number,
  owner: number,
): number {
  const id = findName(table, view, from, to, hash, owner);
  if (id !== -1) return id;
  const text = to - from > nameBytesMax ? undefined : utf8Text(bytes, from, to);
  if (text === undefined || !isName(text)) return unusual;
  return addName(table, view, from, to, hash, owner, text);
}

/** Number of a name that is text already, or `unusual` when it is no name. */
export function nameIdOfText(table: NameTable, text: string, owner: number): number {
  const key = `${owner} ${text}`;
  const known = table.ids.get(key);
  if (known !== undefined) return known;
  const bytes = isName(text) ? utf8Bytes(text) : undefined;
  if (bytes === undefined) return unusual;
  const view = new DataView(bytes.buffer);
  const id = nameId(table, bytes, view, 0, bytes.length, hashOf(view, 0, bytes.length), owner);
  table.ids.set(key, id);
  return id;
}

/** Stored code of the unit in bytes [from, to), or `unusual` when no unit has this symbol. */
export function unitCode(
  names: Names,
  bytes: Uint8Array,
  view: DataView,
  from: number,
  to: number,
  hash: number,
): number {
  const id = findName(names.units, view, from, to, hash, 0);
  if (id !== -1) return names.unitCodes[id] as number;
  const text = to - from > nameBytesMax ? undefined : utf8Text(bytes, from, to);
  const unit = text === undefined ? undefined : unitOf(text);
  if (text === undefined || unit?.kind !== "accept") return unusual;
  addName(names.units, view, from, to, hash, 0, text);
  names.unitCodes.push(unit.value.code);
  return unit.value.code;
}
