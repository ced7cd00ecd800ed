import { type Log, refusalOf } from "@celadon/runtime";
import { NotYetStored } from "../meters/meter-door.ts";
import { toldOf } from "../meters/told-of.ts";
import type { Arrived, Hj212Ports } from "./hj212-ports.ts";
import type { KnownStation } from "./known-station.ts";

/**
 * Makes durable what a frame holds: its readings, what of it is none, and instruments that were replaced. False when that was not
 * done in time, and the frame must not be answered.
 */
export function takeReadings(arrived: Arrived, station: KnownStation, ports: Hj212Ports): Promise<boolean> {
  const { frame, bytes, origin, refusals, receivedMs } = arrived;
  const { readings, refused, replaced, doubts } = ports.read(frame, station, receivedMs);
  const { factory, name } = station;
  for (const why of doubts) ports.notes.info({ station: name, why }, "what a station sends contradicts itself");
  const work: Promise<unknown>[] = [];
  if (readings.length > 0) work.push(ports.door.deliver({ factory, origin, receivedMs, readings }));
  // Once for the frame, not for each of its values; one too many in a minute is counted, and costs no answer.
  if (refused.length > 0) work.push(refusals.keep({ ...toldOf(refused), content: bytes }));
  if (replaced.length > 0) work.push(ports.replaced.keep(replaced.map((one) => ({ ...one, factory, name }))));
  return inTime(work, name, ports.notes);
}

async function inTime(work: readonly Promise<unknown>[], name: string, notes: Log): Promise<boolean> {
  try {
    await (work.length === 1 ? work[0] : Promise.all(work));
    return true;
  } catch (error) {
    if (!(error instanceof NotYetStored) && refusalOf(error) === undefined) throw error;
    notes.debug({ station: name, why: error instanceof Error ? error.message : "" }, "a frame was not stored in time");
    return false;
  }
}
