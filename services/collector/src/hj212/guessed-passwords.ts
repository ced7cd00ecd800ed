/** Addresses that guess. */
export interface GuessedPasswords {
  /** An address sent a wrong password; `tried` names station and password, as a hash. True: the address is locked out. */
  wrong(address: string, tried: string): boolean;
  isLockedOut(address: string): boolean;
}

/** So many different ones within `windowMs` are no slip any more. */
const differentMax = 20;
const windowMs = 10 * 60_000;
const lockedMs = 15 * 60_000;
/** Addresses that are remembered; the oldest go first. */
const addressesMax = 10_000;

/**
 * Locks out by address, never by the number of a station: anybody can send that, and would lock out its owner. A repeat of the same wrong
 * password is a device that is set up wrongly, and counts once.
 */
export function guessedPasswords(now: () => number): GuessedPasswords {
  const known = new Map<string, { sinceMs: number; readonly tried: Set<string>; lockedUntilMs: number }>();
  const isLockedOut = (address: string): boolean => {
    const entry = known.get(address);
    return entry !== undefined && now() < entry.lockedUntilMs;
  };
  return {
    isLockedOut,
    wrong: (address, tried) => {
      if (isLockedOut(address)) return true; // by a connection that was open before
      const before = known.get(address);
      const isFresh = before === undefined || now() - before.sinceMs >= windowMs;
      if (isFresh && known.size >= addressesMax) {
        const [oldest] = known.keys();
        if (oldest !== undefined) known.delete(oldest);
      }
      const entry = isFresh ? { sinceMs: now(), tried: new Set<string>(), lockedUntilMs: 0 } : before;
      known.set(address, entry);
      entry.tried.add(tried);
      if (entry.tried.size < differentMax) return false;
      entry.lockedUntilMs = now() + lockedMs;
      entry.tried.clear();
      return true;
    },
  };
}
