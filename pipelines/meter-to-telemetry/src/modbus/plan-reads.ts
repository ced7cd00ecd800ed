import { type ModbusPoint, placesOf, type ReadFunction } from "./modbus-point.ts";

/** What one question asks a slave for: `count` places from `address` on, and the points that are read from the answer. */
export interface ReadRequest {
  readonly unitId: number;
  readonly functionCode: ReadFunction;
  readonly address: number;
  readonly count: number;
  readonly points: readonly ModbusPoint[];
}

export interface ReadLimits {
  /** Registers of one request: at most 125, as the protocol has it; at least 4, the words of one value. */
  readonly registersMax: number;
  /** Places between two points that are read for nothing rather than asking twice. */
  readonly gapMax: number;
}

/** Bits of one request, as the protocol has it. */
const bitsMax = 2_000;

/** Few requests that cover each point exactly once, all words of a value in one: neighbours of one unit and function are joined. */
export function planReads(
  points: readonly ModbusPoint[],
  { registersMax, gapMax }: ReadLimits,
): readonly ReadRequest[] {
  const requests: ReadRequest[] = [];
  for (const point of points.toSorted(byPlace)) {
    const last = requests.at(-1);
    const { unitId, functionCode, address } = point;
    const end = address + placesOf[point.type];
    if (last !== undefined && last.unitId === unitId && last.functionCode === functionCode) {
      const lastEnd = last.address + last.count;
      const count = Math.max(lastEnd, end) - last.address;
      if (address <= lastEnd + gapMax && count <= (functionCode <= 2 ? bitsMax : registersMax)) {
        requests[requests.length - 1] = { ...last, count, points: [...last.points, point] };
        continue;
      }
    }
    requests.push({ unitId, functionCode, address, count: end - address, points: [point] });
  }
  return requests;
}

const byPlace = (a: ModbusPoint, b: ModbusPoint): number =>
  a.unitId - b.unitId ||
  a.functionCode - b.functionCode ||
  a.address - b.address ||
  placesOf[a.type] - placesOf[b.type];

/** The two halves of a request that a slave refused, to find the point that it does not have; undefined where it has one alone. */
export function halvesOf({ points }: ReadRequest): readonly ReadRequest[] | undefined {
  if (points.length < 2) return undefined;
  const middle = Math.ceil(points.length / 2);
  return [points.slice(0, middle), points.slice(middle)].flatMap((half) =>
    planReads(half, { registersMax: 125, gapMax: 125 }),
  );
}
