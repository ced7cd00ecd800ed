import { logTo, openPatience, patientLog, refusalOf, waitReason } from "@celadon/runtime";
import { expect, test } from "vitest";
import type { Broker } from "../kafka/broker.ts";
import { openStage } from "../kafka/kafka-stage.ts";
import { follow } from "./reading.ts";

const mebibyte = new Uint8Array(1_048_576);
const patienceMs = 3_000;
/** A member that had to join anew waits for its former self to be given up, so this bounds how late it comes back. */
const sessionTimeoutMs = 6_000;

/** What an event log keeps while its broker is away. Nothing else may use that broker meanwhile. */
export function outageContract(adapter: string, broker: () => Broker): void {
  test(`${adapter}: while the broker is away publishers are told in time and the queue is bounded, then all goes on`, {
    timeout: 180_000,
  }, async () => {
    await using stage = await openStage(broker().address, { lasting: false });
    const said: string[] = []; // the evidence, should the reader not come back
    const notes = logTo({ write: (line) => said.push(line) }, "debug");
    await using log = await stage.open({ patienceMs, sessionTimeoutMs, notes });
    const patience = openPatience({ now: Date.now, notes, mayWait: () => true });
    const seen: string[] = [];
    let isAway = (): void => undefined;
    const away = new Promise<void>((done) => {
      isAway = done;
    });
    const reader = follow({ log: patientLog(log, patience), topic: stage.topic }, async ({ records, commit }) => {
      seen.push(...records.filter(({ key }) => key === "mill").map(({ value }) => Buffer.from(value).toString()));
      await away; // the first batch is in hand when the broker goes, and is committed when it is back
      await commit();
    });
    const acknowledged: string[] = [];
    const publish = async (word: string): Promise<void> => {
      await log.publish(stage.topic, "mill", Buffer.from(word));
      acknowledged.push(word);
    };
    await publish("before");
    await expect.poll(() => seen, { timeout: 20_000 }).toEqual(["before"]);

    await broker().kill();
    isAway();
    const began = performance.now();
    const told = expect(publish("away")).rejects.toMatchObject({ code: "KAFKA_UNREACHABLE" });
    const flood = await Promise.allSettled(
      Array.from({ length: 80 }, () => log.publish(stage.topic, "tannery", mebibyte)),
    );
    await told;
    expect(performance.now() - began).toBeLessThan(patienceMs + 2_000); // also those behind a send that hangs
    const errors = flood.map((one): unknown => (one.status === "rejected" ? one.reason : undefined));
    const refused = errors.filter(
      (error) => error instanceof Error && "code" in error && error.code === "KAFKA_QUEUE_FULL",
    );
    expect(refused.length).toBeGreaterThanOrEqual(80 - 64);
    expect(refused.length).toBeLessThan(80);
    expect(errors.every((error) => waitReason(error) !== undefined)).toBe(true);
    expect(refusalOf(errors.at(-1))).toMatchObject({ status: 503, code: "waiting" });

    await broker().restart();
    for (const word of ["after", "long after"]) {
      await expect
        .poll(
          () =>
            publish(word).then(
              () => true,
              () => false,
            ),
          { timeout: 40_000 },
        )
        .toBe(true);
    }
    const isDrained = await log.drained({ topic: stage.topic, group: "readers" }, AbortSignal.timeout(60_000));
    expect(isDrained, said.slice(-60).join("")).toBe(true);
    await reader.end();
    expect(seen).toEqual(expect.arrayContaining(acknowledged));
  });
}
