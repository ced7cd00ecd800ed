import { qualityCodes, readingLimits, readingMarks } from "@celadon/proto";
import { type InstantMs, instantText } from "@celadon/quantity";
import { shown } from "../fault.ts";
import { toleranceMs } from "../intake.ts";
import type { MeterReading } from "../meter-reading.ts";
import type { Metric } from "./metric.ts";
import { type BornMetric, bornAs, type MetricBook } from "./metric-book.ts";
import { metricDigits, metricMicro, scaledMicro } from "./metric-micro.ts";
import type { NodeReason } from "./node-reasons.ts";
import type { Payload } from "./payload.ts";

/** A metric that is no reading, and why. */
export interface RefusedMetric {
  readonly channel: string;
  readonly reason: NodeReason;
  readonly evidence: string;
}

/** What the metrics of one message are. */
export interface NodeReadings {
  readonly readings: readonly MeterReading[];
  readonly refused: readonly RefusedMetric[];
  /** Metrics that are no numbers, null, transient or stale: no readings, and nothing is wrong with them. */
  readonly ignored: number;
  /** The first metric that no birth named. */
  readonly unborn: Metric | undefined;
}

/**
 * The metrics of a message as readings, by what their birth said of them.
 *
 *   instant  the metric's own time, else that of the payload; never that of arrival
 *   value    of the birth's type, scaled where the source says so; in the unit that it says, else the channel's own
 *   marks    `backfill` where is_historical
 *   quality  property Quality: 192 or none is measured, 0 is faulty, 500 (stale) is no reading, as is_null is none
 */
export function nodeReadings(payload: Payload, book: MetricBook, receivedMs: InstantMs): NodeReadings {
  const readings: MeterReading[] = [];
  const refused: RefusedMetric[] = [];
  let ignored = 0;
  let unborn: Metric | undefined;
  for (const metric of payload.metrics) {
    const born = bornAs(book, metric);
    if (born === undefined) {
      unborn ??= metric;
      continue;
    }
    const reading = readingOf(metric, born, payload.timestampMs, receivedMs);
    if (reading === undefined) ignored += 1;
    else if ("reason" in reading) refused.push(reading);
    else readings.push(reading);
  }
  return { readings, refused, ignored, unborn };
}

function readingOf(
  metric: Metric,
  { channel, datatype, use: { scale, unitCode } }: BornMetric,
  payloadMs: number | undefined,
  receivedMs: InstantMs,
): MeterReading | RefusedMetric | undefined {
  if (channel === undefined || metric.isNull || metric.isTransient || metric.quality === staleCode) return undefined;
  const atMs = metric.timestampMs === undefined ? payloadMs : metric.timestampMs;
  if (atMs === undefined) {
    return { channel, reason: "no-time", evidence: `${channel}: neither the metric nor its payload has a time.` };
  }
  if (atMs < readingLimits.atMsFirst || atMs >= readingLimits.atMsEnd) {
    const when = atMs > 8e15 ? String(atMs) : instantText(atMs);
    const evidence = `${channel}: ${when} lies outside 2000 to 2100: set the clock of the edge node; times are milliseconds.`;
    return { channel, reason: "time-out-of-bounds", evidence };
  }
  const valueMicro = scale === undefined ? metricMicro(metric, datatype) : scaledMicro(metric, datatype, scale);
  if (typeof valueMicro !== "bigint") {
    const digits = shown(metricDigits(metric, datatype));
    return { channel, reason: valueMicro, evidence: `${channel}: ${digits} as type ${datatype}. ${fixes[valueMicro]}` };
  }
  return {
    channel,
    atMs,
    valueMicro,
    revision: 0,
    coversSeconds: 0,
    quality: metric.quality === undefined ? qualityCodes.measured : (qualities[metric.quality] ?? unknownQuality),
    marks:
      unitCode |
      (atMs <= receivedMs + toleranceMs ? readingMarks.timely : 0) |
      (metric.isHistorical ? readingMarks.backfill : 0),
  };
}

const staleCode = 500;
const unknownQuality = qualityCodes["unknown-flag"];
const qualities: Readonly<Record<number, number>> = { 192: qualityCodes.measured, 0: qualityCodes.faulty };
const fixes = {
  "bad-value": "Send a finite number in the field of the type that the birth named.",
  "value-too-large": "At most 12 digits before the point are kept: send it in a larger unit.",
  "value-too-fine": "Millionths are kept, and little would be left of it: send it in a smaller unit.",
} as const;
