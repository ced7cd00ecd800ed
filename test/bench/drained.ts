import type { EventLog } from "@celadon/runtime";

const patienceMs = 1_200_000;

/** Waits until a group has done with everything that lies in a topic now; throws when it does not get there. */
export async function drained(log: EventLog, of: { readonly topic: string; readonly group: string }): Promise<void> {
  if (!(await log.drained(of, AbortSignal.timeout(patienceMs))))
    throw new Error(
      `The group "${of.group}" did not get to the end of ${of.topic} within ${patienceMs / 60_000} minutes.`,
    );
}
