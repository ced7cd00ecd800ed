import { setFlagsFromString } from "node:v8";
import type { Command } from "commander";
import { lca } from "./commands/lca.ts";
import { programOf } from "./program-of.ts";
import type { Shell } from "./shell.ts";

/**
 * `celadon lca` alone: matrices may be large, and of everything else nothing is loaded beside them. What reading leaves behind is given
 * back a MiB at a time, where V8 would let tens of them pile up first: 20,000 processes take 134 MiB at most instead of 164.
 */
export function lcaProgram(shell: Shell): Command {
  setFlagsFromString("--semi-space-growth-factor=1");
  return programOf([lca], shell);
}
