import { topics } from "@celadon/proto";
import type { EventLog, Log } from "@celadon/runtime";
import { footprinterGroup, type Pace } from "./pace.ts";
import { periodsToRenew } from "./periods-to-renew.ts";
import { readableEvents } from "./readable-events.ts";
import { type RenewalPorts, renewPeriod } from "./renew-period.ts";
import { storedModels } from "./stored-models.ts";

/** After a round it rests, so that under a flood of readings most of the store's time is the ledger's. */
const restShare = 2;
const restMsMax = 10_000;

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
    ...ports
  }: RenewalPorts & {
    readonly log: EventLog;
    readonly notes: Log;
    readonly now: () => number;
    readonly pace: Pace;
  },
  signal: AbortSignal,
): Promise<void> {
  await log.subscribe(
    { topic: topics.activity.name, group: footprinterGroup },
    async (batch) => {
      const startedMs = now();
      const events = await readableEvents(log, batch.records, now);
      const position = events.at(-1)?.position ?? "";
      const models = await storedModels(ports.store);
      for (const { factory, isGone, ...period } of await periodsToRenew(ports.store, events, models)) {
        if (signal.aborted) return;
        if (isGone) {
          await ports.inTurn(() => ports.shelf.put({ factory, ...period }, [], position));
          continue;
        }
        const outcome = await renewPeriod(factory, period, position, ports);
        if (outcome.kind !== "accept") {
          // A change at a border touches the period behind it too, which may hold nothing yet.
          const level = outcome.reason === "no-activity" ? "debug" : "warn";
          notes[level]({ factory, ...period, reason: outcome.reason, evidence: outcome.evidence }, "no footprint");
          continue;
        }
        for (const refusal of outcome.value.refusals) notes.warn({ factory, ...period, ...refusal }, "no footprint");
      }
      await batch.commit();
      await pace.rest(Math.min(restMsMax, restShare * (now() - startedMs)), signal);
    },
    signal,
  );
}
