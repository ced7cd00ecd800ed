/** Wakes whoever waits. */
export interface Bell {
  readonly ring: () => void;
  /** Resolves at the next `ring`, or when the signal aborts. */
  readonly wait: (signal: AbortSignal) => Promise<void>;
}

export function bell(): Bell {
  const sleepers = new Set<() => void>();
  return {
    ring: () => {
      for (const wake of [...sleepers]) wake();
    },
    wait: (signal) =>
      new Promise<void>((resolve) => {
        if (signal.aborted) return resolve();
        // Taken off the signal again: one that lives as long as the process would gather a listener for every wait.
        const wake = (): void => {
          sleepers.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        sleepers.add(wake);
        signal.addEventListener("abort", wake);
      }),
  };
}
