import type { Overdrawn } from "@celadon/inventory-to-footprint/systems";
import type { Shell } from "../shell.ts";

/** Tells people of loops that take more than they make; on standard error, so that no script meets it among the figures. */
export function noteOverdrawn(shell: Shell, loops: readonly Overdrawn[]): void {
  for (const { processes, total } of loops.slice(0, 3)) {
    const more = total > processes.length ? ` and ${total - processes.length} more` : "";
    shell.note(
      `A loop takes more of its own products than it makes of them, so that it supplies nothing and figures that rest on it mean nothing: ${processes.join(", ")}${more}. Check the amounts they make and use of each other.\n`,
    );
  }
  if (loops.length > 3) shell.note(`... and ${loops.length - 3} more such loops.\n`);
}
