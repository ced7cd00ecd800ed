import { expect, test } from "vitest";
import { openHttp } from "../http.ts";
import { openLog } from "../log.ts";
import { refuse } from "../refuse.ts";
import { anyRole, noFactory, ownFactories } from "./access.ts";
import { reaches } from "./caller.ts";
import type { Guard } from "./guard.ts";

/** Callers by what they send: "mill" is an engineer of the mill. */
const guard: Guard = {
  callerOf: (authorization) => {
    if (authorization === undefined) throw refuse({ status: 401, code: "no-token", message: "Who are you?" });
    if (authorization !== "Bearer mill") throw refuse({ status: 401, code: "unknown-token", message: "Nobody." });
    return { name: "mill", roles: ["engineer"], factories: ["mill"] };
  },
  refused: () => 0,
};
const asMill = { authorization: "Bearer mill" };

const opened = () =>
  openHttp(
    [
      (app) => {
        app.get("/probe", { config: { access: "anybody" } }, async () => "up");
        app.get("/any", { config: { access: anyRole } }, async ({ caller }) => caller.name);
        app.get("/others", { config: { access: noFactory("issuer") } }, async () => "secret");
        app.get("/hole", { config: { access: ownFactories("engineer") } }, async () => "secret");
        app.get("/mine", { config: { access: ownFactories("engineer") } }, async ({ caller }) =>
          ["mill", "tannery"].filter((factory) => reaches(caller, factory)),
        );
      },
    ],
    openLog("silent"),
    { guard },
  );

test("a route that does not say who may ask is refused when the server is put together", async () => {
  const app = openHttp([(scope) => void scope.get("/open", async () => "secret")], openLog("silent"), { guard });
  await expect(app).rejects.toThrow("The route GET /open does not say who may ask");
});

test("without a token only a probe is answered, and the header says what is asked for", async () => {
  const app = await opened();
  for (const method of ["GET", "HEAD"] as const) {
    expect((await app.inject({ method, url: "/probe" })).statusCode).toBe(200);
    for (const url of ["/any", "/others", "/hole", "/mine", "/nowhere"]) {
      const { statusCode, headers, body } = await app.inject({ method, url });
      expect([url, statusCode, headers["www-authenticate"]]).toEqual([url, 401, 'Bearer realm="celadon"']);
      expect(body).not.toContain("secret");
    }
  }
  const { headers } = await app.inject({ url: "/any", headers: { authorization: "Bearer wrong" } });
  expect(headers["www-authenticate"]).toBe('Bearer realm="celadon", error="invalid_token"');
  await app.close();
});

test("a token opens what is of its role and shows what is of its factories", async () => {
  const app = await opened();
  const answers = async (url: string) => {
    const { statusCode, body } = await app.inject({ url, headers: asMill });
    return [statusCode, body.includes("secret") ? "secret" : body];
  };
  expect(await answers("/any")).toEqual([200, "mill"]);
  expect(await answers("/mine")).toEqual([200, '["mill"]']);
  expect((await answers("/others"))[0]).toBe(403);
  expect((await answers("/nowhere"))[0]).toBe(404);
  await app.close();
});

test("a handler that looks at nobody's factories answers nothing", async () => {
  const app = await opened();
  const { statusCode, body } = await app.inject({ url: "/hole", headers: asMill });
  expect(statusCode).toBe(500);
  expect(body).not.toContain("secret");
  await app.close();
});

test("a token in the address is no token", async () => {
  const app = await opened();
  expect((await app.inject("/any?access_token=mill&token=mill")).statusCode).toBe(401);
  await app.close();
});
