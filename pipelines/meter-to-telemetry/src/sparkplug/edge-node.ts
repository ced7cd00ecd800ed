import type { InstantMs } from "@celadon/quantity";
import type { MeterReading } from "../meter-reading.ts";
import { valueFields } from "./metric.ts";
import { type MetricBook, metricBook } from "./metric-book.ts";
import { type NodeReadings, nodeReadings } from "./node-readings.ts";
import type { NodeReason } from "./node-reasons.ts";
import { decodePayload, type Payload } from "./payload.ts";
import { askRebirth, noAsks, type RebirthAsks } from "./rebirth-asks.ts";
import type { SparkplugType } from "./sparkplug-topic.ts";

/** A message of one edge node. */
export interface NodeMessage {
  readonly type: SparkplugType;
  readonly device: string | undefined;
  readonly bytes: Uint8Array;
  readonly receivedMs: InstantMs;
}

/** What is known of an edge node. A message makes another one of it; nothing here is changed. */
export interface EdgeNode {
  /** The first part of its channels. */
  readonly source: string;
  /** `doubtful`: something of it is missing, so what its aliases mean now is not known until it is born again. */
  readonly life: "unborn" | "alive" | "doubtful" | "dead";
  /** Pairs a birth with the death that ends it. */
  readonly bdSeq: number | undefined;
  /** Of its last message. */
  readonly seq: number;
  readonly own: MetricBook | undefined;
  readonly devices: ReadonlyMap<string, MetricBook>;
  /** Messages that cannot be decoded yet, the oldest first. */
  readonly kept: readonly NodeMessage[];
  readonly asks: RebirthAsks;
}

/** Bytes that hold no reading, and why. */
export interface RefusedPart {
  readonly reason: NodeReason;
  readonly evidence: string;
  readonly content: Uint8Array;
}

/** What became of a message. */
export interface NodeOutcome {
  readonly readings: readonly MeterReading[];
  readonly refused: readonly RefusedPart[];
  /** Metrics that are no readings without being wrong: text, booleans, null, stale. */
  readonly ignored: number;
  /** The node is to be asked for its births. */
  readonly asksRebirth: boolean;
  /** A sentence about what happened to the node. */
  readonly note?: string;
}

export interface NodeStep {
  readonly node: EdgeNode;
  readonly outcome: NodeOutcome;
}

export const unbornNode = (source: string): EdgeNode => ({
  source,
  life: "unborn",
  bdSeq: undefined,
  seq: 0,
  own: undefined,
  devices: new Map(),
  kept: [],
  asks: noAsks,
});

/** So much of one node waits for a birth at most; then the oldest is refused. */
const keptMax = 1_000;
const keptBytesMax = 4_194_304;
const devicesMax = 1_000;

/**
 * Takes one message of an edge node, in the order in which they came:
 *
 *   birth   tells names, aliases and types; its values are readings too. Only NBIRTH ends a doubt
 *   data    are decoded by the birth before them. After a gap in seq, or with an alias that no birth named, the node is asked to be born
 *           again; until then messages wait and nothing is guessed
 *   death   leaves values unknown: no reading, neither the last one again nor 0. One of another birth (bdSeq) says nothing
 *
 * Never throws.
 */
export function takeNodeMessage(node: EdgeNode, message: NodeMessage): NodeStep {
  const decoded = decodePayload(message.bytes);
  if (decoded.kind !== "accept") {
    const { reason, evidence } = decoded;
    const said = `${placeOf(node, message)}: ${evidence}`;
    return doubt(node, message, { ...nothing, refused: [{ reason, evidence: said, content: message.bytes }] }, false);
  }
  const payload = decoded.value;
  switch (message.type) {
    case "NBIRTH":
      return nodeBorn(node, message, payload);
    case "DBIRTH":
      return deviceBorn(node, message, payload);
    case "NDATA":
    case "DDATA":
      return takeData(node, message, payload);
    case "NDEATH":
      return nodeDied(node, payload);
    case "DDEATH":
      return deviceDied(node, message, payload);
  }
}

