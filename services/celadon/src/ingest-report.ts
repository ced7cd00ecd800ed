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

/** Lines that do not count for one and the same reason; `evidence` is that of the first. */
interface Alike extends Omit<RefusedLine, "line"> {
  readonly lines: readonly number[];
}

const linesShown = 3;

const columns: readonly Column<Alike>[] = [
  { head: "COUNT", of: ({ lines }) => countText(lines.length), isFigure: true },
  {
    head: "LINES",
    of: ({ lines }) => `${lines.slice(0, linesShown).join(", ")}${lines.length > linesShown ? ", ..." : ""}`,
  },
  { head: "VERDICT", of: ({ verdict }) => verdict },
  { head: "REASON", of: ({ reason }) => reason },
  { head: "WHY, AND WHAT TO DO", of: ({ evidence }) => evidence },
];

/** Refused lines by reason, in the order in which the first of each stands. Sentences that differ in what they quote are alike. */
function alike(refused: readonly RefusedLine[]): readonly Alike[] {
  const groups = new Map<string, { readonly first: RefusedLine; readonly lines: number[] }>();
  for (const one of refused) {
    const words = one.verdict === "rejected" ? one.evidence.replace(/"(?:[^"\\]|\\.)*"|\d+/g, "") : one.evidence;
    const key = [one.verdict, one.reason, words].join("\n");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: one, lines: [one.line] });
    else group.lines.push(one.line);
  }
  return [...groups.values()].map(({ first: { verdict, reason, evidence }, lines }) => {
    return { verdict, reason, evidence, lines };
  });
}

/** Tells people what became of a file: counts, then the lines that do not count, those of one reason together. */
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
    ["accepted", accepted, "stored (what was there already changes nothing), and counted in their hours"],
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
  await printTable(shell, columns, alike(refused));
  if (refusedLeftOut > 0)
    shell.note(
      `These are the first ${countText(refused.length)} lines; ${countText(refusedLeftOut)} more do not count. --refused FILE keeps all rejected lines; celadon quarantine list shows what is quarantined.\n`,
    );
}
