import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { failed, failedAndTold } from "../ending.ts";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";

const program = join(import.meta.dirname, "..", "..", "..", "..", "test", "bench", "bench.ts");

/** `celadon bench`: how fast this machine is, each figure beside its reference from the same run. A program of its own. */
export const bench = (_shell: Shell): Command =>
  new Command("bench")
    .description("measure the speed on this machine, each figure beside its reference from the same run")
    .argument("[names...]", "which measurements; without any, all")
    .option("--json", "print the figures as a JSON array")
    .addHelpText("after", examples("bench", "bench ingest-embedded --json"))
    .action(async (names: readonly string[], { json }: { readonly json?: true }) => {
      if (!existsSync(program)) throw failed("The measurements are not part of this installation: run it in a clone.");
      const args = [program, ...names, ...(json === true ? ["--json"] : [])];
      const [code] = await once(spawn(process.execPath, args, { stdio: "inherit" }), "exit");
      if (code !== 0) throw failedAndTold();
    });
