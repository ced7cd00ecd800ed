import { once } from "node:events";
import { connect } from "node:http2";
import { request } from "node:https";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parts } from "./parts.ts";
import { type Gateway, startGateway } from "./start-gateway.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(Object.keys(parts));
});
afterAll(() => gateway?.[Symbol.asyncDispose]());

interface Told {
  readonly status: number | undefined;
  readonly text: string;
}

const ask = (method: string, path: string): Promise<Told> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: "Bearer celadon_1" };
    const outgoing = request(`${gateway.url}${path}`, { method, headers, ca: gateway.ca, agent: false });
    outgoing.once("error", reject).once("response", async (response) => {
      resolve({ status: response.statusCode, text: Buffer.concat(await response.toArray()).toString() });
    });
    outgoing.end();
  });

const routes = Object.entries(parts).flatMap(([process, { routes }]) =>
  routes.map((route) => [route, process] as const),
);
const services = Object.entries(parts).flatMap(([process, { services }]) =>
  services.map((one) => [one, process] as const),
);

test.each(routes)(
  "%s is answered by the %s, with the token and the query as they were sent",
  async (route, process) => {
    const [method = "", pattern = ""] = route.split(" ");
    const path = `${pattern.replaceAll(/:[a-zA-Z]+/g, "a%2Fb%20c")}?factory=north%20mill&at=1`;
    const { text } = await ask(method, path);
    expect(JSON.parse(text)).toMatchObject({ process, method, url: path, token: "Bearer celadon_1" });
  },
);

test.each(services)("%s is answered by the %s, as a stream either way", async (service, process) => {
  const session = connect(gateway.url, { ca: gateway.ca });
  const path = `/${service}/Ask`;
  const call = session.request({
    ":method": "POST",
    ":path": path,
    "content-type": "application/grpc",
    te: "trailers",
    authorization: "t",
  });
  const answered = once(call, "response"); // begins with the first message: nginx has nothing to hand on before
  const ended = once(call, "trailers");
  for (const message of ["one", "two"]) {
    call.write(message);
    const [back] = await once(call, "data");
    expect(String(back)).toBe(message); // the first is answered before the second is sent
  }
  call.end();
  call.resume();
  const [[head], [trailers]] = await Promise.all([answered, ended]);
  expect(head).toMatchObject({ process, path, token: "t" });
  expect(trailers).toMatchObject({ "grpc-status": "0" });
  session.close();
});

test("a body is handed on as it comes", async () => {
  const outgoing = request(`${gateway.url}/v1/readings?factory=mill`, { method: "POST", ca: gateway.ca, agent: false });
  outgoing.write('{"channel":"kwh"}\n');
  const [response] = await once(outgoing, "response"); // the stand-in answers at the first piece; the body has not ended
  expect(Buffer.concat(await response.toArray()).toString()).toContain('{\\"channel\\":\\"kwh\\"}');
  outgoing.destroy();
});

test.each([
  "GET /nothing",
  "GET /metrics",
  "GET /ready",
  "POST /v1/backup",
  "DELETE /v1/readings",
  "GET /v1/readings/x",
])("%s is answered by nobody, as JSON", async (route) => {
  const [method = "", path = ""] = route.split(" ");
  const { status, text } = await ask(method, path);
  expect(status).toBe(404);
  expect(JSON.parse(text)).toMatchObject({ error: { code: "not-found" } });
});

test("the head alone may be asked for, and the gateway itself whether it lives", async () => {
  expect(await ask("HEAD", "/v1/readings")).toMatchObject({ status: 200 });
  expect(await ask("GET", "/live")).toEqual({ status: 200, text: '{"live":true}' });
});

test("a service that nobody answers is UNIMPLEMENTED, which gRPC takes from 404", async () => {
  const session = connect(gateway.url, { ca: gateway.ca });
  const call = session.request({
    ":method": "POST",
    ":path": "/celadon.none.v1.NoService/Ask",
    "content-type": "application/grpc",
  });
  call.end();
  const [head] = await once(call, "response");
  expect(head[":status"]).toBe(404);
  session.destroy();
});