const nothing: NodeOutcome = { readings: [], refused: [], ignored: 0, asksRebirth: false };

const placeOf = ({ source }: EdgeNode, { type, device }: NodeMessage): string =>
  `${source}${device === undefined ? "" : `/${device}`}, ${type}`;

function nodeBorn(node: EdgeNode, message: NodeMessage, payload: Payload): NodeStep {
  const bdSeq = bdSeqOf(payload);
  const own = metricBook(node.source, payload.metrics);
  const isOtherSession = node.bdSeq !== undefined && node.bdSeq !== bdSeq;
  const mine = node.kept.filter(({ device }) => isOtherSession || device === undefined);
  const waiting = isOtherSession
    ? refuseKept(mine, node, "session-over", "the edge node was started anew before it could be decoded")
    : decodeKept(mine, own, node);
  return {
    node: {
      ...node,
      life: "alive",
      bdSeq,
      seq: payload.seq === undefined ? 0 : payload.seq,
      own,
      devices: new Map(), // each is born again behind it
      kept: node.kept.filter((one) => !mine.includes(one)),
      asks: { ...node.asks, count: 0 },
    },
    outcome: joined(
      outcomeOf(nodeReadings(payload, own, message.receivedMs), node, message),
      faultsOf(own, message),
      waiting,
    ),
  };
}

function deviceBorn(node: EdgeNode, message: NodeMessage, payload: Payload): NodeStep {
  const device = message.device as string; // its topic has one, or it would be no DBIRTH
  if (!node.devices.has(device) && node.devices.size >= devicesMax) {
    const evidence = `${placeOf(node, message)}: the edge node has ${devicesMax} devices, and no more are followed: let it have fewer.`;
    const refused: RefusedPart = { reason: "too-many-devices", evidence, content: message.bytes };
    return doubt(node, message, { ...nothing, refused: [refused] }, false);
  }
  const book = metricBook(`${node.source}/${device}`, payload.metrics);
  const mine = node.life === "alive" ? node.kept.filter((one) => one.device === device) : [];
  const outcome = joined(
    outcomeOf(nodeReadings(payload, book, message.receivedMs), node, message),
    faultsOf(book, message),
    decodeKept(mine, book, node),
  );
  const next: EdgeNode = {
    ...node,
    devices: new Map(node.devices).set(device, book),
    kept: mine.length === 0 ? node.kept : node.kept.filter((one) => !mine.includes(one)),
  };
  return isNext(node, payload)
    ? { node: { ...next, seq: seqAfter(node) }, outcome }
    : doubt(next, message, outcome, false);
}

function takeData(node: EdgeNode, message: NodeMessage, payload: Payload): NodeStep {
  if (!isNext(node, payload)) return doubt(node, message, nothing, true);
  const book = message.device === undefined ? node.own : node.devices.get(message.device);
  if (book === undefined) return doubt({ ...node, seq: seqAfter(node) }, message, nothing, true, "alive");
  const read = nodeReadings(payload, book, message.receivedMs);
  const outcome = outcomeOf(read, node, message);
  const next = { ...node, seq: seqAfter(node) };
  return read.unborn === undefined ? { node: next, outcome } : doubt(next, message, outcome, true, "alive");
}

function nodeDied(node: EdgeNode, payload: Payload): NodeStep {
  const bdSeq = bdSeqOf(payload);
  if (node.bdSeq !== undefined && bdSeq !== node.bdSeq) {
    const note = `A death of ${node.source} is that of birth ${String(bdSeq)} and not of ${node.bdSeq}: it says nothing of the node now.`;
    return { node, outcome: { ...nothing, note } };
  }
  const note = `Edge node ${node.source} is gone: its values are unknown until it is born again.`;
  const refused = refuseKept(node.kept, node, "session-over", "the edge node went before it could be decoded");
  return {
    node: { ...node, life: "dead", own: undefined, devices: new Map(), kept: [], asks: { ...node.asks, count: 0 } },
    outcome: { ...refused, note },
  };
}

