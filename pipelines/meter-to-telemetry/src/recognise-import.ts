import { isName, type Unit, unitInHeader } from "@celadon/quantity";
import { numberStyles } from "./grouped-number.ts";
import type { ImportRule } from "./import-rule.ts";
import { registerIn, type SeenRegister } from "./recognise-register.ts";
import { recogniseTable, type SampleTable } from "./recognise-table.ts";
import { recogniseTime, type SeenTime } from "./recognise-time.ts";

/** What a file seems to be. Nothing of it is applied: a person checks it and puts it into the plant file. */
export interface ImportProposal {
  /** `channels` and `imports` for the plant file, what is uncertain as comments. */
  readonly yaml: string;
  /** A sentence for each thing that was seen. */
  readonly seen: readonly string[];
  /** The same as import rules: a file that holds amounts and registers needs one for each, because a time means another thing. */
  readonly rules: readonly ProposedRule[];
}

/** A rule without the time zone, which no file tells. */
type ProposedRule = Omit<ImportRule, "time"> & { readonly time: Omit<ImportRule["time"], "zone"> };

const nothing = ["NaN", "nan", "n/a", "N/A", "null", "NULL", "-", "--"];

interface SeenColumn {
  readonly column: string;
  readonly channel: string;
  /** Known when the header ends in its symbol. */
  readonly unit: Unit | undefined;
  /** Set when its values only rise. */
  readonly register: SeenRegister | undefined;
}

/** Proposes how to read a CSV file of another system from its beginning (some days of it); undefined when it shows no pattern. */
export function recogniseImport(sample: string): ImportProposal | undefined {
  const table = recogniseTable(sample);
  const time = table === undefined ? undefined : recogniseTime(table);
  if (table === undefined || time === undefined) return undefined;
  const numbers = styleOf(table, time);
  const columns = columnsOf(table, time, numbers);
  if (columns.length === 0) return undefined;
  const cells = table.rows.flat();
  const noReading = nothing.filter((text) => cells.includes(text));
  const amounts = columns.filter(({ register }) => register === undefined);
  const registers = columns.filter(({ register }) => register !== undefined);
  const ruleOf = (name: string, some: readonly SeenColumn[]): Drafted[] =>
    some.length === 0 ? [] : [{ rule: proposedRule(name, some, { table, time, numbers, noReading }), columns: some }];
  const drafted = [
    ...ruleOf("proposed", amounts),
    ...ruleOf(amounts.length === 0 ? "proposed" : "proposedRegisters", registers),
  ];
  const seen = sentences(table, time, columns);
  return { yaml: yamlOf(drafted, time, seen), seen, rules: drafted.map(({ rule }) => rule) };
}

interface Drafted {
  readonly rule: ProposedRule;
  readonly columns: readonly SeenColumn[];
}

function proposedRule(
  name: string,
  columns: readonly SeenColumn[],
  {
    table,
    time,
    numbers,
    noReading,
  }: {
    readonly table: SampleTable;
    readonly time: SeenTime;
    readonly numbers: Numbers;
    readonly noReading: readonly string[];
  },
): ProposedRule {
  const isRegister = columns.some(({ register }) => register !== undefined);
  const isCalendarDay = !isRegister && time.stepMs === dayMs;
  const isCalendarMonth = !isRegister && time.isMonthly;
  return {
    name,
    skipLines: table.skipLines,
    delimiter: table.delimiter,
    numbers,
    noReading,
    time: {
      columns: time.columns,
      format: time.format,
      stamp: isRegister ? "instant" : time.stamp,
      midnight: time.midnight,
    },
    columns: columns.flatMap(({ column, channel, unit }) =>
      unit === undefined
        ? []
        : [
            {
              column,
              channel,
              unit: unit.symbol,
              kind: isRegister ? ("counter" as const) : ("interval" as const),
              periodMs: time.stepMs,
              isCalendarDay,
              ...(isCalendarMonth ? { isCalendarMonth } : {}),
            },
          ],
    ),
  };
}

const dayMs = 86_400_000;

type Numbers = ImportRule["numbers"];

/** The style that reads most cells; the plain one where they are equal. */
function styleOf(table: SampleTable, time: SeenTime): Numbers {
  const cells = table.rows.flatMap((row) => row.filter((_, i) => !time.columns.includes(table.header[i] as string)));
  const read = (style: Numbers): number => cells.filter((cell) => numberStyles[style].plain(cell) !== undefined).length;
  return (["1234.5", "1234,5", "1,234.5", "1.234,5"] as const).toSorted((a, b) => read(b) - read(a))[0] as Numbers;
}

function columnsOf({ header, rows }: SampleTable, time: SeenTime, numbers: Numbers): readonly SeenColumn[] {
  return header.flatMap((column, i) => {
    if (column === "" || time.columns.includes(column)) return [];
    const values: { readonly value: string; readonly localMs: number }[] = [];
    for (const [r, row] of rows.entries()) {
      const cell = row[i] as string;
      if (cell === "" || nothing.includes(cell)) continue;
      const value = numberStyles[numbers].plain(cell);
      if (value === undefined) return [];
      values.push({ value, localMs: time.localMs[r] as number });
    }
    if (values.length === 0) return [];
    return [{ column, channel: channelNameOf(column, i), unit: unitInHeader(column), register: registerIn(values) }];
  });
}

