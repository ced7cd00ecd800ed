/** Codes of the types that are sent. */
export const sparkplugTypes = { int64: 4, uint64: 8, double: 10, boolean: 11 } as const;

/** A metric as an edge node sends it: born with name and type, later by its alias. */
export interface NodeMetric {
  readonly name?: string;
  readonly alias?: number;
  readonly atMs?: number;
  readonly datatype?: (typeof sparkplugTypes)[keyof typeof sparkplugTypes];
  readonly isHistorical?: boolean;
  /** Absent: null. */
  readonly value?: { readonly long: bigint } | { readonly double: number } | { readonly boolean: boolean };
}

/** A payload of Sparkplug B: fields by number as its .proto has them, metrics in the order given. A death has no `seq`. */
export function sparkplugPayload(metrics: readonly NodeMetric[], atMs: number, seq?: number): Buffer {
  return Buffer.concat([
    whole(1, BigInt(atMs)),
    ...metrics.map((metric) => nested(2, metricOf(metric))),
    ...(seq === undefined ? [] : [whole(3, BigInt(seq))]),
  ]);
}

function metricOf({ name, alias, atMs, datatype, isHistorical, value }: NodeMetric): Buffer {
  return Buffer.concat([
    ...(name === undefined ? [] : [nested(1, Buffer.from(name, "utf8"))]),
    ...(alias === undefined ? [] : [whole(2, BigInt(alias))]),
    ...(atMs === undefined ? [] : [whole(3, BigInt(atMs))]),
    ...(datatype === undefined ? [] : [whole(4, BigInt(datatype))]),
    ...(isHistorical === true ? [whole(5, 1n)] : []),
    valueIn(value),
  ]);
}

function valueIn(value: NodeMetric["value"]): Buffer {
  if (value === undefined) return whole(7, 1n); // is_null
  if ("long" in value) return whole(11, value.long);
  if ("boolean" in value) return whole(14, value.boolean ? 1n : 0n);
  const bytes = Buffer.alloc(9);
  bytes.writeUInt8((13 << 3) | 1);
  bytes.writeDoubleLE(value.double, 1);
  return bytes;
}

const whole = (field: number, value: bigint): Buffer => Buffer.concat([varint(BigInt(field << 3)), varint(value)]);
const nested = (field: number, bytes: Uint8Array): Buffer =>
  Buffer.concat([varint(BigInt((field << 3) | 2)), varint(BigInt(bytes.length)), bytes]);

/** Seven bits a byte, the lowest first. */
function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}
