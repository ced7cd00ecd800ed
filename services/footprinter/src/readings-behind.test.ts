import { hourMs, readInstant } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { expect, test } from "vitest";
import { behindHour, type ReadingRule, readingsIn } from "./readings-behind.ts";

const at = (text: string): number => readInstant(`2026-${text}Z`) ?? Number.NaN;
const never = async () => {
  throw new TypeError("Nothing is stored here.");
};

/** A store that holds the readings of one channel, and finds those of the stretch that is asked for. */
const storeWith = (instants: readonly string[]): Store => ({
  rows: async <Row>({ params = {} }: { readonly params?: Readonly<Record<string, unknown>> }) =>
    instants
      .map(at)
      .filter((t) => t >= Number(params["least"]) && t <= Number(params["most"]))
      .map((t) => ({ t: String(t), value: "1", r: 0, c: 0 }) as Row), // what is asked for
  run: never,
  insert: never,
  [Symbol.asyncDispose]: async () => undefined,
});

const hourly = { periodMs: hourMs, maxGapMs: 2 * hourMs };

/** Which readings stand behind the hour from 10:00 on 1 March. */
async function behind(rule: ReadingRule, instants: readonly string[]): Promise<readonly string[]> {
  const fromMs = at("03-01T10:00");
  const period = { fromMs, toMs: fromMs + hourMs };
  const found = await readingsIn(storeWith(instants), { factory: "mill", channel: "x", rule }, period);
  const hour = { hourMs: fromMs, amount: "1", measuredMs: hourMs, estimatedMs: 0, marks: 0 };
  return behindHour(found, hour, rule.kind).map(({ atMs }) => instants.find((text) => at(text) === atMs) ?? "");
}

test("behind an hour of a sample stands the last one before it, however long ago it was taken, and each within it", async () => {
  const sample = { ...hourly, kind: "sample", validForMs: 35 * 24 * hourMs };
  expect(await behind(sample, ["01-30T08:00", "02-01T08:00", "03-02T08:00"])).toEqual(["02-01T08:00"]);
  expect(await behind(sample, ["02-01T08:00", "03-01T10:30", "03-01T11:00"])).toEqual(["02-01T08:00", "03-01T10:30"]);
  expect(await behind(sample, ["01-02T08:00", "03-01T11:00"])).toEqual([]);
});

test("behind an hour of amounts stand those that cover it, by the end of their time or by its start", async () => {
  const instants = ["03-01T09:00", "03-01T10:00", "03-01T11:00", "03-01T12:00"];
  expect(await behind({ ...hourly, kind: "interval" }, instants)).toEqual(["03-01T11:00"]);
  expect(await behind({ ...hourly, kind: "interval", stamp: "start" }, instants)).toEqual(["03-01T10:00"]);
  expect(await behind({ ...hourly, kind: "interval" }, ["03-01T07:00", "03-01T12:00"])).toEqual([]);
});

test("behind an hour of a register stand the readings from which and to which it rose", async () => {
  const instants = ["03-01T09:00", "03-01T09:50", "03-01T10:30", "03-01T11:10", "03-01T12:00"];
  expect(await behind({ ...hourly, kind: "counter" }, instants)).toEqual(instants.slice(1, 4));
});
