import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anyRole } from "./access/access.ts";
import { unguarded } from "./access/guard.ts";
import { bodyText, openHttp } from "./http.ts";
import { refuse } from "./refuse.ts";

const open = { config: { access: anyRole } };
const logged: string[] = [];
let app: FastifyInstance;
beforeAll(async () => {
  const notes = pino({ base: null }, { write: (line: string) => void logged.push(line) });
  app = await openHttp(
    [
      (scope) => {
        scope.get("/refused", open, async () => {
          throw refuse({ status: 422, code: "no-such-thing", message: "It is not there: make it.", details: [1] });
        });
        scope.get("/full", open, async () => {
          throw Object.assign(new Error("Cannot reserve 1.00 MiB"), { code: "243" });
        });
        scope.get("/bug", open, async () => {
          throw new TypeError("secret path /etc/passwd");
        });
        scope.post("/echo", open, async ({ raw }) => ({ text: await bodyText(raw, 10) }));
      },
    ],
    notes,
    { guard: unguarded },
  );
});
afterAll(() => app?.close());

test("a refusal is answered with its status, code, sentence and details", async () => {
  const { statusCode, body } = await app.inject("/refused");
  expect(statusCode).toBe(422);
  expect(JSON.parse(body)).toEqual({
    error: { code: "no-such-thing", message: "It is not there: make it.", details: [1] },
  });
});

test("what passes by itself is 503 with a time to come again", async () => {
  const { statusCode, headers, body } = await app.inject("/full");
  expect([statusCode, headers["retry-after"]]).toEqual([503, "5"]);
  expect(JSON.parse(body).error.message).toMatch(/^The disk of the data folder is full: /);
});

test("a bug is logged whole and answered without anything of its inside", async () => {
  const { statusCode, body } = await app.inject("/bug");
  expect(statusCode).toBe(500);
  expect(body).not.toContain("secret");
  expect(logged.join("")).toContain("secret path");
});

test("what is not there says where to look", async () => {
  const { statusCode, body } = await app.inject({ method: "DELETE", url: "/nothing" });
  expect(statusCode).toBe(404);
  expect(JSON.parse(body).error.message).toBe("There is nothing at DELETE /nothing. GET / says what there is.");
});

test("a body of any type reaches its handler, and one that is too long is refused", async () => {
  const post = (payload: string, type: string) =>
    app.inject({ method: "POST", url: "/echo", payload: Readable.from([payload]), headers: { "content-type": type } });
  expect((await post("a: 1", "application/yaml")).json()).toEqual({ text: "a: 1" });
  const long = await post("12345678901", "text/plain");
  expect([long.statusCode, long.json().error.code]).toEqual([413, "too-large"]);
});
