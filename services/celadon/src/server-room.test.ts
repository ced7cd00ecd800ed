import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const bin = fileURLToPath(new URL("../bin/celadon.mjs", import.meta.url));

/** With which sizes of the room for young objects the process of a command has begun, one after the other. */
function begun(...words: readonly string[]): readonly string[] {
  const saying =
    "data:text/javascript,console.error('begun',process.execArgv.filter((one)=>/^--max/.test(one)).join())";
  const { stderr, status } = spawnSync(process.execPath, ["--import", saying, bin, ...words], { encoding: "utf8" });
  expect(status).toBe(0);
  return stderr
    .trim()
    .split("\n")
    .map((line) => line.replace(/^begun */, ""));
}

test("servers have room for young objects, and every other command is as small as it was and begins once", (context) => {
  if (process.execve === undefined) context.skip("no process can be replaced on this system");
  const wide = "--max-semi-space-size=64";
  expect(begun("start", "--help")).toEqual(["", wide]);
  expect(begun("serve", "--help")).toEqual(["", wide]);
  expect(begun("status", "--help")).toEqual([""]);
  expect(begun("lca", "--help")).toEqual([""]);
});
