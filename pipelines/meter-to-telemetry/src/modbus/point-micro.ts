import { Decimal } from "@celadon/quantity";
import { roundedMicro } from "../rounded-micro.ts";
import { shortestSingle } from "../shortest-single.ts";
import { type ModbusPoint, placesOf } from "./modbus-point.ts";
import { type ModbusReason, modbusReasons } from "./modbus-reasons.ts";
import type { ReadRequest } from "./plan-reads.ts";

/** The value of a point, times 10^6, or why there is none. */
export type PointValue = { readonly valueMicro: bigint } | { readonly reason: ModbusReason; readonly evidence: string };

/** `data` of the request's answer, whole: the words of the point are among them. */
export function pointMicro(point: ModbusPoint, request: ReadRequest, data: Uint8Array): PointValue {
  const place = point.address - request.address;
  if (point.type === "bit") {
    const byte = data[place >> 3];
    return byte === undefined ? notAsked(point) : scaled(point, new Decimal((byte >> (place & 7)) & 1));
  }
  const bytes = data.subarray(2 * place, 2 * (place + placesOf[point.type]));
  return bytes.length === 2 * placesOf[point.type] ? ofWords(point, highFirst(point, bytes)) : notAsked(point);
}

function ofWords(point: ModbusPoint, view: DataView): PointValue {
  if (point.type === "float32" || point.type === "float64") {
    const value = point.type === "float32" ? view.getFloat32(0) : view.getFloat64(0);
    if (Number.isNaN(value)) return refused(point, "not-implemented", "NaN", "The device has no value here.");
    if (!Number.isFinite(value)) return refused(point, "bad-value", String(value), "Check type and orders.");
    return scaled(point, new Decimal(point.type === "float32" ? shortestSingle(value) : String(value)));
  }
  const bits = 8 * view.byteLength;
  const raw = rawOf(view);
  const isSigned = point.type.startsWith("int");
  const unset = isSigned ? 1n << BigInt(bits - 1) : (1n << BigInt(bits)) - 1n;
  if (!point.wholeRange && raw === unset) {
    const fix = "Devices send it where they have no value; if it is one here, set `wholeRange: true`.";
    return refused(point, "not-implemented", `0x${raw.toString(16).toUpperCase()}`, fix);
  }
  return scaled(point, new Decimal((isSigned ? BigInt.asIntN(bits, raw) : raw).toString()));
}

/** The bytes of a value, the highest first whatever the device's orders are. */
function highFirst({ wordOrder, byteOrder }: ModbusPoint, bytes: Uint8Array): DataView {
  const last = bytes.length - 1;
  const into = new DataView(new ArrayBuffer(bytes.length));
  bytes.forEach((byte, i) => {
    const place = wordOrder === "high-first" ? i : last - (i ^ 1);
    into.setUint8(byteOrder === "high-first" ? place : place ^ 1, byte);
  });
  return into;
}

function rawOf(view: DataView): bigint {
  let raw = 0n;
  for (let i = 0; i < view.byteLength; i += 2) raw = (raw << 16n) | BigInt(view.getUint16(i));
  return raw;
}

/** raw * scale + offset, rounded once, half away from zero. */
function scaled(point: ModbusPoint, raw: Decimal): PointValue {
  const value = raw.times(point.scale).plus(point.offset);
  const valueMicro = roundedMicro(value);
  if (valueMicro === "value-too-large")
    return refused(point, valueMicro, value.toFixed(), "Scale it to a larger unit.");
  if (valueMicro === "value-too-fine")
    return refused(point, valueMicro, value.toString(), "Scale it to a smaller unit.");
  return { valueMicro };
}

const rules = {
  ...modbusReasons,
  "bad-value": "A value is a finite number.",
  "value-too-large": "A value has at most 12 digits before the decimal point.",
  "value-too-fine": "A value that is not exact in millionths is at least 0.001.",
} as const;

const refused = ({ channel, type }: ModbusPoint, reason: ModbusReason, came: string, fix: string): PointValue => ({
  reason,
  evidence: `${channel}: ${came} as ${type}. ${rules[reason]} ${fix}`,
});

const notAsked = (point: ModbusPoint): PointValue =>
  refused(point, "bad-value", "no word", "The request has to cover all words of the point.");
