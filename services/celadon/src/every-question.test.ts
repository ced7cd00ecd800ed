import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as contracts from "@celadon/proto";
import { type Access, type EventLog, type GrpcClients, openGrpcClients, openLog, refusalFrom } from "@celadon/runtime";
import { addToken, type Role, roles } from "@celadon/runtime/access";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { configInTest } from "./config-in-test.ts";
import { type Running, serve } from "./serve.ts";
import { type HttpQuestion, httpQuestions, probes } from "./walk/http-questions.ts";
import type { Known } from "./walk/known.ts";
import { type RpcQuestion, rpcQuestions } from "./walk/rpc-questions.ts";

// Every route and every call that a Celadon really has, asked without a token, with one that nobody knows, one that has ended,
// one of another role, one of another factory, and with the right one.

/** Every route and call with its rule, as they are registered, and the log, into which nobody can write garbage from outside. */
const { routes, calls, logs } = vi.hoisted(() => ({
  routes: new Map<string, unknown>(),
  calls: new Map<string, unknown>(),
  logs: [] as EventLog[],
}));

vi.mock(import("@celadon/runtime"), async (original) => {
  const real = await original();
  return {
    ...real,
    openHttp: (given, notes, more) =>
      real.openHttp(
        given.map((add) => (scope) => {
          scope.addHook("onRoute", ({ method, url, config }) => {
            if (method !== "HEAD") routes.set(`${String(method)} ${url}`, config?.access);
          });
          return add(scope);
        }),
        notes,
        more,
      ),
    openEmbeddedEventLog: (...given) => {
      const log = real.openEmbeddedEventLog(...given);
      logs.push(log);
      return log;
    },
    openGrpc: (rpcs, more) => {
      for (const { access } of rpcs) for (const [path, rule] of access) calls.set(path, rule);
      return real.openGrpc(rpcs, more);
    },
  };
});

const folder = mkdtempSync(join(tmpdir(), "celadon-walk-"));
const tokens = join(folder, "tokens.json");
const dayMs = 86_400_000;
const tokenOf = (name: string, role: Role, factories: "all" | readonly string[], days = 1): string => {
  const [created, expires] = [Date.now(), Date.now() + days * dayMs].map((at) => new Date(at).toISOString());
  return addToken(tokens, { name, roles: [role], factories, created: created as string, expires: expires as string }); // two in, two out
};
mkdirSync(folder, { recursive: true });
const operator = tokenOf("operator", "operator", "all");
const own = new Map(roles.map((role) => [role, tokenOf(`mill-${role}`, role, ["mill"])]));
const foreign = new Map(roles.map((role) => [role, tokenOf(`tannery-${role}`, role, ["tannery"])]));
const ended = new Map(roles.map((role) => [role, tokenOf(`old-${role}`, role, ["mill"], -1)]));
const held = (of: ReadonlyMap<Role, string>, role: Role): string => of.get(role) as string; // there is one of every role

const plant = `factory: mill
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2025-01-01
channels:
  kwh: { kind: interval, unit: kWh, period: calendar-day }
  paperT: { kind: interval, unit: t, period: calendar-day }
processes:
  paper machine:
    makes: { paper: paperT }
    takes: { power: { amount: kwh, factor: electricity/grid } }
products:
  paper: { declaredUnit: 1 t, boundary: gate-to-gate, period: year }
`;
const beginsMs = Date.parse("2025-01-01T00:00:00+08:00");
const lineOf = (channel: string, day: number): string =>
  `${JSON.stringify({ factory: "mill", channel, at: new Date(beginsMs + day * dayMs).toISOString(), value: 1 })}\n`;

