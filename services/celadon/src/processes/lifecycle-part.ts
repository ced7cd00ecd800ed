import { once } from "node:events";
import { lifecycleRpc, openEngineThreads, systemRpc } from "@celadon/lifecycle";
import type { Ground, Part } from "./ground.ts";

/** The life-cycle engine: inventories to footprints, and systems of any size. It stores nothing and follows no topic. */
export function lifecyclePart({ release }: Pick<Ground, "release">): Part {
  const threads = openEngineThreads(); // they begin with the first question about a system
  const endThreads = async (signal: AbortSignal): Promise<void> => {
    if (!signal.aborted) await once(signal, "abort");
    await threads[Symbol.asyncDispose]();
  };
  return { run: [endThreads], routes: [], rpcs: [lifecycleRpc(release), systemRpc(threads)] };
}
