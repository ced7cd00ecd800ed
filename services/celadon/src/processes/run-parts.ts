import type { Ground, Part } from "./ground.ts";

export interface RunningParts extends AsyncDisposable {
  /** Rejects when a part ends by itself, which only a fault can do. */
  readonly failed: Promise<never>;
}

/** Begins the work of all parts. Disposing aborts `stopping` and lets each part finish what is in hand. */
export function runParts(
  parts: readonly Part[],
  { notes, stopping }: Pick<Ground, "notes"> & { readonly stopping: AbortController },
): RunningParts {
  const works = parts.flatMap(({ run }) => run.map((work) => work(stopping.signal)));
  const failed = Promise.race(works.map((work) => work.then(() => new Promise<never>(() => undefined))));
  failed.catch((error: unknown) => {
    if (!stopping.signal.aborted) notes.fatal({ err: error }, "a part of Celadon stopped by itself");
  });
  return {
    failed,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await Promise.allSettled(works);
    },
  };
}
