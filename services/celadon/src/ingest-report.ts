import { counted, countText } from "./counted.ts";
import { type Column, printTable } from "./print-table.ts";
import type { Shell } from "./shell.ts";

/** What the service says of a file it has read. */
export interface IngestReport {
  readonly request: string;
  readonly accepted: number;
  readonly quarantined: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  readonly refused: readonly RefusedLine[];
  readonly refusedLeftOut: number;
  readonly refusedAt: string;
}

interface RefusedLine {
  readonly line: number;
  readonly verdict: string;
  readonly reason: string;
  readonly evidence: string;
}

const columns: readonly Column<RefusedLine>[] = [
  { head: "LINE", of: ({ line }) => `${line}`, isFigure: true },
  { head: "VERDICT", of: ({ verdict }) => verdict },
  { head: "REASON", of: ({ reason }) => reason },
  { head: "WHY, AND WHAT TO DO", of: ({ evidence }) => evidence },
];

/** Tells people what became of a file: counts, then the lines that do not count, each with its reason. */
export async function printIngestReport(
  shell: Shell,
  report: IngestReport,
  { name, seconds }: { readonly name: string; readonly seconds: number },
): Promise<void> {
  const { accepted, quarantined, rejected, duplicates, conflicts, refused, refusedLeftOut } = report;
  const all = accepted + quarantined + rejected;
  const speed = seconds < 1 ? "" : ` in ${seconds.toFixed(1)} s, ${countText(Math.round(all / seconds))} readings/s`;
  await shell.print(`${name}: ${counted(all, "reading")}${speed}\n`);
  const counts = [
    ["accepted", accepted, "stored, and counted in their hours"],
    ["quarantined", quarantined, "stored, not counted until a model or a declaration makes them good"],
    ["rejected", rejected, "not stored: mend these lines and send them again"],
    ["duplicates", duplicates, "the same reading twice in this file; it counts once"],
    [
      "conflicts",
      conflicts,
      "another value for the same time in this file; the larger counts until a revision says otherwise",
    ],
  ] as const;
  const told = counts.filter(([, number], at) => at === 0 || number > 0);
  await printTable(
    shell,
    [
      { head: "", of: ([word]) => `  ${word}` },
      { head: "", of: ([, number]) => countText(number), isFigure: true },
      { head: "", of: ([, , meaning]) => meaning },
    ],
    told,
  );
  for (const warning of report.warnings) shell.note(`warning: ${warning}\n`);
  if (refused.length === 0) return;
  const byReason = Object.entries(report.reasons).map(([reason, number]) => `${reason} ${countText(number)}`);
  await shell.print(`\nBy reason: ${byReason.join(", ")}\n\n`);
  await printTable(shell, columns, refused);
  if (refusedLeftOut > 0)
    shell.note(
      `and ${countText(refusedLeftOut)} more. --refused FILE keeps all rejected lines; celadon quarantine list shows what is quarantined.\n`,
    );
}
