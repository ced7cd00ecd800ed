import type { RankedRow } from "./ranked-row.ts";
import type { Shell } from "./shell.ts";

/** Of whom, by what and among whom. */
export async function printHead(shell: Shell, { indicator, peerGroup }: RankedRow): Promise<void> {
  const keys = peerGroup.keys.map(({ name, value }) => `${name}: ${value}`).join(", ");
  await shell.print(
    `${peerGroup.productGroup} by ${indicator} per ${peerGroup.declaredUnit}, ${peerGroup.boundary}, ${keys}, ${peerGroup.simulated ? "simulated" : "real"} factories\n\n`,
  );
}

/** Of when, and what the ranking may be called. */
export async function printFoot(shell: Shell, { period, claims }: RankedRow): Promise<void> {
  await shell.print(`period: ${period}, whole months on each plant's own clock\n`);
  for (const claim of claims) await shell.print(`${claim}\n`);
}
