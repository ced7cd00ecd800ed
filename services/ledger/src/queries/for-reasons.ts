import type { QuarantinedReading } from "@celadon/proto";

type Held = QuarantinedReading & { readonly reading: NonNullable<QuarantinedReading["reading"]> };

/** Whether a reason is among those asked for; none named means all. */
export const isAsked = (reason: string, reasons: readonly string[]): boolean =>
  reasons.length === 0 || reasons.includes(reason);

/** The quarantined readings that wait for one of the reasons. */
export async function* forReasons(
  readings: AsyncIterable<QuarantinedReading>,
  reasons: readonly string[],
): AsyncGenerator<Held> {
  for await (const { reading, ...rest } of readings) {
    if (reading !== undefined && isAsked(reading.reason, reasons)) yield { reading, ...rest };
  }
}
