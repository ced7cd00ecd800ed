import { resolve } from "node:path";
import { footprintTable, linearSolver, methodsAsked } from "@celadon/inventory-to-footprint/systems";
import { Command } from "commander";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { type FallbackSaid, fallbackOf, fallbackOption } from "../lca/fallback-option.ts";
import { noteOverdrawn } from "../lca/note-overdrawn.ts";
import { readFolder } from "../lca/read-folder.ts";
import { writeLines } from "../lca/write-lines.ts";
import type { Shell } from "../shell.ts";

interface Said extends FallbackSaid {
  readonly method?: string;
  readonly out: string;
}

/** `celadon lca footprints`: every product by every method, in one go. */
export const lcaFootprints = (shell: Shell): Command =>
  new Command("footprints")
    .description("footprints of all products of a system folder, per unit of product, as a CSV")
    .argument("<folder>", "the system: A.mtx, B.mtx, C.mtx and the lists of their rows and columns")
    .option("--method <id>", "one method; all where it is left out")
    .requiredOption("--out <file>", "the CSV to write: product_id,method_id,value,unit,status")
    .addOption(fallbackOption())
    .addHelpText("after", examples("lca footprints system --method gwp100 --out footprints.csv"))
    .action(async (folder: string, said: Said) => {
      const times = stopwatch();
      const system = await accepted(shell, readFolder(resolve(shell.folder, folder)));
      const methods = await accepted(shell, methodsAsked(system, said.method));
      times.lap("read");
      const solver = await accepted(shell, linearSolver(system, fallbackOf(said)));
      times.lap("build");
      const { solved, overdrawn, lines } = await accepted(shell, footprintTable(solver, methods));
      times.lap("solve");
      writeLines(resolve(shell.folder, said.out), lines);
      times.lap("write");
      noteOverdrawn(shell, overdrawn);
      await shell.print(
        `${JSON.stringify({
          products: system.products.length,
          methods: methods.length,
          seconds: times.seconds(),
          ...{ solvedBy: solved.method, sweeps: solved.sweeps, backwardError: solved.backwardError },
          ...{ errorBound: solved.errorBound, boundKind: solved.boundKind },
          overdrawn,
        })}\n`,
      );
    });

/** Seconds by phase. */
function stopwatch() {
  const laps: Record<string, number> = {};
  let lastMs = performance.now();
  return {
    lap: (name: string): void => {
      const nowMs = performance.now();
      laps[name] = Math.round(nowMs - lastMs) / 1000;
      lastMs = nowMs;
    },
    seconds: () => laps,
  };
}
