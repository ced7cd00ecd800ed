import type { Fault } from "@celadon/activity-to-inventory";
import type { Shell } from "./shell.ts";

/** `plant.yaml:12:5: problem fix`, the form editors and terminals can jump to. */
export const faultLine = (file: string, { line, column, severity, problem, fix }: Fault): string =>
  `${file}:${line}:${column}: ${severity === "warning" ? "warning: " : ""}${problem} ${fix}\n`;

/** Says what is wrong with a plant file, a line for each thing. */
export function noteFaults(shell: Shell, file: string, faults: readonly Fault[]): void {
  for (const fault of faults) shell.note(faultLine(file, fault));
}