let running: Running;
let known: Known;
beforeAll(async () => {
  const access = { host: "127.0.0.1", tls: undefined, tokens };
  const config = configInTest({ dataFolder: join(folder, "data"), access });
  running = await serve({ config, notes: openLog("silent") });
  const meter = held(own, "meter");
  const told = async <Body>(token: string, path: string, body?: string): Promise<Body> => {
    const answer = await asked({ path, body }, token);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
    return JSON.parse(answer.text) as Body; // what the interface promises
  };
  await told(operator, "/v1/plants?who=Li&why=test", plant);
  const days = Array.from({ length: 365 }, (_, i) => lineOf("kwh", i + 1) + lineOf("paperT", i + 1)).join("");
  const { request } = await told<{ request: string }>(meter, "/v1/readings", days);
  const list = await told<{ id: string; status: string }[]>(operator, "/v1/footprints?status=complete");
  const footprint = list[0]?.id ?? "";
  await told(operator, "/v1/issuer", JSON.stringify({ name: "River Mill Ltd" }));
  const issued = await told<{ id: string; credential: string }>(
    operator,
    "/v1/certificates",
    JSON.stringify({ footprint }),
  );
  const letters = await deadLettersOf("mill", 4);
  const [first, second, third, fourth] = letters as [string, string, string, string]; // four were asked for
  known = {
    footprint,
    certificate: issued.id,
    credential: issued.credential,
    request,
    plant,
    letters: { http: [first, second], rpc: [third, fourth] },
    line: lineOf("kwh", 1),
    folder,
  };
}, 120_000);
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Publishes what nobody can read, and gives the origins of the dead letters that come of it. */
async function deadLettersOf(factory: string, count: number): Promise<readonly string[]> {
  for (let i = 0; i < count; i++) await logs[0]?.publish("telemetry", factory, new Uint8Array([0x0a, 0xff, i]));
  return vi.waitFor(
    async () => {
      const { text } = await asked({ path: `/v1/dead-letters?factory=${factory}` }, operator);
      const letters = JSON.parse(text) as { origin: string }[]; // what the interface promises
      if (letters.length < count) throw new Error(`${letters.length} of ${count} dead letters are kept.`);
      return letters.map(({ origin }) => origin);
    },
    { timeout: 30_000 },
  );
}

