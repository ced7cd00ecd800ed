import type { ModbusReason } from "@celadon/meter-to-telemetry";
import type { Log } from "@celadon/runtime";
import type { PolledPoint } from "./polls-of-file.ts";

/** How a point stands. `stale`: it is read, and does not move as it should. */
export type PointState = "read" | "stale" | "refused" | "unknown";

/** What is known of the points of a source; each change is told once. */
export interface PointWatch {
  readonly read: (point: PolledPoint, valueMicro: bigint) => void;
  /** True where this is new, and to be kept with its bytes. */
  readonly refused: (channel: string, reason: ModbusReason, evidence: string) => boolean;
  /** Nobody answered. */
  readonly unknown: (channel: string) => void;
  readonly count: (state: PointState) => number;
}

interface Seen {
  readonly state: PointState;
  readonly reason?: ModbusReason;
  readonly valueMicro?: bigint;
  /** Polls in a row that gave this value. */
  readonly same: number;
}

export function pointWatch(source: string, channels: readonly string[], notes: Log): PointWatch {
  const fresh: Seen = { state: "unknown", same: 0 };
  const seen = new Map<string, Seen>(channels.map((channel) => [channel, fresh]));
  const before = (channel: string): Seen => seen.get(channel) ?? fresh;
  return {
    read: ({ channel, changesWithin }, valueMicro) => {
      const last = before(channel);
      const same = valueMicro === last.valueMicro ? last.same + 1 : 1;
      const isStale = changesWithin !== undefined && same > changesWithin;
      seen.set(channel, { state: isStale ? "stale" : "read", valueMicro, same });
      if (last.reason !== undefined) notes.info({ source, channel }, "a point of a slave is read again");
      if (isStale && last.same <= changesWithin)
        notes.warn(
          { source, channel, polls: same },
          "a value of a slave stands still: look whether its device is alive",
        );
      if (changesWithin !== undefined && !isStale && last.same > changesWithin)
        notes.info({ source, channel }, "a value of a slave moves again");
    },
    refused: (channel, reason, evidence) => {
      const last = before(channel);
      seen.set(channel, { ...last, state: "refused", reason });
      if (last.reason === reason) return false;
      notes.warn({ source, channel, reason }, evidence);
      return true;
    },
    unknown: (channel) => {
      seen.set(channel, { ...before(channel), state: "unknown" });
    },
    count: (state) => [...seen.values()].filter((one) => one.state === state).length,
  };
}
