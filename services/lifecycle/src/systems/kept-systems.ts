import { refuse } from "@celadon/runtime";
import type { SharedSystem } from "./shared-system.ts";

export interface KeptLimits {
  readonly systemsMost: number;
  readonly bytesMost: number;
}

/** Systems in memory, by the hash of their content. What was used longest ago makes room for what comes. */
export interface KeptSystems {
  /** Whether it was kept already. Refused: a system that has no room even alone. */
  readonly keep: (system: SharedSystem) => boolean;
  /** A use of it. Refused: one that is not here. */
  readonly use: (hash: string) => SharedSystem;
  readonly has: (hash: string) => boolean;
}

export function keptSystems({ systemsMost, bytesMost }: KeptLimits): KeptSystems {
  const kept = new Map<string, SharedSystem>(); // used longest ago first
  const bytes = (): number => [...kept.values()].reduce((sum, { summary }) => sum + summary.bytes, 0);
  const isKept = (hash: string): boolean => {
    const known = kept.get(hash);
    if (known === undefined) return false;
    kept.delete(hash);
    kept.set(hash, known);
    return true;
  };
  return {
    keep: (system) => {
      if (isKept(system.hash)) return true;
      if (system.summary.bytes > bytesMost)
        throw refuse({
          status: 413,
          code: "system-too-large",
          message: `The system takes ${system.summary.bytes} bytes, and all that are kept may take ${bytesMost} together. Cut off what does not matter.`,
        });
      kept.set(system.hash, system);
      for (const oldest of kept.keys()) if (kept.size > systemsMost || bytes() > bytesMost) kept.delete(oldest);
      return false;
    },
    use: (hash) => {
      const known = isKept(hash) ? kept.get(hash) : undefined;
      if (known !== undefined) return known;
      throw refuse({
        status: 404,
        code: "unknown-system",
        message: `No system with the hash "${hash.slice(0, 80)}" is here: it was never uploaded, or had to make room for others. Upload it again.`,
      });
    },
    has: (hash) => kept.has(hash),
  };
}
