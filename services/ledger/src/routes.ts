import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { Rebuild } from "@celadon/proto";
import { readInstant } from "@celadon/quantity";
import {
  bodyText,
  type Caller,
  jsonArray,
  noFactory,
  ownFactories,
  type Routes,
  refuse,
  refuseForeign,
} from "@celadon/runtime";
import { type ApplyPorts, applyPlant, checkPlant } from "./apply-plant.ts";
import { letterRoutes } from "./dead-letters/letter-routes.ts";
import { declare } from "./declare.ts";
import { lotRoutes } from "./lots/lot-routes.ts";
import { declarationRow } from "./queries/declaration-row.ts";
import { listActivity } from "./queries/list-activity.ts";
import { listDeclarations } from "./queries/list-declarations.ts";
import { listPlants, plantRow, plantVersion } from "./queries/list-plants.ts";
import { listQuarantine } from "./queries/list-quarantine.ts";
import { listReadings } from "./queries/list-readings.ts";
import { quarantinedJson, readingJson } from "./queries/reading-json.ts";
import { rebuildRow } from "./queries/rebuild-row.ts";
import { type AskedPorts, portsNow, type QueryPorts, type Scope } from "./queries/scope.ts";
import { windowJson } from "./queries/window-json.ts";
import { doneRebuild, requestRebuild } from "./request-rebuild.ts";

const mebibyte = 1_048_576;

const seeing = { config: { access: ownFactories("reader", "engineer") } };
const changing = { config: { access: ownFactories("engineer") } };
const checking = { config: { access: noFactory("reader", "engineer") } };

/** What the ledger answers over HTTP: readings, windows, quarantine, plant models, declared facts, lots, dead letters, rebuilds. */
export const ledgerRoutes =
  (ports: AskedPorts & ApplyPorts): Routes =>
  async (app) => {
    await letterRoutes(ports)(app);
    await lotRoutes(ports)(app);
    const lists = {
      "/v1/readings": (now: QueryPorts, scope: Scope) => mapped(listReadings(now, scope), readingJson),
      "/v1/activity": (now: QueryPorts, scope: Scope) => mapped(listActivity(now, scope), windowJson),
      "/v1/quarantine": (now: QueryPorts, scope: Scope) => mapped(listQuarantine(now, scope), quarantinedJson),
    };
    for (const [path, list] of Object.entries(lists)) {
      app.get(path, seeing, async (request, reply) => {
        reply.type("application/json; charset=utf-8");
        // The first row is asked for before the answer begins, so that a refusal still is one.
        return Readable.from(await jsonArray(list(await portsNow(ports), scopeOf(request.query, request.caller))));
      });
    }
    app.get("/v1/plants", seeing, async ({ query, caller }) =>
      listPlants(await ports.bookNow(), scopeOf(query, caller)).map(plantRow),
    );
    app.get<{ Params: { factory: string } }>("/v1/plants/:factory", seeing, async (request, reply) => {
      refuseForeign(request.caller, request.params.factory);
      reply.type("application/yaml; charset=utf-8");
      const { at } = request.query as { at?: string };
      const atMs = at === undefined ? ports.now() : instantOf("at", at);
      return plantVersion(await ports.bookNow(), request.params.factory, { atMs }).yaml;
    });
    app.post(
      "/v1/plants/check",
      checking,
      async (request) => checkPlant(await bodyText(request.raw, mebibyte), ports.knownFactors).faults,
    );
    app.post("/v1/plants", changing, async (request) => {
      const { who = "", why = "" } = request.query as { who?: string; why?: string };
      const yaml = await bodyText(request.raw, mebibyte);
      const { version, changed, warnings } = await applyPlant({ yaml, who, why, caller: request.caller }, ports);
      return { ...plantRow(version), changed, warnings };
    });
    app.get("/v1/declarations", seeing, async ({ query, caller }) =>
      listDeclarations(await ports.bookNow(), scopeOf(query, caller)).map(declarationRow),
    );
    app.post("/v1/declarations", changing, async ({ raw, caller }) => {
      const wanted = jsonOf(await bodyText(raw, mebibyte));
      if (typeof wanted["factory"] === "string") refuseForeign(caller, wanted["factory"]);
      return declarationRow(await declare(wanted, ports));
    });
    app.post("/v1/rebuilds", changing, async ({ raw, caller }) => {
      const wanted = jsonOf(await bodyText(raw, mebibyte));
      if (typeof wanted["factory"] === "string") refuseForeign(caller, wanted["factory"]);
      const { report } = await requestRebuild(rebuildOf(wanted, ports.now()), ports);
      return rebuildRow(report);
    });
    app.get<{ Params: { id: string } }>("/v1/rebuilds/:id", changing, async ({ params, query, caller }) => {
      const { factory = "" } = query as { factory?: string };
      refuseForeign(caller, factory);
      return rebuildRow(await doneRebuild({ factory, key: params.id }, ports));
    });
  };

async function* mapped<From, To>(rows: AsyncIterable<From>, to: (row: From) => To): AsyncGenerator<To> {
  for await (const row of rows) yield to(row);
}

function scopeOf(query: unknown, caller: Caller): Scope {
  const { factory, channel, from, to } = query as Readonly<Record<string, string | undefined>>;
  if (factory !== undefined) refuseForeign(caller, factory);
  return {
    factory,
    channels: channel === undefined ? [] : [channel],
    fromMs: from === undefined ? undefined : instantOf("from", from),
    toMs: to === undefined ? undefined : instantOf("to", to),
    within: caller.factories,
  };
}

function instantOf(name: string, text: string): number {
  const atMs = readInstant(text);
  if (atMs !== undefined) return atMs;
  const message = `"${name}" is "${text}", which is no date and time with its offset: write 2026-01-31T08:00:00+08:00.`;
  throw refuse({ status: 400, code: "bad-instant", message });
}

/** A rebuild as people write it; what is no text is taken for not given, and said with all other faults. */
function rebuildOf({ factory, from, to, key, who, why }: Readonly<Record<string, unknown>>, nowMs: number): Rebuild {
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const [fromMs, toMs] = Object.entries({ from, to }).map(([name, at]) =>
    at === undefined ? undefined : BigInt(instantOf(name, text(at))),
  );
  return {
    ...{ factory: text(factory), fromMs, toMs, key: key === undefined ? randomUUID() : text(key) },
    ...{ who: text(who), why: text(why), askedMs: BigInt(nowMs) },
  };
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refuse({ status: 400, code: "bad-json", message: "The body must be one JSON object." });
}
