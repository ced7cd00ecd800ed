import type { IncomingMessage } from "node:http";
import { counted } from "./counted.ts";
import { figureText, shareText } from "./figure-text.ts";
import type { Column } from "./print-table.ts";

/** What a footprint would be with one choice made otherwise, as the interface gives it. */
export interface SensitivityRow {
  readonly where: string;
  readonly kind: string;
  readonly chosen: string;
  readonly instead: string;
  /** Null where it is unknown or refused; `reason` says why. */
  readonly total: string | null;
  readonly unit: string;
  readonly difference: string | null;
  readonly share: string | null;
  readonly reason: string;
}

/** `+0.428`: which way it goes shows at a glance. */
const signed = (text: string): string => (/^-|^0( %)?$/.test(text) ? text : `+${text}`);

export const sensitivityColumns: readonly Column<SensitivityRow>[] = [
  { head: "CHOICE", of: ({ where }) => where },
  { head: "CHOSEN", of: ({ chosen }) => chosen },
  { head: "INSTEAD", of: ({ instead }) => instead },
  { head: "TOTAL", of: ({ total }) => figureText(total), isFigure: true },
  { head: "DIFFERENCE", of: ({ difference }) => signed(figureText(difference)), isFigure: true },
  { head: "SHARE", of: ({ share }) => signed(shareText(share)), isFigure: true },
  { head: "UNIT", of: ({ unit }) => unit },
  { head: "", of: ({ reason }) => reason },
];

/** The sentence about choices that were not worked out; undefined where all were. */
export function leftOutSentence({ headers }: IncomingMessage): string | undefined {
  const count = Number(headers["celadon-left-out"]);
  return count > 0
    ? `${counted(count, "more choice")} could be made otherwise; the first ones are worked out.`
    : undefined;
}
