import type { Log } from "../log.ts";

const windowMs = 60_000;
/** Addresses that are told apart; a stranger with more of them counts as one. */
const addressesMost = 1_000;

/** Counts refused callers, and logs them by address: the first of a minute, the tenth, the hundredth, and so on. */
export function countAttempts({ now, notes }: { readonly now: () => number; readonly notes: Log }) {
  const windows = new Map<string, { readonly sinceMs: number; attempts: number }>();
  let total = 0;
  return {
    total: () => total,
    add: (from: string, why: string): void => {
      total += 1;
      const address = windows.has(from) || windows.size < addressesMost ? from : "many others";
      const before = windows.get(address);
      const isFresh = before === undefined || now() - before.sinceMs >= windowMs;
      if (isFresh && windows.size >= addressesMost) forget(windows, now() - windowMs);
      const window = isFresh ? { sinceMs: now(), attempts: 0 } : before;
      window.attempts += 1;
      windows.set(address, window);
      if (/^10*$/.test(String(window.attempts)))
        notes.warn({ from: address, attempts: window.attempts, why }, "a caller was refused");
    },
  };
}

function forget(windows: Map<string, { readonly sinceMs: number }>, beforeMs: number): void {
  for (const [address, { sinceMs }] of windows) if (sinceMs < beforeMs) windows.delete(address);
}
