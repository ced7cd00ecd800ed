import { accept, type Outcome, reject } from "@celadon/quantity";
import { utf8Text } from "../utf8.ts";
import { type Metric, takeMetric } from "./metric.ts";
import { skipField, takeLength, takeVarint, wireOf, wireTypes } from "./wire.ts";

/** A payload of Sparkplug B (protobuf, package org.eclipse.tahu.protobuf), as far as readings come of it. */
export interface Payload {
  readonly timestampMs: number | undefined;
  /** 0 to 255, counted by the edge node over all its messages but its death. */
  readonly seq: number | undefined;
  readonly metrics: readonly Metric[];
}

/** Nothing that a plant sends is longer. */
const payloadBytesMax = 1_048_576;

/**
 * Reads the bytes of a message. By hand and not by generated code: it makes one object a metric, no `Long`, keeps all 64 bits, and
 * passes over what is no number without building it. Never throws; what is cut off or no protobuf is refused with its place.
 */
export function decodePayload(bytes: Uint8Array): Outcome<Payload, "bad-payload" | "compressed" | "too-long"> {
  if (bytes.length > payloadBytesMax) {
    return reject(
      "too-long",
      `The payload has ${bytes.length} bytes, and ${payloadBytesMax} are read: send less at once.`,
    );
  }
  const wire = wireOf(bytes);
  const metrics: Metric[] = [];
  let timestampMs: number | undefined;
  let seq: number | undefined;
  while (wire.p < bytes.length) {
    const from = wire.p;
    if (!takeVarint(wire)) return broken(from);
    const { low: key } = wire;
    if (key === metricTag) {
      const end = takeLength(wire);
      if (end === -1) return broken(from);
      wire.end = end;
      const metric = takeMetric(wire);
      if (metric === undefined || wire.p !== end) return broken(from);
      metrics.push(metric);
      wire.end = bytes.length;
    } else if (key === timestampTag || key === seqTag) {
      if (!takeVarint(wire)) return broken(from);
      if (key === seqTag) seq = wire.high === 0 ? wire.low : Number.NaN;
      else timestampMs = wire.high * 2 ** 32 + wire.low;
    } else if (key === uuidTag) {
      const end = takeLength(wire);
      if (end === -1) return broken(from);
      if (utf8Text(bytes, wire.p, end) === compressedMark) {
        return reject(
          "compressed",
          "The payload is compressed, which is not read: switch compression off at the edge node.",
        );
      }
      wire.p = end;
    } else if (key >>> 3 === 0 || !skipField(wire, key & 7)) return broken(from);
  }
  return accept({ timestampMs, seq, metrics });
}

const timestampTag = (1 << 3) | wireTypes.varint;
const metricTag = (2 << 3) | wireTypes.delimited;
const seqTag = (3 << 3) | wireTypes.varint;
const uuidTag = (4 << 3) | wireTypes.delimited;
const compressedMark = "SPBV1.0_COMPRESSED";

const broken = (at: number): Outcome<never, "bad-payload"> =>
  reject(
    "bad-payload",
    `The bytes are no payload of Sparkplug B: what begins at byte ${at} is cut off or no field of it.`,
  );
