import { parentPort, workerData } from "node:worker_threads";
import { directImpacts, type LinearSystem } from "@celadon/inventory-to-footprint/systems";
import { accepted, solverOn } from "./measured.ts";

// A thread: all footprints by the methods it is told, over and over, into memory that the other side sees.
const { system, methods, results } = workerData as {
  readonly system: LinearSystem;
  readonly methods: readonly (readonly number[])[];
  readonly results: readonly Float64Array[];
};
const solver = solverOn(system);
const impacts = methods.map((some) => directImpacts(system, some));
parentPort?.on("message", (part: number) => {
  const q = impacts[part];
  const into = results[part];
  if (q === undefined || into === undefined) throw new Error(`There is no part ${part} of the methods.`);
  const { values, count } = accepted(solver.adjoint(q));
  into.set(values);
  parentPort?.postMessage(count);
});
parentPort?.postMessage("ready");
