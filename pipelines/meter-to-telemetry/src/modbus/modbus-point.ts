import type { Decimal } from "@celadon/quantity";

/** How the words of a value are read; `bit` is that of functions 1 and 2. */
export type RegisterType = "bit" | "int16" | "uint16" | "int32" | "uint32" | "int64" | "uint64" | "float32" | "float64";

export type WireOrder = "high-first" | "low-first";

/** 1 coils, 2 discrete inputs, 3 holding registers, 4 input registers. */
export type ReadFunction = 1 | 2 | 3 | 4;

/** Where the value of a channel stands in a slave, and how it is read. */
export interface ModbusPoint {
  readonly channel: string;
  readonly unitId: number;
  readonly functionCode: ReadFunction;
  /** As on the wire, from 0. */
  readonly address: number;
  readonly type: RegisterType;
  /** Which of several words comes first. */
  readonly wordOrder: WireOrder;
  /** Which byte of a word comes first; the protocol says the high one, some devices swap them. */
  readonly byteOrder: WireOrder;
  readonly scale: Decimal;
  readonly offset: Decimal;
  /** Every pattern of an integer is a number: none stands for "not there". */
  readonly wholeRange: boolean;
}

/** Places that a value takes: bits of functions 1 and 2, else registers. */
export const placesOf: Readonly<Record<RegisterType, number>> = {
  ...{ bit: 1, int16: 1, uint16: 1, int32: 2, uint32: 2, float32: 2, int64: 4, uint64: 4, float64: 4 },
};
