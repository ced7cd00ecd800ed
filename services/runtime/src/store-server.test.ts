import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { storeErrorCode } from "./store.ts";
import { openServerStore } from "./store-server.ts";
import { waitReason } from "./wait-reason.ts";

interface Asked {
  readonly url: URL;
  readonly body: Buffer;
  readonly headers: Record<string, string | readonly string[] | undefined>;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** A server that is told what to answer: it says its version, and then what `answer` says. */
const scripted = async (
  answer: (asked: Asked) => { readonly status?: number; readonly body: string } | "cut" | "silence" = () => ({
    body: "",
  }),
  version = "26.7.2.1",
): Promise<string> =>
  serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const asked = {
        url: new URL(request.url ?? "", "http://x"),
        body: Buffer.concat(chunks),
        headers: request.headers,
      };
      const said = asked.body.includes("version()") ? { body: `{"version":"${version}"}\n` } : answer(asked);
      if (said === "cut") return void request.socket.destroy();
      if (said === "silence") return;
      response.writeHead(said.status ?? 200).end(said.body);
    });
  });

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

const refusing = (code: number, name: string) => () => ({
  status: 500,
  body: `Code: ${code}. DB::Exception: no. (${name}) (version 26.7.2.1)`,
});

test("short arguments go in the address, long ones in the statement, user and password in a header", async () => {
  const seen: Asked[] = [];
  const url = await scripted((asked) => {
    seen.push(asked);
    return { body: '{"n":"1"}\n' };
  });
  await using store = await openServerStore({ url, user: "celadon", password: "pass:word", database: "plants" });
  const ids = Array.from({ length: 10_000 }, (_, i) => 9_000_000_000_000_000_000n + BigInt(i));
  const rows = await store.rows({
    text: "SELECT n FROM t WHERE n IN {ids:Array(UInt64)} AND f = {f:String}",
    params: { ids, f: "a\tb'" },
  });
  expect(rows).toEqual([{ n: "1" }]);
  const [asked] = seen;
  expect(asked?.url.href.length).toBeLessThan(1_500);
  expect(asked?.url.searchParams.get("param_f")).toBe("a\\tb\\'");
  expect(asked?.url.searchParams.get("database")).toBe("plants");
  expect(asked?.url.searchParams.get("async_insert")).toBe("0");
  expect(`${asked?.body}`).toContain(`IN CAST('[${ids.join(",")}]', 'Array(UInt64)') AND f = {f:String}`);
  expect(asked?.headers["authorization"]).toBe(`Basic ${Buffer.from("celadon:pass:word").toString("base64")}`);
});

test("user, password and database may stand in the address", async () => {
  const seen: Asked[] = [];
  const url = await scripted((asked) => {
    seen.push(asked);
    return { body: "" };
  });
  await using store = await openServerStore({ url: `${url.replace("http://", "http://eva:s%40fe@")}/plants` });
  await store.run({ text: "SELECT 1" });
  expect(seen[0]?.headers["authorization"]).toBe(`Basic ${Buffer.from("eva:s@fe").toString("base64")}`);
  expect(seen[0]?.url.searchParams.get("database")).toBe("plants");
});

test("an insert of nothing asks nobody, and of something sends its bytes, packed where that is wanted", async () => {
  const seen: Asked[] = [];
  const url = await scripted((asked) => {
    seen.push(asked);
    return { body: "" };
  });
  await using plain = await openServerStore({ url });
  await using packed = await openServerStore({ url, compress: true, keepAlive: false });
  await plain.insert("t", ["a"], Buffer.alloc(0));
  expect(seen).toEqual([]);
  await plain.insert("t", ["a", "b"], Buffer.from("1\t2\n"));
  await packed.insert("t", ["a", "b"], Buffer.from("1\t2\n"));
  expect(seen.map(({ url: asked }) => asked.searchParams.get("query"))).toEqual(
    Array(2).fill("INSERT INTO t (a, b) FORMAT TabSeparated"),
  );
  expect(`${seen[0]?.body}`).toBe("1\t2\n");
  expect(`${gunzipSync(seen[1]?.body ?? "")}`).toBe("1\t2\n");
});

test("ClickHouse's errors come with their number, and the passing ones are waited for", async () => {
  const url = await scripted((asked) =>
    asked.body.includes("memory") ? refusing(241, "MEMORY_LIMIT_EXCEEDED")() : refusing(60, "UNKNOWN_TABLE")(),
  );
  await using store = await openServerStore({ url });
  const unknown = await thrownBy(store.run({ text: "SELECT 1 FROM nowhere" }));
  expect([storeErrorCode(unknown), waitReason(unknown)]).toEqual([60, undefined]);
  const full = await thrownBy(store.rows({ text: "SELECT memory" }));
  expect([storeErrorCode(full), waitReason(full)]).toEqual([241, expect.stringContaining("no memory")]);
});

