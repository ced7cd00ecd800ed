import { syncBuiltinESMExports } from "node:module";
import workerThreads from "node:worker_threads";
import { canonicalSystem, type LcaAnswer, type LinearSystem } from "@celadon/inventory-to-footprint/systems";
import { expect, test } from "vitest";
import { askHere } from "./ask-here.ts";
import { openEngineThreads } from "./engine-threads.ts";
import type { Job } from "./job.ts";
import { sharedSystem } from "./shared-system.ts";

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(answer.message);
  return answer.value;
};

/** One process that makes one product and emits 2 for each. */
const one: LinearSystem = {
  products: [{ id: "paper", name: "", unit: "t", index: 0 }],
  processes: [{ id: "mill", name: "", unit: "", index: 0 }],
  flows: [{ id: "co2", name: "", unit: "kg", index: 0 }],
  methods: [{ id: "gwp", name: "", unit: "kg", index: 0 }],
  ...{ M: entry(1), B: entry(2), C: entry(1) },
};
function entry(value: number) {
  const places = { starts: Int32Array.of(0, 1), rows: Int32Array.of(0) };
  return { rowCount: 1, columnCount: 1, ...places, values: Float64Array.of(value) };
}
const system = sharedSystem(
  accepted(canonicalSystem(one, "matrix,row,col,distribution,p1,p2,p3,group\nB,0,0,lognormal,2,1.1,,\n")),
);
const nobody = new AbortController().signal;
const short = { signal: nobody, isLong: false };
const solve: Job = {
  ...{ kind: "solve", system, product: "paper", amount: 3, method: "gwp" },
  ...{ supply: undefined, inventory: undefined },
};
const runs = (to: number, done = new Int32Array(new SharedArrayBuffer(4))) =>
  ({ kind: "runs", system, method: "gwp", products: ["paper"], seed: 1, from: 0, to, done }) as const;
const hours = 100_000_000; // runs that take hours

