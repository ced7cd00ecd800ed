import { execFileSync, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { request } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuiltImage, buildImage } from "./build-image.ts";

// Addresses of this machine that nobody else takes; the ports are the usual ones. The network is the machine's own, as an engine
// that has no bridge must do with.
const host = "127.84.71.1";
const otherHost = "127.84.71.2";
/** As compose.yaml and Kubernetes run it. */
const guarded = ["--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges", "--network=host", "--tmpfs=/tmp"];
const buildMs = 600_000;
const endsWithinMs = 10_000;

let image: BuiltImage;
const volume = `celadon-test-${randomUUID()}`;
const data = `celadon-test-${randomUUID()}`;
beforeAll(() => {
  image = buildImage();
  for (const one of [volume, data]) docker("volume", "create", one);
}, buildMs);
afterAll(() => {
  for (const one of [volume, data]) spawnSync("docker", ["volume", "rm", one]);
  image?.[Symbol.dispose]();
});

const docker = (...args: readonly string[]): string =>
  execFileSync("docker", args, { encoding: "utf8", stdio: "pipe" });
const inside = (...args: readonly string[]): string =>
  docker("run", "--rm", ...guarded, `--volume=${volume}:/etc/celadon`, "--entrypoint=sh", image.name, ...args);
const setUp = (): string =>
  inside("/opt/celadon/deploy/image/setup.sh", "/etc/celadon", "celadon.example.com", "10.1.2.3");
const fingerprints = (): string => inside("-c", "cd /etc/celadon && sha256sum *");

interface Container extends Disposable {
  readonly name: string;
  readonly said: () => string;
}

function started(options: readonly string[], command: readonly string[]): Container {
  const name = `celadon-test-${randomUUID()}`;
  docker("run", "--detach", `--name=${name}`, ...guarded, ...options, image.name, ...command);
  return {
    name,
    said: () => spawnSync("docker", ["logs", name], { encoding: "utf8" }).stderr,
    [Symbol.dispose]: () => void spawnSync("docker", ["rm", "--force", "--volumes", name]),
  };
}

async function healthy({ name, said }: Container): Promise<void> {
  const untilMs = performance.now() + 60_000;
  while (performance.now() < untilMs) {
    const [status, health] = docker("inspect", "--format={{.State.Status}} {{.State.Health.Status}}", name)
      .trim()
      .split(" ");
    if (health === "healthy") return;
    if (status === "exited") break;
    await sleep(250);
  }
  throw new Error(`The container is not healthy:\n${said()}`);
}

/** Asks it to end, and gives how it ended. */
function ended({ name }: Container): { readonly code: string; readonly tookMs: number } {
  const begunMs = performance.now();
  docker("stop", "--time=30", name);
  const tookMs = performance.now() - begunMs;
  return { code: docker("inspect", "--format={{.State.ExitCode}}", name).trim(), tookMs };
}

const ask = (path: string, token?: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const ca = inside("-c", "cat /etc/celadon/ca.crt");
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const outgoing = request({ host, port: 8470, path, headers, ca, servername: "lifecycle", agent: false });
    outgoing.once("error", reject).once("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.end();
  });

test("it runs as nobody in particular, and can neither install nor compile anything", () => {
  expect(inside("-c", "id -u; id -g")).toBe("10001\n10001\n");
  expect(inside("-c", "command -v npm npx cc tsc || true")).toBe("");
});

test("what is needed before the first start is made once: certificates for the names, tokens, a password", () => {
  setUp();
  const made = fingerprints();
  expect(
    inside(
      "-c",
      "stat -c '%a %n' /etc/celadon/*.key /etc/celadon/*.token /etc/celadon/tokens.json /etc/celadon/*.password",
    ),
  ).toMatch(/^(?:600 \S+\n)+$/);
  expect(inside("-c", "openssl x509 -noout -ext subjectAltName -in /etc/celadon/gateway.crt")).toContain(
    "DNS:celadon.example.com, IP Address:10.1.2.3, DNS:gateway, DNS:localhost",
  );
  expect(inside("-c", "openssl verify -CAfile /etc/celadon/ca.crt /etc/celadon/tls.crt /etc/celadon/gateway.crt")).toBe(
    "/etc/celadon/tls.crt: OK\n/etc/celadon/gateway.crt: OK\n",
  );
  const hash = inside("-c", "tr -d '\\n' < /etc/celadon/clickhouse.password | sha256sum | cut -d' ' -f1").trim();
  expect(inside("-c", "cat /etc/celadon/clickhouse.xml")).toContain(
    `<password_sha256_hex>${hash}</password_sha256_hex>`,
  );
  setUp();
  expect(fingerprints()).toBe(made);
});

test("a certificate that ends soon is made anew, and one that somebody else signed is left alone", () => {
  const key =
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=x -keyout gateway.key -out gateway.crt";
  inside("-c", `cd /etc/celadon && ${key} 2>/dev/null`);
  const soon =
    "openssl req -new -key tls.key -subj /CN=x | openssl x509 -req -CA ca.crt -CAkey ca.key -days 29 -out tls.crt";
  inside("-c", `cd /etc/celadon && (${soon}) 2>/dev/null`);
  setUp();
  expect(inside("-c", "openssl x509 -noout -subject -in /etc/celadon/gateway.crt")).toBe("subject=CN = x\n");
  expect(inside("-c", "openssl x509 -noout -subject -in /etc/celadon/tls.crt")).toBe("subject=CN = collector\n");
});

test("a process serves over TLS from what can only be read, says that it is well, and ends in time", async () => {
  const settings = {
    CELADON_LISTEN: host,
    CELADON_TLS_CERT: "/etc/celadon/tls.crt",
    CELADON_TLS_KEY: "/etc/celadon/tls.key",
    CELADON_TOKENS: "/etc/celadon/tokens.json",
  };
  const environment = Object.entries(settings).map(([name, value]) => `--env=${name}=${value}`);
  using part = started(
    ["--health-interval=1s", `--volume=${volume}:/etc/celadon:ro`, ...environment],
    ["serve", "lifecycle"],
  );
  await healthy(part);
  expect(await ask("/ready")).toBe(200);
  expect(await ask("/metrics")).toBe(401);
  expect(await ask("/metrics", inside("-c", "cat /etc/celadon/prometheus.token").trim())).toBe(200);
  const { code, tookMs } = ended(part);
  expect(code, part.said()).toBe("0");
  expect(tookMs).toBeLessThan(endsWithinMs);
});

test("everything in one process keeps its data in the volume, over a restart", async () => {
  const options = ["--health-interval=1s", `--volume=${data}:/var/lib/celadon`, `--env=CELADON_LISTEN=${otherHost}`];
  const issuerOf = async (): Promise<string> => {
    using celadon = started(options, ["start", "--no-demo"]);
    await healthy(celadon);
    const { id } = (await (await fetch(`http://${otherHost}:8470/v1/issuer`)).json()) as { readonly id: string };
    const { code, tookMs } = ended(celadon);
    expect(code, celadon.said()).toBe("0");
    expect(tookMs).toBeLessThan(endsWithinMs);
    return id;
  };
  const first = await issuerOf();
  expect(first).toMatch(/^did:/);
  expect(await issuerOf()).toBe(first);
}, 180_000);
