/** Where reading of a protobuf message is. `low` and `high` are the number read last, 32 bits each, unsigned. */
export interface Wire {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  p: number;
  end: number;
  low: number;
  high: number;
}

export const wireOf = (bytes: Uint8Array): Wire => ({
  bytes,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  p: 0,
  end: bytes.length,
  low: 0,
  high: 0,
});

/** Wire types of protobuf. */
export const wireTypes = { varint: 0, eight: 1, delimited: 2, four: 5 } as const;

/** Reads a number of at most ten bytes, seven bits each, the lowest first; false when there is none. */
export function takeVarint(wire: Wire): boolean {
  const { bytes, end } = wire;
  let { p } = wire;
  let low = 0;
  let high = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    if (p >= end) return false;
    const byte = bytes[p++] as number;
    const bits = byte & 0x7f;
    if (shift < 28) low |= bits << shift;
    else if (shift === 28) {
      low |= bits << 28;
      high = bits >> 4;
    } else high |= bits << (shift - 32);
    if (byte < 0x80) {
      wire.p = p;
      wire.low = low >>> 0;
      wire.high = high >>> 0;
      return true;
    }
  }
  return false;
}

/** Reads a length and answers where what is so long ends, or -1 when that lies outside. */
export function takeLength(wire: Wire): number {
  if (!takeVarint(wire) || wire.high !== 0) return -1;
  const end = wire.p + wire.low;
  return end <= wire.end ? end : -1;
}

/** Goes behind a field nobody asks for; false when it does not end or is of a kind that is no longer written (groups). */
export function skipField(wire: Wire, wireType: number): boolean {
  switch (wireType) {
    case wireTypes.varint:
      return takeVarint(wire);
    case wireTypes.eight:
      wire.p += 8;
      return wire.p <= wire.end;
    case wireTypes.four:
      wire.p += 4;
      return wire.p <= wire.end;
    case wireTypes.delimited: {
      const end = takeLength(wire);
      if (end === -1) return false;
      wire.p = end;
      return true;
    }
    default:
      return false;
  }
}
