import { hourMs, instantText, type Period } from "@celadon/quantity";
import { type Fates, fatesOf } from "./fates.ts";
import { type Hours, hoursOf } from "./hours-of.ts";
import { microText } from "./micro-text.ts";
import type { Event, Scenario } from "./scenario.ts";
import { truthFor } from "./truth.ts";

/** Something that went wrong, and what a person has to declare before its hours can be right. */
export interface FaultTruth {
  readonly fault: Event["kind"] | "rollover" | "late-day" | "lost-day";
  /** Absent where all channels are concerned. */
  readonly channel?: string;
  readonly from: string;
  readonly to?: string;
  /** Of an outage: whether its readings came afterwards, wait to be asked for, or never were. */
  readonly after?: "resent" | "kept" | "lost";
  /** The facts that no reading tells; null where readings and plant file say enough. */
  readonly declaration: { readonly kind: "replacement"; readonly closing: string; readonly opening: string } | null;
}

/** What goes wrong in a period: by plan, by chance, and the registers that start again. In the order of time. */
export function faultsOf(scenario: Scenario, seed: number, period: Period): readonly FaultTruth[] {
  const { fromMs, toMs } = period;
  const registers = registersIn(scenario, seed, period);
  const planned = scenario.events
    .filter((event) => event.fromMs >= fromMs && event.fromMs < toMs)
    .map((event) => plannedFault(event, registers.closings));
  return [...planned, ...chanceFaults(scenario, seed, period), ...registers.rollovers].toSorted((a, b) =>
    a.from < b.from ? -1 : Number(a.from > b.from),
  );
}

function plannedFault(event: Event, closings: ReadonlyMap<Event, string>): FaultTruth {
  const { kind, channel, fromMs } = event;
  const place = { fault: kind, ...(channel === undefined ? {} : { channel }), from: instantText(fromMs) };
  if (event.kind === "replacement") {
    const closing = closings.get(event);
    if (closing === undefined) throw new Error(`No hour of "${event.channel}" ends at ${place.from}.`);
    return { ...place, declaration: { kind: "replacement", closing, opening: microText(event.openingMicro) } };
  }
  if (event.kind === "zero") return { ...place, declaration: null };
  const to = instantText(event.toMs);
  return { ...place, to, ...(event.kind === "outage" ? { after: event.after } : {}), declaration: null };
}

interface Registers {
  readonly rollovers: readonly FaultTruth[];
  /** What a register that is replaced shows last. */
  readonly closings: ReadonlyMap<Event, string>;
}

/** Registers hold all hours since the scenario begins, so all are passed through; not where nothing happens to any. */
function registersIn(scenario: Scenario, seed: number, { fromMs, toMs }: Period): Registers {
  const rollovers: FaultTruth[] = [];
  const closings = new Map<Event, string>();
  const counters = scenario.channels.flatMap(({ name, meter }, at) => {
    const event = scenario.events.find(({ kind, channel }) => kind === "replacement" && channel === name);
    const modulusMicro = meter.kind === "counter" ? meter.modulusMicro : undefined;
    return event === undefined && modulusMicro === undefined ? [] : [{ channel: name, at, event, modulusMicro }];
  });
  if (counters.length === 0) return { rollovers, closings };
  const { sight, pass } = hoursOf(truthFor(scenario, seed), scenario);
  while (sight.hour * hourMs < toMs) {
    for (const { channel, at, event, modulusMicro } of counters) {
      const before = registerOf(sight, at);
      const after = before + (sight.amounts[at] as number); // as long as the channels
      const turned = (micro: number): number => (modulusMicro === undefined ? 0 : Math.floor(micro / modulusMicro));
      const [from, to] = [sight.hour * hourMs, (sight.hour + 1) * hourMs].map(instantText) as [string, string];
      if (turned(after) > turned(before) && sight.hour * hourMs >= fromMs)
        rollovers.push({ fault: "rollover", channel, from, to, declaration: null });
      if (event !== undefined && event.fromMs === (sight.hour + 1) * hourMs)
        closings.set(event, microText(modulusMicro === undefined ? after : after % modulusMicro));
    }
    pass();
  }
  return { rollovers, closings };
}

const registerOf = ({ bases, sums }: Hours["sight"], at: number): number =>
  (bases[at] as number) + (sums[at] as number); // both as long as the channels

/** Those that are drawn for each day. */
function chanceFaults(scenario: Scenario, seed: number, { fromMs, toMs }: Period): readonly FaultTruth[] {
  const { calendar } = truthFor(scenario, seed);
  const fates = fatesOf(scenario, seed);
  const faults: FaultTruth[] = [];
  const first = calendar.dayOfHour(Math.max(Math.floor(fromMs / hourMs), calendar.beginHour)).number;
  for (let day = calendar.dayAt(first); day.startHour * hourMs < toMs; day = calendar.dayAt(day.number + 1)) {
    const from = instantText(day.startHour * hourMs);
    const to = instantText((day.startHour + day.clock.length) * hourMs);
    if (fates.isLate(day)) faults.push({ fault: "late-day", from, to, declaration: null });
    for (const { name: channel, meter } of scenario.channels)
      faults.push(...chanceFaultOf(channel, meter.kind, fates, day, { from, to }));
  }
  return faults;
}

function chanceFaultOf(
  channel: string,
  kind: Scenario["channels"][number]["meter"]["kind"],
  fates: Fates,
  day: Parameters<Fates["isLate"]>[0],
  { from, to }: { readonly from: string; readonly to: string },
): readonly FaultTruth[] {
  const outage = kind === "counter" ? fates.outageOf(channel)(day) : undefined;
  if (outage !== undefined) {
    const [begin, end] = [outage.fromHour * hourMs, outage.toHour * hourMs].map(instantText) as [string, string];
    return [{ fault: "outage", channel, from: begin, to: end, after: "lost", declaration: null }];
  }
  const isLost = kind === "calendar-day" && fates.losesDayOf(channel)(day);
  return isLost ? [{ fault: "lost-day", channel, from, to, declaration: null }] : [];
}
