import { createHash } from "node:crypto";
import type { Store } from "@celadon/runtime";

/** A frame of a station that nobody knows yet. */
export interface WaitingFrame {
  readonly mn: string;
  readonly content: Uint8Array;
  readonly address: string;
  readonly passwordHash: string;
  readonly receivedMs: number;
}

/** What waits of one number. */
export interface WaitingStation {
  readonly mn: string;
  readonly frames: number;
  readonly bytes: number;
  readonly addresses: readonly string[];
  readonly firstMs: number;
  readonly lastMs: number;
  /** How many of them are in SM4. */
  readonly sealed: number;
}

/** Frames of unknown stations, bounded; what they hold is not acknowledged, so their devices keep it. */
export interface WaitingFrames {
  /** Keeps a frame, or not where the bounds are reached: `kept`, `known` (it waits already), `full`. */
  hold(frame: WaitingFrame): Promise<"kept" | "known" | "full">;
  /** The numbers of which frames wait, those of an earlier process too. */
  numbers(): readonly string[];
  /** Those of one number, oldest first. */
  of(mn: string): Promise<readonly WaitingFrame[]>;
  /** They were delivered, or are not wanted: their bytes go. */
  release(mn: string): Promise<void>;
}

const framesMax = 100;
const bytesMax = 256 * 1024;
const stationsMax = 1_000;
const stationsOfAddressMax = 100;

interface Held {
  readonly frames: Set<string>;
  bytes: number;
  readonly address: string;
}

/** What an earlier process held is counted too. */
export async function openWaitingFrames(store: Store): Promise<WaitingFrames> {
  const held = new Map<string, Held>();
  const open = (mn: string, address: string): Held | undefined => {
    const found = held.get(mn);
    if (found !== undefined || held.size >= stationsMax) return found;
    const ofAddress = [...held.values()].filter((one) => one.address === address).length;
    if (ofAddress >= stationsOfAddressMax) return undefined;
    const begun: Held = { frames: new Set(), bytes: 0, address };
    held.set(mn, begun);
    return begun;
  };
  const rows = await store.rows<{ mn: string; frame: string; size: string; address: string }>({
    text: `SELECT mn, frame, length(base64Decode(content)) AS size, address FROM waitingFrames FINAL
      WHERE state = 0 LIMIT ${stationsMax * framesMax}`,
  });
  for (const { mn, frame, size, address } of rows) {
    const station = open(mn, address);
    station?.frames.add(frame);
    if (station !== undefined) station.bytes += Number(size);
  }
  return {
    hold: async (frame) => {
      const { mn, content, address, passwordHash, receivedMs } = frame;
      const hash = createHash("sha256").update(content).digest("hex");
      const station = open(mn, address);
      if (station?.frames.has(hash) === true) return "known";
      if (station === undefined || station.frames.size >= framesMax || station.bytes + content.length > bytesMax)
        return "full";
      station.frames.add(hash);
      station.bytes += content.length;
      const bytes = Buffer.from(content).toString("base64");
      const row = `${mn}\t${hash}\t0\t${bytes}\t${address}\t${passwordHash}\t${receivedMs}\n`;
      try {
        await store.insert("waitingFrames", columns, Buffer.from(row));
      } catch (error) {
        station.frames.delete(hash); // it does not wait: what is sent again is kept then
        station.bytes -= content.length;
        throw error;
      }
      return "kept";
    },
    numbers: () => [...held.keys()],
    of: async (mn) => {
      const found = await store.rows<
        Omit<WaitingFrame, "content" | "receivedMs"> & Record<"content" | "receivedMs", string>
      >({
        text: `SELECT mn, content, address, passwordHash, receivedMs FROM waitingFrames FINAL
            WHERE mn = {mn:String} AND state = 0 ORDER BY receivedMs`,
        params: { mn },
      });
      return found.map((row) => ({
        ...row,
        content: Buffer.from(row.content, "base64"),
        receivedMs: Number(row.receivedMs),
      }));
    },
    release: async (mn) => {
      await store.run({
        text: `INSERT INTO waitingFrames (mn, frame, state, content, address, passwordHash, receivedMs)
          SELECT mn, frame, 1, '', address, passwordHash, receivedMs FROM waitingFrames FINAL
          WHERE mn = {mn:String} AND state = 0`,
        params: { mn },
      });
      held.delete(mn);
    },
  };
}

const columns = ["mn", "frame", "state", "content", "address", "passwordHash", "receivedMs"] as const;

/** In SQL: how many of a number's frames that wait are in SM4, and cannot be read without its key. */
export const sealedFrames = "countIf(state = 0 AND position(base64Decode(content), '&&{0x') > 0)";

/** What waits, by number. */
export async function waitingStations(store: Store): Promise<readonly WaitingStation[]> {
  const rows = await store.rows<
    Record<"mn" | "frames" | "bytes" | "firstMs" | "lastMs" | "sealed", string> & { addresses: string[] }
  >({
    text: `SELECT mn, count() AS frames, sum(length(base64Decode(content))) AS bytes,
        arraySort(groupUniqArray(10)(address)) AS addresses, min(receivedMs) AS firstMs, max(receivedMs) AS lastMs,
        ${sealedFrames} AS sealed
      FROM waitingFrames FINAL WHERE state = 0 GROUP BY mn ORDER BY mn`,
  });
  return rows.map(({ mn, addresses, frames, bytes, firstMs, lastMs, sealed }) => ({
    ...{ mn, addresses, frames: Number(frames), bytes: Number(bytes) },
    ...{ firstMs: Number(firstMs), lastMs: Number(lastMs), sealed: Number(sealed) },
  }));
}
