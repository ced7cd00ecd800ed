import { counted } from "./counted.ts";
import type { Column } from "./print-table.ts";

/** A dead letter as the interface gives it. */
export interface DeadLetterRow {
  readonly origin: string;
  readonly factory: string;
  readonly reason: string;
  readonly evidence: string;
  readonly state: string;
  readonly firstSeen: string;
  readonly bytes: number;
  readonly keptBytes: number;
  readonly sha256: string;
  readonly decisions: readonly {
    readonly what: string;
    readonly at: string;
    readonly who: string;
    readonly why: string;
  }[];
}

/** `120 bytes`; where some of them are gone, how many are left. */
export const lengthText = ({ bytes, keptBytes }: Pick<DeadLetterRow, "bytes" | "keptBytes">): string =>
  bytes === keptBytes ? counted(bytes, "byte") : `${counted(bytes, "byte")}, the first ${keptBytes} of them kept`;

export const deadLetterColumns: readonly Column<DeadLetterRow>[] = [
  { head: "ORIGIN", of: ({ origin }) => origin },
  { head: "FACTORY", of: ({ factory }) => factory },
  { head: "FIRST SEEN", of: ({ firstSeen }) => firstSeen },
  { head: "BYTES", of: ({ bytes }) => String(bytes), isFigure: true },
  { head: "STATE", of: ({ state }) => state },
  { head: "REASON", of: ({ reason }) => reason },
  { head: "WHY", of: ({ evidence }) => evidence },
];
