import { type ModbusPoint, planReads, type ReadFunction, type ReadRequest } from "@celadon/meter-to-telemetry";
import { Decimal } from "@celadon/quantity";
import { unitCode } from "../meters/unit-code.ts";
import type { PointEntry, SourceEntry } from "./modbus-shape.ts";

/** A point, and what becomes of its value. */
export interface PolledPoint extends ModbusPoint {
  /** Code of the stated unit; 0 where none is. */
  readonly unitCode: number;
  /** Polls within which a living device changes it. */
  readonly changesWithin: number | undefined;
}

/** What one unit is asked for at one pace. */
export interface UnitPoll {
  readonly source: string;
  readonly factory: string;
  readonly everyMs: number;
  readonly timeoutMs: number;
  readonly points: ReadonlyMap<string, PolledPoint>;
  readonly requests: readonly ReadRequest[];
}

/** The polls of a source: one for each unit and pace, each with its plan. */
export function pollsOfSource(source: string, entry: SourceEntry): readonly UnitPoll[] {
  const { factory, everySeconds = 60, timeoutSeconds = 3, registersPerRequest = 125, largestGap = 16 } = entry;
  const groups = new Map<string, { readonly everyMs: number; readonly points: PolledPoint[] }>();
  for (const { name, value } of entry.points) {
    if (value === undefined) continue;
    const point = pointOf(name, value, entry);
    const everyMs = 1_000 * (value.everySeconds ?? everySeconds);
    const key = `${point.unitId}/${everyMs}`;
    const group = groups.get(key) ?? { everyMs, points: [] };
    group.points.push(point);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ everyMs, points }) => ({
    ...{ source, factory, everyMs, timeoutMs: 1_000 * timeoutSeconds },
    points: new Map(points.map((point) => [point.channel, point])),
    requests: planReads(points, { registersMax: registersPerRequest, gapMax: largestGap }),
  }));
}

const functions: Readonly<Record<PointEntry["function"], ReadFunction>> = { "1": 1, "2": 2, "3": 3, "4": 4 };

const pointOf = (channel: string, entry: PointEntry, source: SourceEntry): PolledPoint => ({
  channel,
  unitId: entry.unitId ?? source.unitId ?? 1,
  functionCode: functions[entry.function],
  address: entry.address,
  type: entry.type ?? "bit",
  wordOrder: entry.wordOrder ?? "high-first",
  byteOrder: entry.byteOrder ?? "high-first",
  scale: new Decimal(entry.scale ?? "1"),
  offset: entry.offset === undefined ? new Decimal(0) : new Decimal(entry.offset),
  wholeRange: entry.wholeRange ?? false,
  unitCode: unitCode(entry.unit),
  changesWithin: entry.changesWithin,
});
