import { createRequire } from "node:module";
import type { MqttClient } from "mqtt";

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
}

interface Generated {
  readonly org: {
    readonly eclipse: {
      readonly tahu: { readonly protobuf: { readonly Payload: { encode(payload: object): { finish(): Uint8Array } } } };
    };
  };
}

/** The class that Eclipse Tahu's package has generated: another encoder than anything of ours. */
const { Payload }: Generated["org"]["eclipse"]["tahu"]["protobuf"] = (
  createRequire(import.meta.url)("sparkplug-payload/lib/sparkplugPayloadProto") as Generated
).org.eclipse.tahu.protobuf; // it is CommonJS, and its declarations have no module

const longOf = (value: bigint) => ({
  low: Number(BigInt.asIntN(32, value)),
  high: Number(BigInt.asIntN(32, value >> 32n)),
  unsigned: true,
});

export const payloadOf = (metrics: readonly SentMetric[], timestamp: number, seq?: number): Buffer =>
  Buffer.from(
    Payload.encode({
      timestamp,
      ...(seq !== undefined && { seq }),
      metrics: metrics.map(({ longValue, ...rest }) => ({
        ...rest,
        ...(longValue !== undefined && { longValue: longOf(longValue) }),
      })),
    }).finish(),
  );

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