test("what a server refuses before it looks at the statement has a number too, and is not waited for", async () => {
  const said =
    "Poco::Exception. Code: 1000, e.code() = 0, HTML Form Exception: Field value too long (version 26.7.2.1)";
  await using store = await openServerStore({ url: await scripted(() => ({ status: 400, body: said })) });
  const error = await thrownBy(store.run({ text: "SELECT 1" }));
  expect([storeErrorCode(error), waitReason(error)]).toEqual([1000, undefined]);
});

test("a connection that is cut, a silence, a gateway's page and a server that is gone are all waited for", async () => {
  const url = await scripted(({ body }) => {
    if (body.includes("cut")) return "cut";
    if (body.includes("silence")) return "silence";
    return { status: 502, body: "<html>Bad gateway</html>" };
  });
  await using store = await openServerStore({ url, requestTimeoutMs: 300 });
  const cut = await thrownBy(store.run({ text: "SELECT cut" }));
  const silence = await thrownBy(store.rows({ text: "SELECT silence" }));
  const gateway = await thrownBy(store.run({ text: "SELECT 1" }));
  servers[0]?.closeAllConnections();
  servers[0]?.close();
  const gone = await thrownBy(store.insert("t", ["a"], Buffer.from("1\n")));
  expect([cut, silence, gateway, gone]).toMatchObject([
    { code: "ECONNRESET" },
    { code: "ETIMEDOUT", message: expect.stringMatching(/^ClickHouse at http:\S+ did not answer within 0\.3 s\.$/) },
    { code: "EUNANSWERED", message: expect.stringContaining('cut off: "<html>Bad gateway</html>"') },
    { code: expect.stringMatching(/^ECONN(REFUSED|RESET)$/) },
  ]);
  for (const error of [cut, silence, gateway, gone]) {
    expect(waitReason(error)).toBe("The database does not answer just now.");
    expect(storeErrorCode(error)).toBeUndefined();
  }
});

test("a server that cannot be opened is refused in a sentence with the fix, and the error keeps its code", async () => {
  const opening = async (settings: Parameters<typeof openServerStore>[0]): Promise<string> => {
    const thrown = await thrownBy(openServerStore({ requestTimeoutMs: 3_000, ...settings }));
    if (!(thrown instanceof Error)) throw new Error("It was opened.");
    return `${"code" in thrown ? thrown.code : "-"} ${thrown.message.replaceAll(/127\.0\.0\.1:\d+/g, "HOST")}`;
  };
  const answering = (code: number, name: string) =>
    serve((_, response) => {
      response.writeHead(500).end(refusing(code, name)().body);
    });
  expect(await opening({ url: "clickhouse:9000" })).toBe(
    '- The store\'s address "clickhouse:9000" is none of HTTP: write http://host:8123, or https://host:8443 with TLS.',
  );
  expect(await opening({ url: "http://127.0.0.1:9" })).toBe(
    "ECONNREFUSED Nobody answers at http://HOST: start ClickHouse there, or correct the address.",
  );
  expect(await opening({ url: "http://nowhere.invalid:8123" })).toMatch(
    /^(ENOTFOUND|EAI_AGAIN) The host "nowhere\.invalid" of the store is not known: correct its name\.$/,
  );
  expect(await opening({ url: await answering(516, "AUTHENTICATION_FAILED"), user: "eva" })).toBe(
    '516 ClickHouse at http://HOST does not let user "eva" in: correct the user or the password.',
  );
  expect(await opening({ url: await answering(81, "UNKNOWN_DATABASE"), database: "plants" })).toBe(
    '81 ClickHouse at http://HOST has no database "plants": create it, or correct its name.',
  );
  expect(await opening({ url: await answering(497, "ACCESS_DENIED") })).toBe(
    '497 User "default" may not use ClickHouse at http://HOST: grant it a role, see deploy/clickhouse.',
  );
  expect(await opening({ url: await answering(164, "READONLY") })).toBe(
    '164 User "default" of ClickHouse at http://HOST is readonly and may set nothing: give its profile readonly = 0.',
  );
  expect(await opening({ url: await scripted(undefined, "24.8.1.1") })).toBe(
    "- ClickHouse at http://HOST is version 24.8.1.1: Celadon needs 25.8 or later. Upgrade the server.",
  );
  expect(await opening({ url: await serve((_, response) => void response.writeHead(404).end("Not here")) })).toBe(
    `EUNANSWERED What answers at http://HOST is not ClickHouse's HTTP port: it is 8123, or with https:// 8443. (What answered at http://HOST is not ClickHouse, or was cut off: "Not here".)`,
  );
  const plain = await scripted();
  expect(await opening({ url: plain.replace("http:", "https:") })).toMatch(
    /^(EPROTO|ERR_SSL_\w+) What answers at https:\/\/HOST is not ClickHouse's HTTP port: /,
  );
});
