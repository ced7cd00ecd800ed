import type { IncomingMessage } from "node:http";
import { measureWords, readDecimal } from "@celadon/quantity";
import { counted } from "./counted.ts";
import { figureText, shareText } from "./figure-text.ts";
import type { Column } from "./print-table.ts";

/** The value of a factor row with its unit; empty where there is no such row. */
export type ValueOf = (factorId: string) => string;

const withValue = (name: string, valueIn: ValueOf): string =>
  [name, valueIn(name)].filter((text) => text !== "").join(" = ");

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

/** The figure as it stands, out of any alternative that is known: its total less its difference. Undefined where none is. */
export function chosenText(rows: readonly SensitivityRow[]): string | undefined {
  for (const { total, difference, unit } of rows) {
    const [other, apart] = [readDecimal(total ?? ""), readDecimal(difference ?? "")];
    if (other !== undefined && apart !== undefined)
      return `As chosen: ${measureWords({ amount: figureText(other.minus(apart).toFixed()), unit })}`;
  }
  return undefined;
}

/** `+0.428`: which way it goes shows at a glance. */
const signed = (text: string): string => (/^-|^0( %)?$/.test(text) ? text : `+${text}`);

/** `valueIn`: what stands in the factor tables under a name; empty for a name that is no row. */
export const sensitivityColumns = (valueIn: ValueOf): readonly Column<SensitivityRow>[] => [
  { head: "CHOICE", of: ({ where }) => where },
  { head: "CHOSEN", of: ({ chosen }) => withValue(chosen, valueIn) },
  { head: "INSTEAD", of: ({ instead }) => withValue(instead, valueIn) },
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
