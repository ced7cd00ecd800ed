import { benchmark, benchmarkRoutes, benchmarkRpc, indicatorsReached, loadSchemes } from "@celadon/benchmark";
import type { Pace } from "@celadon/footprinter";
import { answerMsMax, type Ground, type Part } from "./ground.ts";

/** Topic footprint to indicators, and rankings among peers. */
export function benchmarkPart({ store, log, patient }: Ground, pace: Pick<Pace, "caughtUp">): Part {
  const caughtUp = async () => (await pace.caughtUp()) && indicatorsReached(log, AbortSignal.timeout(answerMsMax));
  const comparing = { store, caughtUp, schemes: loadSchemes() };
  return {
    run: [(signal) => benchmark(patient, signal)],
    routes: [benchmarkRoutes(comparing)],
    rpcs: [benchmarkRpc(comparing)],
  };
}
