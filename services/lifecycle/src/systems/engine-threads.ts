import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { refuse } from "@celadon/runtime";
import type { Answer } from "./answer.ts";
import type { Told } from "./engine-thread.ts";
import type { AnswerTo, Job } from "./job.ts";
import { memoryOfProcess } from "./system-limits.ts";

/** Threads that answer jobs, so that the service answers while they compute. Disposing ends them, whatever they are at. */
export interface EngineThreads extends AsyncDisposable {
  /**
   * Waits for its turn and an answer. A long job leaves one thread to the short ones, whatever else waits. Rejects within 50 ms of the
   * signal, and the thread stops as soon; throws a refusal where as many wait as may, and an error where the thread broke or none could begin.
   */
  readonly ask: <J extends Job>(job: J, how: How) => Promise<Answer<AnswerTo<J>>>;
  /** So many long jobs are worked on at once. */
  readonly longMost: number;
  /** Threads that compute at this moment; one whose job was given up until it has stopped. */
  readonly working: () => number;
}

interface How {
  readonly signal: AbortSignal;
  readonly isLong: boolean;
}

/** One job from when it is asked to when it is answered or given up. */
interface Asked extends Told, How {
  readonly answer: (answer: Answer<AnswerTo<Job>>) => void;
  readonly fail: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  /** Shared with the thread: the number of the job that nobody waits for any more. */
  readonly givenUp: Int32Array;
  asked: Asked | undefined;
  /** The system it was asked about last, which it has ready. */
  lately: string | undefined;
  patience: NodeJS.Timeout | undefined;
  /** It was told to end, and is given no more jobs, whatever it still says. */
  isEnding: boolean;
}

/** Long jobs that may wait for a thread, and as many short ones: those of one kind turn none of the other away. */
const waitingMost = 64;
/** What has not stopped by itself after so long is ended: it was at something between two questions whether to go on. */
const patienceMs = 20;
const numbers = 2 ** 30;
/** Of the memory of the process, for what a thread holds beside arrays of numbers; beyond it the thread ends, and not the process. */
const heapShare = 1 / 4;

/** Threads begin with the first job that needs them: one a core for jobs of any kind, and one more that only short jobs may take. */
export function openEngineThreads(
  cores: number = availableParallelism(),
  memoryBytes: number = memoryOfProcess(),
): EngineThreads {
  const threads = new Set<Thread>();
  const waiting: Asked[] = [];
  let number = 0;
  let isClosed = false;

  const free = (thread: Thread): void => {
    thread.asked = undefined;
    clearTimeout(thread.patience);
    thread.worker.unref(); // an idle thread keeps no process alive
  };
  const ended = (thread: Thread, error: unknown): void => {
    if (!threads.delete(thread)) return; // told already
    clearTimeout(thread.patience);
    const broken = new Error("A thread of the engine ended before it had an answer.", { cause: error });
    thread.asked?.fail(isOutOfMemory(error) ? tooMuch() : broken);
    begin();
  };
  const started = (): Thread => {
    const givenUp = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
    const worker = new Worker(new URL("engine-thread.ts", import.meta.url), {
      workerData: { givenUp },
      resourceLimits: { maxOldGenerationSizeMb: Math.floor((memoryBytes * heapShare) / 2 ** 20) },
    });
    const thread: Thread = {
      ...{ worker, givenUp, asked: undefined, lately: undefined },
      ...{ patience: undefined, isEnding: false },
    };
    worker.on("message", (answer: Answer<AnswerTo<Job>>) => {
      const { asked } = thread;
      free(thread);
      asked?.answer(answer);
      begin();
    });
    worker.on("error", (error) => ended(thread, error));
    worker.on("exit", (code) => ended(thread, `exit code ${code}`));
    worker.unref();
    threads.add(thread);
    return thread;
  };
  /** An idle thread, best one that has the system ready; a new one where there may be more. */
  const idleFor = (job: Job): Thread | undefined => {
    const idle = [...threads].filter(({ asked, isEnding }) => asked === undefined && !isEnding);
    const hash = hashIn(job);
    return idle.find(({ lately }) => lately === hash) ?? idle[0] ?? (threads.size <= cores ? started() : undefined);
  };
  const isLongDue = (): boolean => [...threads].filter(({ asked }) => asked?.isLong === true).length < cores;
  const tell = (thread: Thread, asked: Asked): void => {
    thread.worker.postMessage({ number: asked.number, job: asked.job } satisfies Told);
    thread.asked = asked;
    thread.lately = hashIn(asked.job);
    thread.worker.ref();
  };
  /** Hands out what waits, in its order, as far as there are threads for it. */
  const begin = (): void => {
    if (isClosed) return;
    for (let at = 0; at < waiting.length; ) {
      const asked = waiting[at] as Asked;
      try {
        const thread = asked.isLong && !isLongDue() ? undefined : idleFor(asked.job);
        if (thread === undefined) {
          at += 1;
          continue;
        }
        tell(thread, asked);
      } catch (error) {
        // The machine has no more threads, or no message carries the job.
        asked.fail(new Error("No thread of the engine could take the job.", { cause: error }));
      }
      waiting.splice(at, 1);
    }
  };
  const giveUp = (asked: Asked): void => {
    const at = waiting.indexOf(asked);
    if (at !== -1) waiting.splice(at, 1);
    for (const thread of threads) {
      if (thread.asked !== asked) continue;
      Atomics.store(thread.givenUp, 0, asked.number);
      thread.patience = setTimeout(() => {
        thread.isEnding = true;
        void thread.worker.terminate();
      }, patienceMs);
    }
  };

  return {
    longMost: cores,
    working: () => [...threads].filter(({ asked, isEnding }) => asked !== undefined || isEnding).length,
    ask: <J extends Job>(job: J, { signal, isLong }: How) =>
      new Promise<Answer<AnswerTo<J>>>((resolve, reject) => {
        if (signal.aborted) throw signal.reason;
        if (isClosed) throw stopping();
        if (waiting.filter((other) => other.isLong === isLong).length >= waitingMost) throw busy();
        number = (number + 1) % numbers;
        const onAbort = (): void => {
          giveUp(asked);
          reject(signal.reason);
        };
        const asked: Asked = {
          ...{ number, job, signal, isLong },
          answer: (answer) => {
            signal.removeEventListener("abort", onAbort);
            resolve(answer as Answer<AnswerTo<J>>); // a thread answers the job it was told
          },
          fail: (error) => {
            signal.removeEventListener("abort", onAbort);
            reject(error);
          },
        };
        signal.addEventListener("abort", onAbort, { once: true });
        waiting.push(asked);
        begin();
      }),
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      for (const asked of waiting.splice(0)) asked.fail(stopping());
      const all = [...threads];
      threads.clear();
      for (const { asked, patience } of all) {
        clearTimeout(patience);
        asked?.fail(stopping());
      }
      await Promise.all(all.map(({ worker }) => worker.terminate()));
    },
  };
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";

const tooMuch = () =>
  refuse({
    status: 413,
    code: "out-of-memory",
    message: "The calculation needs more memory than a thread may have here: ask about less, or give the process more.",
  });

const hashIn = (job: Job): string | undefined => (job.kind === "read" ? undefined : job.system.hash);

const stopping = () =>
  refuse({ status: 503, code: "stopping", message: "Celadon is stopping: come back in a moment, and ask again." });

const busy = () =>
  refuse({
    status: 429,
    code: "busy",
    message: `${waitingMost} calculations wait for a thread already. Ask again in a while.`,
  });
