import { directImpacts } from "@celadon/inventory-to-footprint/systems";
import { and, atMost, type Figure } from "../figure.ts";
import { e1 } from "./background-system.ts";
import { accepted, bestMs, solverOn, systemOf } from "./measured.ts";
import { threadsOn } from "./threads.ts";

/** 25 methods at once by two threads, 12 and 13 of them, beside one method by one. */
export async function lcaMethodsOnThreads(scale: number): Promise<Figure> {
  const system = systemOf(e1, scale);
  const solver = solverOn(system);
  const one = directImpacts(system, [0]);
  const n = system.products.length;
  const methods = [system.methods.map((_, m) => m).slice(0, 12), system.methods.map((_, m) => m).slice(12)];
  const results = methods.map(({ length }) => new Float64Array(new SharedArrayBuffer(8 * n * length)));
  const script = new URL("methods-worker.ts", import.meta.url);
  await using threads = await threadsOn<number, number>(script, system, { methods, results });
  let [ours, reference] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 15; round++) {
    reference = Math.min(
      reference,
      bestMs(2, () => accepted(solver.adjoint(one))),
    );
    const startedAt = performance.now();
    await threads.all([0, 1]);
    if (round >= 5) ours = Math.min(ours, performance.now() - startedAt);
  }
  const alone = accepted(
    solver.adjoint(
      directImpacts(
        system,
        system.methods.map((_, m) => m),
      ),
    ),
  ).values;
  const isSame = methods.every((some, part) =>
    some.every((method, m) =>
      system.products.every(
        (_, i) => results[part]?.[i * some.length + m] === alone[i * system.methods.length + method],
      ),
    ),
  );
  return and(
    atMost(9, {
      name: "lca-methods-threads",
      ours,
      reference,
      unit: "ms",
      details: { methods: system.methods.length },
    }),
    isSame,
    "the bits of one thread",
  );
}