async function asked({ path, body }: { readonly path: string; readonly body?: string | undefined }, token?: string) {
  const headers = { "content-type": "application/x-ndjson", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${running.url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers,
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, text: await response.text() };
}

/** A role that may ask, and one that may not; there is none where every role may. */
function rolesOf(rule: unknown): { readonly may: Role; readonly mayNot: Role | undefined } {
  const { roles: may } = rule as Exclude<Access, "anybody">; // probes are not asked for their roles
  const mayNot = roles.find((role) => role !== "operator" && !may.includes(role));
  return { may: may[0] as Role, mayNot }; // a rule names one at least
}

test("every route is asked below, and every rule is there", () => {
  expect([...routes.keys()].toSorted()).toEqual([...Object.keys(httpQuestions(known)), ...probes].toSorted());
  for (const probe of probes) expect(routes.get(probe)).toBe("anybody");
});

test("every call of every contract is served, has its rule, and is made below", () => {
  const declared = Object.values(contracts).flatMap((one) =>
    typeof one === "object" && "fullName" in one && "methods" in one
      ? Object.values<{ readonly name: string }>(one.methods).map(({ name }) => `/${one.fullName}/${name}`)
      : [],
  );
  expect(declared.length).toBeGreaterThan(20);
  expect([...calls.keys()].toSorted()).toEqual(declared.toSorted());
  const short = declared.map((path) => path.replace(/^\/celadon\.\w+\.v1\./, ""));
  expect(Object.keys(rpcQuestions(known)).toSorted()).toEqual(short.toSorted());
});

test("a probe is answered to anybody", async () => {
  for (const probe of probes) expect((await asked({ path: probe.slice("GET ".length) })).status).toBe(200);
});

test("every route refuses who has no token, an unknown one, an ended one, one of another role or factory; and answers the right one", async () => {
  for (const [route, question] of Object.entries<HttpQuestion>(httpQuestions(known))) {
    const { may, mayNot } = rolesOf(routes.get(route));
    const answers = async (token?: string) => {
      const { status, text } = await asked(question, token);
      return [route, status, status < 400 ? "answered" : (JSON.parse(text) as { error: { code: string } }).error.code];
    };
    expect(await answers()).toEqual([route, 401, "no-token"]);
    expect(await answers(`celadon_${"A".repeat(43)}`)).toEqual([route, 401, "unknown-token"]);
    expect(await answers(held(ended, may))).toEqual([route, 401, "token-expired"]);
    if (mayNot !== undefined) expect(await answers(held(own, mayNot))).toEqual([route, 403, "other-role"]);
    if (question.isOwn) {
      const [, status, code] = await answers(held(foreign, may));
      expect([route, code]).toEqual([
        route,
        expect.stringMatching(/^foreign-|^unknown-(footprint|certificate|dead-letter)$/),
      ]);
      expect([403, 404]).toContain(status);
    }
    if (question.unfiltered !== undefined) {
      const { status, text } = await asked({ path: question.unfiltered }, held(foreign, may));
      expect([route, [401, 403, 500].includes(status)]).toEqual([route, false]);
      expect(text).not.toMatch(/\bmill\b/i);
    }
    const right = await asked(question, held(own, may));
    expect([route, right.status, right.status === 200 ? "" : right.text]).toEqual([
      route,
      expect.toSatisfy((status: number) => status < 500 && status !== 401 && status !== 403),
      expect.not.stringMatching(/unknown-(footprint|certificate|dead-letter)/),
    ]);
  }
}, 60_000);

test("every call refuses who has no token, an unknown one, an ended one, one of another role or factory; and answers the right one", async () => {
  for (const [short, { ask, isOwn, unfiltered }] of Object.entries<RpcQuestion>(rpcQuestions(known))) {
    const path = [...calls.keys()].find((one) => one.endsWith(`.${short}`)) ?? "";
    const { may, mayNot } = rolesOf(calls.get(path));
    expect(await codeOf(ask, undefined)).toBe("no-token");
    expect(await codeOf(ask, `celadon_${"A".repeat(43)}`)).toBe("unknown-token");
    expect(await codeOf(ask, held(ended, may))).toBe("token-expired");
    if (mayNot !== undefined) expect([short, await codeOf(ask, held(own, mayNot))]).toEqual([short, "other-role"]);
    if (isOwn) {
      const code = await codeOf(ask, held(foreign, may));
      expect([short, code]).toEqual([
        short,
        expect.stringMatching(/^foreign-|^unknown-(footprint|certificate|dead-letter)$/),
      ]);
    }
    if (unfiltered !== undefined) expect(await answerOf(unfiltered, held(foreign, may))).not.toMatch(/\bmill\b/i);
    // Some have no answer here (a ranking of one), but not for want of a right.
    const right = await codeOf(ask, held(own, may));
    expect([short, right]).not.toEqual([
      short,
      expect.stringMatching(/token|role|foreign|unknown-(footprint|certificate|dead-letter)/),
    ]);
  }
}, 60_000);

async function withClients<Answer>(token: string | undefined, work: (clients: GrpcClients) => Promise<Answer>) {
  using clients = openGrpcClients(`127.0.0.1:${running.grpcPort}`, { credentials: { token, isSecure: false } });
  return await work(clients);
}

/** The code a call was refused with; empty when it was answered. */
async function codeOf(ask: RpcQuestion["ask"], token: string | undefined): Promise<string> {
  try {
    await withClients(token, ask);
    return "";
  } catch (error) {
    const refused = refusalFrom(error);
    if (refused === undefined) throw error;
    return refused.code;
  }
}

const answerOf = async (ask: RpcQuestion["ask"], token: string): Promise<string> =>
  JSON.stringify(await withClients(token, ask), (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  ) ?? "";
