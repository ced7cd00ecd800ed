import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lockFolder, ownerOf } from "./lock-file.ts";

const owner = { pid: process.pid, httpPort: 8470, grpcPort: 8471 };

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "celadon-lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A process that takes the folder at an instant, says how that went, and holds on until its input ends. */
function rival(folder: string, atMs: number): ChildProcess {
  const code = `
    import { lockFolder } from ${JSON.stringify(new URL("./lock-file.ts", import.meta.url).href)};
    while (Date.now() < ${atMs});
    try {
      lockFolder(${JSON.stringify(folder)}, { pid: process.pid, httpPort: 1, grpcPort: 2 });
      console.log("mine");
    } catch (error) {
      console.log(error.message);
    }
    process.stdin.resume();`;
  return spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["pipe", "pipe", "inherit"] });
}

async function firstWords({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("The rival was started without a pipe.");
  const [words] = await once(stdout, "data");
  return String(words).trim();
}

async function end(child: ChildProcess, how: NodeJS.Signals): Promise<void> {
  const gone = once(child, "exit");
  child.kill(how);
  await gone;
}

test("a folder that is taken says by whom, where, and what to do", () => {
  const folder = dataFolder();
  const lock = lockFolder(folder, owner);
  expect(() => lockFolder(folder, { ...owner, httpPort: 9000 })).toThrow(
    `The data folder ${folder} belongs to the running Celadon with process id ${process.pid} (http://127.0.0.1:8470). Stop that one, or set CELADON_DATA to another folder.`,
  );
  lock.release();
  lockFolder(folder, owner).release();
});

test("whoever looks for the owner finds the address it announced, and none when it has gone", async () => {
  const folder = dataFolder();
  expect(ownerOf(folder)).toBeUndefined();
  const child = rival(folder, 0);
  expect(await firstWords(child)).toBe("mine");
  expect(ownerOf(folder)).toEqual({ pid: child.pid, httpPort: 1, grpcPort: 2 });
  await end(child, "SIGKILL");
  expect(ownerOf(folder)).toBeUndefined();
});

test("the folder of a process that was killed is free at once", async () => {
  const folder = dataFolder();
  const child = rival(folder, 0);
  await firstWords(child);
  await end(child, "SIGKILL");
  lockFolder(folder, owner).release();
});

test("an owner file that names a living process which is no Celadon does not hold the folder", () => {
  const folder = dataFolder();
  writeFileSync(join(folder, "owner.json"), JSON.stringify({ pid: process.ppid, httpPort: 8470, grpcPort: 8471 }));
  lockFolder(folder, owner).release();
});

test("a folder given back leaves nothing that says it is taken", () => {
  const folder = dataFolder();
  const lock = lockFolder(folder, { ...owner, httpPort: 0 });
  lock.announce(owner);
  lock.release();
  expect(readdirSync(folder).filter((name) => name === "owner.json")).toEqual([]);
});

test("of many processes that start together on the folder of a dead one, exactly one wins", async () => {
  for (let round = 0; round < 3; round++) {
    const folder = dataFolder();
    writeFileSync(join(folder, "owner.json"), JSON.stringify({ pid: 2 ** 22 + 1, httpPort: 8470, grpcPort: 8471 }));
    const rivals = Array.from({ length: 6 }, () => rival(folder, Date.now() + 500));
    const words = await Promise.all(rivals.map(firstWords));
    await Promise.all(rivals.map((child) => end(child, "SIGKILL")));
    expect(words.filter((word) => word === "mine")).toHaveLength(1);
  }
}, 60_000);
