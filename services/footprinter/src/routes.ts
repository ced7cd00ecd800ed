import { type FactorRelease, search } from "@celadon/factors";
import { readInstant } from "@celadon/quantity";
import { anyRole, bodyText, ownFactories, type Routes, refuse, refuseForeign } from "@celadon/runtime";
import { type ComputePorts, computeFootprints } from "./compute-footprints.ts";
import { explain } from "./explain.ts";
import { factorOf } from "./factor-of.ts";
import { factorRow } from "./factor-row.ts";
import { footprintOf } from "./footprint-of.ts";
import { footprintDetail, footprintRow } from "./footprint-row.ts";
import { footprintSensitivities } from "./footprint-sensitivities.ts";
import { footprintUncertainty } from "./footprint-uncertainty.ts";
import { lotsOfPeriod } from "./lots-of-period.ts";
import type { Pace } from "./pace.ts";
import { plain } from "./plain.ts";
import { plantBalances } from "./plant-balances.ts";
import { refuseUnknown } from "./refuse-unknown.ts";

/** How many elements of a list were not worked out: the list itself is all there is in the body. */
const leftOutHeader = "celadon-left-out";
/** Whether a list reflects all activity that was announced before it was asked for: `false` after ten seconds' waiting in vain. */
const caughtUpHeader = "celadon-caught-up";

type Query = Readonly<Record<string, string | undefined>>;

const seeing = { config: { access: ownFactories("reader", "engineer", "assessor", "issuer") } };
const calculating = { config: { access: ownFactories("engineer") } };
const lookingUp = { config: { access: anyRole } };

/** What the footprinter answers over HTTP: footprints, why they are what they are, and the factors behind them. */
export const footprinterRoutes =
  (ports: ComputePorts & { readonly release: FactorRelease; readonly pace: Pace }): Routes =>
  (app) => {
    const { shelf, store, release } = ports;
    app.get<{ Querystring: Query }>("/v1/footprints", seeing, async ({ query, caller }, reply) => {
      const { factory, product, status, all, lots } = query;
      if (factory !== undefined) refuseForeign(caller, factory);
      reply.header(caughtUpHeader, String(await ports.pace.caughtUp()));
      const statuses = status === undefined ? [] : [status];
      const stored = await shelf.list({
        factory,
        product,
        statuses,
        history: all === "true",
        lots: lots === "true",
        within: caller.factories,
      });
      if (stored.length === 0) await refuseUnknown(store, { factory, product }, caller);
      return stored.map(footprintRow);
    });
    app.get<{ Params: { id: string } }>("/v1/footprints/:id", seeing, async ({ params, caller }) =>
      footprintDetail(await footprintOf(shelf, params.id, caller)),
    );
    app.get<{ Params: { id: string }; Querystring: Query }>(
      "/v1/footprints/:id/explain",
      seeing,
      async ({ params, query, caller }) => {
        const { footprint } = await footprintOf(shelf, params.id, caller);
        const tree = await explain(store, footprint, {
          limit: query["limit"] === undefined ? 3 : countOf(query["limit"]),
          channel: query["channel"],
          fromMs: instantOf("from", query["from"]),
          toMs: instantOf("to", query["to"]),
          withReadings: query["readings"] !== "false",
        });
        return plain(tree);
      },
    );
    app.get<{ Params: { id: string } }>(
      "/v1/footprints/:id/sensitivities",
      seeing,
      async ({ params, caller }, reply) => {
        const { footprint } = await footprintOf(shelf, params.id, caller);
        const { sensitivities, leftOut } = await footprintSensitivities(footprint, ports);
        reply.header(leftOutHeader, leftOut);
        return plain(sensitivities);
      },
    );
    app.get<{ Params: { id: string } }>("/v1/footprints/:id/uncertainty", seeing, async ({ params, caller }) => {
      const { footprint } = await footprintOf(shelf, params.id, caller);
      return plain(await footprintUncertainty(footprint, ports));
    });
    app.get<{ Querystring: Query }>("/v1/balances", seeing, async ({ query, caller }) => {
      const { factory, from, to } = query;
      if (factory === undefined) {
        throw refuse({ status: 400, code: "bad-request", message: '"factory" must be given: whose balances?' });
      }
      refuseForeign(caller, factory);
      await refuseUnknown(store, { factory }, caller);
      return plain(await plantBalances(store, { factory, from, to }));
    });
    app.get<{ Params: { id: string } }>("/v1/footprints/:id/lots", seeing, async ({ params, caller }, reply) => {
      reply.header(caughtUpHeader, String(await ports.pace.caughtUp()));
      const { footprint } = await footprintOf(shelf, params.id, caller);
      return plain(await lotsOfPeriod(footprint, ports));
    });
    app.post("/v1/footprints/compute", calculating, async (request) => {
      const body = objectOf(await bodyText(request.raw, 65_536));
      const { factory, product, from, to } = body;
      if (typeof factory !== "string") {
        throw refuse({ status: 400, code: "bad-request", message: '"factory" must be given: whose footprints?' });
      }
      refuseForeign(request.caller, factory);
      const named = { factory, product: typeof product === "string" ? product : undefined };
      await refuseUnknown(store, named, request.caller);
      const stored = await computeFootprints(
        {
          ...named,
          fromMs: instantOf("from", from),
          toMs: instantOf("to", to),
        },
        ports,
      );
      return stored.map(footprintRow);
    });
    app.get<{ Querystring: Query }>("/v1/factors", lookingUp, async ({ query }) => {
      const { rows, nearMisses } = search(release, query["q"] ?? "");
      if (rows.length > 0) return rows.map(factorRow);
      const near = nearMisses.length === 0 ? "" : ` Near: ${nearMisses.join(", ")}.`;
      const message = `No factor row matches "${query["q"]}".${near} An empty search lists all.`;
      throw refuse({ status: 404, code: "unknown-factor", message });
    });
    app.get<{ Params: { id: string } }>("/v1/factors/:id", lookingUp, async ({ params }) =>
      factorRow(factorOf(release, params.id)),
    );
  };

function instantOf(name: string, text: unknown): number | undefined {
  if (text === undefined) return undefined;
  const atMs = typeof text === "string" ? readInstant(text) : undefined;
  if (atMs !== undefined) return atMs;
  const message = `"${name}" is "${String(text)}", which is no date and time with its offset: write 2026-01-31T08:00:00+08:00.`;
  throw refuse({ status: 400, code: "bad-instant", message });
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw refuse({ status: 400, code: "bad-limit", message: `"limit" is "${text}", and must be a whole number.` });
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refuse({ status: 400, code: "bad-json", message: "The body must be one JSON object." });
}
