import { type LinearSystem, type Sparse, spreadOf } from "@celadon/inventory-to-footprint";
import { atMost, type Figure } from "../figure.ts";
import { e1 } from "./background-system.ts";
import { accepted, solverOn, systemOf, timedMs } from "./measured.ts";
import { peerOn } from "./peer.ts";

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
