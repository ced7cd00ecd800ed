import { knownFactorsOf } from "@celadon/activity-to-inventory";
import {
  type BookNow,
  deadLetters,
  faultOfModel,
  ledgerRoutes,
  ledgerRpcs,
  openLedger,
  openSharedLedger,
  openSightings,
  rulesOfModel,
  storedBook,
  watchSilence,
} from "@celadon/ledger";
import type { Ground, Part } from "./ground.ts";

export interface LedgerPart extends Part {
  readonly bookNow: BookNow;
}

/** Topic telemetry to readings and windows, dead letters to where people find them, and what they ask of both. */
export async function ledgerPart(ground: Ground): Promise<LedgerPart> {
  const { config, store, patient, prompt, release, notes, now, metrics } = ground;
  // Not patient: who asks after meters is told when the store is away, and what is not written down is seen again.
  const sightings = openSightings(store, notes);
  const writing = { ...patient, sightings, rulesOf: rulesOfModel, faultOfModel, notes, now, meter: metrics };
  const begun = async () => {
    if (config.kafka !== undefined) {
      const ledger = await openSharedLedger(writing, config.kafka.epoch);
      return { run: ledger.run, bookNow: storedBook(store, rulesOfModel) };
    }
    const ledger = await openLedger(writing);
    return { run: ledger.run, bookNow: async () => ledger.book };
  };
  const { run, bookNow } = await begun();
  const asking = { store, log: prompt, bookNow, knownFactors: knownFactorsOf(release), now, sightings };
  const letters = deadLetters({ ...patient, now });
  const silence = watchSilence({ store, bookNow, metrics, notes, now });
  const reading = async (signal: AbortSignal): Promise<void> => {
    await run(signal);
    await sightings
      .save()
      .catch((error: unknown) => notes.warn({ err: error }, "when meters were last heard of is lost"));
  };
  return { run: [reading, letters, silence], routes: [ledgerRoutes(asking)], rpcs: ledgerRpcs(asking), bookNow };
}
