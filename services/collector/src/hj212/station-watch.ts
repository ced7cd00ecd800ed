import { type Frame, instantOf } from "@celadon/hj212";
import { isOwnAnswer } from "./own-answer.ts";
import type { Peer } from "./peer.ts";

/** What was last heard of a station. */
export interface Sighting {
  readonly peer: Peer;
  readonly lastMs: number;
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
  /** Stations heard of since, and how far the worst of their clocks is off; undefined while none is known. */
  readonly since: (ms: number) => { readonly stations: number; readonly clockOffMs: number | undefined };
}

/** One object a station, written anew with each frame: a fresh one for each would be garbage. */
type Seen = { -readonly [Key in keyof Sighting]: Sighting[Key] } & { readonly offs: number[] };

const offsKept = 5;
const offsLeast = 3;

/**
 * Remembers each station's last connection and its clock, by the names it gives its exchanges (QN). A frame that is sent again has an old
 * name, so of the last five the one that was named latest tells: a clock behind is believed only when all of them were.
 */
export function stationWatch(): StationWatch {
  const all = new Map<string, Seen>();
  const begin = (mn: string, peer: Peer): Seen => {
    const about = { st: "32", pw: "", version: 2017, encrypts: false } as const; // until a frame says otherwise
    const seen: Seen = { ...about, peer, lastMs: 0, skewMs: undefined, offs: [] };
    all.set(mn, seen);
    return seen;
  };
  return {
    see: (mn, frame, peer, receivedMs) => {
      const seen = all.get(mn) ?? begin(mn, peer);
      seen.peer = peer;
      seen.lastMs = receivedMs;
      const namedMs = frame.qn === null ? undefined : instantOf(frame.qn);
      // Answers repeat our own name; only what the station begins itself tells its clock.
      if (namedMs !== undefined && !isOwnAnswer(frame.cn)) seen.offs.push(namedMs - receivedMs);
      if (seen.offs.length > offsKept) seen.offs.shift();
      if (seen.offs.length >= offsLeast) seen.skewMs = Math.max(...seen.offs);
      if (frame.st !== null && frame.st !== "91") seen.st = frame.st;
      if (frame.pw !== null) seen.pw = frame.pw;
      if (frame.version !== null) seen.version = frame.version;
      if (frame.encrypted === true) seen.encrypts = true;
      return seen;
    },
    of: (mn) => all.get(mn),
    since: (ms) => {
      let stations = 0;
      let clockOffMs: number | undefined;
      for (const { lastMs, skewMs } of all.values()) {
        if (lastMs < ms) continue;
        stations += 1;
        if (skewMs === undefined) continue;
        const off = Math.abs(skewMs);
        if (clockOffMs === undefined || off > clockOffMs) clockOffMs = off;
      }
      return { stations, clockOffMs };
    },
  };
}
