import { answerJob } from "./answer-job.ts";
import type { EngineThreads } from "./engine-threads.ts";
import type { SharedSystem } from "./shared-system.ts";

/** What is answered in a millisecond or two, whatever it is: to hand it to a thread and back would take as long. */
const small = { processes: 64, entries: 4_096, methods: 16 };

/** Asks on the spot about a system that is small, and in a thread about any other; runs and files in a thread always. */
export function askHere({ ask }: Pick<EngineThreads, "ask">): EngineThreads["ask"] {
  const answer = answerJob(() => false);
  return async (job, how) => {
    if (job.kind === "read" || job.kind === "runs" || !isSmall(job.system)) return ask(job, how);
    how.signal.throwIfAborted(); // as in a thread: nobody waits for it
    return answer(job);
  };
}

const isSmall = ({ M, B, C, summary: { products, processes, methods } }: SharedSystem): boolean =>
  Math.max(products, processes) <= small.processes &&
  M.values.length + B.values.length + C.values.length <= small.entries &&
  methods.length <= small.methods;
