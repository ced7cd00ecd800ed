import type { EdgeNode, NodeMessage, NodeOutcome } from "./edge-node.ts";
import type { Metric } from "./metric.ts";
import { type BornMetric, bornAs, type MetricBook } from "./metric-book.ts";
import { joined, nothing, outcomeOf, placeOf } from "./node-outcome.ts";
import { nodeReadings } from "./node-readings.ts";
import type { NodeReason } from "./node-reasons.ts";
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

/** The births between which messages waited. */
export interface Births {
  /** Undefined where none is known. */
  readonly before: MetricBook | undefined;
  readonly after: MetricBook;
}

/** Messages that waited, by the birth that came; what it does not name now it never will. */
export const decodeKept = (kept: readonly NodeMessage[], births: Births, node: EdgeNode): NodeOutcome =>
  joined(...kept.map((message) => decodeOne(message, births, node)));

function decodeOne(message: NodeMessage, { before, after }: Births, node: EdgeNode): NodeOutcome {
  const decoded = decodePayload(message.bytes);
  if (decoded.kind !== "accept") return nothing; // it was decoded when it came
  const refuse = (reason: NodeReason, what: string): NodeOutcome => {
    const evidence = `${placeOf(node, message)}: ${what}`;
    return { ...nothing, refused: [{ reason, evidence, content: message.bytes }] };
  };
  const { metrics } = decoded.value;
  const sure = metrics.filter((metric) => !isOther(before && bornAs(before, metric), bornAs(after, metric)));
  const read = nodeReadings({ ...decoded.value, metrics: sure }, after, message.receivedMs);
  const outcome = outcomeOf(read, node, message);
  const unsure = metrics.find((metric) => !sure.includes(metric));
  if (unsure !== undefined) {
    const what = `${nameOf(unsure)} meant something else before this birth, and which of both it was is not guessed. Let the node keep its aliases.`;
    return joined(outcome, refuse("alias-changed", what));
  }
  if (read.unborn === undefined) return outcome;
  const what = `its birth names no metric ${nameOf(read.unborn)}, and what it means is not guessed. Let the birth name every metric.`;
  return joined(outcome, refuse("not-born", what));
}

const isOther = (before: BornMetric | undefined, after: BornMetric | undefined): boolean =>
  before !== undefined &&
  after !== undefined &&
  (before.channel !== after.channel || before.datatype !== after.datatype);

const nameOf = ({ alias, name }: Metric): string => (name === undefined ? `alias ${String(alias)}` : `"${name}"`);

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
