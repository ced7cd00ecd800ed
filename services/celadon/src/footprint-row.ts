import { perWords } from "@celadon/quantity";
import { counted } from "./counted.ts";
import { figureText, shareText } from "./figure-text.ts";
import { marksText } from "./marks-text.ts";
import type { Column } from "./print-table.ts";

/** A footprint in a list, as the interface gives it. */
export interface FootprintRow {
  readonly id: string;
  readonly factory: string;
  readonly product: string;
  readonly productName: string;
  readonly localFrom: string;
  readonly localTo: string;
  readonly status: string;
  readonly amount: string | null;
  readonly unit: string;
  readonly per: { readonly amount: string; readonly unit: string };
  readonly absolute: Figure;
  readonly produced: Figure;
  readonly primaryDataShare: string | null;
  readonly measuredShare: string;
  readonly estimatedShare: string;
  readonly missingShare: string;
  readonly marks: readonly string[];
  readonly gaps: readonly Gap[];
  readonly supersedes: string | null;
  readonly current: boolean;
  /** The lot it is of; absent for a period. */
  readonly lot?: { readonly id: string; readonly name: string; readonly quantity: Figure };
  /** Absent where every process shares by the footprint's own time. */
  readonly sharedOver?: SharedOver;
}

/** The months by whose amounts a lot shares the burden of some processes; reached short of the end until they are over. */
export interface SharedOver {
  readonly localFrom: string;
  readonly localTo: string;
  readonly localReached: string;
  readonly processes: readonly string[];
}

/** Null where it is unknown. */
export interface Figure {
  readonly amount: string | null;
  readonly unit: string;
}

interface Gap {
  readonly kind: string;
  readonly where: string;
  readonly reason: string;
  readonly excused: boolean;
}

/** `1 t`, `piece` */
export const perText = ({ per }: Pick<FootprintRow, "per">): string => perWords(per);

/** Midnight is left out: `2018-01-01`; the offset too, because it is the plant's own clock. */
export const dayText = (local: string): string =>
  local.replace(/T00:00(?::00)?[+-].*$/, "").replace(/[+-]\d\d:\d\d$/, "");

/** Whose amounts say how burdens are shared, where it is not the footprint's own time; in English and Chinese. */
export function sharedOverText({ sharedOver }: Pick<FootprintRow, "sharedOver">): {
  readonly en: string | undefined;
  readonly zh: string | undefined;
} {
  if (sharedOver === undefined) return { en: undefined, zh: undefined };
  const [from, to, reached] = [sharedOver.localFrom, sharedOver.localTo, sharedOver.localReached].map(dayText);
  const isOver = reached === to;
  return {
    en: `${from} to ${to}${isOver ? "" : `, so far to ${reached}`}, not the lot's own time: ${sharedOver.processes.join(", ")}`,
    zh: `${from} 至 ${to}${isOver ? "" : `（暂至 ${reached}）`}，而非批次自身时段：${sharedOver.processes.join("、")}`,
  };
}

const gapLength = 160;

/**
 * For a figure that is not there: the first reason, shortened, how many others there are, and the command that tells all of them.
 * Undefined where nothing is wanting.
 */
export function whyIncomplete({ id, status, gaps }: FootprintRow): string | undefined {
  const open = gaps.filter(({ excused }) => !excused);
  const [first] = open;
  if (status !== "incomplete" || first === undefined) return undefined;
  const whole = `${first.where}: ${first.reason.replace(/\.$/, "")}`;
  const reason = whole.length <= gapLength ? whole : `${whole.slice(0, gapLength - 3).trimEnd()}...`;
  const others = open.length === 1 ? "" : ` (and ${counted(open.length - 1, "other gap")})`;
  return `why: ${reason}${others}; all of it: celadon footprint show ${id.slice(0, 8)}`;
}

export const footprintColumns: readonly Column<FootprintRow>[] = [
  { head: "ID", of: ({ id }) => id },
  { head: "FACTORY", of: ({ factory }) => factory },
  { head: "PRODUCT", of: ({ product }) => product },
  { head: "FROM", of: ({ localFrom }) => dayText(localFrom) },
  { head: "TO", of: ({ localTo }) => dayText(localTo) },
  { head: "STATUS", of: ({ status, current }) => (current ? status : `${status}, superseded`) },
  { head: "TOTAL", of: ({ amount }) => figureText(amount), isFigure: true },
  { head: "UNIT", of: (row) => `${row.unit} per ${perText(row)}` },
  { head: "WHOLE PERIOD", of: ({ absolute }) => figureText(absolute.amount), isFigure: true },
  { head: "MEASURED", of: ({ measuredShare }) => shareText(measuredShare), isFigure: true },
  { head: "MISSING", of: ({ missingShare }) => shareText(missingShare), isFigure: true },
  { head: "MARKS", of: ({ marks }) => marksText(marks) },
];
