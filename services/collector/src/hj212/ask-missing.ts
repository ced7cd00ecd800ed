import { setTimeout as sleep } from "node:timers/promises";
import { askPeriod } from "@celadon/hj212";
import type { Store } from "@celadon/runtime";
import { askStation } from "./ask-station.ts";
import { openEmptyPeriods } from "./empty-periods.ts";
import type { Hj212Ports } from "./hj212-ports.ts";
import type { KnownStation } from "./known-station.ts";
import { type MissingPeriods, missingPeriods } from "./missing-periods.ts";
import { storedPeriods } from "./stored-periods.ts";

/** How often gaps are looked for, and how long a station is left alone with what it was asked for in vain. */
export interface AskTimes {
  readonly lookMs: number;
  readonly againMs: number;
}

const usualTimes: AskTimes = { lookMs: 60_000, againMs: 600_000 };
/** So often the same stretch is asked for; then only after a restart. */
const triesMax = 3;
/** Stretches that are remembered; beyond them all may be asked for again. */
const triedMax = 100_000;
const dayMs = 86_400_000;

interface Tried {
  tries: number;
  nextMs: number;
}

/**
 * Asks stations for the periods that are missing of them: from the store, what the last days lack; one stretch at a time of each
 * station, oldest first; never again for what it said it has not (ExeRtn 100). What comes are uploads like all others.
 */
export async function askMissing(
  { store, ...ports }: Hj212Ports & { readonly store: Store },
  signal: AbortSignal,
  { lookMs, againMs }: AskTimes = usualTimes,
): Promise<void> {
  const empty = await openEmptyPeriods(store);
  const tried = new Map<string, Tried>();
  const running = new Set<Promise<void>>();

  const isDue = ({ mn }: KnownStation, stretch: MissingPeriods): boolean => {
    if (empty.has(mn, stretch)) return false;
    const before = tried.get(keyOf(mn, stretch));
    return before === undefined || (before.tries < triesMax && ports.now() >= before.nextMs);
  };
  const askOne = async (station: KnownStation, of: "2051" | "2061", stretch: MissingPeriods): Promise<void> => {
    const sighting = ports.watch.of(station.mn);
    if (sighting === undefined) return;
    const asked = askStation(station, sighting, ports, (exchange) => askPeriod(exchange, of, stretch));
    if (asked === undefined) return;
    if (tried.size >= triedMax) tried.clear();
    const before = tried.get(keyOf(station.mn, stretch));
    const tries = before === undefined ? 1 : before.tries + 1;
    tried.set(keyOf(station.mn, stretch), { tries, nextMs: ports.now() + againMs * 2 ** (tries - 1) });
    const end = await asked;
    if (end.kind === "no-data") await empty.add(station.mn, stretch);
    ports.meter.count("celadon_station_requests_total", { result: end.kind });
    ports.notes.info({ station: station.name, ...stretch, ...end }, "asked a station for what is missing");
  };
  const look = async (station: KnownStation): Promise<void> => {
    const { asks, mn } = station;
    if (asks === undefined || ports.exchanges.isBusy(mn) || ports.watch.of(mn)?.peer.isOpen() !== true) return;
    const periodMs = asks.of === "2061" ? 3_600_000 : station.minutes * 60_000;
    // The period that has just ended is still on its way.
    const span = { fromMs: ports.now() - asks.days * dayMs, toMs: ports.now() - 2 * periodMs, periodMs };
    const present = await storedPeriods(store, {
      factory: station.factory,
      prefix: `${station.name}/${asks.of}/`,
      ...{ fromMs: span.fromMs, toMs: span.toMs },
    });
    const next = missingPeriods(present, span).find((stretch) => isDue(station, stretch));
    if (next === undefined) return;
    const work = askOne(station, asks.of, next);
    running.add(work);
    work
      .catch((error: unknown) => ports.notes.warn({ err: error }, "a station could not be asked for what is missing"))
      .finally(() => running.delete(work));
  };

  while (!signal.aborted) {
    for (const station of ports.register.all()) {
      if (signal.aborted) break;
      await look(station).catch((error: unknown) =>
        ports.notes.warn({ err: error, station: station.name }, "what is missing of a station could not be looked up"),
      );
    }
    await sleep(lookMs, undefined, { signal }).catch(() => undefined);
  }
  await Promise.allSettled(running);
}

/** By its end, which stays where it is while the beginning leaves the days that are looked at. */
const keyOf = (mn: string, { endMs }: MissingPeriods): string => `${mn} ${endMs}`;
