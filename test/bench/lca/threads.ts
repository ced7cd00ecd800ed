import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { LinearSystem } from "@celadon/inventory-to-footprint/systems";

/** Two threads that each hold a solver of one system, whose arrays they share, and do what they are told. */
export interface Threads<Task, Told> extends AsyncDisposable {
  /** One task for each thread, at once. */
  all(tasks: readonly Task[]): Promise<readonly Told[]>;
}

/** `script` is given the system and `more`, says once that it is ready, and then answers each task by a message. */
export async function threadsOn<Task, Told>(
  script: URL,
  system: LinearSystem,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Threads<Task, Told>> {
  const workerData = { ...more, system: { ...system, M: shared(system.M), B: shared(system.B), C: shared(system.C) } };
  const workers = [0, 1].map(() => new Worker(script, { workerData }));
  await Promise.all(workers.map((worker) => once(worker, "message")));
  return {
    all: (tasks) =>
      Promise.all(
        tasks.map(async (task, t) => {
          const worker = workers[t] as Worker;
          const answered = once(worker, "message"); // an error of the thread is thrown here
          worker.postMessage(task);
          const [told] = (await answered) as [Told];
          return told;
        }),
      ),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** The same matrix in memory that threads share; nobody writes to it. */
function shared({ starts, rows, values, ...shape }: LinearSystem["M"]): LinearSystem["M"] {
  const integers = (all: Int32Array): Int32Array => {
    const copy = new Int32Array(new SharedArrayBuffer(all.byteLength));
    copy.set(all);
    return copy;
  };
  const numbers = new Float64Array(new SharedArrayBuffer(values.byteLength));
  numbers.set(values);
  return { ...shape, starts: integers(starts), rows: integers(rows), values: numbers };
}
