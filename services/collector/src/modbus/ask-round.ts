import {
  exceptionText,
  halvesOf,
  isAboutPlaces,
  type MeterReading,
  type ModbusReason,
  modbusReasons,
  pointMicro,
  type ReadRequest,
} from "@celadon/meter-to-telemetry";
import { qualityCodes, readingMarks } from "@celadon/proto";
import type { KeptReadings } from "./kept-readings.ts";
import type { ModbusPorts } from "./modbus-ports.ts";
import type { PointWatch } from "./point-watch.ts";
import type { PolledPoint, UnitPoll } from "./polls-of-file.ts";
import type { Asked, SlaveLine } from "./slave-line.ts";

/** What the units of a source share. */
export interface PollPorts extends ModbusPorts {
  readonly line: SlaveLine;
  readonly kept: KeptReadings;
  readonly watch: PointWatch;
  /** Keeps the bytes of what is no reading. */
  readonly keep: (refusal: {
    readonly reason: ModbusReason;
    readonly evidence: string;
    readonly content: Uint8Array;
  }) => void;
}

type Data = Extract<Asked, { readonly kind: "data" }>;
export type Failed = Extract<Asked, { readonly kind: "failed" }>;

/** How a round went. */
export interface Round {
  /** Requests that were halved, and what is asked instead. */
  readonly split: ReadonlyMap<ReadRequest, readonly ReadRequest[]>;
  /** Why it ended early, and what has no answer: what failed is the last of it, so that it keeps nothing else from being asked. */
  readonly failed: Failed | undefined;
  readonly left: readonly ReadRequest[];
  readonly isAnyAnswered: boolean;
}

/** Asks for everything, or until nobody answers, and hands over what was read. */
export async function askRound(requests: readonly ReadRequest[], poll: UnitPoll, ports: PollPorts): Promise<Round> {
  const { line, kept, now } = ports;
  const readings: MeterReading[] = [];
  const split = new Map<ReadRequest, readonly ReadRequest[]>();
  let isAnyAnswered = false;
  const ended = (failed: Failed | undefined, left: readonly ReadRequest[]): Round => {
    const { factory, source } = poll;
    if (readings.length > 0) kept.put({ factory, origin: `modbus:${source}`, receivedMs: now(), readings });
    return { split, failed, left, isAnyAnswered };
  };
  for (const [i, request] of requests.entries()) {
    const parts: ReadRequest[] = [];
    const open = [request];
    for (let part = open.shift(); part !== undefined; part = open.shift()) {
      const asked = await line.ask(part, poll.timeoutMs);
      if (asked.kind === "failed") return ended(asked, [...open, ...requests.slice(i + 1), part]);
      isAnyAnswered = true;
      const halves = asked.kind === "exception" && isAboutPlaces(asked.code) ? halvesOf(part) : undefined;
      if (halves !== undefined) open.unshift(...halves);
      else {
        parts.push(part);
        if (asked.kind === "data") takeData(part, asked, poll, ports, readings);
        else tellException(part, asked, ports);
      }
    }
    if (parts.length > 1) split.set(request, parts);
  }
  return ended(undefined, []);
}

function takeData(
  request: ReadRequest,
  { data, frame, sentMs }: Data,
  { points }: UnitPoll,
  { watch, keep }: PollPorts,
  readings: MeterReading[],
): void {
  // Whole seconds: a clock is not set better, and a round on the hour is a reading of the hour.
  const atMs = Math.floor(sentMs / 1_000) * 1_000;
  for (const { channel } of request.points) {
    const point = points.get(channel);
    if (point === undefined) throw new TypeError(`No point is planned as ${channel}.`);
    const value = pointMicro(point, request, data);
    if ("reason" in value) {
      if (watch.refused(channel, value.reason, value.evidence)) keep({ ...value, content: frame });
    } else {
      watch.read(point, value.valueMicro);
      readings.push(readingOf(point, atMs, value.valueMicro));
    }
  }
}

const readingOf = ({ channel, unitCode }: PolledPoint, atMs: number, valueMicro: bigint): MeterReading => ({
  ...{ channel, atMs, valueMicro, revision: 0, coversSeconds: 0 },
  quality: qualityCodes.measured,
  marks: unitCode | readingMarks.timely,
});

function tellException(
  { points, functionCode }: ReadRequest,
  { code, frame }: Extract<Asked, { readonly kind: "exception" }>,
  { watch, keep }: PollPorts,
): void {
  for (const { channel, address, unitId } of points) {
    const evidence =
      `${channel}: function ${functionCode}, address ${address} of unit ${unitId} is answered by exception ` +
      `${exceptionText(code)}. ${modbusReasons[reason]} Addresses count from 0: what is printed as 40001 is address 0.`;
    if (watch.refused(channel, reason, evidence)) keep({ reason, evidence, content: frame });
  }
}

const reason = "slave-exception";
