import { instantText } from "@celadon/quantity";
import { type Caller, reaches, type Store } from "@celadon/runtime";
import { adoptionsIn } from "./adoptions.ts";
import { replacementsIn } from "./replaced-instruments.ts";
import type { Sighting } from "./station-watch.ts";
import { waitingStations } from "./waiting-frames.ts";

/** A station as the interface tells of it. */
export interface StationRow {
  readonly mn: string;
  /** Of one that waits nobody has said anything; one of the file needs no decision. */
  readonly state: "waiting" | "adopted" | "ignored" | "in file";
  readonly factory: string;
  readonly name: string;
  /** Frames that wait, unanswered. */
  readonly waitingFrames: number;
  readonly waitingBytes: number;
  /** How many of these frames are in SM4: they can be taken once the meters file names the station with its key. */
  readonly waitingEncrypted: number;
  readonly addresses: readonly string[];
  /** Of the frames that wait. */
  readonly firstSeen: string | null;
  /** When it last spoke, as far as this process has heard it, or when the last frame came that waits. */
  readonly lastSeen: string | null;
  /** Seconds its clock was ahead (+) or behind (-) when it last spoke, as far as this process has heard it speak; null where it is not known. */
  readonly clockOffSeconds: number | null;
  /** Who decided, when and why; null where nobody had to. */
  readonly decided: { readonly at: string; readonly who: string; readonly why: string } | null;
  /** Instruments that it says were replaced: each wants an epoch (celadon declare replacement). */
  readonly replaced: readonly { readonly code: string; readonly serial: string; readonly at: string }[];
}

/** What was last heard of a station; undefined where nothing was. */
export type SeenOf = (mn: string) => Pick<Sighting, "lastMs" | "skewMs" | "peer"> | undefined;

/** A station of this collector's meters file. */
export interface NamedStation {
  readonly mn: string;
  readonly factory: string;
  readonly name: string;
}

/**
 * Every station that is named, adopted, ignored or waits, by number. A caller sees those of their factories, and those that are nobody's
 * yet.
 */
export async function stationList(
  store: Store,
  ofFile: readonly NamedStation[],
  { factories }: Pick<Caller, "factories">,
  seenOf: SeenOf = () => undefined,
): Promise<readonly StationRow[]> {
  const [adoptions, waiting, replacements] = await Promise.all([
    adoptionsIn(store),
    waitingStations(store),
    replacementsIn(store),
  ]);
  const waits = new Map(waiting.map((one) => [one.mn, one]));
  const named = new Set(ofFile.map(({ mn }) => mn));
  const rowOf = (station: NamedStation, state: StationRow["state"], decided: StationRow["decided"]): StationRow => {
    const held = waits.get(station.mn);
    const seen = seenOf(station.mn);
    const skewMs = seen?.skewMs;
    const lastMs = Math.max(held?.lastMs ?? -1, seen?.lastMs ?? -1);
    return {
      ...{ mn: station.mn, state, factory: station.factory, name: station.name },
      waitingFrames: held === undefined ? 0 : held.frames,
      waitingBytes: held === undefined ? 0 : held.bytes,
      waitingEncrypted: held === undefined ? 0 : held.sealed,
      addresses: [...new Set([...(held?.addresses ?? []), ...(seen === undefined ? [] : [seen.peer.address])])],
      firstSeen: held === undefined ? null : instantText(held.firstMs),
      lastSeen: lastMs === -1 ? null : instantText(lastMs),
      clockOffSeconds: skewMs === undefined ? null : skewMs / 1_000,
      decided,
      replaced: replacements
        .filter(({ factory, name }) => state !== "waiting" && factory === station.factory && name === station.name)
        .map(({ code, serial, atMs }) => ({ code, serial, at: instantText(atMs) })),
    };
  };
  const rows = [
    ...ofFile.map((station) => rowOf(station, "in file", null)),
    ...adoptions
      .filter(({ mn }) => !named.has(mn))
      .map((one) => rowOf(one, one.decision, { at: instantText(one.decidedMs), who: one.who, why: one.why })),
  ];
  const known = new Set(rows.map(({ mn }) => mn));
  const strangers = waiting
    .filter(({ mn }) => !known.has(mn))
    .map(({ mn }) => rowOf({ mn, factory: "", name: "" }, "waiting", null));
  return [...rows, ...strangers]
    .filter(({ factory }) => factory === "" || reaches({ factories }, factory))
    .toSorted((a, b) => (a.mn < b.mn ? -1 : 1));
}
