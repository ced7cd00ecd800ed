import { type Shape, scalar } from "@celadon/activity-to-inventory/closed-yaml";
import { readDecimal } from "@celadon/quantity";
import type { Range } from "./scenario.ts";

// Shares and intensities of a scenario are doubles: they decide amounts, and amounts are rounded once to what a meter shows.

const decimalOf = (text: string): number | undefined => readDecimal(text.trim())?.toNumber();

/** A number of at least 0 with at most three decimals: what a meter can show. */
export const amount: Shape<number> = scalar({ type: ["number", "string"] }, (given) => {
  const value = readDecimal(given);
  return value === undefined || value.isNegative() || value.decimalPlaces() > 3 || value.greaterThan(9e9)
    ? {
        problem: `"${given}" is no plain number from 0 to 9000000000 with at most 3 decimals.`,
        fix: "Write it like `12.5`.",
      }
    : { value: value.toNumber() };
});

/** A number above 0, or `low..mode..high`. */
export const range: Shape<Range> = scalar({ type: ["number", "string"] }, (given) => {
  const [low, mode = low, high = low, ...rest] = given.split("..").map(decimalOf);
  const isOne = !given.includes("..");
  if (low === undefined || mode === undefined || high === undefined || rest.length > 0 || !(low > 0))
    return { problem: `"${given}" is no number above 0.`, fix: "Write `2.5`, or `1.8..2.5..3.5` for peers." };
  if (!isOne && (given.split("..").length !== 3 || mode < low || high < mode))
    return { problem: `"${given}" does not rise from low over mode to high.`, fix: "Write it like `1.8..2.5..3.5`." };
  return { value: { low, mode, high } };
});

const share = (
  given: string,
  least: number,
): { readonly value: number } | { readonly problem: string; readonly fix: string } => {
  const value = decimalOf(/^(\S+?) ?%$/.exec(given)?.[1] ?? "");
  return value === undefined || value < least || value > 100
    ? { problem: `"${given}" is no share from ${least} % to 100 %.`, fix: "Write it like `5 %`." }
    : { value: value / 100 };
};

export const percent: Shape<number> = scalar({ type: "string" }, (given) => share(given, 0));
export const seasonPercent: Shape<number> = scalar({ type: "string" }, (given) => share(given, -100));

export const whole = (least: number, most: number): Shape<number> =>
  scalar({ type: ["number", "string"] }, (given) => {
    const value = /^\d{1,4}$/.test(given) ? Number(given) : Number.NaN;
    return value >= least && value <= most
      ? { value }
      : {
          problem: `"${given}" is no whole number from ${least} to ${most}.`,
          fix: `Write one, such as \`${least + 1}\`.`,
        };
  });

export interface HourRange {
  readonly from: number;
  readonly to: number;
}

const hoursIn = (given: string): HourRange | undefined => {
  const [, from, to] = /^(\d{1,2}) ?- ?(\d{1,2})$/.exec(given) ?? [];
  return from === undefined || to === undefined || Number(to) > 24 ? undefined : { from: Number(from), to: Number(to) };
};

/** Hours of the plant's clock, `6-14`. */
export const clockHours: Shape<HourRange> = scalar({ type: "string" }, (given) => {
  const hours = hoursIn(given);
  return hours === undefined || hours.from >= hours.to
    ? {
        problem: `"${given}" is no stretch of a day in whole hours.`,
        fix: "Write it like `6-14`; a night is `22-24` and `0-6`.",
      }
    : { value: hours };
});

/** How many hours, `2-12`: both may be. */
export const hourRange: Shape<HourRange> = scalar({ type: "string" }, (given) => {
  const hours = hoursIn(given);
  return hours === undefined || hours.from < 1 || hours.from > hours.to
    ? { problem: `"${given}" is no range from 1 to 24 hours.`, fix: "Write it like `2-12`." }
    : { value: hours };
});

const weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** `Mon-Sat`, `Mon, Wed`: 1 is Monday. */
export const weekdays: Shape<readonly number[]> = scalar({ type: "string" }, (given) => {
  const days = given.split(",").flatMap((part) => {
    const [from = 0, to = from] = part.split("-").map((word) => weekdayNames.indexOf(word.trim()) + 1);
    return from < 1 || to < from ? [Number.NaN] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
  return days.some(Number.isNaN)
    ? {
        problem: `"${given}" are no days of the week.`,
        fix: `Write \`Mon-Sat\` or \`Mon, Wed\`, of ${weekdayNames.join(", ")}.`,
      }
    : { value: [...new Set(days)] };
});

/** `7, 8`. */
export const monthList: Shape<readonly number[]> = scalar({ type: ["number", "string"] }, (given) => {
  const months = given.split(",").map((part) => Number(part.trim()));
  return months.every((month) => Number.isInteger(month) && month >= 1 && month <= 12)
    ? { value: months }
    : { problem: `"${given}" are no months.`, fix: "Write numbers from 1 to 12, such as `7, 8`." };
});
