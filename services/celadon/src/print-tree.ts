import { measureWords } from "@celadon/quantity";
import { countText } from "./counted.ts";
import { detailOf, type ExplainNode } from "./explain-tree.ts";
import { figureText, readingText } from "./figure-text.ts";
import { marksText } from "./marks-text.ts";
import type { Shell } from "./shell.ts";

/** What the factor tables say of a row beside what the footprint keeps: its licence and address. */
export type PapersOf = (factorId: string) => string;

/** Details that are said in the line of their node. The rest is for `--json`. */
const shown: Readonly<Record<string, readonly string[]>> = {
  certificate: ["result", "issuer", "valid"],
  check: ["result", "evidence"],
  footprint: ["status", "boundary", "gwpSet", "method"],
  line: ["scope", "basis", "note"],
  scale: ["allocation", "shares", "over"],
  factor: ["gas", "gwpSet", "confidence", "use"],
  channel: ["channel", "coefficient", "stated"],
  gap: ["kind", "where", "excused"],
  reading: ["revision", "coversSeconds", "quality"],
};

/** Prints a tree with its branches drawn, one step a line: what it is, its figure, and how the steps below make it. */
export async function printTree(shell: Shell, root: ExplainNode, papersOf: PapersOf): Promise<void> {
  await shell.print(`${nodeText(root)}\n`);
  await printBelow(shell, root, "", papersOf);
}

async function printBelow(shell: Shell, node: ExplainNode, indent: string, papersOf: PapersOf): Promise<void> {
  const papers = node.kind === "factor" ? papersOf(node.label) : "";
  const leaves = [...(papers === "" ? [] : [papers]), ...(node.leftOut === 0 ? [] : [leftOutText(node.leftOut)])];
  for (const [at, child] of node.children.entries()) {
    const isLast = at === node.children.length - 1 && leaves.length === 0;
    await shell.print(`${indent}${isLast ? "└─ " : "├─ "}${nodeText(child)}\n`);
    await printBelow(shell, child, `${indent}${isLast ? "   " : "│  "}`, papersOf);
  }
  for (const [at, text] of leaves.entries()) {
    await shell.print(`${indent}${at === leaves.length - 1 ? "└─ " : "├─ "}${text}\n`);
  }
}

/** The marks of a whole footprint are gathered by kind; those of its leaves say each what it is about. */
const marksInFull = 4;

const leftOutText = (leftOut: number): string => `... and ${countText(leftOut)} more: --limit, or --from and --to`;

function nodeText(node: ExplainNode): string {
  const { kind, label, amount, unit, rule, marks } = node;
  const shownAs = kind === "reading" ? readingText : figureText;
  const figure =
    typeof amount !== "string"
      ? ""
      : `  ${unit === "" ? shownAs(amount) : measureWords({ amount: shownAs(amount), unit })}`;
  const unknown = figure === "" && unit !== "" ? "  unknown" : "";
  const how = rule === "" ? "" : `  = ${rule}`;
  const details = (shown[kind] ?? []).flatMap((name) => {
    const value = detailOf(node, name);
    return value === undefined ? [] : [`${name} ${value}`];
  });
  const said = [
    ...timeText(node),
    ...details,
    ...(marks.length > marksInFull ? [`! ${marksText(marks)}`] : marks.map((mark) => `! ${mark}`)),
  ];
  return `${kind} ${label}${figure}${unknown}${how}${said.length === 0 ? "" : `  [${said.join(", ")}]`}`;
}

const timeLength = (ms: number): string =>
  ms < 3_600_000 ? `${Math.round(ms / 6_000) / 10} min` : `${countText(Math.round(ms / 360_000) / 10)} h`;

/** How much of a stretch was measured, estimated and missing, where a node says so. */
const timeText = (node: ExplainNode): readonly string[] =>
  ["measured", "estimated", "missing"].flatMap((word) => {
    const ms = detailOf(node, `${word}Ms`);
    return ms === undefined || ms === "0" ? [] : [`${word} ${timeLength(Number(ms))}`];
  });
