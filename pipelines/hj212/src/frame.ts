import type { DeviationCode, ErrorCode } from "./fault-codes.ts";
import type { Version } from "./flag.ts";

/** One thing wrong: its code, a sentence, and the byte where it stands. */
export interface Fault<Code extends string> {
  readonly code: Code;
  readonly message: string;
  /** Bytes from the beginning of what was decoded; in a stream, of the stream. */
  readonly offset: number;
}

/**
 * One field in the order of the wire. `separator` stands where the one before this field of the data area is not the usual one: a comma
 * before a field of the same code, a semicolon otherwise. `["CP", "&&"]` begins the data area.
 */
export type Field = readonly [name: string, value: string, separator?: "," | ";"];

/** All that a frame says of one pollutant or device. */
export interface Item {
  readonly code: string;
  readonly name: string | null;
  /** Of the measured values, as the standard's tables print it. */
  readonly unit: string | null;
  readonly flag: string | null;
  /** By the part of the name behind the hyphen. Text as on the wire, nothing is rounded. */
  readonly values: Readonly<Record<string, string>>;
  /** Why this item must not count, though its neighbours may. */
  readonly refused?: ErrorCode;
}

/** A decoded frame: what `celadon hj212 decode` prints, member by member. */
export interface Frame {
  /** Nothing is wrong with it; when decoded leniently, nothing that was not forgiven. */
  readonly ok: boolean;
  readonly version: Version | null;
  readonly deviations: readonly Fault<DeviationCode>[];
  readonly errors: readonly Fault<ErrorCode | DeviationCode>[];
  readonly qn: string | null;
  readonly st: string | null;
  readonly cn: string | null;
  readonly pw: string | null;
  readonly mn: string | null;
  readonly flag: string | null;
  readonly pnum: string | null;
  readonly pno: string | null;
  /** RF=1: sent later than it was measured. */
  readonly backfill: boolean;
  readonly dataTime: string | null;
  readonly items: readonly Item[];
  readonly fields: readonly Field[];
  /** The data area came in SM4, and is to be sent so. */
  readonly encrypted?: true;
}
