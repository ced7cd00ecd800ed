import { parentPort, workerData } from "node:worker_threads";
import { answerJob } from "./answer-job.ts";
import type { Job } from "./job.ts";

/** What a thread is told of a job. `number` is its own among all of the pool. */
export interface Told {
  readonly number: number;
  readonly job: Job;
}

// A thread: answers the jobs that it is told. The number of one that nobody waits for any more stands in `givenUp`.
const { givenUp } = workerData as { readonly givenUp: Int32Array }; // as the pool gave it
let current = -1;
const answer = answerJob(() => Atomics.load(givenUp, 0) === current);
parentPort?.on("message", ({ number, job }: Told) => {
  current = number;
  parentPort?.postMessage(answer(job));
});
