import type { FastifyInstance, FastifyRequest } from "fastify";
import { type Access, type Admission, admit, anyRole } from "./access.ts";
import type { Caller } from "./caller.ts";
import type { Guard } from "./guard.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may ask. A route without it is refused when the server is put together. */
    access?: Access;
  }
  interface FastifyRequest {
    /** Who asks. */
    caller: Caller;
  }
}

/** Asks before every handler who is there and whether they may. Must stand before the first route. */
export function guardRoutes(app: FastifyInstance, guard: Guard): void {
  const admissions = new WeakMap<FastifyRequest, Admission>();
  app.decorateRequest("caller");
  app.addHook("onRoute", ({ method, url, config }) => {
    if (config?.access !== undefined) return;
    throw new Error(`The route ${String(method)} ${url} does not say who may ask: give it \`config: { access }\`.`);
  });
  app.addHook("onRequest", async (request) => {
    const access = request.routeOptions.config.access ?? anyRole; // only where nothing is has no rule, and that is told to who has a token
    if (access === "anybody") return;
    const admission = admit(access, guard.callerOf(request.headers.authorization, request.ip));
    admissions.set(request, admission);
    request.caller = admission.caller;
  });
  app.addHook("onSend", async (request, { statusCode }) => {
    if (statusCode < 400) admissions.get(request)?.checked();
  });
}

/** What a refused caller is told by the header that RFC 6750 asks for. */
export const challengeOf = (code: string): string =>
  code === "no-token" ? 'Bearer realm="celadon"' : 'Bearer realm="celadon", error="invalid_token"';
