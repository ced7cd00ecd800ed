import type { FigureBound } from "./figure-status.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { makerSigns } from "./maker-signs.ts";
import { transposedSparse } from "./transposed-sparse.ts";

const [low, high] = [1, 2];

/**
 * What exchanges that were left out make of the footprint of each product that rests on them, directly or further up. Without an input it is
 * too low, and so is that of whoever takes the product; without a credit too high; and who is credited with what is too low has too little of a
 * credit. A product that may be too high has no bound that is known. An entry that is 0, as where it was set so, is no use.
 */
export function boundOf({ system, makerOf }: LinearSolver): (product: number) => FigureBound {
  const { processes, M } = system;
  const sources = processes.flatMap(({ leftOut, creditsLeftOut }, j) =>
    leftOut === undefined ? [] : [{ j, errs: errsOf(leftOut, creditsLeftOut) }],
  );
  if (sources.length === 0) return () => "complete";
  const users = transposedSparse(M);
  const signs = makerSigns(M, makerOf);
  const productOf = new Int32Array(processes.length);
  for (const [product, maker] of makerOf.entries()) productOf[maker] = product;
  const found = new Uint8Array(processes.length);
  const open = sources;
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { j, errs } = one;
    const all = (found[j] as number) | errs;
    if (all === found[j]) continue;
    found[j] = all;
    const product = productOf[j] as number;
    for (let k = users.starts[product] as number; k < (users.starts[product + 1] as number); k++) {
      const [user, value] = [users.rows[k] as number, users.values[k] as number];
      if (user === j || value === 0) continue;
      const isCredit = value * (signs[product] as number) > 0;
      open.push({ j: user, errs: isCredit ? turned(all) : all });
    }
  }
  return (product) => {
    const errs = found[makerOf[product] as number] as number;
    return errs === 0 ? "complete" : errs === low ? "lower-bound" : "bound-unknown";
  };
}

function errsOf(leftOut: number, credits: number | undefined): number {
  if (credits === undefined) return low;
  return (leftOut > credits ? low : 0) | high;
}

const turned = (errs: number): number => ((errs & low) === 0 ? 0 : high) | ((errs & high) === 0 ? 0 : low);
