import { directImpacts, type Live } from "@celadon/inventory-to-footprint/systems";
import { and, atMost, type Figure, median } from "../figure.ts";
import { e1 } from "./background-system.ts";
import { accepted, bestMs, solverOn, systemOf, timedMs } from "./measured.ts";

const changes = 60;

/**
 * One changed number, and all footprints renewed from where they stood, beside solving all anew: an emission of a process that only
 * uses, one in the large loop, and one recipe. Medians; each renewal is held against a cold solve at the end.
 */
export async function lcaRenewal(scale: number): Promise<Figure> {
  const system = systemOf(e1, scale);
  const solver = solverOn(system);
  const { values: q } = directImpacts(system, [0]);
  const cold = bestMs(11, () => accepted(solver.adjoint({ count: 1, values: q })));
  const live = accepted(solver.live(q));
  const n = system.processes.length;
  const impacts = q.slice();
  const renewed = (change: (live: Live, process: number) => boolean, isMeant: (sweeps: number) => boolean): number => {
    const times: number[] = [];
    for (let k = 0; times.length < changes && k < n; k++) {
      const process = (k * 7919) % n;
      if (!change(live, process)) continue;
      let sweeps = -1;
      const ms = timedMs(() => {
        sweeps = live.renew()?.sweeps ?? -1;
      });
      if (sweeps === -1) throw new Error(`Process ${process} could not be renewed.`);
      if (isMeant(sweeps)) times.push(ms);
    }
    return median(times);
  };
  const emission = (one: Live, process: number): boolean => {
    impacts[process] = (impacts[process] as number) * 1.01;
    one.setImpact(process, impacts[process] as number);
    return true;
  };
  const outside = renewed(emission, (sweeps) => sweeps === 0);
  const inside = renewed(emission, (sweeps) => sweeps > 0);
  const fresh = accepted(solver.adjoint({ count: 1, values: impacts })).values;
  const apart = fresh.reduce((worst, value, i) => Math.max(worst, Math.abs(live.valueOf(i) / value - 1)), 0);
  const { starts, rows, values } = system.M;
  const recipe = renewed(
    (one, process) => {
      const at = starts[process] as number;
      return one.setEntry(rows[at] as number, process, (values[at] as number) * 1.001);
    },
    (sweeps) => sweeps > 0,
  );
  return and(
    atMost(0.6, {
      name: "lca-renewal",
      ours: inside,
      reference: cold,
      unit: "ms, an emission in the loop",
      details: {
        outsideMs: outside,
        outsideShare: outside / cold,
        recipeMs: recipe,
        recipeShare: recipe / cold,
        apart,
      },
    }),
    outside / cold <= 0.1 && recipe / cold <= 0.8 && apart <= 1e-11,
    "outside the loop 0.1, a recipe 0.8, equal to 1e-11",
  );
}
