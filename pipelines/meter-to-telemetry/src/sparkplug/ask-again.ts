import type { InstantMs } from "@celadon/quantity";
import type { EdgeNode } from "./edge-node.ts";
import { askRebirth } from "./rebirth-asks.ts";

/** Asks a node of which nothing is known, or not enough, again when that is due: at the start, and while it is silent. */
export function askAgain(node: EdgeNode, nowMs: InstantMs): { readonly node: EdgeNode; readonly isDue: boolean } {
  const lacks = node.life === "unborn" || node.life === "doubtful" || node.kept.length > 0;
  if (!lacks) return { node, isDue: false };
  const { asks, isDue } = askRebirth(node.asks, nowMs);
  return { node: { ...node, asks }, isDue };
}

/** Messages of the node may be missing: what its aliases mean now is not known until it is born again, which it is asked for. */
export const outOfTouch = (node: EdgeNode): EdgeNode => ({
  ...node,
  life: node.life === "alive" ? "doubtful" : node.life,
  asks: { ...node.asks, count: 0 },
});
