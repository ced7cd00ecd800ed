import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { rebirthCommand } from "@celadon/meter-to-telemetry";
import { type FewRefusals, fewRefusals } from "../meters/few-refusals.ts";
import type { MeterPorts, MeterWork } from "../meters/meter-work.ts";
import { storeInTheEnd } from "../meters/try-to-store.ts";
import { keepBrokerLink, type Publish } from "../mqtt/broker-link.ts";
import type { BrokerMessage } from "../mqtt/messages-in-hand.ts";
import { type Heard, type KnownNodes, knownNodes } from "./known-nodes.ts";
import type { SparkplugBroker, SparkplugFile } from "./sparkplug-shape.ts";

/** What a test sets otherwise. */
export interface SparkplugChoices {
  /** How often it is looked for nodes that have to be asked. */
  readonly lookMs: number;
  /** Between two commands. */
  readonly paceMs: number;
}

const usual: SparkplugChoices = { lookMs: 500, paceMs: 20 };

/** Listens to the edge nodes of the file until the signal aborts. */
export const sparkplugWork =
  (file: SparkplugFile, ports: MeterPorts, choices: SparkplugChoices = usual): MeterWork =>
  async (signal) => {
    await Promise.all(
      file.flatMap(({ name, value }) => (value === undefined ? [] : [host(name, value, ports, choices, signal)])),
    );
  };

async function host(
  name: string,
  broker: SparkplugBroker,
  ports: MeterPorts,
  choices: SparkplugChoices,
  signal: AbortSignal,
): Promise<void> {
  const { door, meter, now, notes } = ports;
  const nodes = knownNodes(broker, (node) =>
    notes.warn({ broker: name, node }, "an edge node that the meters file does not name"),
  );
  const refusals = new Map<string, FewRefusals>(
    broker.nodes.map(({ name: source }) => [source, fewRefusals(door, `sparkplug:${source}`, now)]),
  );
  const store = async ({ from, outcome }: Heard, receivedMs: number): Promise<void> => {
    const { readings, refused } = outcome;
    const origin = `sparkplug:${from.source}`;
    await Promise.all([
      door.deliver({ factory: from.factory, origin, receivedMs, readings }),
      ...refused.map((one) => refusals.get(from.source)?.keep(one)),
    ]);
  };
  const take = async (message: BrokerMessage): Promise<boolean> => {
    const receivedMs = now();
    const heard = nodes.take(message, receivedMs);
    if (heard === undefined) return true;
    const { ignored, note } = heard.outcome;
    if (ignored > 0) meter.count("celadon_ignored_values_total", { way: "sparkplug" }, ignored);
    if (note !== undefined) notes.info({ node: heard.from.source }, note);
    return storeInTheEnd(() => store(heard, receivedMs), signal);
  };
  let publish: Publish | undefined;
  const settings = {
    broker,
    clientId: broker.clientId === undefined ? `celadon-${name.replaceAll(" ", "-")}-host` : broker.clientId,
    isClean: true, // data come with QoS 0, and what is older than our births cannot be read
    readFile: (path: string) => readFileSync(path, "utf8"),
  };
  const groups = new Set(broker.nodes.flatMap(({ value }) => (value === undefined ? [] : [value.group])));
  const state = hostState(broker.primaryHost, now);
  const stopping = new AbortController();
  const asking = askForBirths(nodes, () => publish, choices, now, stopping.signal);
  try {
    await keepBrokerLink(
      {
        settings,
        topics: [...groups].map((group) => `spBv1.0/${group}/#`),
        qos: 1,
        take,
        notes,
        onUp: (say) => {
          publish = say;
          nodes.loseTouch();
          state?.tell(say, true);
        },
        ...(state !== undefined && { will: state.will, onLeave: (say: Publish) => state.tell(say, false) }),
      },
      signal,
    );
  } finally {
    stopping.abort();
    await asking;
  }
}

/** Sends the commands that are due, one by one: ten thousand nodes born at once would drown what they send. */
async function askForBirths(
  nodes: KnownNodes,
  publisher: () => Publish | undefined,
  { lookMs, paceMs }: SparkplugChoices,
  now: () => number,
  signal: AbortSignal,
): Promise<void> {
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);
  while (!signal.aborted) {
    const publish = publisher();
    for (const { group, node } of publish === undefined ? [] : nodes.due(now())) {
      if (signal.aborted) return;
      publish?.(`spBv1.0/${group}/NCMD/${node}`, rebirthCommand(now()), { qos: 0, retain: false });
      await pause(paceMs);
    }
    await pause(lookMs);
  }
}

/** Whether the host is there, for nodes that wait for it. The will has the time of the birth of the same connection (Sparkplug 3, 6.4). */
function hostState(id: string | undefined, now: () => number) {
  if (id === undefined) return undefined;
  const topic = `spBv1.0/STATE/${id}`;
  let timestamp = now();
  const payload = (online: boolean): string => JSON.stringify({ online, timestamp });
  return {
    will: () => {
      timestamp = now();
      return { topic, payload: payload(false) };
    },
    tell: (publish: Publish, isOnline: boolean): void => publish(topic, payload(isOnline), { qos: 1, retain: true }),
  };
}
