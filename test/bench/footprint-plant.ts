import { readingWriter, TelemetryRecord } from "@celadon/proto";
import { type Fleet, startMs } from "./fleet.ts";
import { batchOf } from "./ledger-alone.ts";

/** What the plant makes: one amount an hour, beside the meters. */
export const madeChannel = "made";
/** Tonnes made in an hour: a whole number, so that thousandths of a correction can be read off any sum of hours. */
export const madeT = 3_600;
export const hourMs = 3_600_000;

/** Rows of a message: what the collector puts into one. */
const rowsAMessage = 1_000;

/** The plant model of a fleet whose footprint rests on every one of its meters, and begins with the month. */
export const footprintPlantOf = ({ factory, channels, periodMs }: Fleet): string =>
  [
    `factory: ${factory}`,
    "timeZone: UTC",
    "place: CN",
    "effectiveFrom: 2026-01-01",
    "channels:",
    ...channels.map(
      (channel) => `  ${channel}: { kind: counter, unit: kWh, period: ${periodMs / 1000}s, ratedPerHour: 100000 }`,
    ),
    `  ${madeChannel}: { kind: interval, unit: t, period: 1h, minimum: 0 }`,
    "processes:",
    "  hall:",
    "    makes:",
    `      goods: ${madeChannel}`,
    "    takes:",
    `      power: { amount: ${channels.join(" + ")}, factor: electricity/grid }`,
    "products:",
    "  goods: { name: { en: Goods }, declaredUnit: 1 t, boundary: gate-to-gate, period: month }",
    "",
  ].join("\n");

/** Periods [from, to) of all meters as records of topic telemetry, the earliest first. */
export function* meterRecords(fleet: Fleet, from: number, to: number): Generator<Uint8Array> {
  const atOnce = Math.max(1, Math.floor(rowsAMessage / fleet.channels.length));
  for (let k = from; k < to; k += atOnce) {
    const value = batchOf(fleet, k, Math.min(to, k + atOnce));
    yield TelemetryRecord.encode({ record: { $case: "readings", value } }).finish();
  }
}

/** What was made in the first so many hours, as a record of topic telemetry. */
export function madeRecord({ factory }: Fleet, hours: number): Uint8Array {
  const writer = readingWriter(factory);
  for (let hour = 1; hour <= hours; hour++) {
    writer.push({
      ...{ channel: writer.channel(madeChannel), atMs: startMs + hour * hourMs, whole: madeT, micro: 0 },
      ...{ revision: 0, coversSeconds: 0, quality: 2, marks: 1024 },
    });
  }
  const value = writer.take({ receivedMs: 0, origin: "bench" });
  return TelemetryRecord.encode({ record: { $case: "readings", value } }).finish();
}
