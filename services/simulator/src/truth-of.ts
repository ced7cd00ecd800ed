import { hourMs, instantText, type Period } from "@celadon/quantity";
import type { Day } from "./day.ts";
import { type FaultTruth, faultsOf } from "./faults-of.ts";
import { microText } from "./micro-text.ts";
import type { Scenario } from "./scenario.ts";
import { truthFor } from "./truth.ts";

/** What really happened to one channel, as decimals. A state has its level by hour, and adds up to nothing. */
export interface ChannelTruth {
  readonly channel: string;
  readonly total?: string;
  /** By local month, such as `2026-01`; of a month at the rim what lies in the period. */
  readonly months?: Readonly<Record<string, string>>;
  /** From the beginning of the period on, one for each UTC hour. */
  readonly hours: readonly string[];
}

export interface PeriodTruth {
  readonly factory: string;
  readonly seed: number;
  readonly from: string;
  readonly to: string;
  readonly channels: readonly ChannelTruth[];
  readonly faults: readonly FaultTruth[];
}

/** What really happened in the whole UTC hours of a period since the scenario begins, the unmetered channels included. */
export function truthOf(scenario: Scenario, seed: number, { fromMs, toMs }: Period): PeriodTruth {
  const { calendar, amountsAt } = truthFor(scenario, seed);
  const size = scenario.channels.length;
  const from = Math.max(Math.ceil(fromMs / hourMs), calendar.beginHour);
  const to = Math.max(Math.floor(toMs / hourMs), from);
  const hours: Float64Array[] = [];
  const months: { readonly name: string; readonly sums: Float64Array }[] = [];
  const totals = new Float64Array(size);
  for (let hour = from; hour < to; hour++) {
    const amounts = new Float64Array(size);
    amountsAt(hour, amounts);
    hours.push(amounts);
    const name = monthOf(calendar.dayOfHour(hour));
    if (months.at(-1)?.name !== name) months.push({ name, sums: new Float64Array(size) });
    for (const sums of [totals, months.at(-1)?.sums]) if (sums !== undefined) addTo(sums, amounts);
  }
  const channels = scenario.channels.map(({ name, meter }, at): ChannelTruth => {
    const text = (amounts: Float64Array): string => microText(amounts[at] as number); // as long as the channels
    const levels = { channel: name, hours: hours.map(text) };
    if (meter.kind === "state") return levels;
    const byMonth = Object.fromEntries(months.map(({ name: month, sums }) => [month, text(sums)]));
    return { ...levels, total: text(totals), months: byMonth };
  });
  const textOf = (hour: number): string => instantText(hour * hourMs);
  const faults = faultsOf(scenario, seed, { fromMs: from * hourMs, toMs: to * hourMs });
  return { factory: scenario.factory, seed, from: textOf(from), to: textOf(to), channels, faults };
}

function addTo(sums: Float64Array, amounts: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (amounts[i] as number); // of one length
}

const monthOf = ({ year, month }: Day): string => `${year}-${String(month).padStart(2, "0")}`;
