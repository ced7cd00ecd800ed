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
import { nextRound } from "./next-round.ts";
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
type Failed = Extract<Asked, { readonly kind: "failed" }>;

const startMsMax = 5_000;

/** Asks one unit for its points, round by round, until the signal aborts. */
export async function pollUnit(poll: UnitPoll, ports: PollPorts, signal: AbortSignal): Promise<void> {
  const { source, everyMs } = poll;
  const { now, random, wait, notes, watch } = ports;
  const unit = poll.requests[0]?.unitId;
  let plan = poll.requests;
  let todo = plan;
  let failures = 0;
  await wait(random() * Math.min(everyMs, startMsMax), signal);
  while (!signal.aborted) {
    const round = await askAll(todo, poll, ports);
    plan = plan.flatMap((request) => round.split.get(request) ?? [request]);
    const { failed } = round;
    if (failed === undefined) {
      if (failures > 0) notes.info({ source, unit }, "a slave answers again");
      failures = 0;
    } else if (!signal.aborted) {
      failures += 1;
      if (failures === 1) tellFailure(failed, poll, ports);
      for (const { channel } of round.left.flatMap((request) => request.points)) watch.unknown(channel);
      plan = poll.requests; // after a silence it may be another device
    }
    const next = nextRound({ everyMs, failures }, now(), random);
    todo = next.isRepeat ? round.left : plan;
    // A timer may end a little early. What is left grows only where the clock was set back: then now is the time.
    const mostMs = next.dueMs - now();
    for (let restMs = mostMs; restMs > 0 && restMs <= mostMs && !signal.aborted; restMs = next.dueMs - now())
      await wait(restMs, signal);
  }
}

interface Round {
  /** Requests that were halved, and what is asked instead. */
  readonly split: ReadonlyMap<ReadRequest, readonly ReadRequest[]>;
  /** Why it ended early, and what was not asked for. */
  readonly failed: Failed | undefined;
  readonly left: readonly ReadRequest[];
}

/** Asks for everything, or until nobody answers, and hands over what was read. */
async function askAll(requests: readonly ReadRequest[], poll: UnitPoll, ports: PollPorts): Promise<Round> {
  const { line, kept, now } = ports;
  const readings: MeterReading[] = [];
  const split = new Map<ReadRequest, readonly ReadRequest[]>();
  const ended = (failed: Failed | undefined, left: readonly ReadRequest[]): Round => {
    const { factory, source } = poll;
    if (readings.length > 0) kept.put({ factory, origin: `modbus:${source}`, receivedMs: now(), readings });
    return { split, failed, left };
  };
  for (const [i, request] of requests.entries()) {
    const parts: ReadRequest[] = [];
    const open = [request];
    for (let part = open.shift(); part !== undefined; part = open.shift()) {
      const asked = await line.ask(part, poll.timeoutMs);
      if (asked.kind === "failed") return ended(asked, [part, ...open, ...requests.slice(i + 1)]);
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

/** Once until it answers again. The bytes of a wrong answer are kept. */
function tellFailure(
  { why, problem, bytes }: Failed,
  { source, requests }: UnitPoll,
  { notes, keep }: PollPorts,
): void {
  const unit = requests[0]?.unitId;
  notes.warn({ source, unit, why }, `a slave does not answer as it should: ${problem}`);
  if (why !== "wrong-answer") return;
  const evidence = `Unit ${unit} of ${problem} ${modbusReasons[why]} See that nothing else answers there.`;
  keep({ reason: why, evidence, content: bytes });
}
