import type { InstantMs } from "@celadon/quantity";

const name = "Node Control/Rebirth";

/** The payload of the command (NCMD) that asks an edge node for its births: metric "Node Control/Rebirth", Boolean, true. */
export function rebirthCommand(nowMs: InstantMs): Uint8Array {
  const time = varint(nowMs);
  const metric = [
    ...[tag(1, 2), name.length, ...[...name].map((letter) => letter.charCodeAt(0))],
    ...[tag(3, 0), ...time],
    ...[tag(4, 0), booleanType],
    ...[tag(14, 0), 1],
  ];
  return Uint8Array.from([tag(1, 0), ...time, tag(2, 2), metric.length, ...metric]);
}

const booleanType = 11;
const tag = (field: number, wireType: number): number => (field << 3) | wireType;

function varint(whole: number): readonly number[] {
  const bytes: number[] = [];
  let rest = whole;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}
