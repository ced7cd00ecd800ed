import { knownFactorsOf } from "@celadon/activity-to-inventory";
import {
  type BookNow,
  deadLetters,
  faultOfModel,
  ledgerRoutes,
  ledgerRpcs,
  openLedger,
  openSharedLedger,
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
  const writing = { ...patient, rulesOf: rulesOfModel, faultOfModel, notes, now, meter: metrics };
  const begun = async () => {
    if (config.kafka !== undefined) {
      const ledger = await openSharedLedger(writing, config.kafka.epoch);
      return { ...ledger, bookNow: storedBook(store, rulesOfModel) };
    }
    const ledger = await openLedger(writing);
    return { ...ledger, bookNow: async () => ledger.book };
  };
  const { run, bookNow, sightings } = await begun();
  const asking = { store, log: prompt, bookNow, knownFactors: knownFactorsOf(release), now, sightings };
  const letters = deadLetters({ ...patient, now });
  const silence = watchSilence({ store, bookNow, metrics, notes, now });
  return { run: [run, letters, silence], routes: [ledgerRoutes(asking)], rpcs: ledgerRpcs(asking), bookNow };
}
