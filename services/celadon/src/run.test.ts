import type { Command } from "commander";
import { expect, test } from "vitest";
import { configInTest } from "./config-in-test.ts";
import { refusal } from "./fake-service.ts";
import { program } from "./program.ts";
import { closedPipe, recordingShell, runInTest } from "./run-in-test.ts";

const leaves = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

test("the help of every command has examples that begin with it", async () => {
  const pathOf = (command: Command): readonly string[] =>
    command.parent === null ? [] : [...pathOf(command.parent), command.name()];
  for (const leaf of leaves(program(recordingShell().shell))) {
    const path = pathOf(leaf);
    const { code, printed } = await runInTest([...path, "--help"]);
    expect(code).toBe(0);
    expect(printed, path.join(" ")).toMatch(new RegExp(`Examples?:\n  celadon ${path.join(" ")}`));
  }
});

test.each([
  [["ingst"], "celadon: unknown command 'ingst' (Did you mean ingest?)\nHelp: celadon --help\n"],
  [["plant", "aply", "x"], "celadon: unknown command 'aply' (Did you mean apply?)\nHelp: celadon plant --help\n"],
  [
    ["readings", "--factroy", "x"],
    "celadon: unknown option '--factroy' (Did you mean --factory?)\nHelp: celadon readings --help\n",
  ],
  [["ingest"], "celadon: missing required argument 'file'\nHelp: celadon ingest --help\n"],
  [
    ["readings", "surplus"],
    "celadon: too many arguments for 'readings'. Expected 0 arguments but got 1: surplus.\nHelp: celadon readings --help\n",
  ],
])("wrong usage ends with 2 and names the help: %j", async (args, noted) => {
  expect(await runInTest(args)).toEqual({ code: 2, printed: "", noted, asked: [] });
});

test("without a command it says where you stand, and names the help", async () => {
  const { code, printed, noted } = await runInTest([], {}, { isServed: async () => false });
  expect({ code, noted }).toEqual({ code: 0, noted: "\nAll commands: celadon --help\n" });
  expect(printed).toContain("next          celadon plant new");
});

test("the version is that of the package", async () => {
  expect(await runInTest(["--version"])).toMatchObject({ code: 0, printed: "0.1.0\n" });
});

test("a refusal is its sentence, and exit code 1", async () => {
  const answers = {
    "GET /v1/readings": refusal(404, "unknown-factory", 'No factory is called "mil". Did you mean "mill"?'),
  };
  const { code, noted } = await runInTest(["readings", "--factory", "mil"], answers);
  expect({ code, noted }).toEqual({ code: 1, noted: 'celadon: No factory is called "mil". Did you mean "mill"?\n' });
});

test("a reader that goes away is no error", async () => {
  const { code, noted } = await runInTest(["readings", "--json"], { "GET /v1/readings": [] }, { print: closedPipe });
  expect({ code, noted }).toEqual({ code: 0, noted: "" });
});

test("a bug of ours shows no stack, unless it is asked for", async () => {
  const openService = async () => {
    throw new TypeError("x is not a function");
  };
  const quiet = await runInTest(["readings"], {}, { openService });
  expect(quiet).toMatchObject({ code: 1 });
  expect(quiet.noted).toBe(
    "celadon: Something in Celadon broke: x is not a function. Run it again with CELADON_LOG=debug and report what it prints.\n",
  );
  const config = () => configInTest({ logLevel: "debug" });
  expect((await runInTest(["readings"], {}, { openService, config })).noted).toContain("run.test.ts");
});
