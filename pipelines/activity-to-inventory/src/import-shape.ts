import { choice, text, timeZone, unit } from "./leaf.ts";
import { mapped, may, need, type Read, record, type Shape, scalar } from "./shape.ts";
import { dictionary, list, type NameRule, short } from "./shape-of-many.ts";

const oneOrMore: Shape<readonly string[]> = short(
  { schema: text.schema, read: (node, path, report) => listOf(text.read(node, path, report)) },
  list(text),
);
const listOf = (one: string | undefined): readonly string[] | undefined => (one === undefined ? undefined : [one]);

const time = record({
  column: need(oneOrMore, "Header of the column with the time; several are joined with one blank."),
  format: need(
    text,
    "`iso`, or a pattern of YYYY M MM D DD H HH mm ss, such as `DD/MM/YYYY HH:mm`; `YYYY-MM` for calendar months.",
  ),
  zone: may(timeZone, "Time zone of the file; the plant's where nothing is said."),
  stamp: need(
    choice("start", "end", "instant"),
    "What the time is of: the start or the end of the interval, or the instant of a counter, rate or state.",
  ),
  midnight: may(
    choice("end-of-same-date", "start-of-date"),
    "What 00:00 is: the start of its date (where nothing is said), or its end, in files that close a day under the same date.",
  ),
});

const whole = scalar({ type: "integer", minimum: 0 }, (given) =>
  /^\d{1,4}$/.test(given)
    ? { value: Number(given) }
    : { problem: `"${given}" is no number of lines.`, fix: "Write a whole number." },
);

const column = record({
  channel: need(text, "The channel it fills."),
  unit: may(unit, "Unit of the column; the channel's where nothing is said."),
});
const columnShape: Shape<Read<typeof column>> = short(
  mapped(text, (channel) => ({ channel })),
  column,
);

/** A header may be any text: it belongs to the other system. */
const anyHeader: NameRule = () => undefined;

const numberStyles = ["1234.5", "1,234.5", "1234,5", "1.234,5"] as const;

export const importShape = record({
  format: need(choice("csv"), "csv, with a header line."),
  description: may(text, "Which system writes the file."),
  skipLines: may(whole, "Lines before the header that are no part of the table."),
  delimiter: may(choice(",", ";", "tab", "|"), "What stands between cells; a comma where nothing is said."),
  numbers: may(choice(...numberStyles), "How a number is written, by example; 1234.5 where nothing is said."),
  noReading: may(list(text), "Texts that stand for no reading, such as `NaN`. A blank cell always does."),
  time: need(time, "When a row is."),
  columns: need(
    dictionary(columnShape, anyHeader),
    "Header of a column: the channel it fills. Other columns are not read.",
  ),
});

export type ImportDraft = Read<typeof importShape>;