function channelNameOf(column: string, place: number): string {
  const words = column.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const name = words
    .map((word, i) => (i === 0 ? decapitalised(word) : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
  return isName(name) && /^\p{L}/u.test(name) ? name : `column${place + 1}`;
}

/** An abbreviation such as CO2 stays as it is. */
const decapitalised = (word: string): string =>
  /^\p{Lu}[\p{Lu}\p{N}]/u.test(word) ? word : word.charAt(0).toLowerCase() + word.slice(1);

function sentences(table: SampleTable, time: SeenTime, columns: readonly SeenColumn[]): readonly string[] {
  const step = time.isMonthly ? "a month" : time.stepMs === dayMs ? "a day" : periodText(time);
  const list = [
    `${table.rows.length} rows of ${table.header.length} cells, cut by ${JSON.stringify(table.delimiter)}; ${columns.length} columns hold numbers.`,
    `Times in ${time.columns.map((column) => JSON.stringify(column)).join(", ")} have the format ${time.format}; ${Math.floor(time.regular * 100)} % of the rows are ${step} after the one before.`,
  ];
  if (table.skipLines > 0) list.push(`The header is line ${table.skipLines + 1}: take out the lines before it.`);
  if (time.rival !== undefined) list.push(`${time.rival} reads them just as well: only the plant knows which it is.`);
  const registers = columns.filter(({ register }) => register !== undefined);
  for (const { column, register } of registers)
    list.push(
      `${JSON.stringify(column)} only rises, from ${register?.first} to ${register?.last}: it seems to be a register (kind: counter), not amounts.`,
    );
  if (registers.length === columns.length) return list;
  if (registers.length > 0)
    list.push(
      "Amounts and registers have a rule each: ingest the file twice, with --import proposed and with --import proposedRegisters.",
    );
  if (time.midnight === "end-of-same-date") {
    list.push(
      `The row of 00:00 stands behind the last one of its date: each time is the END of its ${step}, and 00:00 closes the day under the same date.`,
    );
  } else if (time.isMonthly) list.push("One row a month: each seems to be the amount of its calendar month.");
  else if (time.stepMs === dayMs) list.push("One row a day: each seems to be the amount of its calendar day.");
  else
    list.push(
      `The first row is of ${time.stamp === "end" ? `${step} past midnight, so each time seems to be the END` : "a time that looks like the START"} of its ${step}.`,
    );
  return list;
}

function periodText({ stepMs: ms, isMonthly }: Pick<SeenTime, "stepMs" | "isMonthly">): string {
  if (isMonthly) return "calendar-month";
  if (ms % dayMs === 0) return ms === dayMs ? "calendar-day" : `${ms / dayMs}d`;
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000}h`;
  return ms % 60_000 === 0 ? `${ms / 60_000}min` : `${ms / 1000}s`;
}

function yamlOf(drafted: readonly Drafted[], time: SeenTime, seen: readonly string[]): string {
  const lines = [
    "# A proposal from the beginning of a file. Check every line before you put it into the plant file:",
    ...seen.map((sentence) => `# - ${sentence}`),
    "# - Times are local times of the plant's timeZone, unless you add `zone` below.",
    "channels:",
    ...drafted.flatMap(({ columns }) => known(columns).flatMap((column) => channelLines(column, time))),
    ...drafted.flatMap(({ columns }) => unknown(columns).flatMap((column) => channelLines(column, time))),
    "imports:",
    ...drafted.flatMap(ruleLines),
  ];
  return `${lines.join("\n")}\n`;
}

const known = (columns: readonly SeenColumn[]) => columns.filter(({ unit }) => unit !== undefined);
const unknown = (columns: readonly SeenColumn[]) => columns.filter(({ unit }) => unit === undefined);

/** A channel of the proposal; commented out where its unit is not known. */
function channelLines({ column, channel, unit, register }: SeenColumn, time: SeenTime): readonly string[] {
  const [outer, inner] = unit === undefined ? ["  # ", "  #   "] : ["  ", "    "];
  const named = `${outer}${channel}: # column ${JSON.stringify(column)}${unit === undefined ? "; its name tells no unit" : ""}`;
  const unitLine = `${inner}unit: ${unit?.symbol ?? "?"}`;
  if (register === undefined) {
    const kind =
      unit === undefined
        ? "interval"
        : "interval # or counter, if the values only rise; rate, if they are power or flow";
    return [named, `${inner}kind: ${kind}`, unitLine, `${inner}period: ${periodText(time)}`];
  }
  return [
    named,
    `${inner}kind: counter # its values only rise: ${register.first} to ${register.last}`,
    unitLine,
    `${inner}period: ${time.isMonthly ? "31d" : time.stepMs === dayMs ? "1d" : periodText(time)}`,
    `${inner}ratedPerHour: ${register.ratedPerHour} # twice the fastest rise in this file: check it against the meter's rating`,
  ];
}

function ruleLines({ rule, columns }: Drafted): readonly string[] {
  const named = rule.time.columns.map((column) => JSON.stringify(column));
  return [
    `  ${rule.name}:`,
    "    format: csv",
    ...(rule.delimiter === ","
      ? []
      : [`    delimiter: ${rule.delimiter === "\t" ? "tab" : JSON.stringify(rule.delimiter)}`]),
    ...(rule.numbers === "1234.5" ? [] : [`    numbers: ${JSON.stringify(rule.numbers)}`]),
    ...(rule.noReading.length === 0 ? [] : [`    noReading: ${JSON.stringify(rule.noReading)}`]),
    "    time:",
    `      column: ${named.length === 1 ? named[0] : `[${named.join(", ")}]`}`,
    `      format: ${JSON.stringify(rule.time.format)}`,
    `      stamp: ${rule.time.stamp}`,
    ...(rule.time.midnight === "start-of-date" ? [] : [`      midnight: ${rule.time.midnight}`]),
    "    columns:",
    ...known(columns).map(({ column, channel }) => `      ${JSON.stringify(column)}: ${channel}`),
    ...unknown(columns).map(({ column, channel }) => `      # ${JSON.stringify(column)}: ${channel}`),
  ];
}
