import { Command } from "commander";
import type { Shell } from "../shell.ts";
import { lcaBuild } from "./lca-build.ts";
import { lcaCharacterise } from "./lca-characterise.ts";
import { lcaCompare } from "./lca-compare.ts";
import { lcaContributions } from "./lca-contributions.ts";
import { lcaFootprints } from "./lca-footprints.ts";
import { lcaImport } from "./lca-import.ts";
import { lcaMonteCarlo } from "./lca-montecarlo.ts";
import { lcaPaths } from "./lca-paths.ts";
import { lcaPlant } from "./lca-plant.ts";
import { lcaQuality } from "./lca-quality.ts";
import { lcaSensitivities } from "./lca-sensitivities.ts";
import { lcaSolve } from "./lca-solve.ts";

/** `celadon lca ...`: the engine on a system folder; only `plant` asks a service. */
export const lca = (shell: Shell): Command =>
  new Command("lca")
    .description(
      "process systems in a folder of matrices: made of a plant, of processes or of an archive, and every question about their products",
    )
    .commandsGroup("Make a system folder:")
    .addCommand(lcaPlant(shell))
    .addCommand(lcaBuild(shell))
    .addCommand(lcaImport(shell))
    .addCommand(lcaCharacterise(shell))
    .commandsGroup("Ask it:")
    .addCommand(lcaFootprints(shell))
    .addCommand(lcaSolve(shell))
    .addCommand(lcaContributions(shell))
    .addCommand(lcaPaths(shell))
    .addCommand(lcaSensitivities(shell))
    .addCommand(lcaCompare(shell))
    .addCommand(lcaMonteCarlo(shell))
    .addCommand(lcaQuality(shell));
