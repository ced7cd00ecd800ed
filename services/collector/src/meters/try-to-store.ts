import { setTimeout as sleep } from "node:timers/promises";
import { refusalOf } from "@celadon/runtime";
import { NotYetStored } from "./meter-door.ts";

/** Whether the work was durable in time; what is no matter of patience is thrown. */
export async function tryToStore(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof NotYetStored || refusalOf(error) !== undefined) return false;
    throw error;
  }
}

const pauseMs = 1_000;

/** For what no sender sends again: tries until it is durable, or the signal aborts. */
export async function storeInTheEnd(work: () => Promise<unknown>, signal: AbortSignal): Promise<boolean> {
  while (!(await tryToStore(work()))) {
    if (signal.aborted) return false;
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  return true;
}
