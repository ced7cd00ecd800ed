import { counted } from "./counted.ts";
import { lengthText } from "./length-text.ts";
import type { Column } from "./print-table.ts";

/** A station as the interface gives it. */
export interface StationRow {
  readonly mn: string;
  readonly state: string;
  readonly factory: string;
  readonly name: string;
  readonly waitingFrames: number;
  readonly waitingBytes: number;
  readonly waitingEncrypted: number;
  readonly addresses: readonly string[];
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly clockOffSeconds: number | null;
  readonly decided: { readonly at: string; readonly who: string; readonly why: string } | null;
  readonly replaced: readonly { readonly code: string; readonly serial: string; readonly at: string }[];
}

export const stationColumns: readonly Column<StationRow>[] = [
  { head: "STATION", of: ({ mn }) => mn },
  { head: "STATE", of: ({ state }) => state },
  { head: "FACTORY", of: ({ factory }) => factory },
  { head: "NAME", of: ({ name }) => name },
  { head: "WAITING", of: ({ waitingFrames }) => String(waitingFrames), isFigure: true },
  { head: "FROM", of: ({ addresses }) => addresses.join(", ") },
  { head: "LAST SEEN", of: ({ lastSeen }) => lastSeen ?? "" },
  { head: "CLOCK OFF", of: ({ clockOffSeconds }) => lengthText(clockOffSeconds), isFigure: true },
  { head: "DECIDED", of: ({ decided }) => (decided === null ? "" : `${decided.at} ${decided.who}: ${decided.why}`) },
];

/** What stands under the row of a station that somebody has to do something for. */
export function stationTodo({ waitingEncrypted, replaced }: StationRow): string | undefined {
  const todo = [
    ...(waitingEncrypted === 0
      ? []
      : [`${waitingEncrypted} encrypted (SM4): name it with "keyFile" in the meters file; they are then taken`]),
    ...(replaced.length === 0 ? [] : [replacedText(replaced)]),
  ];
  return todo.length === 0 ? undefined : `  ${todo.join("; ")}`;
}

const replacedText = (replaced: StationRow["replaced"]): string =>
  `${counted(replaced.length, "instrument")} replaced (declare each: celadon declare replacement): ${replaced.map(({ code, serial, at }) => `${code} by ${serial} at ${at}`).join("; ")}`;
