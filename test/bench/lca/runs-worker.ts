import { parentPort, workerData } from "node:worker_threads";
import { type LinearSystem, spreadOf } from "@celadon/inventory-to-footprint/systems";
import { accepted, solverOn } from "./measured.ts";

// A thread: the runs it is told, from the first to the one before the last.
const { system, uncertainty } = workerData as { readonly system: LinearSystem; readonly uncertainty: string };
const { runs } = accepted(spreadOf(solverOn(system), "m0", uncertainty));
parentPort?.on("message", ({ from, to }: { readonly from: number; readonly to: number }) => {
  const made = runs.runs({ seed: 1, from, to, products: [0] });
  if (made.kind !== "accept") throw new Error(made.evidence);
  parentPort?.postMessage(made.value);
});
parentPort?.postMessage("ready");
