import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const module = new URL("server-process.ts", import.meta.url);
/** Says how often the process has begun, and what it has become. */
const program = `
  console.error("begun");
  const { becomeServer } = await import(${JSON.stringify(module)});
  becomeServer(process);
  const { getHeapStatistics } = await import("node:v8");
  const { once } = await import("node:events");
  const [heard] = await once(process.stdin, "data");
  const heapMiB = getHeapStatistics().heap_size_limit / 2 ** 20;
  console.log(JSON.stringify({ pid: process.pid, argv: process.argv.slice(1), heapMiB, heard: String(heard) }));
`;

function ran(options: readonly string[], nodeOptions?: string) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { stdout, stderr, pid, status } = spawnSync(
    process.execPath,
    [...options, "--max-old-space-size=1000", "--input-type=module", "--eval", program, "--", "a", "b c"],
    { env: { ...env, ...(nodeOptions && { NODE_OPTIONS: nodeOptions }) }, input: "heard", encoding: "utf8" },
  );
  expect([status, stderr.replaceAll("begun\n", "")]).toEqual([0, ""]);
  const { pid: pidThen, ...said } = JSON.parse(stdout) as {
    pid: number;
    argv: string[];
    heapMiB: number;
    heard: string;
  };
  expect(pidThen).toBe(pid);
  return { ...said, begun: stderr.split("begun").length - 1 };
}

// What V8 counts into the limit of its heap: the old space, and three semi-spaces.
const with64 = { argv: ["a", "b c"], heapMiB: 1000 + 3 * 64, heard: "heard" };
const with8 = { ...with64, heapMiB: 1000 + 3 * 8 };

test("a server has room for young objects, in the same process, with its own options, arguments and streams", (context) => {
  if (process.execve === undefined) context.skip("no process can be replaced on this system");
  expect(ran([])).toEqual({ ...with64, begun: 2 });
});

test("who has set the room keeps it, and nothing is begun again", () => {
  expect(ran(["--max-semi-space-size=64"])).toEqual({ ...with64, begun: 1 });
  expect(ran(["--max_semi_space_size=8"])).toEqual({ ...with8, begun: 1 });
  expect(ran([], "--no-warnings --max-semi-space-size=8")).toEqual({ ...with8, begun: 1 });
});