function deviceDied(node: EdgeNode, message: NodeMessage, payload: Payload): NodeStep {
  const { device } = message;
  const mine = node.kept.filter((one) => one.device === device);
  const devices = new Map(node.devices);
  devices.delete(device as string);
  const next = { ...node, devices, kept: node.kept.filter((one) => one.device !== device) };
  const note = `Device ${node.source}/${device} is gone: its values are unknown until it is born again.`;
  const outcome = { ...refuseKept(mine, node, "session-over", "the device went before it could be decoded"), note };
  return isNext(node, payload)
    ? { node: { ...next, seq: seqAfter(node) }, outcome }
    : doubt(next, message, outcome, false);
}

const seqAfter = ({ seq }: EdgeNode): number => (seq + 1) % 256;

/** Whether nothing is missing before the message. */
const isNext = (node: EdgeNode, { seq }: Payload): boolean => node.life === "alive" && seq === seqAfter(node);

/** Asks for births, not too often, and keeps the message until they come if there is something in it to decode. */
function doubt(
  node: EdgeNode,
  message: NodeMessage,
  outcome: NodeOutcome,
  isKept: boolean,
  life: EdgeNode["life"] = node.life === "alive" ? "doubtful" : node.life,
): NodeStep {
  const { asks, isDue } = askRebirth(node.asks, message.receivedMs);
  // A copy: the bytes of a message are often a window on many.
  const kept = isKept ? [...node.kept, { ...message, bytes: message.bytes.slice() }] : node.kept;
  let from = Math.max(0, kept.length - keptMax);
  let bytes = kept.slice(from).reduce((sum, one) => sum + one.bytes.length, 0);
  for (; bytes > keptBytesMax; from++) bytes -= (kept[from] as NodeMessage).bytes.length;
  const pushedOut = refuseKept(
    kept.slice(0, from),
    node,
    "not-decoded-in-time",
    "too many others wait for the birth too",
  );
  const next = { ...node, life, asks, kept: from === 0 ? kept : kept.slice(from) };
  return { node: next, outcome: { ...joined(outcome, pushedOut), asksRebirth: isDue } };
}

/** Messages that waited, by the birth that came; what it does not name now it never will. */
function decodeKept(kept: readonly NodeMessage[], book: MetricBook, node: EdgeNode): NodeOutcome {
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

const refuseKept = (
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

/** One refusal for all metrics of a message, as its bytes are kept once. */
function outcomeOf({ readings, refused, ignored }: NodeReadings, node: EdgeNode, message: NodeMessage): NodeOutcome {
  const [first] = refused;
  if (first === undefined) return { ...nothing, readings, ignored };
  const more = refused.length > shownMax ? ` And ${refused.length - shownMax} more.` : "";
  const told = refused.slice(0, shownMax).map(({ evidence }) => evidence);
  const evidence = `${placeOf(node, message)}. ${told.join(" ")}${more}`;
  return { ...nothing, readings, ignored, refused: [{ reason: first.reason, evidence, content: message.bytes }] };
}

const shownMax = 5;

const faultsOf = ({ faults }: MetricBook, { bytes }: NodeMessage): NodeOutcome =>
  faults.length === 0
    ? nothing
    : {
        ...nothing,
        refused: [{ reason: "no-channel", evidence: faults.slice(0, shownMax).join(" "), content: bytes }],
      };

const joined = (...outcomes: readonly NodeOutcome[]): NodeOutcome => {
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

/** The number of a birth or a death; nodes send it as a long or an int. */
function bdSeqOf({ metrics }: Payload): number | undefined {
  const metric = metrics.find(({ name }) => name === "bdSeq");
  if (metric?.valueField !== valueFields.long && metric?.valueField !== valueFields.int) return undefined;
  return metric.high * 2 ** 32 + metric.low;
}
