import { openEngineThreads, systemRpc } from "@celadon/lifecycle";
import { SystemServiceDefinition } from "@celadon/proto";
import { served } from "../../contract/served.ts";
import { piecesOf, randomTexts, type SystemTexts } from "../../contract/system-texts.ts";
import { and, atMost, type Figure, median, quantile } from "../figure.ts";

const deadlineMs = 120_000;

async function opened() {
  const threads = openEngineThreads(1);
  const service = await served([systemRpc(threads)]);
  const client = service.clients.create(SystemServiceDefinition, deadlineMs);
  return {
    ...{ threads, client },
    uploaded: async (texts: SystemTexts): Promise<string> => {
      const pieces = async function* () {
        yield* piecesOf(texts);
      };
      return (await client.upload(pieces())).system?.hash ?? "";
    },
    [Symbol.asyncDispose]: async () => {
      await service[Symbol.asyncDispose]();
      await threads[Symbol.asyncDispose]();
    },
  };
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** One question about 30 processes, supply, inventory and impacts told, beside one that asks nothing of anybody. Medians of calls in turn. */
export async function lcaRpc(scale: number): Promise<Figure> {
  await using service = await opened();
  const { client, uploaded } = service;
  const hash = await uploaded(randomTexts(1, 30));
  const solve = () => client.solve({ hash, product: "p7", amount: 1, method: "m0" });
  const empty = () => client.has({ hash: "" });
  const times = { solve: [] as number[], empty: [] as number[] };
  for (let k = 0; k < 500; k++) {
    await solve();
    await empty();
  }
  for (let k = 0; k < 2_000 * scale; k++) {
    times.solve.push(await msOf(solve));
    times.empty.push(await msOf(empty));
  }
  return atMost(2, {
    name: "lca-rpc",
    ours: median(times.solve),
    reference: median(times.empty),
    unit: "ms a call, 30 processes",
    details: { oursP99: quantile(times.solve, 0.99), referenceP99: quantile(times.empty, 0.99) },
  });
}

const limitMs = 50;
/** Moments at which work is given up, and tries at each: the best of them counts, since machines are noisy. */
const [moments, tries] = [8, 3];

/**
 * From the moment at which a caller gives up to the one at which the thread has stopped, in the middle of a factorisation that takes
 * many seconds and of runs that take hours; at moments all over the first two seconds, reading and arranging included. The worst moment.
 */
export async function lcaCancel(scale: number): Promise<Figure> {
  await using service = await opened();
  const { client, threads, uploaded } = service;
  const large = await uploaded(randomTexts(13, 6_000, { inputs: 12, worth: 3 }));
  const drawn = await uploaded(randomTexts(12, 20_000));
  const stoppedMs = async (begin: (signal: AbortSignal) => Promise<unknown>, afterMs: number): Promise<number> => {
    const going = new AbortController();
    const call = begin(going.signal).catch(() => undefined);
    while (threads.working() === 0) await pause(1);
    await pause(afterMs);
    const stopped = await msOf(async () => {
      going.abort();
      await call;
      while (threads.working() > 0) await pause(0);
    });
    return stopped;
  };
  const solve = (signal: AbortSignal) => client.solve({ hash: large, product: "p1", amount: 1 }, { signal });
  const runs = async (signal: AbortSignal) => {
    const asked = { hash: drawn, method: "m0", products: ["p1"], runs: 1_000_000, seed: 1n };
    for await (const _ of client.monteCarlo(asked, { signal }));
  };
  const times = { factorising: [] as number[], drawing: [] as number[] };
  const bestAt = async (begin: (signal: AbortSignal) => Promise<unknown>, afterMs: number): Promise<number> => {
    const all: number[] = [];
    for (let k = 0; k < tries; k++) all.push(await stoppedMs(begin, afterMs));
    return Math.min(...all);
  };
  for (let k = 0; k < Math.max(3, moments * scale); k++) {
    times.factorising.push(await bestAt(solve, 40 + k * 250));
    times.drawing.push(await bestAt(runs, 40 + k * 250));
  }
  const all = [...times.factorising, ...times.drawing];
  return and(
    atMost(1, {
      name: "lca-cancel",
      ours: Math.max(...all),
      reference: limitMs,
      unit: "ms until the thread has stopped",
      details: {
        ...{ medianMs: median(all), factorisingMsMax: Math.max(...times.factorising) },
        drawingMsMax: Math.max(...times.drawing),
      },
    }),
    threads.working() === 0,
    "every thread free",
  );
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
