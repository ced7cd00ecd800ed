import { expect, test } from "vitest";
import { logTo } from "./log.ts";

const traced = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", traceparent: "" };

/** What is said, as objects, and as the very lines. */
function logged(...wishes: Parameters<typeof logTo> extends [unknown, ...infer Rest] ? Rest : never) {
  const lines: string[] = [];
  const log = logTo({ write: (line) => void lines.push(line) }, ...wishes);
  return { log, lines, said: () => lines.map((line) => JSON.parse(line)) };
}

test("a line names its process and, while something is traced, the trace", () => {
  let ids: typeof traced | undefined = traced;
  const { log, said } = logged("info", { service: "ledger", current: () => ids });
  log.info({ rows: 3 }, "stored");
  ids = undefined;
  log.info("idle");
  const { traceId, spanId } = traced;
  expect(said()[0]).toMatchObject({ service: "ledger", traceId, spanId, rows: 3, msg: "stored" });
  expect(Object.keys(said()[1])).toEqual(["level", "time", "service", "msg"]);
});

test("what is below the level is not said", () => {
  const { log, lines } = logged("warn");
  log.info("small talk");
  log.warn("careful");
  expect(lines).toHaveLength(1);
});

test.each<[what: string, object: object, sentence?: string]>([
  ["a header", { headers: { authorization: "Bearer hush-1234" } }],
  ["a header by another spelling, in a list", { req: { headers: { Authorization: ["Bearer hush-1234"] } } }],
  ["a password, deep", { a: { b: { c: { d: { e: { password: "hush" } } } } } }],
  ["a password with a quote in it", { password: 'a"b hush' }],
  ["a setting", { env: { CELADON_TOKEN: "hush", CLICKHOUSE_PASSWORD: "hush", apiKey: "hush" } }],
  ["a cookie", { cookie: "session=hush" }],
  ["what hangs on an error", { err: Object.assign(new Error("no"), { config: { auth: { secret: "hush" } } }) }],
  ["JSON in the message of an error", { err: new Error('sent {"token": "hush", "rows": 1}') }],
  ["user and password of an address", { err: new Error("cannot reach http://celadon:hush@db:8123/?query=1") }],
  ["a parameter of an address", { url: "/v1/readings?access_token=hush&factory=a" }],
  ["a sentence", {}, "the broker said: Basic aHVzaDpodXNo"],
  ["a key", { key: "-----BEGIN PRIVATE KEY-----\nhush\nhush\n-----END PRIVATE KEY-----" }],
])("a secret is never logged: %s", (_, object, sentence = "failed") => {
  const { log, lines, said } = logged("info");
  log.error(object, sentence);
  expect(lines.join("")).not.toMatch(/hush|aHVzaDpodXNo/);
  expect(lines.join("")).toContain("[secret]");
  expect(said(), "the line is JSON still").toHaveLength(1);
});

test("what only looks like a secret is said", () => {
  const { log, said } = logged("info");
  const harmless = { factory: "basic-token-works", tokens: 3, url: "http://127.0.0.1:8470/v1/status?at=a@b" };
  log.info(harmless, "Basic leather, at 12:00, for whom?");
  expect(said()[0]).toMatchObject({ ...harmless });
});
