import { modbusReasons, type ReadRequest } from "@celadon/meter-to-telemetry";
import { askRound, type Failed, type PollPorts } from "./ask-round.ts";
import { nextRound } from "./next-round.ts";
import type { UnitPoll } from "./polls-of-file.ts";

const startMsMax = 5_000;

/** Asks one unit for its points, round by round, until the signal aborts. */
export async function pollUnit(poll: UnitPoll, ports: PollPorts, signal: AbortSignal): Promise<void> {
  const { source, everyMs } = poll;
  const { now, random, wait, notes, watch } = ports;
  const unit = poll.requests[0]?.unitId;
  let order = poll.requests;
  let plan = order;
  let todo = plan;
  let failures = 0;
  let isAlive = true;
  await wait(random() * Math.min(everyMs, startMsMax), signal);
  while (!signal.aborted) {
    const whole = plan;
    const round = await askRound(todo, poll, ports);
    plan = plan.flatMap((request) => round.split.get(request) ?? [request]);
    const { failed } = round;
    isAlive = round.isAnyAnswered || (isAlive && todo !== whole);
    if (failed === undefined) {
      if (failures > 0) notes.info({ source, unit }, "a slave answers again");
      failures = 0;
    } else if (!signal.aborted) {
      if (failures === 0) tellFailure(failed, poll, ports);
      failures += 1;
      for (const { channel } of round.left.flatMap((request) => request.points)) watch.unknown(channel);
      order = withLast(order, round.left.at(-1));
      plan = order; // not as it was split: after a silence it may be another device
    }
    const next = nextRound({ everyMs, failures, isAlive }, now(), random);
    todo = next.isRepeat ? round.left : plan;
    // A timer may end a little early. What is left grows only where the clock was set back: then now is the time.
    const mostMs = next.dueMs - now();
    for (let restMs = mostMs; restMs > 0 && restMs <= mostMs && !signal.aborted; restMs = next.dueMs - now())
      await wait(restMs, signal);
  }
}

/** What failed is asked for last: a place at which a device is silent must not keep the others from being asked. */
function withLast(requests: readonly ReadRequest[], failed: ReadRequest | undefined): readonly ReadRequest[] {
  const [point] = failed?.points ?? [];
  const isIt = ({ points }: ReadRequest): boolean => point !== undefined && points.includes(point);
  return [...requests.filter((one) => !isIt(one)), ...requests.filter(isIt)];
}

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
