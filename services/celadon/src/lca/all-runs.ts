import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { joinedRuns, type LcaAnswer, type Runs } from "@celadon/inventory-to-footprint/systems";
import type { Piece } from "./run-piece.ts";

/**
 * Makes runs 0 to `count - 1` in threads, each a stretch of them, and joins them in order: the same bits for any number of threads. Of several
 * refusals the one of the earliest runs counts.
 */
export async function allRuns(
  piece: Omit<Piece, "from" | "to">,
  count: number,
  threads: number,
): Promise<LcaAnswer<Runs>> {
  const borders = Array.from({ length: threads + 1 }, (_, t) => Math.round((count * t) / threads));
  const pieces = await Promise.all(
    borders.slice(1).map((to, t) => inThread({ ...piece, from: borders[t] as number, to })),
  );
  return pieces.reduce((first, second) => {
    if (first.kind !== "accept" || second.kind !== "accept") return first.kind === "accept" ? second : first;
    return { kind: "accept", value: joinedRuns(first.value, second.value) };
  });
}

async function inThread(piece: Piece): Promise<LcaAnswer<Runs>> {
  const worker = new Worker(new URL("run-worker.ts", import.meta.url), { workerData: piece });
  const [runs] = (await once(worker, "message")) as [LcaAnswer<Runs>]; // an error of the thread is thrown here
  await worker.terminate();
  return runs;
}
