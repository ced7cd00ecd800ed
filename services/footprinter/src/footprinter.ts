import { topics } from "@celadon/proto";
import { type EventLog, type Log, type Meter, noMeter } from "@celadon/runtime";
import { openHours } from "./open-hours.ts";
import { footprinterGroup, type Pace } from "./pace.ts";
import { periodsToRenew } from "./periods-to-renew.ts";
import { readableEvents } from "./readable-events.ts";
import { type RenewalPorts, renewPeriods, sharesOf } from "./renew-periods.ts";
import type { Evidence } from "./stored-evidence.ts";
import { storedLots } from "./stored-lots.ts";
import { storedModels } from "./stored-models.ts";

/**
 * After a round it rests, so that under a flood of readings most of the store's time is the ledger's: twice as long as the round
 * took, but less after a short one, which took little from anybody and whose figures somebody watches. A store of its own machine
 * does several things at once, and a round there is of many plants: then a quarter of it, and a second at most.
 */
const restMs = (roundMs: number, isShared: boolean): number =>
  isShared ? Math.min(1_000, roundMs / 4) : Math.min(10_000, roundMs * Math.min(2, roundMs / 1_000));
const heldMs = 100;

/**
 * Renews footprints as windows and models change: each event names hours, hours lie in periods, and every product of the plant
 * gets a new footprint of each. Events that gather meanwhile become one round. At least once: ids tell what is really new.
 */
export async function footprinter(
  {
    log,
    notes,
    now,
    pace,
    isHeld = () => false,
    isShared = false,
    meter = noMeter,
    ...ports
  }: RenewalPorts & {
    readonly log: EventLog;
    readonly notes: Log;
    readonly now: () => number;
    readonly pace: Pace;
    /** While true no footprint is renewed: much is coming in that would change them all again. */
    readonly isHeld?: () => boolean;
    /** Whether store and log are servers that others use too. */
    readonly isShared?: boolean;
    readonly meter?: Meter;
  },
  signal: AbortSignal,
): Promise<void> {
  let open = openHours();
  await log.subscribe(
    {
      topic: topics.activity.name,
      group: footprinterGroup,
      together: true,
      onAssigned: async () => {
        open = openHours();
      },
    },
    async (batch) => {
      const seen = open;
      while (isHeld() && !signal.aborted) await pace.rest(heldMs, signal);
      const startedMs = now();
      const events = await readableEvents({ log, meter }, batch.records, now);
      /** Up to where in the log the figures of a factory reach: as far as its partition was read. */
      const positionOf = (factory: string): string => {
        const partition = events.find((event) => event.factory === factory)?.partition;
        return events.findLast((event) => event.partition === partition)?.position ?? "";
      };
      const news = events.filter(seen.canChange);
      if (news.length === 0) return batch.commit();
      const named = [...new Set(news.map(({ factory }) => factory))];
      const models = await storedModels(ports.store, named);
      const lots = await storedLots(ports.store, named);
      const touched = await periodsToRenew(ports.store, news, models, lots);
      const factories = [...new Set(touched.map(({ factory }) => factory))];
      const gone = touched.filter(({ isGone }) => isGone);
      if (gone.length > 0) {
        const renewals = gone.map(({ factory, fromMs, toMs, lot }) => ({
          period: { factory, fromMs, toMs, lot: lot?.key },
          footprints: [],
          position: positionOf(factory),
        }));
        await ports.inTurn(() => ports.shelf.put(renewals));
      }
      const plants = factories.flatMap((factory) => {
        const periods = touched.filter((period) => period.factory === factory && !period.isGone);
        return periods.length === 0 ? [] : [{ factory, periods, position: positionOf(factory) }];
      });
      const read = new Map<string, Evidence>();
      for (const share of sharesOf(plants)) {
        if (signal.aborted) return;
        for (const { factory, period, outcome, evidence } of await renewPeriods(share, ports, models)) {
          read.set(factory, evidence);
          const { fromMs, toMs, lot } = period;
          const about = { factory, fromMs, toMs, ...(lot === undefined ? {} : { lot: lot.name }) };
          if (outcome.kind !== "accept") {
            meter.count("celadon_footprint_refusals_total", { reason: outcome.reason });
            // A change at a border touches the period behind it too, which may hold nothing yet.
            const level = outcome.reason === "no-activity" || outcome.reason === "no-model" ? "debug" : "warn";
            notes[level]({ ...about, reason: outcome.reason, evidence: outcome.evidence }, "no footprint");
            continue;
          }
          for (const { status } of outcome.value.footprints) meter.count("celadon_footprints_total", { status });
          for (const refusal of outcome.value.refusals) {
            meter.count("celadon_footprint_refusals_total", { reason: refusal.reason });
            notes.warn({ ...about, ...refusal }, "no footprint");
          }
        }
      }
      for (const [factory, { windows }] of read) {
        const borders = lots.filter((lot) => lot.factory === factory).flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
        seen.saw(factory, windows, borders.map(Number)); // all of it is on the shelf now
      }
      await batch.commit();
      await pace.rest(restMs(now() - startedMs, isShared), signal);
    },
    signal,
  );
}
