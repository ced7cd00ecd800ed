import { utf8Text } from "../utf8.ts";
import { skipField, takeLength, takeVarint, type Wire, wireTypes } from "./wire.ts";

/** An alias as a key: a number where a double holds all of its 64 bits, else their text. */
export type Alias = number | string;

/** One metric as it stands in a payload. What is not stated is undefined, and `datatype` 0. */
export interface Metric {
  name: string | undefined;
  alias: Alias | undefined;
  timestampMs: number | undefined;
  datatype: number;
  isHistorical: boolean;
  isTransient: boolean;
  isNull: boolean;
  /** Property "Quality": 192 good, 0 bad, 500 stale. */
  quality: number | undefined;
  /** The field its value stands in, of `valueFields`; 0 when it has none. */
  valueField: number;
  /** The bits of an integer or a boolean. */
  low: number;
  high: number;
  /** The number of a Float (widened, as is exact) or a Double. */
  double: number;
}

/** Numbers of the fields that a value may stand in. */
export const valueFields = { int: 10, long: 11, float: 12, double: 13, boolean: 14, string: 15, last: 19 } as const;

/** Reads the metric that ends at `wire.end`; undefined where the bytes are none. */
export function takeMetric(wire: Wire): Metric | undefined {
  const metric: Metric = {
    name: undefined,
    alias: undefined,
    timestampMs: undefined,
    datatype: 0,
    isHistorical: false,
    isTransient: false,
    isNull: false,
    quality: undefined,
    valueField: 0,
    low: 0,
    high: 0,
    double: 0,
  };
  while (wire.p < wire.end) {
    const tag = wire.bytes[wire.p] as number;
    if (tag < 0x80) wire.p += 1;
    else if (!takeVarint(wire)) return undefined;
    const key = tag < 0x80 ? tag : wire.low;
    if (!takeField(wire, metric, key >>> 3, key & 7)) return undefined;
  }
  return metric;
}

function takeField(wire: Wire, metric: Metric, field: number, wireType: number): boolean {
  const { varint, delimited, four, eight } = wireTypes;
  if (wireType === varint) {
    if (!takeVarint(wire)) return false;
    putNumber(wire, metric, field);
    return field > 0;
  }
  if (field === 1 && wireType === delimited) return takeName(wire, metric);
  if (field === 9 && wireType === delimited) return takeProperties(wire, metric);
  if (field === valueFields.float && wireType === four && wire.p + 4 <= wire.end) {
    metric.double = wire.view.getFloat32(wire.p, true);
    metric.valueField = field;
  } else if (field === valueFields.double && wireType === eight && wire.p + 8 <= wire.end) {
    metric.double = wire.view.getFloat64(wire.p, true);
    metric.valueField = field;
  } else if (field >= valueFields.string && field <= valueFields.last) {
    metric.valueField = field;
  }
  return field > 0 && skipField(wire, wireType);
}

function putNumber({ low, high }: Wire, metric: Metric, field: number): void {
  switch (field) {
    case 2:
      metric.alias = high < 2 ** 21 ? high * 2 ** 32 + low : `${high}:${low}`;
      return;
    case 3:
      metric.timestampMs = high * 2 ** 32 + low;
      return;
    case 4:
      metric.datatype = low;
      return;
    case 5:
      metric.isHistorical = low !== 0;
      return;
    case 6:
      metric.isTransient = low !== 0;
      return;
    case 7:
      metric.isNull = low !== 0;
      return;
    case valueFields.int:
    case valueFields.long:
    case valueFields.boolean:
      metric.valueField = field;
      metric.low = low;
      metric.high = high;
  }
}

function takeName(wire: Wire, metric: Metric): boolean {
  const end = takeLength(wire);
  if (end === -1) return false;
  const name = utf8Text(wire.bytes, wire.p, end);
  wire.p = end;
  if (name === undefined) return false;
  metric.name = name;
  return true;
}

/** Of the properties only the one that says how good the value is: keys and values stand in two lists of one order. */
function takeProperties(wire: Wire, metric: Metric): boolean {
  const end = takeLength(wire);
  if (end === -1) return false;
  const outer = wire.end;
  wire.end = end;
  const keys: string[] = [];
  const numbers: (number | undefined)[] = [];
  while (wire.p < end) {
    if (!takeVarint(wire)) return false;
    const { low: key } = wire;
    const isKey = key === keyTag;
    if (!isKey && key !== valueTag) {
      if (!skipField(wire, key & 7)) return false;
      continue;
    }
    const inner = takeLength(wire);
    if (inner === -1) return false;
    if (isKey) keys.push(String(utf8Text(wire.bytes, wire.p, inner)));
    else numbers.push(numberIn(wire, inner));
    wire.p = inner;
  }
  wire.end = outer;
  metric.quality = numbers[keys.indexOf("Quality")];
  return true;
}

const keyTag = (1 << 3) | wireTypes.delimited;
const valueTag = (2 << 3) | wireTypes.delimited;

/** The integer of a property's value, if it has one. */
function numberIn(wire: Wire, inner: number): number | undefined {
  const outer = wire.end;
  wire.end = inner;
  let found: number | undefined;
  while (wire.p < inner && takeVarint(wire)) {
    const { low: key } = wire;
    if (!skipField(wire, key & 7)) break;
    if (key === intTag || key === longTag) found = wire.low;
  }
  wire.end = outer;
  return found;
}

const intTag = 3 << 3;
const longTag = 4 << 3;
