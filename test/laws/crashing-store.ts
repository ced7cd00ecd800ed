import type { EventLog, Store } from "@celadon/runtime";

/** Thrown in place of an effect: the process would be gone here. */
export class Crash extends Error {}

/** A switch between a process and its effects. */
export interface Mortality {
  /** Lets so many effects happen and throws instead of the next one and all later ones; undefined: never. */
  dieAfter(effects: number | undefined): void;
  effect<T>(happen: () => Promise<T>): Promise<T>;
}

export function mortality(): Mortality {
  let left = Number.POSITIVE_INFINITY;
  return {
    dieAfter: (effects) => {
      left = effects ?? Number.POSITIVE_INFINITY;
    },
    effect: async (happen) => {
      if (left <= 0) throw new Crash("the process died before this effect");
      left -= 1;
      return happen();
    },
  };
}

/** A store behind the switch. Reading is no effect; closing it closes nothing, as a crash does not. */
export const crashingStore = (store: Store, { effect }: Mortality): Store => ({
  run: (query) => effect(() => store.run(query)),
  insert: async (table, columns, tsv) => {
    if (tsv.length > 0) await effect(() => store.insert(table, columns, tsv));
  },
  rows: (query) => store.rows(query),
  [Symbol.asyncDispose]: async () => undefined,
});

/** A log behind the switch: what the process publishes is an effect. */
export const crashingLog = (log: EventLog, { effect }: Mortality): EventLog => ({
  ...log,
  publish: (topic, key, value) => effect(() => log.publish(topic, key, value)),
});
