import { type MonthSpan, monthSpanNear } from "@celadon/footprint-to-ranking";
import { BenchmarkServiceDefinition, type ListIndicatorsRequest, type RankPeersRequest } from "@celadon/proto";
import { keyOfToken, ownFactories, pageOf, pageSize, type Rpc, reached, refuse, rpc } from "@celadon/runtime";
import { assessFactory } from "./assessment/assess-factory.ts";
import { listIndicators, type WantedIndicators } from "./list-indicators.ts";
import type { RankQuestion } from "./rank-peers.ts";
import { rankPeersFor } from "./rank-peers-for.ts";
import { type BenchmarkPorts, populationOf } from "./routes.ts";
import { factoriesFor } from "./seen-by.ts";

const sizes = { usual: 100, most: 1_000 };

const comparing = ownFactories("reader", "engineer", "assessor");
const access = { listIndicators: comparing, rankPeers: comparing, assessFactory: comparing };

/** Indicators, rankings and assessments over gRPC. */
export const benchmarkRpc = ({ store, caughtUp, schemes }: BenchmarkPorts): Rpc =>
  rpc(BenchmarkServiceDefinition, access, {
    listIndicators: async (request, { caller }) => {
      const size = pageSize(request.pageSize, sizes);
      const wanted = { ...wantedOf(request), factories: factoriesFor(caller, request.factories) };
      const asOf = await reached(request.after, caughtUp);
      const found = await listIndicators(store, { ...wanted, limit: size + 1 });
      const { page, nextPageToken } = await pageOf(found, size, ({ factory, product, name, fromMs, toMs }) => [
        factory,
        product,
        name,
        Number(fromMs),
        Number(toMs),
      ]);
      return { indicators: page, nextPageToken, asOf };
    },
    rankPeers: async (request, { caller }) => {
      const question = questionOf(request);
      const asOf = await reached(request.after, caughtUp);
      return { ranking: await rankPeersFor(caller, store, question), asOf };
    },
    assessFactory: async ({ factory, product, scheme, schemeYaml, answers, fromMs, toMs, after }, { caller }) => {
      const question = {
        ...{ caller, factory, product, answers, months: monthsOf(Number(fromMs), Number(toMs)) },
        scheme: schemeYaml.length === 0 ? { name: scheme } : { text: Buffer.from(schemeYaml).toString("utf8") },
      };
      const asOf = await reached(after, caughtUp);
      return { assessment: await assessFactory(store, schemes, question), asOf };
    },
  });

function wantedOf({ factories, names, fromMs, toMs, pageToken }: ListIndicatorsRequest): WantedIndicators {
  const key = keyOfToken(pageToken, ["string", "string", "string", "number", "number"]);
  const [factory, product, name, lastFromMs, lastToMs] = key ?? [];
  return {
    factories,
    names,
    fromMs: fromMs === 0n ? undefined : Number(fromMs),
    toMs: toMs === 0n ? undefined : Number(toMs),
    behind:
      key === undefined
        ? undefined
        : {
            factory: String(factory),
            product: String(product),
            name: String(name),
            fromMs: Number(lastFromMs),
            toMs: Number(lastToMs),
          },
  };
}

const anything = { productGroup: "", declaredUnit: "", boundary: "", keys: [], simulated: false };

function questionOf({ peerGroup, factories, indicator, fromMs, toMs, population }: RankPeersRequest): RankQuestion {
  const { simulated, ...group } = peerGroup ?? anything;
  return {
    ...group,
    population: simulated && population === "" ? "simulated" : populationOf(population),
    factories,
    indicator: indicator === "" ? "footprint" : indicator,
    months: monthsOf(Number(fromMs), Number(toMs)),
  };
}

function monthsOf(fromMs: number, toMs: number): MonthSpan | undefined {
  if (fromMs === 0 && toMs === 0) return undefined;
  const months = monthSpanNear({ fromMs, toMs });
  if (months !== undefined) return months;
  const problem = `[${fromMs}, ${toMs}) is not made of calendar months: begin and end at the first instant of a month.`;
  throw refuse({ status: 400, code: "bad-period", message: problem, details: [{ path: "fromMs", problem }] });
}
