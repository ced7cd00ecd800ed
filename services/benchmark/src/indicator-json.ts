import type { Indicator } from "@celadon/proto";
import { instantText, localText } from "@celadon/quantity";
import { coverageOf } from "./coverage-of.ts";

/** An indicator in the JSON of the interface. Unknown figures are null. */
export function indicatorJson(indicator: Indicator) {
  const { fromMs, toMs, timeZone } = indicator;
  return {
    factory: indicator.factory,
    product: indicator.product,
    indicator: indicator.name,
    from: instantText(Number(fromMs)),
    to: instantText(Number(toMs)),
    localFrom: localText(Number(fromMs), timeZone),
    localTo: localText(Number(toMs), timeZone),
    ...figureJson(indicator),
    absolute: indicator.absolute ?? null,
    produced: indicator.produced ?? null,
    reason: indicator.reason === "" ? null : indicator.reason,
  };
}

/** What a figure is and what it rests on, as lists and rankings show it. */
export const figureJson = (indicator: Indicator) => ({
  amount: indicator.amount ?? null,
  unit: indicator.unit,
  declaredUnit: indicator.declaredUnit,
  coverage: coverageOf(indicator),
  measuredShare: textOrNull(indicator.measuredShare),
  estimatedShare: textOrNull(indicator.estimatedShare),
  missingShare: textOrNull(indicator.missingShare),
  assumedShare: indicator.assumedShare ?? null,
  placeholderShare: indicator.placeholderShare ?? null,
  primaryDataShare: indicator.primaryDataShare ?? null,
  marks: indicator.marks,
  footprint: textOrNull(indicator.footprint),
});

const textOrNull = (text: string): string | null => (text === "" ? null : text);
