import { type AssessmentAnswer, criterionColumns, gateColumns, rangeText } from "./assessment-row.ts";
import { printTable } from "./print-table.ts";
import type { Shell } from "./shell.ts";

/** Prints an assessment for people: the gates, a table for each dimension with a sentence under each row, and what it comes to. */
export async function printAssessment(shell: Shell, one: AssessmentAnswer): Promise<void> {
  const marks = one.marks.length === 0 ? "" : `, ${one.marks.join(", ")}`;
  await shell.print(`${one.factory}, per unit of ${one.product}, ${one.period}${marks}\nby ${one.schemeDocument}\n\n`);
  const of = (dimension: string | null) => one.criteria.filter((row) => row.dimension === dimension);
  const evidence = (row: { readonly evidence: string }): string => row.evidence;
  await shell.print(`Gates 基本要求: ${one.gates}\n`);
  await printTable(shell, gateColumns, of(null), evidence);
  for (const dimension of one.dimensions) {
    const { id, name, nameZh, weight } = dimension;
    await shell.print(`\n${name} ${nameZh}: ${rangeText(dimension)} of ${weight} points\n`);
    await printTable(shell, criterionColumns, of(id), evidence);
  }
  const total = one.points ?? `${one.pointsReached} so far, ${rangeText(one)} in the end,`;
  await shell.print(`\nPoints 得分: ${total} of ${one.pointsPossible ?? "-"}\n${one.conclusion}\n\n`);
  for (const note of one.notes) await shell.print(`${note}\n`);
}
