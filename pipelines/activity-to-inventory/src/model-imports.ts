import { otherUnitInHeader } from "@celadon/quantity";
import type { Path } from "./fault.ts";
import type { ImportColumn, ImportRule } from "./import-rule.ts";
import type { ImportDraft } from "./import-shape.ts";
import type { Channels } from "./model-channels.ts";
import type { Report } from "./report.ts";
import type { Entry } from "./shape-of-many.ts";
import { dimensionOf, unitRatio } from "./unit-ratio.ts";
import { unknownName } from "./unknown-name.ts";

interface Where {
  readonly channels: Channels;
  readonly timeZone: string;
  readonly report: Report;
}

/** How files of other systems are read: each column fills a channel that exists, in a unit that converts. */
export const importsOf = (drafts: readonly Entry<ImportDraft>[], where: Where): readonly ImportRule[] =>
  drafts.flatMap(({ name, value }) => (value === undefined ? [] : [importOf(name, value, where)]));

function importOf(name: string, draft: ImportDraft, where: Where): ImportRule {
  const path = ["imports", name];
  const { format, skipLines, delimiter = ",", numbers = "1234.5", noReading = [], time } = draft;
  const { column: columns, zone = where.timeZone, midnight = "start-of-date", stamp } = time;
  const isMixed = judgeKinds(draft.columns, { ...where, path: [...path, "time", "stamp"] });
  const filled = draft.columns.flatMap(({ name: column, value }) =>
    value === undefined
      ? []
      : (columnOf(column, value, {
          ...where,
          path: [...path, "columns", column],
          stamp: isMixed ? undefined : stamp,
        }) ?? []),
  );
  const isMonthly = filled.length > 0 && filled.every(({ isCalendarMonth }) => isCalendarMonth === true);
  judgeFormat(time, { path: [...path, "time"], report: where.report, isMonthly });
  judgeTwice(filled, [...path, "columns"], where.report);
  return {
    name,
    format,
    ...(skipLines === undefined ? {} : { skipLines }),
    delimiter: delimiter === "tab" ? "\t" : delimiter,
    numbers,
    noReading,
    time: { columns, format: time.format, zone, stamp, midnight },
    columns: filled,
  };
}

type Stamp = "start" | "end" | "instant";

/**
 * Whether a rule fills both intervals and what is read at an instant, which is one fault of the rule and not one of its columns: any
 * `stamp` would be wrong for some of them.
 */
function judgeKinds(
  columns: ImportDraft["columns"],
  { channels, report, path }: Where & { readonly path: Path },
): boolean {
  const named = [...new Set(columns.flatMap(({ value }) => value?.channel ?? []))];
  const isInterval = (name: string): boolean => channels.get(name)?.kind === "interval";
  const known = named.filter((name) => channels.get(name) !== undefined);
  const [intervals, others] = [known.filter(isInterval), known.filter((name) => !isInterval(name))];
  if (intervals.length === 0 || others.length === 0) return false;
  const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");
  report.say(path, {
    problem: `The rule fills both intervals (${list(intervals)}) and what is read at an instant (${list(others)}), and a time cannot mean both.`,
    fix: `Make two rules of it: one with \`stamp: start\` or \`stamp: end\` and the columns of ${list(intervals)}, one with \`stamp: instant\` and those of ${list(others)}. Then ingest the file once with each: --import NAME.`,
  });
  return true;
}

const tokens = /YYYY|MM?|DD?|HH?|mm?|ss?/g;

/** A pattern without a day is a month, and its first day: it is for channels of calendar months, stamped by their start. */
function judgeFormat(
  { format, stamp }: Pick<ImportDraft["time"], "format" | "stamp">,
  { path, report, isMonthly }: { readonly path: Path; readonly report: Report; readonly isMonthly: boolean },
): void {
  if (format === "iso") return;
  const found: readonly string[] = format.match(tokens) ?? [];
  const strangers = format.replace(tokens, "").replace(/[T\s\d.,:/_-]/g, "");
  const has = (letters: readonly string[]): boolean =>
    letters.every((letter) => found.some((token) => token.startsWith(letter)));
  if (strangers === "" && has(["Y", "M", "D"])) return;
  if (strangers === "" && has(["Y", "M"]) && isMonthly) {
    if (stamp === "start") return;
    report.say([...path, "stamp"], {
      problem: `"${format}" names a month by its first day, which is no ${stamp} of it.`,
      fix: "Write `stamp: start`.",
    });
    return;
  }
  report.say([...path, "format"], {
    problem:
      strangers === ""
        ? `"${format}" does not hold a year, a month and a day${has(["Y", "M"]) ? ", and not every column fills a channel of calendar months" : ""}.`
        : `"${format}" has letters that mean nothing: ${strangers}.`,
    fix: "Write `iso`, or a pattern of YYYY M MM D DD H HH mm ss, such as `DD/MM/YYYY HH:mm`, or `YYYY-MM` for channels with `period: calendar-month`; case matters.",
  });
}

function columnOf(
  column: string,
  { channel: name, unit }: { readonly channel: string; readonly unit?: string },
  { channels, report, path, stamp }: Where & { readonly path: Path; readonly stamp: Stamp | undefined },
): ImportColumn | undefined {
  if (!channels.has(name)) {
    report.say(path, unknownName("Channel", name, channels.keys(), "Declare it under channels, with its unit."));
    return undefined;
  }
  const channel = channels.get(name);
  if (channel === undefined) return undefined;
  const { kind, periodMs, isCalendarDay, isCalendarMonth } = channel;
  if (stamp !== undefined && (stamp === "instant") === (kind === "interval")) {
    report.say(path, {
      problem: `"${name}" is ${kind === "interval" ? "an" : "a"} ${kind}, and the time of a row is ${stamp === "instant" ? "an instant" : `the ${stamp} of an interval`}.`,
      fix: kind === "interval" ? "Write `stamp: start` or `stamp: end`." : "Write `stamp: instant`.",
    });
  }
  if (unit !== undefined && unitRatio(unit, channel.unit) === undefined) {
    report.say([...path, "unit"], {
      problem: `The column is in ${unit} (${dimensionOf(unit)}), and "${name}" in ${channel.unit} (${dimensionOf(channel.unit)}).`,
      fix: "State the unit the column really has, or fill another channel.",
    });
  }
  const stated = unit ?? channel.unit;
  const other = otherUnitInHeader(column, stated);
  if (other !== undefined) {
    report.say(unit === undefined ? path : [...path, "unit"], {
      severity: "warning",
      problem: `The header "${column}" says ${other.symbol}, and the column is read as ${stated}${unit === undefined ? `, the unit of "${name}"` : ""}.`,
      fix: `Where the header is right, write \`${JSON.stringify(column)}: { channel: ${name}, unit: ${other.symbol} }\`.`,
    });
  }
  return {
    column,
    channel: name,
    unit: stated,
    kind,
    periodMs,
    isCalendarDay,
    ...(isCalendarMonth === true ? { isCalendarMonth } : {}),
  };
}

function judgeTwice(columns: readonly ImportColumn[], path: Path, report: Report): void {
  for (const [i, { channel, column }] of columns.entries()) {
    const before = columns.slice(0, i).find((other) => other.channel === channel);
    if (before === undefined) continue;
    report.say([...path, column], {
      problem: `"${before.column}" and "${column}" both fill "${channel}".`,
      fix: "A channel gets one value at a time: take one out.",
    });
  }
}
