import { comparedRuns, joinedRuns, type Runs, spreadOfRuns } from "@celadon/inventory-to-footprint/systems";
import type { MonteCarloComparison, MonteCarloRequest, MonteCarloResponse, MonteCarloSummary } from "@celadon/proto";
import { accepted } from "./accepted.ts";
import type { EngineThreads } from "./engine-threads.ts";
import { refuseBad } from "./refuse-bad.ts";
import type { SharedSystem } from "./shared-system.ts";

const productsMost = 1_000;
const keptMost = 1 << 24;
const progressMs = 250;

/**
 * Runs of a system as messages: how far they are, then the spread of each product, then what has to be known of all. Each thread makes a
 * stretch of the runs, and they are joined in order: the same bits on any number of threads. Whoever stops reading stops them.
 */
export async function* monteCarloParts(
  system: SharedSystem,
  request: MonteCarloRequest,
  { threads, signal }: { readonly threads: EngineThreads; readonly signal: AbortSignal },
): AsyncGenerator<MonteCarloResponse> {
  const { method, products, runs: count, against } = request;
  const kept = against === undefined ? products : [...products, against];
  const seed = Number(request.seed);
  const fault = faultOf(request);
  if (fault !== undefined) throw refuseBad(...fault);
  const pieces = Math.min(request.threads ?? threads.longMost, threads.longMost, count);
  const borders = Array.from({ length: pieces + 1 }, (_, t) => Math.round((count * t) / pieces));
  const done = new Int32Array(new SharedArrayBuffer(4));
  const stop = new AbortController();
  const how = { signal: AbortSignal.any([signal, stop.signal]), isLong: true };
  try {
    const working = Promise.all(
      borders.slice(1).map(async (to, t) => {
        const part = { from: borders[t] as number, to, done, isCompared: against !== undefined };
        const job = { ...({ kind: "runs", system, method, products: kept } as const), seed, ...part };
        return threads.ask(job, how);
      }),
    ).then((answers) => answers.map((answer) => accepted(answer))); // of several refusals that of the earliest runs
    working.catch(() => undefined); // heard below
    let told = 0;
    for (;;) {
      const found = await Promise.race([working, pause(progressMs)]);
      if (found !== undefined) {
        yield { part: { $case: "progress", value: { done: count, runs: count } } };
        const all = found.map(({ runs }) => runs).reduce(joinedRuns);
        const [first] = found;
        for (const [place, id] of products.entries()) {
          const { mean, sd, median, p2_5, p97_5 } = spreadOfRuns(all, place);
          const value = {
            id,
            static: first?.statics[place] ?? Number.NaN,
            mean,
            sd,
            p25: p2_5,
            p50: median,
            p975: p97_5,
          };
          yield { part: { $case: "spread", value } };
        }
        for (const [place, a] of products.entries())
          if (against !== undefined)
            yield { part: { $case: "comparison", value: comparisonOf(all, { a, b: against, place }) } };
        yield { part: { $case: "summary", value: summaryOf(all) } };
        return;
      }
      const now = Atomics.load(done, 0);
      if (now === told) continue;
      told = now;
      yield { part: { $case: "progress", value: { done: now, runs: count } } };
    }
  } finally {
    stop.abort();
  }
}

/** Of the product at a place with the one after all that were asked for. */
function comparisonOf(
  all: Runs,
  { a, b, place }: { readonly a: string; readonly b: string; readonly place: number },
): MonteCarloComparison {
  const { p2_5, p97_5, ...rest } = comparedRuns(all, place, all.products.length - 1);
  return { a, b, ...rest, p25: p2_5, p975: p97_5 };
}

const pause = (ms: number): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, ms, undefined));

function faultOf({
  products,
  runs,
  seed,
  threads,
  against,
}: MonteCarloRequest): readonly [path: string, problem: string] | undefined {
  if (products.length === 0 || products.length > productsMost)
    return ["products", `There are ${products.length} products: ask for 1 to ${productsMost}.`];
  const twice = products.find((id, i) => products.indexOf(id) !== i);
  if (twice !== undefined) return ["products", `Product "${twice}" stands twice: ask for it once.`];
  if (against !== undefined && products.includes(against))
    return ["against", `Product "${against}" is one of those asked for: name another one to compare them with.`];
  if (runs === 0 || runs * products.length > keptMost)
    return [
      "runs",
      `${runs} runs of ${products.length} products: ask for 1 run or more, and for ${keptMost} results at most.`,
    ];
  if (seed > BigInt(Number.MAX_SAFE_INTEGER)) return ["seed", `The seed is ${seed}: give one up to 2^53 - 1.`];
  if (threads === 0) return ["threads", "No thread makes no runs: ask for 1 or more, or leave it out."];
  return undefined;
}

function summaryOf({ failures, crossings }: Runs): MonteCarloSummary {
  const [first] = failures;
  let [most, times] = ["", 0];
  for (const [id, count] of crossings) if (count > times) [most, times] = [id, count];
  return {
    failed: failures.length,
    firstFailed: first?.run,
    firstFailure: first === undefined ? "" : first.failure,
    crossedEntries: crossings.size,
    mostCrossed: most,
    mostCrossedRuns: times,
  };
}
