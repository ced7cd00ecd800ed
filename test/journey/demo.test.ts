import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cloneOfLinks, readmeBlocks } from "./readme-blocks.ts";

// As the README has it: `npm start` in a clone, then its commands and those of the screen in a second terminal.

// Filling takes a minute of a core, as do the commands: a bound against hanging, also where much else runs.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

const bin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));
const folder = cloneOfLinks();
const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("CELADON_"));
const env = { ...Object.fromEntries(inherited), CELADON_HTTP_PORT: "0", CELADON_GRPC_PORT: "0" };

let child: ChildProcess;
let screen = "";
let noted = "";

const started = async (): Promise<void> => {
  child = spawn("npm", ["start"], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  [screen, noted] = ["", ""];
  child.stdout?.on("data", (bytes: Buffer) => (screen += String(bytes)));
  child.stderr?.on("data", (bytes: Buffer) => (noted += String(bytes)));
  while (!screen.includes("Ctrl-C stops it")) {
    if (child.exitCode !== null) throw new Error(`Celadon ended before it was ready: ${screen}`);
    await sleep(100);
  }
};
/** Ctrl-C in its terminal: npm, its shell and Celadon hear it. It is over when the last of them has let go of the screen. */
const stopped = async (): Promise<void> => {
  const gone = once(child, "close");
  process.kill(-(child.pid as number), "SIGINT"); // it has been started
  await gone;
};

beforeAll(started);
afterAll(async () => {
  await stopped();
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

/** One command in a folder of its own; what it printed. */
function celadon(...args: readonly string[]): string {
  const done = spawnSync(process.execPath, [bin, ...args], { cwd: folder, env, encoding: "utf8", maxBuffer: 2 ** 28 });
  expect(done.status, `celadon ${args.join(" ")}\n${done.stdout}\n${done.stderr}`).toBe(0);
  return done.stdout;
}

interface Row {
  readonly id: string;
  readonly factory: string;
  readonly product: string;
  readonly status: string;
  readonly from: string;
  readonly to: string;
  readonly amount: string | null;
  readonly absolute: { readonly amount: string | null };
  readonly marks: readonly string[];
}
const footprints = (factory: string, product: string): readonly Row[] =>
  JSON.parse(celadon("footprint", "list", "--factory", factory, "--product", product, "--json"));
const ofYear = (rows: readonly Row[]): Row | undefined =>
  rows.find(({ from, to }) => Date.parse(to) - Date.parse(from) > 360 * 86_400_000);

// First: the last three days come in an hour a second, and after them nothing rises for an hour.
test("the plants live on: what the running month has taken rises by itself", async () => {
  const absolute = (): number =>
    Math.max(
      ...footprints("riverside-tannery", "leather")
        .filter(({ status }) => status === "running")
        .map((row) => Number(row.absolute.amount)),
    );
  const before = absolute();
  await expect.poll(absolute, { timeout: 600_000, interval: 2_000 }).toBeGreaterThan(before);
});

test("the screen names commands that work as they stand", () => {
  const commands = [...screen.matchAll(/^ {2}npx celadon (.+)$/gm)].map(([, rest]) => rest as string);
  expect(commands.length).toBeGreaterThan(4);
  for (const command of commands) {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? (bare as string));
    expect(celadon(...words), command).not.toBe("");
  }
});

test("every other command of the README does what it says, in its order", () => {
  expect(readmeBlocks[0]).toBe("npm start\n");
  const others = readmeBlocks.slice(1).filter((block) => !block.startsWith("npm test\n")); // not the tests from within the tests
  expect(readmeBlocks.length - others.length).toBe(2);
  const address = /HTTP +http:\/\/(\S+)\/v1/.exec(screen)?.[1] ?? "";
  const said = others.map((block) => {
    const script = block.replaceAll("127.0.0.1:8470", address);
    const done = spawnSync("bash", ["-euc", script], { cwd: folder, env, encoding: "utf8" });
    expect(done.status, `${block}\n${done.stdout}\n${done.stderr}`).toBe(0);
    return done.stdout;
  });
  const all = said.join("\n");
  expect(all).toContain("410.586");
  expect(all).toContain("959,636.71");
  expect(all).toContain('"accepted":1');
});

test("the status page shows the rankings, the certificate and the latest footprints", async () => {
  const url = /Status page +(\S+)/.exec(screen)?.[1] ?? "";
  const page = await (await fetch(url)).text();
  expect(page).toContain("Ranking · 排名: finished leather");
  expect(page).toContain("Ranking · 排名: coated board");
  expect(page).toContain("simulated factories: no plant of this world is in it");
  expect(page).toMatch(/href="\/v1\/certificates\/[^"]+\.pdf">PDF/);
  expect(page).toContain("running");
});

test("both plants have their footprints of twelve months, where such plants lie, marked as simulated", () => {
  const leather = ofYear(footprints("riverside-tannery", "leather"));
  const board = ofYear(footprints("northgate-board-mill", "board"));
  expect([leather?.status, board?.status]).toEqual(["complete", "complete"]);
  expect(Number(leather?.amount)).toBeGreaterThan(6);
  expect(Number(leather?.amount)).toBeLessThan(14);
  expect(Number(board?.amount)).toBeGreaterThan(900);
  expect(Number(board?.amount)).toBeLessThan(1600);
  for (const row of [leather, board]) expect(row?.marks).toContain("simulated");
});

test("ten tanneries and more are ranked in tiers, with coverage and placeholders; gaps have a reason, no place", () => {
  const rows: readonly Record<string, string | number | null>[] = JSON.parse(
    celadon("rank", "--product-group", "finished leather", "--json"),
  );
  const placed = rows.filter(({ place }) => place !== null);
  expect(placed.length).toBeGreaterThanOrEqual(10);
  for (const { tier, coverage, placeholderShare } of placed) {
    expect(Number(tier)).toBeGreaterThanOrEqual(1);
    expect(Number(coverage)).toBeGreaterThanOrEqual(0.9);
    expect(Number(placeholderShare)).toBeGreaterThan(0);
  }
  expect(new Set(placed.map(({ tier }) => tier)).size).toBeGreaterThan(1);
  for (const row of rows.filter(({ place }) => place === null)) expect(row["evidence"]).not.toBe("");
});

test("the tannery is assessed by GB/T 36132-2025 among simulated peers, marked so; unknown criteria leave a range", () => {
  const said = celadon("assess", "riverside-tannery");
  expect(said).toMatch(/^riverside-tannery, per unit of leather, .*simulated\n/);
  expect(said).toMatch(/met +[\d.]+ of 8 .* tce per m2 +Energy intensity 能源消耗强度/);
  expect(said).toContain("simulated factories of");
  expect(said).toMatch(/unknown +- of 8 .*Carbon intensity 碳排放强度/);
  const answers = celadon("assess", "riverside-tannery", "--template");
  expect(answers).toContain("factory: riverside-tannery");
  const { points, pointsLowest, pointsHighest } = JSON.parse(celadon("assess", "riverside-tannery", "--json"));
  expect(points).toBeNull();
  expect(Number(pointsLowest)).toBeGreaterThan(8);
  expect(Number(pointsHighest)).toBeLessThan(100);
});

test("the certificate verifies, each check by itself; a changed byte fails and the check is named", () => {
  celadon(
    "certificate",
    "issue",
    "--factory",
    "riverside-tannery",
    "--product",
    "leather",
    "--out",
    "it.vc",
    "--pdf",
    "it.pdf",
  );
  writeFileSync(join(folder, "issuer.json"), celadon("certificate", "issuer"));
  const said = celadon("certificate", "verify", "it.vc", "--issuer", "issuer.json");
  expect(said).toContain("VALID");
  expect(readFileSync(join(folder, "it.pdf")).subarray(0, 5).toString()).toBe("%PDF-");
  const credential = readFileSync(join(folder, "it.vc"), "utf8");
  const at = Math.floor(credential.length / 2);
  writeFileSync(
    join(folder, "changed.vc"),
    `${credential.slice(0, at)}${credential[at] === "A" ? "B" : "A"}${credential.slice(at + 1)}`,
  );
  const failed = spawnSync(process.execPath, [bin, "certificate", "verify", "changed.vc", "--issuer", "issuer.json"], {
    ...{ cwd: folder, env, encoding: "utf8" },
  });
  expect(failed.status).toBe(1);
  expect(failed.stdout).toMatch(/(encoding|envelope|signature) +invalid/);
});

test("from the certificate the way leads to readings, factor clauses and the placeholder rows by name", () => {
  const tree = celadon("explain", "it.vc", "--channel", "syntanKg", "--readings");
  expect(tree).toMatch(/^certificate /);
  expect(tree).toMatch(/reading \d{4}-\d\d-\d\dT/);
  expect(tree).toContain("placeholder-syntan");
  const all = celadon("explain", "it.vc");
  expect(all).toContain("placeholder-basic-chromium-sulfate");
  expect(all).toContain("公告"); // the announcement that prints the grid factor
});

test("the next start goes on where it was, and fills nothing in again", async () => {
  const before = ofYear(footprints("riverside-tannery", "leather"))?.id;
  await stopped();
  expect(noted).toContain("Filling in");
  await started();
  expect(noted).not.toContain("Filling in");
  expect(ofYear(footprints("riverside-tannery", "leather"))?.id).toBe(before);
});
