import type { EdgeNode, NodeMessage, NodeOutcome, NodeStep, RefusedPart } from "./edge-node.ts";
import { decodeKept, keep, refuseKept } from "./kept-messages.ts";
import { valueFields } from "./metric.ts";
import { metricBook } from "./metric-book.ts";
import { faultsOf, joined, nothing, outcomeOf, placeOf } from "./node-outcome.ts";
import { nodeReadings } from "./node-readings.ts";
import { decodePayload, type Payload } from "./payload.ts";
import { askRebirth } from "./rebirth-asks.ts";

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

function nodeBorn(node: EdgeNode, message: NodeMessage, payload: Payload): NodeStep {
  const bdSeq = bdSeqOf(payload);
  const own = metricBook(node, payload.metrics);
  const isOtherSession = node.bdSeq !== undefined && node.bdSeq !== bdSeq;
  const mine = node.kept.filter(({ device }) => isOtherSession || device === undefined);
  const waiting = isOtherSession
    ? refuseKept(mine, node, "session-over", "the edge node was started anew before it could be decoded")
    : decodeKept(mine, { before: node.own, after: own }, node);
  return {
    node: {
      ...node,
      life: "alive",
      bdSeq,
      seq: payload.seq === undefined ? 0 : payload.seq,
      own,
      devices: new Map(), // each is born again behind it
      former: isOtherSession ? new Map() : new Map([...node.former, ...node.devices]),
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
  const book = metricBook({ ...node, device }, payload.metrics);
  const mine = node.life === "alive" ? node.kept.filter((one) => one.device === device) : [];
  const outcome = joined(
    outcomeOf(nodeReadings(payload, book, message.receivedMs), node, message),
    faultsOf(book, message),
    decodeKept(mine, { before: node.former.get(device), after: book }, node),
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
    node: {
      ...node,
      life: "dead",
      own: undefined,
      devices: new Map(),
      former: new Map(),
      kept: [],
      asks: { ...node.asks, count: 0 },
    },
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
  const { kept, outcome: pushedOut } = isKept ? keep(node, message) : { kept: node.kept, outcome: nothing };
  return { node: { ...node, life, asks, kept }, outcome: { ...joined(outcome, pushedOut), asksRebirth: isDue } };
}

/** The number of a birth or a death; nodes send it as a long or an int. */
function bdSeqOf({ metrics }: Payload): number | undefined {
  const metric = metrics.find(({ name }) => name === "bdSeq");
  if (metric?.valueField !== valueFields.long && metric?.valueField !== valueFields.int) return undefined;
  return metric.high * 2 ** 32 + metric.low;
}
