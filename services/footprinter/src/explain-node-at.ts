import { explainTree } from "@celadon/inventory-to-footprint";
import type { ExplainNode, Footprint } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import { refuse, type Store } from "@celadon/runtime";
import { explainStretch, type Stretch } from "./explain-stretch.ts";
import { storedModels } from "./stored-models.ts";
import { channelsOf, stretchOf } from "./stretch-of.ts";

export interface NodeQuery {
  /** Levels below the node. */
  readonly depth: number;
  /** Children of one node; the others are counted in `leftOut`. */
  readonly limit: number;
  /** Skips so many children of the asked node. */
  readonly offset: number;
}

/**
 * One node of a footprint's explanation by its id, with what lies below it, down to windows and readings. Only what is shown
 * is read. The largest children come first, windows and readings by instant. Refused: no node has the id.
 */
export async function explainNodeAt(
  store: Store,
  footprint: Footprint,
  id: string,
  query: NodeQuery,
): Promise<ExplainNode> {
  const channels = channelsOf(await storedModels(store, [footprint.factory]));
  const asStretch = (node: ExplainNode): Stretch | undefined => stretchOf(node, footprint, channels);

  const childrenOf = async (node: ExplainNode, offset: number): Promise<Pick<ExplainNode, "children" | "leftOut">> => {
    const stretch = asStretch(node);
    if (stretch !== undefined) {
      // The channels whose means multiply it come before its hours.
      const means = node.children.slice(offset, offset + query.limit);
      const shown = { offset: Math.max(0, offset - node.children.length), limit: query.limit - means.length };
      const { windows, leftOut } = await explainStretch(store, stretch, { ...shown, withReadings: true });
      return { children: [...means, ...windows], leftOut: leftOut + node.children.length - means.length };
    }
    const children = (node.kind === "window" ? node.children : largestFirst(node.children)).slice(
      offset,
      offset + query.limit,
    );
    return { children, leftOut: node.leftOut + node.children.length - children.length };
  };

  const countOf = async (node: ExplainNode): Promise<number> => {
    const stretch = asStretch(node);
    if (stretch === undefined) return node.leftOut + node.children.length;
    return node.children.length + (await explainStretch(store, stretch, { limit: 0, withReadings: false })).leftOut;
  };

  const opened = async (node: ExplainNode, depth: number, offset: number): Promise<ExplainNode> => {
    if (depth === 0) return { ...node, children: [], leftOut: await countOf(node) };
    const { children, leftOut } = await childrenOf(node, offset);
    const below: ExplainNode[] = [];
    for (const child of children) below.push(await opened(child, depth - 1, 0));
    return { ...node, children: below, leftOut };
  };

  const found = await nodeAt(explainTree(footprint), id, store, asStretch);
  if (found !== undefined) return opened(found, query.depth, query.offset);
  const message = `No node of footprint ${footprint.id} has the id "${id}": take one from an answer, as it stands.`;
  throw refuse({ status: 404, code: "unknown-node", message });
}

/** Walks down to the node; below a channel only the hour that the id names is read. */
async function nodeAt(
  root: ExplainNode,
  id: string,
  store: Store,
  asStretch: (node: ExplainNode) => Stretch | undefined,
): Promise<ExplainNode | undefined> {
  let node = root;
  while (node.id !== id) {
    const next = node.children.find((child) => id === child.id || id.startsWith(`${child.id}/`));
    const stretch = asStretch(node);
    const hour = /^\/window:(\d+)(?:\/|$)/.exec(id.slice(node.id.length))?.[1];
    if (next !== undefined) node = next;
    else if (stretch !== undefined && hour !== undefined) {
      const one = { ...stretch, fromMs: Number(hour), toMs: Number(hour) + 1 };
      const [window] = (await explainStretch(store, one, { limit: 1, withReadings: true })).windows;
      if (window === undefined) return undefined;
      node = window;
    } else return undefined;
  }
  return node;
}

/** A node without an amount (a gap, a statement) comes behind those with one. */
const largestFirst = (nodes: readonly ExplainNode[]): readonly ExplainNode[] => {
  const sized = nodes.filter(({ amount }) => amount !== undefined);
  const size = ({ amount = "" }: ExplainNode): Decimal => new Decimal(amount).abs();
  return [
    ...sized.toSorted((a, b) => size(b).comparedTo(size(a))),
    ...nodes.filter(({ amount }) => amount === undefined),
  ];
};
