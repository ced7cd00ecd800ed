import type { MeterDay, MeterState } from "@celadon/proto";
import { localText, unitByCode } from "@celadon/quantity";
import { ruleAt } from "@celadon/telemetry-to-activity";
import type { Channel } from "../channel.ts";
import { type Sighting, storedSightings } from "../sightings.ts";
import { declaredStretches } from "../store-channels.ts";
import { freshnessLimits, freshnessOf } from "./freshness.ts";
import { type KnownDay, knownDays } from "./known-days.ts";
import { type Day, lastDays } from "./last-days.ts";
import { newestReadings } from "./newest-readings.ts";
import { type ReasonRow, readingsByReason } from "./readings-by-reason.ts";
import { channelsOf, type QueryPorts, type Scope, zoneOf } from "./scope.ts";

/** What is asked of meters. */
export interface MeterScope extends Pick<Scope, "factory" | "channels" | "within"> {
  readonly days: number;
  /** Only those behind this one of the list. */
  readonly behind?: { readonly factory: string; readonly channel: string } | undefined;
  /** No more than these are wanted. */
  readonly most?: number | undefined;
}

/** So many channels are looked up at once: four statements for each such group, whatever it holds. */
const together = 2_000;
/** Behind every reading. */
const endMs = 4_102_444_800_000;

/** How the channels of a scope fare, by factory and name, as of an instant. */
export async function* listMeters(
  { store, book }: QueryPorts,
  { behind, days: count, most, ...scope }: MeterScope,
  nowMs: number,
): AsyncGenerator<MeterState> {
  const all = channelsOf(book, scope).filter((channel) => behind === undefined || isBehind(channel, behind));
  const asked = most === undefined ? all : all.slice(0, most);
  for (const { zone, channels } of groupsOf(asked, (factory) => zoneOf(book, factory))) {
    const days = lastDays(nowMs, zone, count);
    const [first] = days;
    if (first === undefined) return;
    const fates = byChannel(await readingsByReason(store, channels, { fromMs: first.fromMs, toMs: endMs }));
    const known = await knownDays(store, channels, days);
    const sightings = await storedSightings(
      store,
      channels.map(({ channelId }) => channelId),
    );
    const newest = await newestReadings(store, channels, { fromMs: first.fromMs, nowMs });
    for (const channel of channels) {
      const { idText } = channel;
      yield stateOf(channel, {
        ...{ zone, nowMs, sighting: sightings.get(idText), inDaysMs: newest.get(idText) },
        fates: fates.get(idText) ?? [],
        days: days.map((day) => ({ day, known: known(idText, day) })),
      });
    }
  }
}

type Named = Pick<Channel, "factory" | "channel">;
const isBehind = (one: Named, last: Named): boolean =>
  one.factory === last.factory ? one.channel > last.channel : one.factory > last.factory;

/** Channels in their order, in groups of one clock each. */
function groupsOf(channels: readonly Channel[], zoneOfFactory: (factory: string) => string) {
  const zones = new Map<string, string>();
  const groups: { readonly zone: string; readonly channels: Channel[] }[] = [];
  for (const channel of channels) {
    const zone = zones.get(channel.factory) ?? zoneOfFactory(channel.factory);
    zones.set(channel.factory, zone);
    const last = groups.at(-1);
    if (last !== undefined && last.zone === zone && last.channels.length < together) last.channels.push(channel);
    else groups.push({ zone, channels: [channel] });
  }
  return groups;
}

function byChannel(rows: readonly ReasonRow[]): ReadonlyMap<string, readonly ReasonRow[]> {
  const found = new Map<string, ReasonRow[]>();
  for (const row of rows) {
    const own = found.get(row.channelId);
    if (own === undefined) found.set(row.channelId, [row]);
    else own.push(row);
  }
  return found;
}

interface Found {
  readonly zone: string;
  readonly nowMs: number;
  readonly sighting: Sighting | undefined;
  /** The newest reading of the asked days. */
  readonly inDaysMs: number | undefined;
  readonly fates: readonly ReasonRow[];
  readonly days: readonly { readonly day: Day; readonly known: KnownDay }[];
}

function stateOf(channel: Channel, { zone, nowMs, sighting, inDaysMs, fates, days }: Found): MeterState {
  const rule = ruleAt(channel.eras, nowMs);
  const lastMs = inDaysMs ?? earlierMs(channel, sighting, nowMs);
  // An instant is the end of what a reading tells of, but for those whose channel says that it is the start.
  const toldUntilMs = lastMs === undefined ? undefined : lastMs + (rule?.isStartStamped === true ? rule.periodMs : 0);
  const seen = sighting?.atMs === lastMs ? sighting : undefined;
  const ageMs = toldUntilMs === undefined ? undefined : nowMs - toldUntilMs;
  const limits = rule === undefined ? undefined : freshnessLimits(rule.periodMs);
  const unit = rule === undefined ? undefined : unitByCode(rule.unitCode);
  return {
    ...{ factory: channel.factory, channel: channel.channel },
    ...{ kind: rule === undefined ? "" : rule.kind, unit: unit === undefined ? "" : unit.symbol },
    periodMs: whole(rule?.periodMs),
    lastMs: whole(lastMs),
    localLast: lastMs === undefined ? "" : localText(lastMs, zone),
    receivedMs: whole(seen?.receivedMs),
    origin: seen === undefined ? "" : seen.origin,
    lagMs: seen === undefined || toldUntilMs === undefined ? undefined : whole(seen.receivedMs - toldUntilMs),
    freshness: freshnessOf(ageMs, rule?.periodMs),
    ageMs: whole(ageMs),
    lateAfterMs: whole(limits?.lateAfterMs),
    silentAfterMs: whole(limits?.silentAfterMs),
    accepted: fates.filter(({ reason }) => reason === "").reduce((sum, { count }) => sum + count, 0n),
    quarantined: fates
      .filter(({ reason }) => reason !== "")
      .map(({ reason, count }) => ({ reason, readings: count }))
      .sort((a, b) => (a.reason < b.reason ? -1 : 1)),
    days: days.map(({ day, known }) => dayOf(channel, day, known, nowMs)),
  };
}

const whole = (number: number | undefined): bigint | undefined => (number === undefined ? undefined : BigInt(number));

/** The newest reading before the asked days, as far as it is remembered; the bounds of a book only to be asked are no readings. */
function earlierMs({ lastMs }: Channel, sighting: Sighting | undefined, nowMs: number): number | undefined {
  const kept = lastMs === undefined || lastMs > nowMs ? undefined : lastMs;
  if (sighting === undefined || kept === undefined) return sighting?.atMs ?? kept;
  return Math.max(sighting.atMs, kept);
}

function dayOf(
  channel: Channel,
  { day, fromMs, toMs }: Day,
  { measuredMs, estimatedMs }: KnownDay,
  nowMs: number,
): MeterDay {
  const passedMs = Math.min(toMs, nowMs);
  const declaredMs = declaredStretches(channel).reduce(
    (sum, stretch) => sum + Math.max(Math.min(stretch.toMs, passedMs) - Math.max(stretch.fromMs, fromMs), 0),
    0,
  );
  // A reading may tell of time that our own clock has not reached yet.
  const wholeMs = Math.max(declaredMs, measuredMs + estimatedMs);
  return { day, measuredMs, estimatedMs, missingMs: wholeMs - measuredMs - estimatedMs };
}
