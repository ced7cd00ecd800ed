import { spawnSync } from "node:child_process";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { completionTree } from "./completion-tree.ts";
import { program } from "./program.ts";
import { recordingShell, runInTest } from "./run-in-test.ts";

const script = async (shell: string): Promise<string> => {
  const { code, printed } = await runInTest(["completion", shell]);
  expect(code).toBe(0);
  return printed;
};
const has = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status === 0;

/** What bash offers behind these words: its own function is run, as a Tab would run it. */
function offered(source: string, words: readonly string[]): readonly string[] {
  const bash = `${source}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _celadon
for word in "\${COMPREPLY[@]}"; do echo "$word"; done`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", bash, "bash", "celadon", ...words], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.split("\n").filter((line) => line !== "");
}

test.for<readonly [readonly string[], readonly string[]]>([
  [["foo"], ["footprint"]],
  [
    ["footprint", ""],
    ["list", "show", "sensitivities", "uncertainty", "compute"],
  ],
  [["footprint", "list", "--st"], ["--status"]],
  [
    ["footprint", "list", "--status", ""],
    ["complete", "incomplete", "running"],
  ],
  [["footprint", "list", "--json", "--status", "in"], ["incomplete"]],
  [["footprint", "list", "--factory", ""], []],
  [["plant", "check", ""], []],
  [
    ["plant", "check", "--"],
    ["--json", "--help"],
  ],
  [["completion", "b"], ["bash"]],
  [["--v"], ["--version"]],
])("bash offers behind celadon %j: %j", async ([words, wanted], context) => {
  if (!has("bash")) context.skip("no bash on this machine");
  expect(offered(await script("bash"), words)).toEqual(wanted);
});

test("every command and every option of the program is in the tree, with nothing kept by hand", () => {
  const root = program(recordingShell().shell);
  const all = (command: Command, above: string): readonly string[] => {
    const path = `${above}${command.name()}`;
    const options = command.options.map(({ long }) => `${path} ${long}`);
    return [path, ...options, ...command.commands.flatMap((child) => all(child, `${path} `))];
  };
  const told = completionTree(root).flatMap(({ path, options }) => [
    path,
    ...options.map(({ name }) => `${path} ${name}`),
  ]);
  expect(told).toEqual(expect.arrayContaining([...all(root, "")]));
});

test.for(["fish"])("%s offers what is behind a command, with a word on each", async (shell, context) => {
  if (!has(shell)) context.skip(`no ${shell} on this machine`);
  const asked = ["celadon footprint list --status ", "celadon plant graph --for"].map(
    (line) => `complete -C '${line}'`,
  );
  const { stdout, stderr } = spawnSync(shell, ["-c", [await script(shell), ...asked].join("\n")], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout.split("\n").map((line) => line.split("\t")[0])).toEqual([
    "complete",
    "incomplete",
    "running",
    "--format",
    "",
  ]);
});

test("zsh takes its script without complaint", async (context) => {
  if (!has("zsh")) context.skip("no zsh on this machine");
  const { status, stderr } = spawnSync("zsh", ["-n"], { input: await script("zsh"), encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("the scripts of zsh and fish know the commands, what they are, and the values of options", async () => {
  expect(await script("zsh")).toContain(
    "'celadon footprint list --status') compadd -- 'complete' 'incomplete' 'running'; return ;;",
  );
  const fish = await script("fish");
  expect(fish).toContain(`-n '__celadon_at "celadon plant"' -f -a 'check' -d 'check a plant file: every fault`);
  expect(fish).toContain(`-l 'status' -x -a 'complete incomplete running'`);
});

test("another shell is wrong usage that names the three", async () => {
  const { code, noted } = await runInTest(["completion", "tcsh"]);
  expect(code).toBe(2);
  expect(noted).toContain("bash, zsh, fish");
});
