import { type DeviationCode, deviationCodes, type ErrorCode, errorCodes } from "./fault-codes.ts";
import type { Fault, Field, Item } from "./frame.ts";

type Open<T> = { -readonly [Key in keyof T]: T[Key] };
export type OpenItem = Omit<Open<Item>, "values"> & { readonly values: Record<string, string> };

/** A frame while it is read. */
export interface Draft {
  readonly isLenient: boolean;
  readonly deviations: Fault<DeviationCode>[];
  readonly errors: Fault<ErrorCode | DeviationCode>[];
  readonly fields: Field[];
  readonly items: OpenItem[];
  /** Values of the header, by the places of `headerNames`. */
  readonly header: (string | null)[];
  readonly headerAt: number[];
  dataTime: string | null;
  /** A reply of 2005 names its exchange in the data area. */
  qnInData: string | null;
  /** PNUM or PNO stand there too, or instead of the header. */
  packetsInData: boolean;
  /** Place 0 of the segment's array in the stream, and the last place there that means anything: a data area in SM4 has no places of its own. */
  origin: number;
  lastPlace: number;
}

const evidenceLetters = 80;

const sentence = (text: string, evidence: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${evidence === "" ? "" : ` (${evidence.slice(0, evidenceLetters)})`}.`;

/** Errors of one frame that are listed; later ones still refuse their items. */
const errorsListed = 64;

export function refuse(draft: Draft, code: ErrorCode, at: number, evidence = ""): void {
  if (draft.errors.length === errorsListed) return;
  draft.errors.push({ code, message: sentence(errorCodes[code], evidence), offset: offsetOf(draft, at) });
}

/** Lists a deviation, each kind once at its first place: as an error where nothing is forgiven. */
export function deviate(draft: Draft, code: DeviationCode, at: number, evidence = ""): void {
  const list: Fault<string>[] = draft.isLenient ? draft.deviations : draft.errors;
  if (list.some((fault) => fault.code === code)) return;
  list.push({ code, message: sentence(deviationCodes[code], evidence), offset: offsetOf(draft, at) });
}

const offsetOf = ({ origin, lastPlace }: Draft, at: number): number => Math.min(origin + at, lastPlace);
