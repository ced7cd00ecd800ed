import {
  askAgain,
  type EdgeNode,
  type NodeOutcome,
  outOfTouch,
  readSparkplugTopic,
  takeNodeMessage,
  unbornNode,
} from "@celadon/meter-to-telemetry";
import type { BrokerMessage } from "../mqtt/messages-in-hand.ts";
import { usesOf } from "./metric-uses.ts";
import type { SparkplugBroker } from "./sparkplug-shape.ts";

/** An edge node of the file. */
export interface NamedNode {
  readonly source: string;
  readonly group: string;
  readonly node: string;
  readonly factory: string;
}

/** What a message of a node of the file became. */
export interface Heard {
  readonly from: NamedNode;
  readonly outcome: NodeOutcome;
}

/** What is known of the edge nodes of one broker: in memory, and told anew by the nodes themselves after a start. */
export interface KnownNodes {
  /** Takes a message in; undefined where it is none of a node of the file. */
  take(message: BrokerMessage, receivedMs: number): Heard | undefined;
  /** Nodes that are to be asked for their births now, because of messages or of silence. */
  due(nowMs: number): readonly NamedNode[];
  /** Messages may be missing from here on. */
  loseTouch(): void;
}

export function knownNodes({ nodes }: SparkplugBroker, sayStranger: (node: string) => void): KnownNodes {
  const named = new Map<string, NamedNode>();
  const states = new Map<string, EdgeNode>();
  for (const { name, value } of nodes) {
    if (value === undefined) continue;
    const key = `${value.group}/${value.node}`;
    named.set(key, { source: name, ...value });
    states.set(key, unbornNode(name, usesOf(value)));
  }
  const asked = new Set<string>();
  const strangers = new Set<string>();

  return {
    take: ({ topic, payload, isRetained }, receivedMs) => {
      const read = readSparkplugTopic(topic);
      if (read === undefined) return undefined;
      const key = `${read.group}/${read.node}`;
      const state = states.get(key);
      const from = named.get(key);
      if (state === undefined || from === undefined) {
        if (!strangers.has(key) && strangers.size < strangersMax) sayStranger(key);
        strangers.add(key);
        if (strangers.size > strangersMax) strangers.delete(key);
        return undefined;
      }
      if (isRetained) return undefined;
      const { type, device } = read;
      const step = takeNodeMessage(state, { type, device, bytes: payload, receivedMs });
      states.set(key, step.node);
      if (step.outcome.asksRebirth) asked.add(key);
      return { from, outcome: step.outcome };
    },
    due: (nowMs) => {
      for (const [key, state] of states) {
        const { node, isDue } = askAgain(state, nowMs);
        if (node !== state) states.set(key, node);
        if (isDue) asked.add(key);
      }
      const due = [...asked].flatMap((key) => named.get(key) ?? []);
      asked.clear();
      return due;
    },
    loseTouch: () => {
      for (const [key, state] of states) states.set(key, outOfTouch(state));
    },
  };
}

const strangersMax = 1_000;
