import { type Frame, instantOf } from "@celadon/hj212";
import type { Peer } from "./peer.ts";

/** What was last heard of a station. */
export interface Sighting {
  readonly peer: Peer;
  readonly lastMs: number;
  readonly frames: number;
  /** Milliseconds its clock was ahead (+) or behind (-) when it last spoke; undefined until it has named three exchanges. */
  readonly skewMs: number | undefined;
  /** What its last frame said of itself, for requests to it. */
  readonly st: string;
  readonly pw: string;
  readonly version: 2005 | 2017 | 2025;
  readonly encrypts: boolean;
}

export interface StationWatch {
  see(mn: string, frame: Frame, peer: Peer, receivedMs: number): Sighting;
  of(mn: string): Sighting | undefined;
  /** Stations heard of since. */
  readonly seenSince: (ms: number) => number;
}

type Open = { -readonly [Key in keyof Sighting]: Sighting[Key] } & { readonly offs: number[] };

const offsKept = 5;
const offsLeast = 3;

/**
 * Remembers each station's last connection and its clock, by the names it gives its exchanges (QN). A frame that is sent again has an old
 * name, so of the last five the one that was named latest tells: a clock behind is believed only when all of them were.
 */
export function stationWatch(): StationWatch {
  const seen = new Map<string, Open>();
  return {
    see: (mn, frame, peer, receivedMs) => {
      const before = seen.get(mn);
      const offs = before?.offs ?? [];
      const namedMs = frame.qn === null ? undefined : instantOf(frame.qn);
      // Answers repeat our own name; only what the station begins itself tells its clock.
      if (namedMs !== undefined && frame.cn?.startsWith("901") !== true) offs.push(namedMs - receivedMs);
      if (offs.length > offsKept) offs.shift();
      const now: Open = {
        ...{ peer, offs, lastMs: receivedMs, frames: before === undefined ? 1 : before.frames + 1 },
        skewMs: offs.length < offsLeast ? undefined : Math.max(...offs),
        st: frame.st === null || frame.st === "91" ? (before?.st ?? "32") : frame.st,
        pw: frame.pw ?? before?.pw ?? "",
        version: frame.version ?? before?.version ?? 2017,
        encrypts: frame.encrypted === true || before?.encrypts === true,
      };
      seen.set(mn, now);
      return now;
    },
    of: (mn) => seen.get(mn),
    seenSince: (ms) => {
      let count = 0;
      for (const { lastMs } of seen.values()) if (lastMs >= ms) count += 1;
      return count;
    },
  };
}
