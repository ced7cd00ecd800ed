import { Readable } from "node:stream";
import { readInstant } from "@celadon/quantity";
import { bodyText, jsonArray, type Routes, refuse } from "@celadon/runtime";
import { type ApplyPorts, applyPlant, checkPlant } from "./apply-plant.ts";
import { type DeclarationRequest, declare } from "./declare.ts";
import { declarationRow } from "./queries/declaration-row.ts";
import { listActivity } from "./queries/list-activity.ts";
import { listDeclarations } from "./queries/list-declarations.ts";
import { listPlants, plantRow, plantVersion } from "./queries/list-plants.ts";
import { listQuarantine } from "./queries/list-quarantine.ts";
import { listReadings } from "./queries/list-readings.ts";
import { quarantinedJson, readingJson } from "./queries/reading-json.ts";
import { type AskedPorts, portsNow, type QueryPorts, type Scope } from "./queries/scope.ts";
import { windowJson } from "./queries/window-json.ts";

const mebibyte = 1_048_576;

/** What the ledger answers over HTTP: readings, windows, quarantine, plant models, declared facts. */
export const ledgerRoutes =
  (ports: AskedPorts & ApplyPorts): Routes =>
  (app) => {
    const lists = {
      "/v1/readings": (now: QueryPorts, scope: Scope) => mapped(listReadings(now, scope), readingJson),
      "/v1/activity": (now: QueryPorts, scope: Scope) => mapped(listActivity(now, scope), windowJson),
      "/v1/quarantine": (now: QueryPorts, scope: Scope) => mapped(listQuarantine(now, scope), quarantinedJson),
    };
    for (const [path, list] of Object.entries(lists)) {
      app.get(path, async (request, reply) => {
        reply.type("application/json; charset=utf-8");
        // The first row is asked for before the answer begins, so that a refusal still is one.
        return Readable.from(await jsonArray(list(await portsNow(ports), scopeOf(request.query))));
      });
    }
    app.get("/v1/plants", async (request) =>
      listPlants(await ports.bookNow(), scopeOf(request.query).factory).map(plantRow),
    );
    app.get<{ Params: { factory: string } }>("/v1/plants/:factory", async (request, reply) => {
      reply.type("application/yaml; charset=utf-8");
      const { at } = request.query as { at?: string };
      const atMs = at === undefined ? ports.now() : instantOf("at", at);
      return plantVersion(await ports.bookNow(), request.params.factory, { atMs }).yaml;
    });
    app.post(
      "/v1/plants/check",
      async (request) => checkPlant(await bodyText(request.raw, mebibyte), ports.knownFactors).faults,
    );
    app.post("/v1/plants", async (request) => {
      const { who = "", why = "" } = request.query as { who?: string; why?: string };
      const yaml = await bodyText(request.raw, mebibyte);
      const { version, changed, warnings } = await applyPlant({ yaml, who, why }, ports);
      return { ...plantRow(version), changed, warnings };
    });
    app.get("/v1/declarations", async (request) =>
      listDeclarations(await ports.bookNow(), scopeOf(request.query)).map(declarationRow),
    );
    app.post("/v1/declarations", async (request) =>
      declarationRow(await declare(jsonOf(await bodyText(request.raw, mebibyte)), ports)),
    );
  };

async function* mapped<From, To>(rows: AsyncIterable<From>, to: (row: From) => To): AsyncGenerator<To> {
  for await (const row of rows) yield to(row);
}

function scopeOf(query: unknown): Scope {
  const { factory, channel, from, to } = query as Readonly<Record<string, string | undefined>>;
  return {
    factory,
    channels: channel === undefined ? [] : [channel],
    fromMs: from === undefined ? undefined : instantOf("from", from),
    toMs: to === undefined ? undefined : instantOf("to", to),
  };
}

function instantOf(name: string, text: string): number {
  const atMs = readInstant(text);
  if (atMs !== undefined) return atMs;
  const message = `"${name}" is "${text}", which is no date and time with its offset: write 2026-01-31T08:00:00+08:00.`;
  throw refuse({ status: 400, code: "bad-instant", message });
}

function jsonOf(text: string): DeclarationRequest {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refuse({ status: 400, code: "bad-json", message: "The body must be one JSON object." });
}
