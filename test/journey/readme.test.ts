import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The shell blocks of the README, in order. */
const blocks = [...readFileSync(join(root, "README.md"), "utf8").matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
  ([, block]) => block as string, // the group is not optional
);

/** Blocks that would run the tests from within the tests. */
const isAboutTests = (block: string): boolean => block.startsWith("npm test\n");

/** A folder that looks like the clone, so that what commands write does not land in it. */
function cloneOfLinks(): string {
  const parent = mkdtempSync(join(tmpdir(), "celadon-readme-"));
  const clone = join(parent, "celadon");
  mkdirSync(clone);
  for (const entry of readdirSync(root)) {
    if (entry !== ".git" && entry !== ".celadon") symlinkSync(join(root, entry), join(clone, entry));
  }
  return clone;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  return address.port;
}

test("every command of the README does what it says, in its order", { timeout: 300_000 }, async () => {
  expect(blocks[0]).toBe("npm start\n");
  expect(blocks.filter(isAboutTests)).toHaveLength(1);
  const clone = cloneOfLinks();
  const [http, grpc] = [await freePort(), await freePort()];
  const env = { ...process.env, CELADON_HTTP_PORT: String(http), CELADON_GRPC_PORT: String(grpc) };
  const started = spawn("npm", ["start"], { cwd: clone, env, stdio: "ignore", detached: true });
  try {
    for (let ready = false; !ready; await sleep(100)) {
      expect(started.exitCode, "npm start ended by itself").toBeNull();
      ready = await fetch(`http://127.0.0.1:${http}/ready`).then(
        (answer) => answer.ok,
        () => false,
      );
    }
    const said: string[] = [];
    for (const block of blocks.slice(1)) {
      if (isAboutTests(block)) continue;
      const script = block.replaceAll("127.0.0.1:8470", `127.0.0.1:${http}`);
      const done = spawnSync("bash", ["-euc", script], { cwd: clone, env, encoding: "utf8" });
      expect(done.status, `${block}\n${done.stdout}\n${done.stderr}`).toBe(0);
      said.push(done.stdout);
    }
    const all = said.join("\n");
    expect(all).toContain("410.586");
    expect(all).toContain("959,636.71");
    expect(all).toContain('"accepted":1');
  } finally {
    const gone = once(started, "exit");
    if (started.pid !== undefined && started.exitCode === null) process.kill(-started.pid, "SIGINT");
    await gone;
    rmSync(join(clone, ".."), { recursive: true, force: true });
  }
});
