/** One step of an explanation, as the interface gives it. Unknown figures are null or absent. */
export interface ExplainNode {
  readonly kind: string;
  readonly label: string;
  readonly amount?: string | null;
  readonly unit: string;
  readonly rule: string;
  readonly marks: readonly string[];
  readonly details: readonly { readonly name: string; readonly value: string }[];
  readonly children: readonly ExplainNode[];
  readonly leftOut: number;
}

export const detailOf = ({ details }: ExplainNode, name: string): string | undefined =>
  details.find((detail) => detail.name === name)?.value;

/** The nodes of a tree, the root first. */
export function* nodesOf(node: ExplainNode): Generator<ExplainNode> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}

/** The tree with only those lines that are called so, and what leads to them; undefined when none is. */
export function onlyLine(node: ExplainNode, line: string): ExplainNode | undefined {
  if (node.kind === "line") return node.label === line || detailOf(node, "line") === line ? node : undefined;
  const children = node.children.flatMap((child) => onlyLine(child, line) ?? []);
  return children.length === 0 ? undefined : { ...node, children };
}
