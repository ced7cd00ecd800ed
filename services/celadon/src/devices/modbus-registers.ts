import type { MetersFile } from "@celadon/collector/meters-file";
import { placesOf } from "@celadon/meter-to-telemetry/modbus-point";
import { Decimal } from "@celadon/quantity";

export type ModbusSource = NonNullable<NonNullable<MetersFile["modbus"]>[number]["value"]>;
export type ModbusEntry = NonNullable<ModbusSource["points"][number]["value"]>;

/** Where the value of a point stands. */
export interface PointPlace {
  readonly unitId: number;
  readonly functionCode: number;
  readonly address: number;
  /** Registers, or bits of functions 1 and 2. */
  readonly places: number;
}

export const placeOf = (entry: ModbusEntry, source: ModbusSource): PointPlace => ({
  unitId: entry.unitId ?? source.unitId ?? 1,
  functionCode: Number(entry.function),
  address: entry.address,
  places: placesOf[entry.type ?? "bit"],
});

/** The words of a value, as the slave has them: register = (value - offset) / scale, rounded where it is an integer. */
export function wordsOf(entry: ModbusEntry, value: string): readonly number[] {
  const { type = "bit", scale = "1", offset = "0", wordOrder, byteOrder } = entry;
  const raw = new Decimal(value).minus(offset).div(scale);
  if (type === "bit") return [raw.isZero() ? 0 : 1];
  const places = placesOf[type];
  const view = new DataView(new ArrayBuffer(2 * places));
  if (type === "float32") view.setFloat32(0, raw.toNumber());
  else if (type === "float64") view.setFloat64(0, raw.toNumber());
  else {
    const whole = BigInt.asUintN(16 * places, BigInt(raw.toFixed(0)));
    for (let i = 0; i < places; i++) view.setUint16(2 * i, Number((whole >> BigInt(16 * (places - 1 - i))) & 0xffffn));
  }
  const words = Array.from({ length: places }, (_, i) => view.getUint16(2 * i, byteOrder === "low-first"));
  return wordOrder === "low-first" ? words.toReversed() : words;
}
