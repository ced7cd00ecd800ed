import type { Command } from "commander";
import { lca } from "./commands/lca.ts";
import { programOf } from "./program-of.ts";
import type { Shell } from "./shell.ts";

/** `celadon lca` alone: matrices may be large, and of everything else nothing is loaded beside them. */
export const lcaProgram = (shell: Shell): Command => programOf([lca], shell);
