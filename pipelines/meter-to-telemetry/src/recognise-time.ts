import type { ImportRule } from "./import-rule.ts";
import { commonest, type SampleTable } from "./recognise-table.ts";
import { timePattern } from "./time-pattern.ts";
import { utf8Bytes } from "./utf8.ts";

/** How the times of a table are written, and what they seem to mean. */
export interface SeenTime {
  readonly columns: readonly string[];
  readonly format: string;
  readonly stamp: "start" | "end";
  readonly midnight: ImportRule["time"]["midnight"];
  readonly stepMs: number;
  /** Each row is the first of a month, one after the other, whose lengths differ. */
  readonly isMonthly: boolean;
  /** Share of neighbouring rows that are one step apart. */
  readonly regular: number;
  /** The local time of each row, as milliseconds of a clock without zone. */
  readonly localMs: readonly number[];
  /** Another format that reads all rows as regularly: nobody but the plant can tell. */
  readonly rival: string | undefined;
}

const dates = [
  "YYYY-MM-DD",
  "YYYY/MM/DD",
  "DD/MM/YYYY",
  "MM/DD/YYYY",
  "DD.MM.YYYY",
  "DD-MM-YYYY",
  "YYYYMMDD",
  "YYYY/M/D",
  "D/M/YYYY",
  "M/D/YYYY",
  "D.M.YYYY",
];
const times = [" HH:mm", " HH:mm:ss", "THH:mm", "THH:mm:ss", " H:mm", " H:mm:ss", ""];
/** A month is one row: no day in it, and no time of day. */
const months = ["YYYY-MM", "YYYY/MM", "YYYY/M", "MM/YYYY", "MM.YYYY", "YYYYMM"];
const formats = [...dates.flatMap((date) => times.map((time) => date + time)), ...months];

const dayMs = 86_400_000;

/** The column (or the columns Year, Month, Day) whose cells read as times at the most regular distance. */
export function recogniseTime({ header, rows }: SampleTable): SeenTime | undefined {
  const seen = [...header.keys()].flatMap((i) =>
    formats.flatMap(
      (format) =>
        seenOf(
          [header[i] as string],
          format,
          rows.map((row) => row[i] as string),
        ) ?? [],
    ),
  );
  const parts = ["year", "month", "day"].map((part) => header.findIndex((name) => name.toLowerCase() === part));
  if (parts.every((i) => i >= 0)) {
    const cells = rows.map((row) => parts.map((i) => row[i] as string).join(" "));
    const columns = parts.map((i) => header[i] as string);
    for (const format of ["YYYY M D", "YYYY.0 M.0 D.0"]) seen.push(...(seenOf(columns, format, cells) ?? []));
  }
  const [best, ...others] = seen.sort((a, b) => b.regular - a.regular);
  if (best === undefined || best.regular < 0.5) return undefined;
  const rival = others.find((other) => other.regular === best.regular && isOtherOrder(other.format, best.format));
  return { ...best, rival: rival?.format };
}

/** Day and month in the other order; `D/M` and `DD/MM` are one. */
const isOtherOrder = (a: string, b: string): boolean =>
  a.replace(/(.)\1+/g, "$1").replace(/[^YMD]/g, "") !== b.replace(/(.)\1+/g, "$1").replace(/[^YMD]/g, "");

function seenOf(columns: readonly string[], format: string, cells: readonly string[]): readonly SeenTime[] | undefined {
  const read = timePattern(format);
  const time = { day: 0, msOfDay: 0 };
  const local: number[] = [];
  for (const cell of cells) {
    const bytes = utf8Bytes(cell);
    if (bytes === undefined || !read(bytes, 0, bytes.length, time)) return undefined;
    local.push(time.day * dayMs + time.msOfDay);
  }
  if (local.length < 3) return undefined;
  const ofStart = regularity(local);
  const closing = local.map((ms) => (ms % dayMs === 0 ? ms + dayMs : ms));
  const ofEnd = regularity(closing);
  const isClosing = ofEnd.regular > ofStart.regular;
  const monthly = monthRegularity(local);
  const { stepMs, regular } = isClosing
    ? ofEnd
    : monthly > ofStart.regular
      ? { ...ofStart, regular: monthly }
      : ofStart;
  const beginsWithStep = (local[0] as number) % dayMs === stepMs % dayMs && stepMs < dayMs;
  return [
    {
      columns,
      format,
      stamp: isClosing || beginsWithStep ? "end" : "start",
      midnight: isClosing ? "end-of-same-date" : "start-of-date",
      stepMs,
      isMonthly: !isClosing && monthly > ofStart.regular,
      regular,
      localMs: isClosing ? closing : local,
      rival: undefined,
    },
  ];
}

/** Share of neighbouring rows that are the first days of two months next to each other. */
function monthRegularity(local: readonly number[]): number {
  if (local.slice(1).some((ms, i) => ms - (local[i] as number) < 28 * dayMs)) return 0;
  const dates = local.map((ms) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO("UTC"));
  if (dates.some(({ day, epochMilliseconds }) => day !== 1 || epochMilliseconds % dayMs !== 0)) return 0;
  const numbers = dates.map(({ year, month }) => year * 12 + month);
  const next = numbers.slice(1).filter((month, i) => month === (numbers[i] as number) + 1);
  return next.length / (numbers.length - 1);
}

function regularity(local: readonly number[]): { readonly stepMs: number; readonly regular: number } {
  const steps = local.slice(1).map((ms, i) => ms - (local[i] as number));
  const stepMs = commonest(steps.filter((step) => step > 0));
  if (stepMs === undefined) return { stepMs: 0, regular: 0 };
  return { stepMs, regular: steps.filter((step) => step === stepMs).length / steps.length };
}
