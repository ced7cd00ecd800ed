import type { Store } from "@celadon/runtime";

/** Thrown in place of an effect: the process would be gone here. */
export class Crash extends Error {}

/** A store that can be told to die. Reading is no effect. */
export interface CrashingStore extends Store {
  /** Lets so many effects happen and throws instead of the next one and all later ones; undefined: never. */
  crashAfter(effects: number | undefined): void;
}

/** The store behind a switch. Closing it closes nothing: a crash closes nothing either. */
export function crashingStore(store: Store): CrashingStore {
  let left = Number.POSITIVE_INFINITY;
  const effect = async (happen: () => Promise<void>): Promise<void> => {
    if (left <= 0) throw new Crash("the process died before this effect");
    left -= 1;
    await happen();
  };
  return {
    crashAfter: (effects) => {
      left = effects ?? Number.POSITIVE_INFINITY;
    },
    run: (query) => effect(() => store.run(query)),
    insert: (table, columns, tsv) =>
      tsv.length === 0 ? Promise.resolve() : effect(() => store.insert(table, columns, tsv)),
    rows: (query) => store.rows(query),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
