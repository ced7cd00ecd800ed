import type { MqttClient } from "mqtt";
import tahu from "sparkplug-payload/lib/sparkplugPayloadProto.js";

/** A metric as a node sends it: born with a name and a type, later by its alias alone. */
export interface SentMetric {
  readonly name?: string;
  readonly alias?: number;
  readonly timestamp?: number;
  readonly datatype?: number;
  readonly isNull?: boolean;
  readonly isHistorical?: boolean;
  readonly intValue?: number;
  readonly longValue?: bigint;
  readonly floatValue?: number;
  readonly doubleValue?: number;
  readonly booleanValue?: boolean;
  readonly stringValue?: string;
  readonly properties?: { readonly keys: readonly string[]; readonly values: readonly object[] };
}

/** The class that Eclipse Tahu's package has generated: another encoder than anything of ours. */
const { Payload } = tahu.org.eclipse.tahu.protobuf;

const longOf = (value: bigint) => ({
  low: Number(BigInt.asIntN(32, value)),
  high: Number(BigInt.asIntN(32, value >> 32n)),
  unsigned: true,
});

export const payloadOf = (metrics: readonly SentMetric[], timestamp: number, seq?: number): Buffer => {
  const payload = Payload.fromObject({
    timestamp,
    ...(seq !== undefined && { seq }),
    metrics: metrics.map(({ longValue, ...rest }) => ({
      ...rest,
      ...(longValue !== undefined && { longValue: longOf(longValue) }),
    })),
  });
  return Buffer.from(Payload.encode(payload).finish());
};

export interface EdgeNodeInTest {
  readonly birth: (metrics: readonly SentMetric[]) => Promise<void>;
  readonly data: (metrics: readonly SentMetric[]) => Promise<void>;
  readonly death: () => Promise<void>;
  /** Counts a message that never leaves. */
  readonly lose: () => void;
  /** How often it was asked for its birth. */
  readonly asked: () => number;
  /** Called when it is asked. */
  onAsked: () => void;
}

/** An edge node of group `Mill` behind a client of a broker. */
export async function edgeNodeInTest(client: MqttClient, id: string, atMs: number): Promise<EdgeNodeInTest> {
  let seq = 0;
  let asked = 0;
  const bdSeq = { name: "bdSeq", datatype: 8, longValue: 3n };
  const send = (type: string, payload: Buffer) =>
    client.publishAsync(`spBv1.0/Mill/${type}/${id}`, payload, { qos: 0 }).then(() => undefined);
  const node: EdgeNodeInTest = {
    birth: (metrics) => {
      seq = 0;
      return send("NBIRTH", payloadOf([bdSeq, ...metrics], atMs, seq));
    },
    data: (metrics) => {
      seq = (seq + 1) % 256;
      return send("NDATA", payloadOf(metrics, atMs, seq));
    },
    death: () => send("NDEATH", payloadOf([bdSeq], atMs)),
    lose: () => {
      seq = (seq + 1) % 256;
    },
    asked: () => asked,
    onAsked: () => undefined,
  };
  await client.subscribeAsync(`spBv1.0/Mill/NCMD/${id}`, { qos: 0 });
  client.on("message", (topic, payload) => {
    if (topic !== `spBv1.0/Mill/NCMD/${id}` || !payload.includes("Node Control/Rebirth")) return;
    asked += 1;
    node.onAsked();
  });
  return node;
}
