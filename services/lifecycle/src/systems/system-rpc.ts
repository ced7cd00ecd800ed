import {
  type CompareRequest,
  type ContributionsRequest,
  type FootprintsRequest,
  type FootprintsResponse,
  type MonteCarloRequest,
  type SolveRequest,
  SystemServiceDefinition,
  type SystemSummary,
} from "@celadon/proto";
import { noFactory, type Rpc, rpc } from "@celadon/runtime";
import { accepted } from "./accepted.ts";
import { askHere } from "./ask-here.ts";
import { changesIn } from "./changes-in.ts";
import type { EngineThreads } from "./engine-threads.ts";
import { footprintsParts } from "./footprints-parts.ts";
import { keptSystems } from "./kept-systems.ts";
import { monteCarloParts } from "./monte-carlo-parts.ts";
import { refuseBad } from "./refuse-bad.ts";
import type { SharedSystem } from "./shared-system.ts";
import { type SystemLimits, systemLimits } from "./system-limits.ts";
import { uploads } from "./uploaded-files.ts";

/** A system is of nobody's factory: who knows the hash of its content knows the content. */
const asking = noFactory("reader", "engineer", "assessor");
/** What one brings may push out what another brought. */
const bringing = noFactory("engineer", "assessor");

const cutoffUsual = 0.001;

/** Process systems of any size over gRPC: kept by their hash, asked in threads. */
export function systemRpc(threads: EngineThreads, { upload, kept }: SystemLimits = systemLimits()): Rpc {
  const systems = keptSystems(kept);
  const takeIn = uploads(upload);
  const ask = askHere(threads);

  const solve = async ({ hash, product, amount, method, supply, inventory }: SolveRequest, signal: AbortSignal) => {
    if (!Number.isFinite(amount)) throw refuseBad("amount", `The amount is ${amount}: give a finite number.`);
    const job = {
      ...({ kind: "solve", system: systems.use(hash) } as const),
      ...{ product, amount, method, supply, inventory },
    };
    return accepted(await ask(job, { signal, isLong: false }));
  };

  const contributions = async (request: ContributionsRequest, signal: AbortSignal) => {
    const { hash, product, method, cutoff = cutoffUsual } = request;
    if (!(cutoff >= 0 && cutoff <= 1)) throw refuseBad("cutoff", `The cut-off is ${cutoff}: give a share from 0 to 1.`);
    const job = { kind: "contributions", system: systems.use(hash), product, method, cutoff } as const;
    return accepted(await ask(job, { signal, isLong: false }));
  };

  const compare = async ({ hash, product, method, ...asked }: CompareRequest, signal: AbortSignal) => {
    const job = {
      ...({ kind: "compare", system: systems.use(hash) } as const),
      ...{ product, method, changes: changesIn(asked) },
    };
    return accepted(await ask(job, { signal, isLong: false }));
  };

  async function* footprints(
    { hash, method }: FootprintsRequest,
    signal: AbortSignal,
  ): AsyncGenerator<FootprintsResponse> {
    const system = systems.use(hash);
    const found = accepted(await ask({ kind: "footprints", system, method }, { signal, isLong: false }));
    yield* footprintsParts(system, found);
  }

  return rpc(
    SystemServiceDefinition,
    {
      upload: bringing,
      ...{ has: asking, describe: asking, solve: asking, contributions: asking, compare: asking },
      ...{ footprints: asking, monteCarlo: asking },
    },
    {
      upload: (requests, { signal }) =>
        takeIn(requests, async (files) => {
          const system = accepted(await ask({ kind: "read", files }, { signal, isLong: false }));
          return { known: systems.keep(system), system: summaryOf(system) };
        }),
      has: async ({ hash }) => ({ kept: systems.has(hash) }),
      describe: async ({ hash }) => ({ system: summaryOf(systems.use(hash)) }),
      solve: (request, { signal }) => solve(request, signal),
      contributions: (request, { signal }) => contributions(request, signal),
      compare: (request, { signal }) => compare(request, signal),
      footprints: (request, { signal }) => footprints(request, signal),
      monteCarlo: (request: MonteCarloRequest, { signal }) =>
        monteCarloParts(systems.use(request.hash), request, { threads, signal }),
    },
  );
}

const summaryOf = ({ hash, M, B, C, summary }: SharedSystem): SystemSummary => ({
  ...{ hash, products: summary.products, processes: summary.processes, flows: summary.flows },
  methods: summary.methods,
  technosphereEntries: M.values.length,
  interventionEntries: B.values.length,
  factorEntries: C.values.length,
  uncertainEntries: summary.uncertainEntries,
  incompleteProcesses: summary.incompleteProcesses,
  bytes: BigInt(summary.bytes),
});
