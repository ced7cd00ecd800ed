import { type Declaration, Lot, Rebuild, readingWriter, TelemetryRecord } from "@celadon/proto";
import type { ChannelRule, Reading } from "@celadon/telemetry-to-activity";

export interface NamedReading {
  readonly channel: string;
  readonly reading: Reading;
}

const million = 1_000_000n;
const encode = (record: TelemetryRecord["record"]): Uint8Array => TelemetryRecord.encode({ record }).finish();

/** Readings of one factory as one record of the telemetry topic. */
export function readingsRecord(factory: string, readings: readonly NamedReading[]): Uint8Array {
  const writer = readingWriter(factory);
  for (const { channel, reading } of readings) {
    const { atMs, valueMicro, revision, coversSeconds, quality, marks } = reading;
    const [whole, micro] = [Number(valueMicro / million), Number(valueMicro % million)];
    writer.push({ channel: writer.channel(channel), atMs, whole, micro, revision, coversSeconds, quality, marks });
  }
  return encode({ $case: "readings", value: writer.take({ receivedMs: 0, origin: "law" }) });
}

/** A version of a plant model that says nothing but channel rules: as JSON, which `rulesOfRecord` reads back. */
export function modelRecord(model: {
  readonly factory: string;
  readonly fromMs: number;
  readonly revision?: number;
  readonly rules: readonly ChannelRule[];
}): Uint8Array {
  const { factory, fromMs, revision = 0, rules } = model;
  const [yaml, hash] = [JSON.stringify(rules), `${factory} ${fromMs} ${revision}`];
  const said = { who: "a law", why: "to see it hold", appliedMs: 0n };
  return encode({
    $case: "plantModel",
    value: { factory, yaml, hash, effectiveFromMs: BigInt(fromMs), revision, ...said },
  });
}

export const rulesOfRecord = ({ yaml }: { readonly yaml: string }): readonly ChannelRule[] => JSON.parse(yaml);

/** A declared fact; the same key with a higher revision corrects it. */
export function declarationRecord(
  declaration: Pick<Declaration, "factory" | "channel" | "key" | "revision" | "atMs" | "fact">,
): Uint8Array {
  const said = { who: "a law", why: "to see it hold", declaredMs: 1n };
  return encode({ $case: "declaration", value: { ...declaration, ...said } });
}

/** A lot; the same key with a higher revision corrects it. */
export const lotRecord = (
  lot: Pick<Lot, "factory" | "key" | "revision" | "fromMs" | "toMs"> & Partial<Pick<Lot, "withdrawn">>,
): Uint8Array =>
  encode({
    $case: "lot",
    value: Lot.fromPartial({
      ...{ product: "board", name: lot.key, quantity: "1", unit: "t" },
      ...{ who: "a law", why: "to see it hold", declaredMs: 1n },
      ...lot,
    }),
  });

/** A rebuild of a factory, of all its time where none is given. */
export const rebuildRecord = (
  rebuild: Pick<Rebuild, "factory" | "key"> & Partial<Pick<Rebuild, "fromMs" | "toMs">>,
): Uint8Array =>
  encode({
    $case: "rebuild",
    value: Rebuild.fromPartial({ ...rebuild, who: "a law", why: "to see it hold", askedMs: 1n }),
  });
