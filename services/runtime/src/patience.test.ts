import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { EventLog } from "./event-log.ts";
import { openLog } from "./log.ts";
import { openPatience, type Patience } from "./patience.ts";
import { patientStore } from "./patient-store.ts";
import { promptLog } from "./prompt-log.ts";
import { refusalOf } from "./refuse.ts";
import type { Store } from "./store.ts";
import { waitReason } from "./wait-reason.ts";

const failing = (code: string): Error => Object.assign(new Error("as the engine says it"), { code });

function patienceAt(clock: { ms: number }, mayWait = () => true): Patience {
  return openPatience({ now: () => clock.ms, notes: openLog("silent"), mayWait });
}

/** Fails so many times, then answers. */
function moody(times: number, error: Error) {
  let calls = 0;
  return {
    calls: () => calls,
    task: async () => {
      calls += 1;
      if (calls <= times) throw error;
      return "done";
    },
  };
}

test.each(["243", "75", "241", "252", "ENOSPC", "EDQUOT"])(
  "what fails with %s is tried again until it works",
  async (code) => {
    const { task, calls } = moody(2, failing(code));
    expect(await patienceAt({ ms: 0 }).insist(task)).toBe("done");
    expect(calls()).toBe(3);
  },
);

test.each(["62", "47", "EACCES", "ERR_INVALID_ARG_TYPE"])(
  "what fails with %s is a bug and fails at once",
  async (code) => {
    const error = failing(code);
    const { task, calls } = moody(2, error);
    await expect(patienceAt({ ms: 0 }).insist(task)).rejects.toBe(error);
    expect(calls()).toBe(1);
  },
);

test("a bug behind a wait ends the wait", async () => {
  const patience = patienceAt({ ms: 0 });
  const errors = [failing("243"), new TypeError("broken code")];
  await expect(patience.insist(async () => Promise.reject(errors.shift()))).rejects.toThrow("broken code");
  expect(patience.waiting()).toBeUndefined();
});

test("at the start and at the end nothing waits", async () => {
  const { task, calls } = moody(1, failing("243"));
  await expect(patienceAt({ ms: 0 }, () => false).insist(task)).rejects.toMatchObject({ code: "243" });
  expect(calls()).toBe(1);
});

test("whoever asks is refused once a wait has lasted four seconds, and no longer than it lasts", async () => {
  const clock = { ms: 1_000 };
  const patience = patienceAt(clock);
  let isFull = true;
  const work = patience.insist(async () => {
    if (isFull) throw failing("ENOSPC");
  });
  await sleep(1);
  expect(patience.waiting()).toMatchObject({ sinceMs: 1_000, why: expect.stringContaining("free some space") });
  clock.ms = 4_999;
  patience.refuseWhenStalled();
  clock.ms = 5_000;
  expect(() => patience.refuseWhenStalled()).toThrow(/The disk of the data folder is full/);
  isFull = false;
  await work;
  patience.refuseWhenStalled();
});

test("a publisher is told 503 when the one who would commit it waits", async () => {
  const clock = { ms: 0 };
  const patience = patienceAt(clock);
  let isFull = true;
  const work = patience.insist(async () => {
    if (isFull) throw failing("243");
  });
  await sleep(1);
  const never: EventLog = {
    publish: () => new Promise(() => undefined),
    subscribe: async () => undefined,
    drained: async () => true,
    reached: async () => true,
    [Symbol.asyncDispose]: async () => undefined,
  };
  const published = promptLog(never, patience).publish("telemetry", "mill", new Uint8Array());
  clock.ms = 60_000;
  await expect(published).rejects.toMatchObject({ refusal: { status: 503, code: "waiting" } });
  isFull = false;
  await work;
});

test("a patient store repeats the statement with the same bytes", async () => {
  const seen: string[] = [];
  const store: Store = {
    run: async () => undefined,
    rows: async () => [],
    insert: async (table, _columns, tsv) => {
      seen.push(`${table} ${Buffer.from(tsv).toString()}`);
      if (seen.length < 3) throw failing("243");
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  await patientStore(store, patienceAt({ ms: 0 })).insert("readings", ["at"], Buffer.from("1\n"));
  expect(seen).toEqual(["readings 1\n", "readings 1\n", "readings 1\n"]);
});

test("an error that passes by itself is a refusal with 503 wherever it meets a caller; a bug is none", () => {
  expect(refusalOf(failing("243"))).toMatchObject({ status: 503, code: "waiting" });
  expect(refusalOf(failing("62"))).toBeUndefined();
  expect(waitReason("a string")).toBeUndefined();
});
