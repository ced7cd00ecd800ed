import type { EdgeNode, NodeMessage, NodeOutcome } from "./edge-node.ts";
import type { MetricBook } from "./metric-book.ts";
import type { NodeReadings } from "./node-readings.ts";

export const nothing: NodeOutcome = { readings: [], refused: [], ignored: 0, asksRebirth: false };

/** Where in the plant a sentence is about. */
export const placeOf = ({ source }: EdgeNode, { type, device }: NodeMessage): string =>
  `${source}${device === undefined ? "" : `/${device}`}, ${type}`;

/** One refusal for all metrics of a message, as its bytes are kept once. */
export function outcomeOf(
  { readings, refused, ignored }: NodeReadings,
  node: EdgeNode,
  message: NodeMessage,
): NodeOutcome {
  const [first] = refused;
  if (first === undefined) return { ...nothing, readings, ignored };
  const more = refused.length > shownMax ? ` And ${refused.length - shownMax} more.` : "";
  const told = refused.slice(0, shownMax).map(({ evidence }) => evidence);
  const evidence = `${placeOf(node, message)}. ${told.join(" ")}${more}`;
  return { ...nothing, readings, ignored, refused: [{ reason: first.reason, evidence, content: message.bytes }] };
}

const shownMax = 5;

/** What of a birth gets no channel, with its bytes. */
export const faultsOf = ({ faults }: MetricBook, { bytes }: NodeMessage): NodeOutcome =>
  faults.length === 0
    ? nothing
    : {
        ...nothing,
        refused: [{ reason: "no-channel", evidence: faults.slice(0, shownMax).join(" "), content: bytes }],
      };

/** Several as one. */
export const joined = (...outcomes: readonly NodeOutcome[]): NodeOutcome => {
  const [first, ...more] = outcomes.filter((one) => one !== nothing);
  if (first === undefined || more.length === 0) return first ?? nothing;
  const all = [first, ...more];
  const note = all.find((one) => one.note !== undefined)?.note;
  return {
    readings: all.flatMap((one) => one.readings),
    refused: all.flatMap((one) => one.refused),
    ignored: all.reduce((sum, one) => sum + one.ignored, 0),
    asksRebirth: all.some((one) => one.asksRebirth),
    ...(note === undefined ? {} : { note }),
  };
};