test("a job is answered, and one that nobody waits for any more stops in the middle", async () => {
  await using threads = openEngineThreads(1);
  const done = new Int32Array(new SharedArrayBuffer(4));
  const going = new AbortController();
  const long = threads.ask(runs(hours, done), { signal: going.signal, isLong: true });
  while (Atomics.load(done, 0) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  going.abort();
  await expect(long).rejects.toMatchObject({ name: "AbortError" });
  while (threads.working() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const made = Atomics.load(done, 0);
  expect(await threads.ask(solve, short)).toMatchObject({ kind: "accept", value: { impacts: [{ amount: 6 }] } });
  expect(Atomics.load(done, 0)).toBe(made);
});

test("long jobs leave a thread to the short ones, and wait for each other", async () => {
  await using threads = openEngineThreads(2);
  const going = new AbortController();
  const done = [1, 2, 3].map(() => new Int32Array(new SharedArrayBuffer(4)));
  const long = done.map((each) => threads.ask(runs(hours, each), { signal: going.signal, isLong: true }));
  for (const one of long) one.catch(() => undefined);
  expect(threads.working()).toBe(2);
  expect(await threads.ask(solve, short)).toMatchObject({ kind: "accept" });
  expect(threads.working()).toBe(2);
  expect(Atomics.load(done[2] as Int32Array, 0)).toBe(0);
  going.abort();
  await Promise.allSettled(long);
});

test("what waits is bounded, and a job that is given up while it waits makes room", async () => {
  await using threads = openEngineThreads(1);
  const going = new AbortController();
  const long = () => threads.ask(runs(hours), { signal: going.signal, isLong: true });
  const all = Array.from({ length: 65 }, long); // one at work, 64 wait
  for (const one of all) one.catch(() => undefined);
  await expect(long()).rejects.toMatchObject({ refusal: { status: 429, code: "busy" } });
  // The thread that is left to short ones answers them all the same.
  expect(await threads.ask(solve, short)).toMatchObject({ kind: "accept", value: { impacts: [{ amount: 6 }] } });
  going.abort();
  expect(await threads.ask(solve, short)).toMatchObject({ kind: "accept" });
  expect((await Promise.allSettled(all)).every(({ status }) => status === "rejected")).toBe(true);
});

test("a thread that breaks fails its own job alone, and another takes its place", async () => {
  await using threads = openEngineThreads(1);
  const broken = threads.ask({ ...solve, system: { ...system, hash: "broken", names: new Uint8Array(3) } }, short);
  await expect(broken).rejects.toThrow("A thread of the engine ended before it had an answer.");
  expect(await threads.ask(solve, short)).toMatchObject({ kind: "accept" });
});

test("a job that no thread can be told fails alone, and its thread takes the next", async () => {
  await using threads = openEngineThreads(0);
  // No message carries a function; the types let none in, so that it takes a cast.
  const untold = threads.ask({ ...solve, product: (() => "paper") as never }, short);
  await expect(untold).rejects.toThrow("No thread of the engine could take the job.");
  expect(threads.working()).toBe(0);
  expect(await threads.ask(solve, short)).toMatchObject({ kind: "accept" });
});

test("a job for which no thread can begin fails alone, also one that waited, and the next has its thread", async () => {
  await using threads = openEngineThreads(0);
  const broken: Job = { ...solve, system: { ...system, hash: "broken", names: new Uint8Array(3) } };
  const both = Promise.allSettled([threads.ask(broken, short), threads.ask(solve, short)]);
  {
    using _ = withoutThreads();
    const [first, waited] = await both;
    expect(first).toMatchObject({ reason: { message: "A thread of the engine ended before it had an answer." } });
    const reason = {
      message: "No thread of the engine could take the job.",
      cause: { message: "There are no more threads." },
    };
    expect(waited).toMatchObject({ reason });
    await expect(threads.ask(solve, short)).rejects.toMatchObject(reason);
  }
  expect(await threads.ask(solve, short)).toMatchObject({ kind: "accept" });
});

/** A machine that has no more threads, until disposed. */
function withoutThreads(): Disposable {
  const { Worker } = workerThreads;
  const set = (next: typeof Worker): void => {
    workerThreads.Worker = next;
    syncBuiltinESMExports();
  };
  const construct = (): never => {
    throw new Error("There are no more threads.");
  };
  set(new Proxy(Worker, { construct }));
  return { [Symbol.dispose]: () => set(Worker) };
}

test("a job that needs more memory than a thread may have is refused, and takes nobody else with it", async () => {
  await using threads = openEngineThreads(1, 256 * 2 ** 20);
  // Cells take more room than their characters; 40 MB of them do not fit into a heap of 64.
  const row = Buffer.from(`0${",1234567890123456".repeat(50)}\n`.repeat(300));
  const files = new Map([["products.csv", Array.from({ length: 160 }, () => row)]]);
  await expect(threads.ask({ kind: "read", files }, short)).rejects.toMatchObject({
    refusal: { status: 413, code: "out-of-memory" },
  });
  expect(await threads.ask(solve, short)).toMatchObject({ kind: "accept" });
});

test("at the end what waits and what is at work is told so, and nothing new begins", async () => {
  const threads = openEngineThreads(1);
  const all = [1, 2].map(() => threads.ask(runs(hours), { signal: nobody, isLong: true }));
  const told = Promise.allSettled(all);
  await threads[Symbol.asyncDispose]();
  for (const one of await told) expect(one).toMatchObject({ reason: { refusal: { status: 503, code: "stopping" } } });
  await expect(threads.ask(solve, short)).rejects.toMatchObject({ refusal: { code: "stopping" } });
});

test("a job whose caller has gone already does not begin, in a thread or on the spot", async () => {
  await using threads = openEngineThreads(1);
  const gone = { signal: AbortSignal.abort(), isLong: false };
  await expect(threads.ask(solve, gone)).rejects.toThrow();
  await expect(askHere(threads)(solve, gone)).rejects.toMatchObject({ name: "AbortError" });
  expect(await askHere(threads)(solve, short)).toMatchObject({ kind: "accept" });
  expect(threads.working()).toBe(0);
});
