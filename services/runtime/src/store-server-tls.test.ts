import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openServerStore } from "./store-server.ts";

test("over TLS a server is trusted by the file of its authority, and without it refused with the fix", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-tls-"));
  const [key, cert] = [join(folder, "key"), join(folder, "cert")];
  const made = spawnSync("openssl", [
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2"],
    ...["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
  ]);
  if (made.status !== 0) return context.skip("no openssl to make a certificate with");
  const keys: unknown[] = [];
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    keys.push(request.headers["x-clickhouse-key"] ?? request.headers.authorization);
    request.resume().on("end", () => response.end('{"version":"26.7.2.1"}\n'));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await using store = await openServerStore({ url, caFile: cert, password: "secret" });
    expect(await store.rows({ text: "SELECT 1" })).toEqual([{ version: "26.7.2.1" }]);
    expect(keys).toEqual(["secret", "secret"]);
    await expect(openServerStore({ url })).rejects.toMatchObject({
      code: "DEPTH_ZERO_SELF_SIGNED_CERT",
      message: `The certificate of ${url} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): give the file of the authority that signed it, and the name it was made for.`,
    });
    await expect(openServerStore({ url: url.replace("127.0.0.1", "localhost"), caFile: cert })).rejects.toMatchObject({
      code: "ERR_TLS_CERT_ALTNAME_INVALID",
      message: expect.stringMatching(/^The certificate of https:\/\/localhost:\d+ is not trusted/),
    });
    await expect(openServerStore({ url, caFile: join(folder, "nothing") })).rejects.toThrow(
      `The store's certificate authority, ${join(folder, "nothing")}, cannot be read: name a PEM file that is there.`,
    );
    expect(keys.length).toBe(2);
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
