import { benchmarkRoutes, benchmarkRpc } from "@celadon/benchmark";
import { certificateRoutes, certificateRpc } from "@celadon/certificate";
import { collectorRoutes, telemetryRpc } from "@celadon/collector";
import { factorRpc, footprinterRoutes, footprintRpc } from "@celadon/footprinter";
import { ledgerRoutes, ledgerRpcs } from "@celadon/ledger";
import { lifecycleRpc, systemRpc } from "@celadon/lifecycle";
import type { Routes, Rpc } from "@celadon/runtime";

/** What one process answers. */
export interface Served {
  /** `GET /v1/plants/:factory` and the like, as its service declares them. */
  readonly routes: readonly string[];
  /** Full names of its gRPC services. */
  readonly services: readonly string[];
}

/** Every process that is asked from outside, by its name, with what it answers: read from the services themselves. */
export const parts: Readonly<Record<string, Served>> = {
  collector: await served(collectorRoutes(untouched()), [telemetryRpc(untouched())]),
  ledger: await served(ledgerRoutes(untouched()), ledgerRpcs(untouched())),
  footprinter: await served(footprinterRoutes(untouched()), [footprintRpc(untouched()), factorRpc(untouched())]),
  lifecycle: await served(() => undefined, [lifecycleRpc(untouched()), systemRpc(untouched())]),
  benchmark: withOverview(await served(benchmarkRoutes(untouched()), [benchmarkRpc(untouched())])),
  certificate: await served(certificateRoutes(untouched()), [certificateRpc(untouched())]),
};

/** What the shell adds to the benchmark, which no service declares; `celadon status` is asked of a group in each storm. */
function withOverview({ routes, services }: Served): Served {
  return { routes: [...routes, "GET /", "GET /v1/status"], services };
}

async function served(routes: Routes, rpcs: readonly Rpc[]): Promise<Served> {
  return { routes: (await declaredBy(routes)).toSorted(), services: rpcs.map(({ name }) => name).toSorted() };
}

/** Ports that are never used, since nothing is asked: whatever is looked for in them is there, and is such a thing again. */
function untouched<Ports>(): Ports {
  return new Proxy(() => undefined, { get: () => untouched(), apply: () => untouched() }) as Ports; // see above
}

async function declaredBy(routes: Routes): Promise<readonly string[]> {
  const declared: string[] = [];
  const methods = ["get", "post", "put", "patch", "delete"];
  const app = new Proxy(
    {},
    {
      get: (_, name) => {
        if (typeof name !== "string" || !methods.includes(name)) throw new Error(`A service uses app.${String(name)}.`);
        return (url: string) => void declared.push(`${name.toUpperCase()} ${url}`);
      },
    },
  );
  await routes(app as Parameters<Routes>[0]); // services only declare routes, by one of these methods
  return declared;
}
