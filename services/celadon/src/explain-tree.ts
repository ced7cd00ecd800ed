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
  /** Of what has a period. */
  readonly from?: string | null;
  readonly to?: string | null;
}

export const detailOf = ({ details }: ExplainNode, name: string): string | undefined =>
  details.find((detail) => detail.name === name)?.value;

/**
 * The tree for people: a process without a line of its own has no figure because it has none to add up, not because one is
 * unknown.
 */
export function withPlainProcesses(node: ExplainNode): ExplainNode {
  const { kind, amount, children, label } = node;
  const hasFigure = amount !== undefined && amount !== null;
  if (kind === "process" && !hasFigure && !children.some((child) => child.kind === "line"))
    return { ...node, label: `${label}: nothing of its own, it hands on what it is given`, unit: "", rule: "" };
  return { ...node, children: children.map(withPlainProcesses) };
}

/** The nodes of a tree, the root first. */
export function* nodesOf(node: ExplainNode): Generator<ExplainNode> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}

/** Whether a person means this line by that name. */
export const isLine = (node: ExplainNode, name: string): boolean =>
  node.kind === "line" && (node.label === name || detailOf(node, "line") === name);

/** Whether a line rests on readings of the channel. */
export const restsOn = (line: ExplainNode, channel: string): boolean =>
  [...nodesOf(line)].some((node) => node.kind === "channel" && (detailOf(node, "channel") ?? node.label) === channel);

/** The tree with only those of its lines and scales that are wanted, and what leads to them; undefined when none is. */
export function only(node: ExplainNode, isWanted: (part: ExplainNode) => boolean): ExplainNode | undefined {
  if (node.kind === "line" || node.kind === "scale") return isWanted(node) ? node : undefined;
  const children = node.children.flatMap((child) => only(child, isWanted) ?? []);
  return children.length === 0 ? undefined : { ...node, children };
}
