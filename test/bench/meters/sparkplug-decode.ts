import { takeNodeMessage, unbornNode } from "@celadon/meter-to-telemetry";
import tahu from "sparkplug-payload/lib/sparkplugPayloadProto.js";
import { atLeast, type Figure } from "../figure.ts";

const rounds = 12;
const perMessage = 100;
const perSecond = 1_000_000;
const at = Date.parse("2027-01-01T00:00:00Z");

const { Payload } = tahu.org.eclipse.tahu.protobuf;

/** UInt64, Float, Int32 and Double in turn, as a node sends them: alias, time and value. */
const kinds = [
  { datatype: 8, withValue: (value: number) => ({ longValue: value }) },
  { datatype: 9, withValue: (value: number) => ({ floatValue: value + 0.1 }) },
  { datatype: 3, withValue: (value: number) => ({ intValue: value }) },
  { datatype: 10, withValue: (value: number) => ({ doubleValue: value + 0.25 }) },
] as const;

/** Messages of one edge node through its state to readings: protobuf, aliases, types, exact values. */
export async function sparkplugDecode(scale: number): Promise<Figure> {
  const bytesOf = (seq: number, isBirth: boolean): Uint8Array =>
    Payload.encode(
      Payload.fromObject({
        timestamp: at,
        seq: seq % 256,
        metrics: Array.from({ length: perMessage }, (_, i) => {
          const { datatype, withValue } = kinds[i % kinds.length] as (typeof kinds)[number];
          const named = isBirth ? { name: `Line ${i % 7}/Meter ${i}/Value`, datatype } : {};
          return { ...named, alias: i + 1, timestamp: at + seq * 1_000, ...withValue(1_000 * i + seq) };
        }),
      }),
    ).finish();
  const message = (type: "NBIRTH" | "NDATA", bytes: Uint8Array) => ({
    ...{ type, device: undefined, bytes, receivedMs: at },
  });
  const born = takeNodeMessage(unbornNode("line"), message("NBIRTH", bytesOf(0, true))).node;
  const sent = Array.from({ length: Math.round(2_550 * scale) }, (_, i) => message("NDATA", bytesOf(i + 1, false)));
  const metrics = sent.length * perMessage;
  let ours = 0;
  for (let round = 0; round < rounds; round++) {
    let node = born;
    let read = 0;
    const startedAt = performance.now();
    for (const one of sent) {
      const step = takeNodeMessage(node, one);
      node = step.node;
      read += step.outcome.readings.length;
    }
    ours = Math.max(ours, (1_000 * metrics) / (performance.now() - startedAt));
    if (read !== metrics) throw new Error(`${read} of ${metrics} metrics became readings.`);
  }
  return atLeast(1, {
    name: "meters-sparkplug",
    ours,
    reference: perSecond,
    unit: "metrics/s",
    details: { metrics, perMessage, rounds },
  });
}
