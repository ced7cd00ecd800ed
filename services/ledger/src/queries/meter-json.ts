import { Freshness, type MeterState } from "@celadon/proto";
import { instantText } from "@celadon/quantity";

const freshnessWord: Readonly<Record<Freshness, string | null>> = {
  [Freshness.FRESHNESS_UNSPECIFIED]: null,
  [Freshness.FRESHNESS_FRESH]: "fresh",
  [Freshness.FRESHNESS_LATE]: "late",
  [Freshness.FRESHNESS_SILENT]: "silent",
};

/** How a channel fares, as JSON gives it; what is not known is null. */
export const meterJson = (meter: MeterState) => ({
  factory: meter.factory,
  channel: meter.channel,
  kind: meter.kind === "" ? null : meter.kind,
  unit: meter.unit === "" ? null : meter.unit,
  periodSeconds: seconds(meter.periodMs),
  last: instant(meter.lastMs),
  localLast: meter.localLast === "" ? null : meter.localLast,
  received: instant(meter.receivedMs),
  origin: meter.origin === "" ? null : meter.origin,
  lagSeconds: seconds(meter.lagMs),
  freshness: freshnessWord[meter.freshness],
  ageSeconds: seconds(meter.ageMs),
  lateAfterSeconds: seconds(meter.lateAfterMs),
  silentAfterSeconds: seconds(meter.silentAfterMs),
  accepted: Number(meter.accepted),
  quarantined: Object.fromEntries(meter.quarantined.map(({ reason, readings }) => [reason, Number(readings)])),
  days: meter.days,
});

const seconds = (ms: bigint | undefined): number | null => (ms === undefined ? null : Number(ms) / 1_000);
const instant = (ms: bigint | undefined): string | null => (ms === undefined ? null : instantText(Number(ms)));
