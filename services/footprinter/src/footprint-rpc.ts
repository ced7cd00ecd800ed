import {
  type ComputeFootprintsRequest,
  type ExplainFootprintRequest,
  FootprintServiceDefinition,
  type ListFootprintsRequest,
  type WatchFootprintsRequest,
  type WatchFootprintsResponse,
} from "@celadon/proto";
import { hourMs } from "@celadon/quantity";
import {
  type CallContext,
  keyOfToken,
  ownFactories,
  pageOf,
  pageSize,
  type Rpc,
  reached,
  reaches,
  refuse,
  refuseForeign,
  rpc,
} from "@celadon/runtime";
import { type ComputePorts, computeFootprints } from "./compute-footprints.ts";
import { explainNodeAt, type NodeQuery } from "./explain-node-at.ts";
import type { FootprintFeed } from "./footprint-feed.ts";
import { footprintOf } from "./footprint-of.ts";
import { footprintSensitivities } from "./footprint-sensitivities.ts";
import { footprintSummary } from "./footprint-summary.ts";
import type { Pace } from "./pace.ts";

export interface FootprintPorts extends ComputePorts {
  readonly pace: Pace;
  readonly feed: FootprintFeed;
}

const sizes = { usual: 100, most: 1_000 };

const seeing = ownFactories("reader", "engineer", "assessor", "issuer");
const access = {
  getFootprint: seeing,
  listFootprints: seeing,
  computeFootprints: ownFactories("engineer"),
  explainFootprint: seeing,
  listSensitivities: seeing,
  watchFootprints: seeing,
};

/** Footprints over gRPC: one, many, now, why, and as they come. */
export const footprintRpc = (ports: FootprintPorts): Rpc =>
  rpc(FootprintServiceDefinition, access, {
    getFootprint: async ({ id }, { caller }) => {
      const { footprint, isCurrent, supersedes, supersededBy } = await footprintOf(ports.shelf, id, caller);
      return { footprint, current: isCurrent, supersedes, supersededBy };
    },
    listFootprints: async (request, { caller }) => {
      if (request.factory !== "") refuseForeign(caller, request.factory);
      const size = pageSize(request.pageSize, sizes);
      const wanted = wantedOf(request);
      const asOf = (await reached(request.after, ports.pace.caughtUp)) || (await ports.feed.asOf());
      const stored = await ports.shelf.list({ ...wanted, limit: size + 1, within: caller.factories });
      const { page, nextPageToken } = await pageOf(stored, size, ({ footprint }) => [
        footprint.factory,
        footprint.product,
        Number(footprint.fromMs),
        Number(footprint.toMs),
        footprint.id,
      ]);
      return { footprints: page.map(footprintSummary), nextPageToken, asOf };
    },
    computeFootprints: async (request, { caller }) => {
      const wanted = computeOf(request);
      refuseForeign(caller, wanted.factory);
      const asOf = await reached(request.after, ports.pace.caughtUp);
      const stored = await computeFootprints(wanted, ports);
      return { footprints: stored.map(({ footprint }) => footprint), asOf };
    },
    explainFootprint: async (request, { caller }) => {
      const query = queryOf(request);
      const [, id = "", below = ""] = /^(?:footprint:)?([^/]*)(\/.*)?$/s.exec(request.id) ?? [];
      const { footprint } = await footprintOf(ports.shelf, id, caller);
      return { node: await explainNodeAt(ports.store, footprint, `footprint:${id}${below}`, query), asOf: "" };
    },
    listSensitivities: async ({ id }, { caller }) => {
      const asOf = await ports.feed.asOf();
      const { footprint } = await footprintOf(ports.shelf, id, caller);
      return { ...(await footprintSensitivities(footprint, ports)), asOf };
    },
    watchFootprints: (request, context) => watched(request, ports.feed, context),
  });

const given = (text: string): string | undefined => (text === "" ? undefined : text);

function wantedOf({
  factory,
  product,
  statuses,
  fromMs,
  toMs,
  withSuperseded,
  lots,
  pageToken,
}: ListFootprintsRequest) {
  const key = keyOfToken(pageToken, ["string", "string", "number", "number", "string"]);
  const [lastFactory, lastProduct, lastFromMs, lastToMs, lastId] = key ?? [];
  const behind = {
    factory: String(lastFactory),
    product: String(lastProduct),
    fromMs: Number(lastFromMs),
    toMs: Number(lastToMs),
    id: String(lastId),
  };
  return {
    factory: given(factory),
    product: given(product),
    statuses,
    fromMs: fromMs === undefined ? undefined : Number(fromMs),
    toMs: toMs === undefined ? undefined : Number(toMs),
    history: withSuperseded,
    lots,
    behind: key === undefined ? undefined : behind,
  };
}

function computeOf({ factory, product, fromMs, toMs }: ComputeFootprintsRequest) {
  const period = { fromMs: Number(fromMs), toMs: Number(toMs) };
  const details = [
    ...(factory === "" ? [{ path: "factory", problem: '"factory" must be given: whose footprints?' }] : []),
    ...Object.entries(period).flatMap(([path, atMs]) =>
      atMs > 0 && atMs % hourMs === 0
        ? []
        : [{ path, problem: `"${path}" is ${atMs}, and must be a whole UTC hour, a multiple of ${hourMs}.` }],
    ),
  ];
  if (details.length === 0) return { factory, product: given(product), ...period };
  throw refuse({ status: 400, code: "bad-period", message: details.map(({ problem }) => problem).join(" "), details });
}

const depths = { usual: 2, most: 8 };
const limits = { usual: 50, most: 1_000 };

function queryOf({ depth, limit, offset }: ExplainFootprintRequest): NodeQuery {
  const details = Object.entries({ depth: [depth, depths] as const, limit: [limit, limits] as const }).flatMap(
    ([path, [asked, { most }]]) =>
      asked <= most ? [] : [{ path, problem: `"${path}" is ${asked}: ask for at most ${most}.` }],
  );
  if (details.length > 0) {
    throw refuse({ status: 400, code: "bad-limit", message: details.map(({ problem }) => problem).join(" "), details });
  }
  return { depth: depth === 0 ? depths.usual : depth, limit: limit === 0 ? limits.usual : limit, offset };
}

async function* watched(
  { factories, products, after }: WatchFootprintsRequest,
  feed: FootprintFeed,
  { signal, caller }: CallContext,
): AsyncGenerator<WatchFootprintsResponse, void, undefined> {
  for (const factory of factories) refuseForeign(caller, factory);
  const wants = (list: readonly string[], name: string): boolean => list.length === 0 || list.includes(name);
  for await (const event of feed.watch(after, signal)) {
    const { factory = "", product = "" } = event.footprint ?? {};
    if (reaches(caller, factory) && wants(factories, factory) && wants(products, product)) yield { event };
  }
}
