import type { EdgeNode, NodeMessage, NodeOutcome } from "./edge-node.ts";
import type { MetricBook } from "./metric-book.ts";
import { joined, nothing, outcomeOf, placeOf } from "./node-outcome.ts";
import { nodeReadings } from "./node-readings.ts";
import { decodePayload } from "./payload.ts";

/** So much of one node waits for a birth at most; then the oldest is refused. */
const keptMax = 1_000;
const keptBytesMax = 4_194_304;

/** One more message waits; the oldest of too many are refused. */
export function keep(
  node: EdgeNode,
  message: NodeMessage,
): { readonly kept: EdgeNode["kept"]; readonly outcome: NodeOutcome } {
  // A copy: the bytes of a message are often a window on many.
  const kept = [...node.kept, { ...message, bytes: message.bytes.slice() }];
  let from = Math.max(0, kept.length - keptMax);
  let bytes = kept.slice(from).reduce((sum, one) => sum + one.bytes.length, 0);
  for (; bytes > keptBytesMax; from++) bytes -= (kept[from] as NodeMessage).bytes.length;
  const outcome = refuseKept(
    kept.slice(0, from),
    node,
    "not-decoded-in-time",
    "too many others wait for the birth too",
  );
  return { kept: from === 0 ? kept : kept.slice(from), outcome };
}

/** Messages that waited, by the birth that came; what it does not name now it never will. */
export function decodeKept(kept: readonly NodeMessage[], book: MetricBook, node: EdgeNode): NodeOutcome {
  return joined(
    ...kept.map((message) => {
      const decoded = decodePayload(message.bytes);
      if (decoded.kind !== "accept") return nothing; // it was decoded when it came
      const read = nodeReadings(decoded.value, book, message.receivedMs);
      const outcome = outcomeOf(read, node, message);
      if (read.unborn === undefined) return outcome;
      const { alias, name } = read.unborn;
      const which = name === undefined ? `alias ${String(alias)}` : `"${name}"`;
      const evidence = `${placeOf(node, message)}: its birth names no metric ${which}, and what it means is not guessed. Let the birth name every metric.`;
      return joined(outcome, { ...nothing, refused: [{ reason: "not-born", evidence, content: message.bytes }] });
    }),
  );
}

/** Messages that no birth will explain any more. */
export const refuseKept = (
  kept: readonly NodeMessage[],
  node: EdgeNode,
  reason: "session-over" | "not-decoded-in-time",
  why: string,
): NodeOutcome => ({
  ...nothing,
  refused: kept.map((message) => ({
    reason,
    evidence: `${placeOf(node, message)}: it waited for a birth, and ${why}. Let the edge node answer "Node Control/Rebirth".`,
    content: message.bytes,
  })),
});
