import { Readable } from "node:stream";
import { readInstant } from "@celadon/quantity";
import { bodyText, jsonArray, type Routes, refuse } from "@celadon/runtime";
import { type ApplyPorts, applyPlant, checkPlant } from "./apply-plant.ts";
import { type DeclarationRequest, declare } from "./declare.ts";
import { declarationRow } from "./queries/declaration-row.ts";
import { listActivity } from "./queries/list-activity.ts";
import { listPlants, plantText } from "./queries/list-plants.ts";
import { listQuarantine } from "./queries/list-quarantine.ts";
import { listReadings } from "./queries/list-readings.ts";
import type { QueryPorts, Scope } from "./queries/scope.ts";

const mebibyte = 1_048_576;

/** What the ledger answers over HTTP: readings, windows, quarantine, plant models, declared facts. */
export const ledgerRoutes =
  (ports: QueryPorts & ApplyPorts): Routes =>
  (app) => {
    for (const [path, list] of [
      ["/v1/readings", listReadings],
      ["/v1/activity", listActivity],
      ["/v1/quarantine", listQuarantine],
    ] as const) {
      app.get(path, async (request, reply) => {
        reply.type("application/json; charset=utf-8");
        // The first row is asked for before the answer begins, so that a refusal still is one.
        return Readable.from(await jsonArray(list(ports, scopeOf(request.query))));
      });
    }
    app.get("/v1/plants", async (request) => listPlants(ports.book, scopeOf(request.query).factory));
    app.get<{ Params: { factory: string } }>("/v1/plants/:factory", async (request, reply) => {
      reply.type("application/yaml; charset=utf-8");
      const { at } = request.query as { at?: string };
      return plantText(ports.book, request.params.factory, at === undefined ? ports.now() : instantOf("at", at));
    });
    app.post("/v1/plants/check", async (request) =>
      checkPlant(await bodyText(request.raw, mebibyte), ports.knownFactors),
    );
    app.post("/v1/plants", async (request) => {
      const { who = "", why = "" } = request.query as { who?: string; why?: string };
      return applyPlant({ yaml: await bodyText(request.raw, mebibyte), who, why }, ports);
    });
    app.get("/v1/declarations", async (request) => {
      const { factory, channel } = scopeOf(request.query);
      return ports.book.declared.facts
        .filter((fact) => factory === undefined || fact.factory === factory)
        .filter((fact) => channel === undefined || fact.channel === channel)
        .map(declarationRow);
    });
    app.post("/v1/declarations", async (request) =>
      declarationRow(await declare(jsonOf(await bodyText(request.raw, mebibyte)), ports)),
    );
  };

function scopeOf(query: unknown): Scope {
  const { factory, channel, from, to } = query as Readonly<Record<string, string | undefined>>;
  return {
    factory,
    channel,
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
