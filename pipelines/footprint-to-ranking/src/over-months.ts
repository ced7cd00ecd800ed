import type { Indicator } from "@celadon/proto";
import { Decimal, readDecimal } from "@celadon/quantity";
import { missingMonths } from "./missing-months.ts";
import { type MonthSpan, monthSpanOf } from "./month-span.ts";
import { perUnit } from "./per-unit.ts";

interface Placed {
  readonly span: MonthSpan;
  readonly indicator: Indicator;
}

/**
 * One indicator of one product over a span of months: of the one footprint that covers the whole span, where there is one, else
 * of its months, added up.
 *
 *   amount              sum of absolute / sum of produced: never a mean of figures per unit
 *   shares of time      sum of share * hours / sum of hours, of months that need anything metered
 *   shares of the amount  sum of share * |absolute| / sum of |absolute|, in millionths; absent where one of them is
 *
 * Months that do not tile the span leave the amount absent, and `reason` names them. The twin of the query that the benchmark
 * has the database run: small, slow, and its judge. Undefined without any indicator.
 */
export function overMonths(indicators: readonly Indicator[], span: MonthSpan): Indicator | undefined {
  const placed = indicators.flatMap((indicator): readonly Placed[] => {
    const own = monthSpanOf({ fromMs: Number(indicator.fromMs), toMs: Number(indicator.toMs) }, indicator.timeZone);
    return own === undefined ? [] : [{ span: own, indicator }];
  });
  const [any] = indicators;
  if (any === undefined) return undefined;
  const whole = placed.find(
    (one) => one.span.first === span.first && one.span.end === span.end && one.indicator.amount !== undefined,
  );
  const parts =
    whole === undefined
      ? placed
          .filter(
            (one) => one.span.end - one.span.first === 1 && one.span.first >= span.first && one.span.end <= span.end,
          )
          .sort((a, b) => a.span.first - b.span.first)
      : [whole];
  const list = parts.map(({ indicator }) => indicator);
  const [first, last] = [list[0] ?? any, list.at(-1) ?? any];
  const known = parts.filter(({ indicator }) => indicator.amount !== undefined);
  const isWhole = whole !== undefined || (known.length === parts.length && tiles(parts, span));
  const absolute = sum(list.map((one) => one.absolute));
  const produced = sum(list.map((one) => one.produced));
  return {
    ...last,
    fromMs: first.fromMs,
    absolute: isWhole ? absolute?.toFixed() : undefined,
    produced: isWhole ? produced?.toFixed() : undefined,
    amount:
      isWhole && absolute !== undefined && produced !== undefined
        ? perUnit(absolute.toFixed(), produced.toFixed())
        : undefined,
    ...timeOver(list),
    placeholderShare: isWhole ? ofAmount(list, (one) => one.placeholderShare) : undefined,
    assumedShare: isWhole ? ofAmount(list, (one) => one.assumedShare) : undefined,
    primaryDataShare: isWhole ? ofAmount(list, (one) => one.primaryDataShare) : undefined,
    placeholderRows: [...new Set(list.map((one) => one.placeholderRows))].sort().join("+"),
    marks: [...new Set(list.flatMap(({ marks }) => marks))].sort(),
    reason: isWhole
      ? ""
      : missingMonths(span, {
          factory: any.factory,
          product: any.product,
          known: known.map((one) => one.span.first),
          unknown: parts.filter((one) => !known.includes(one)).map((one) => one.span.first),
          reason: parts.find((one) => !known.includes(one))?.indicator.reason ?? "",
        }),
  };
}

const tiles = (parts: readonly Placed[], span: MonthSpan): boolean =>
  parts.length === span.end - span.first && parts.every((one, i) => one.span.first === span.first + i);

function sum(texts: readonly (string | undefined)[]): Decimal | undefined {
  const values = texts.map((text) => readDecimal(text ?? ""));
  return values.reduce((a, b) => (a === undefined || b === undefined ? undefined : a.plus(b)), new Decimal(0));
}

const hoursOf = ({ fromMs, toMs }: Indicator): Decimal => new Decimal(`${(toMs - fromMs) / 3_600_000n}`);

/** In 12 digits, rounded down; what was measured is the rest, so that the three add up to 1. */
function timeOver(list: readonly Indicator[]): Pick<Indicator, "measuredShare" | "estimatedShare" | "missingShare"> {
  const metered = list.filter(({ measuredShare }) => measuredShare !== "");
  if (metered.length === 0) return { measuredShare: "", estimatedShare: "", missingShare: "" };
  const hours = metered.map(hoursOf).reduce((a, b) => a.plus(b));
  const over = (of: (one: Indicator) => string): Decimal =>
    metered
      .map((one) => hoursOf(one).times(of(one)))
      .reduce((a, b) => a.plus(b))
      .dividedBy(hours)
      .toDecimalPlaces(12, Decimal.ROUND_DOWN);
  const [estimated, missing] = [over((one) => one.estimatedShare), over((one) => one.missingShare)];
  return {
    measuredShare: new Decimal(1).minus(estimated).minus(missing).toFixed(),
    estimatedShare: estimated.toFixed(),
    missingShare: missing.toFixed(),
  };
}

function ofAmount(list: readonly Indicator[], of: (one: Indicator) => string | undefined): string | undefined {
  const sizes = list.map(({ absolute }) => readDecimal(absolute ?? "")?.abs());
  const parts = list.map((one, i) => {
    const share = readDecimal(of(one) ?? "");
    const size = sizes[i];
    return share === undefined || size === undefined ? undefined : share.times(size).toFixed();
  });
  const [all, some] = [sum(sizes.map((size) => size?.toFixed())), sum(parts)];
  if (all === undefined || some === undefined || all.isZero()) return undefined;
  return some.dividedBy(all).toDecimalPlaces(6).toFixed();
}
