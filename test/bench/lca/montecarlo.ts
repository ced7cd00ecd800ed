import {
  joinedRuns,
  type LinearSystem,
  type Runs,
  type Sparse,
  spreadOf,
} from "@celadon/inventory-to-footprint/systems";
import { and, atMost, type Figure } from "../figure.ts";
import { e1 } from "./background-system.ts";
import { accepted, solverOn, systemOf, timedMs } from "./measured.ts";
import { peerOn } from "./peer.ts";
import { threadsOn } from "./threads.ts";

const geometricSd = 1.1;

/** Every input and every intervention lognormal, as the file that says so. */
function uncertaintyOf({ M, B }: LinearSystem): string {
  const lines = (matrix: string, { starts, rows, values, columnCount }: Sparse, isMeant: (value: number) => boolean) =>
    Array.from({ length: columnCount }, (_, j) => {
      const own: string[] = [];
      for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
        const value = values[k] as number;
        if (isMeant(value)) own.push(`${matrix},${rows[k]},${j},lognormal,${Math.abs(value)},${geometricSd},,`);
      }
      return own.join("\n");
    }).filter((some) => some !== "");
  const inputs = lines("A", M, (value) => value < 0);
  return ["matrix,row,col,distribution,p1,p2,p3,group", ...inputs, ...lines("B", B, () => true), ""].join("\n");
}

/**
 * A run in which every input and every intervention is drawn, and all products are solved, on one thread, beside bw2calc's run of one
 * product by GMRES with draws of numpy's.
 */
export async function lcaMonteCarlo(scale: number): Promise<Figure> {
  const system = systemOf(e1, scale);
  const { runs } = accepted(spreadOf(solverOn(system), "m0", uncertaintyOf(system)));
  const wanted = (from: number, to: number) => {
    const made = runs.runs({ seed: 1, from, to, products: [0] });
    if (made.kind !== "accept") throw new Error(made.evidence);
    if (made.value.failures.length > 0) throw new Error(`${made.value.failures.length} runs have no answer.`);
  };
  wanted(0, 10);
  const count = 40;
  const ours = timedMs(() => wanted(10, 10 + count)) / count;
  return atMost(1 / 2.5, {
    name: "lca-montecarlo",
    ours,
    reference: peerOn(system).gmresRunMs,
    unit: "ms a run",
    details: { runsASecond: 1_000 / ours },
  });
}

/** The same by two threads, half of the runs each, joined in order, beside one thread; and 4.5 times as fast as the peer. */
export async function lcaMonteCarloOnThreads(scale: number): Promise<Figure> {
  const system = systemOf(e1, scale);
  const uncertainty = uncertaintyOf(system);
  const { runs } = accepted(spreadOf(solverOn(system), "m0", uncertainty));
  const alone = (from: number, to: number): Runs => {
    const made = runs.runs({ seed: 1, from, to, products: [0] });
    if (made.kind !== "accept") throw new Error(made.evidence);
    return made.value;
  };
  const script = new URL("runs-worker.ts", import.meta.url);
  await using threads = await threadsOn<{ from: number; to: number }, Runs>(script, system, { uncertainty });
  const together = async (from: number, to: number): Promise<Runs> => {
    const middle = (from + to) >> 1;
    const [first, second] = await threads.all([
      { from, to: middle },
      { from: middle, to },
    ]);
    return joinedRuns(first as Runs, second as Runs);
  };
  alone(0, 10);
  await together(0, 40);
  const count = 40;
  let [ours, reference] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let isSame = true;
  for (let round = 0; round < 8; round++) {
    const from = 40 + round * count;
    let startedAt = performance.now();
    const one = alone(from, from + count);
    reference = Math.min(reference, (performance.now() - startedAt) / count);
    startedAt = performance.now();
    const two = await together(from, from + count);
    ours = Math.min(ours, (performance.now() - startedAt) / count);
    isSame &&= two.kept.every((value, at) => value === one.kept[at]) && two.failures.length === 0;
  }
  const { gmresRunMs } = peerOn(system);
  return and(
    atMost(1 / 1.8, {
      ...{ name: "lca-montecarlo-threads", ours, reference, unit: "ms a run" },
      details: { runsASecond: 1_000 / ours, timesThePeer: gmresRunMs / ours },
    }),
    isSame && gmresRunMs / ours >= 4.5,
    "4.5 times the peer's runs, and the bits of one thread",
  );
}
