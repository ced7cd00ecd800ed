/** One item of a decoded frame: what it says of one pollutant or device. */
export interface StationItem {
  readonly code: string;
  readonly flag: string | null;
  /** By the part of the name behind the hyphen; text as on the wire. */
  readonly values: Readonly<Record<string, string>>;
  /** Why the item must not count, though its neighbours may; `name-twice` where it holds a name twice. */
  readonly refused?: string;
}

/** A decoded frame of HJ 212, as far as readings come of it. */
export interface StationFrame {
  readonly version: 2005 | 2017 | 2025 | null;
  readonly st: string | null;
  readonly cn: string | null;
  /** RF=1: sent later than it was measured. */
  readonly backfill: boolean;
  readonly dataTime: string | null;
  readonly items: readonly StationItem[];
  /** Every field in the order of the wire. */
  readonly fields: readonly (readonly [name: string, value: string, separator?: "," | ";"])[];
}

/** What stands about a station outside its frames. */
export interface Station {
  /** The first part of the names of its channels. */
  readonly name: string;
  /** By code: the units that its device really uses, where they are not those that the standard prints. */
  readonly units?: ReadonlyMap<string, { readonly value?: string; readonly amount?: string }>;
  /** Numbers that stand for "no value" beside the usual ones, times 10^6. */
  readonly sentinels?: readonly bigint[];
}

/** What the codec knows and a decoder of readings needs. */
export interface WireWords {
  /** The instant of 14 or 17 digits on the wire; undefined for what is no time. */
  readonly instantOf: (text: string) => number | undefined;
  /** The unit that the standard prints for a field. */
  readonly unitOf: (code: string, suffix: string) => string | undefined;
}
