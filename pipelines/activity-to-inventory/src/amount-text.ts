import { readDecimal, unitOf } from "@celadon/quantity";
import { unknownUnit } from "./leaf.ts";
import { type Shape, scalar } from "./shape.ts";

const timeWords = ["year", "month", "day", "hour"] as const;
export type TimeWord = (typeof timeWords)[number];

/** What an engineer wrote as an amount, its names not yet looked up. */
export type AmountText =
  | { readonly kind: "channels"; readonly terms: readonly Term[] }
  | { readonly kind: "stated"; readonly value: string; readonly unit: string; readonly per: TimeWord }
  | {
      readonly kind: "ratio";
      readonly value: string;
      readonly unit: string;
      readonly perUnit: string;
      readonly of: string;
    };

export interface Term {
  readonly channel: string;
  readonly isSubtracted: boolean;
}

type Answer = { readonly value: AmountText } | { readonly problem: string; readonly fix: string };

const forms =
  "Write a channel (`gridKwh`), a sum or difference (`gridKwh - soldKwh`), `12 t per year`, or `0.4 kg per m2 of leather`.";

/**
 * The small language of amounts:
 *
 *   mainKwh                     a channel
 *   mainKwh + pvKwh - soldKwh   sums and differences, with a blank on both sides of the sign
 *   12 t per year               stated; spread evenly over each calendar year (month, day, hour) of the plant
 *   0.37 kg per m2 of leather   stated for each unit of another flow of the process, or of `process/flow`, or of a channel
 */
export function readAmount(text: string): Answer {
  if (/^[+-]?[\d.,]+(?: |$)/.test(text)) return readStated(text);
  const parts = text.split(/ ([+-]) /);
  const terms = parts.flatMap((part, i) =>
    i % 2 === 0 ? [{ channel: part.trim(), isSubtracted: parts[i - 1] === "-" }] : [],
  );
  if (terms.some(({ channel }) => channel === "")) return { problem: `"${text}" is no amount.`, fix: forms };
  const sorted = terms.toSorted(
    (a, b) => Number(a.isSubtracted) - Number(b.isSubtracted) || (a.channel < b.channel ? -1 : 1),
  );
  return { value: { kind: "channels", terms: sorted } };
}

const statedShape = /^(\S+) +(\S+) +per +(\S+)(?: +of +(.+))?$/;

function readStated(text: string): Answer {
  const match = statedShape.exec(text);
  if (match === null) return { problem: `"${text}" does not say per what.`, fix: forms };
  const [, number = "", unitText = "", per = "", of] = match;
  const value = readDecimal(number);
  if (value === undefined) return { problem: `"${number}" is no plain decimal number.`, fix: forms };
  if (value.isNegative())
    return {
      problem: `"${text}" is a negative amount.`,
      fix: "State what flows, and let the list it stands in say which way.",
    };
  const unit = unitOf(unitText);
  if (unit.kind !== "accept") return unknownUnit(unit.evidence);
  if (of === undefined) {
    const word = timeWords.find((one) => one === per);
    if (word === undefined)
      return {
        problem: `"${text}" is spread over "${per}".`,
        fix: `Take one of: ${timeWords.join(", ")}; or write \`per ${per} of NAME\`.`,
      };
    return { value: { kind: "stated", value: value.toFixed(), unit: unit.value.symbol, per: word } };
  }
  const perUnit = unitOf(per);
  if (perUnit.kind !== "accept") return unknownUnit(perUnit.evidence);
  return {
    value: {
      kind: "ratio",
      value: value.toFixed(),
      unit: unit.value.symbol,
      perUnit: perUnit.value.symbol,
      of: of.trim(),
    },
  };
}

export const amountText: Shape<AmountText> = scalar({ type: "string" }, readAmount);
