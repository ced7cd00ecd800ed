import { createHash } from "node:crypto";
import { pino } from "pino";
import { expect, test } from "vitest";
import { refusalOf } from "../refuse.ts";
import { tokenGuard, unguarded } from "./guard.ts";
import type { TokenRecord } from "./token-file.ts";

const nowMs = Date.UTC(2026, 6, 1);
const record = (name: string, secret: string, expires = "2026-08-01T00:00:00.000Z"): TokenRecord => ({
  name,
  roles: ["meter"],
  factories: ["mill"],
  created: "2026-06-01T00:00:00.000Z",
  expires,
  sha256: createHash("sha256").update(secret).digest("hex"),
});

function guarded(tokens: readonly TokenRecord[], own?: string) {
  const logged: string[] = [];
  const clock = { nowMs };
  const notes = pino({ base: null }, { write: (line: string) => void logged.push(line) });
  const guard = tokenGuard({ tokens: () => tokens, own, now: () => clock.nowMs, notes });
  return { guard, logged, clock };
}
const refusedBy = (ask: () => unknown) => {
  try {
    ask();
  } catch (error) {
    return refusalOf(error);
  }
  return undefined;
};

test("a good token says who asks, in any case of the word Bearer", () => {
  const { guard } = guarded([record("south", "other"), record("north", "secret")]);
  expect(guard.callerOf("Bearer secret", "::1")).toMatchObject({
    name: "north",
    roles: ["meter"],
    factories: ["mill"],
  });
  expect(guard.callerOf("bearer  secret", "::1")).toMatchObject({ name: "north" });
  expect(guard.refused()).toBe(0);
});

test.each([
  [undefined, "no-token"],
  ["", "unknown-token"],
  ["Bearer ", "unknown-token"],
  ["Basic c2VjcmV0", "unknown-token"],
  ["Bearer Secret", "unknown-token"],
  ["Bearer secret secret", "unknown-token"],
  [`Bearer ${"s".repeat(10_000)}`, "unknown-token"],
  ["Bearer late", "token-expired"],
])("%j proves nothing: %s", (header, code) => {
  const { guard } = guarded([record("north", "secret"), record("old", "late", "2026-07-01T00:00:00.000Z")]);
  expect(refusedBy(() => guard.callerOf(header, "::1"))).toMatchObject({ status: 401, code });
  expect(guard.refused()).toBe(1);
});

test("an expired token is told when it ended", () => {
  const { guard } = guarded([record("old", "late", "2026-06-30T12:00:00.000Z")]);
  expect(refusedBy(() => guard.callerOf("Bearer late", "::1"))?.message).toBe(
    `The token "old" expired at 2026-06-30T12:00:00.000Z: ask this Celadon's operator for another.`,
  );
});

test("the secret of the process itself is the owner's", () => {
  const { guard } = guarded([], "own");
  expect(guard.callerOf("Bearer own", "::1")).toEqual({ name: "owner", roles: ["operator"], factories: "all" });
  expect(refusedBy(() => guarded([]).guard.callerOf("Bearer undefined", "::1"))?.code).toBe("unknown-token");
});

test("refusals are logged by address, ever more seldom, never with the token, and lock nobody out", () => {
  const { guard, logged, clock } = guarded([record("north", "secret")]);
  for (let i = 0; i < 150; i++) refusedBy(() => guard.callerOf("Bearer guess", "192.0.2.7"));
  expect(logged.map((line) => JSON.parse(line) as { attempts: number }).map(({ attempts }) => attempts)).toEqual([
    1, 10, 100,
  ]);
  expect(logged.join("")).toContain("192.0.2.7");
  expect(logged.join("")).not.toContain("guess");
  expect(guard.callerOf("Bearer secret", "192.0.2.7").name).toBe("north");
  clock.nowMs += 60_000;
  refusedBy(() => guard.callerOf("Bearer guess", "192.0.2.7"));
  expect(logged).toHaveLength(4);
  expect(guard.refused()).toBe(151);
});

test("a stranger with many addresses fills neither memory nor log", () => {
  const { guard, logged } = guarded([]);
  for (let i = 0; i < 20_000; i++) refusedBy(() => guard.callerOf(undefined, `address ${i}`));
  expect(logged.length).toBeLessThan(1_010);
  expect(guard.refused()).toBe(20_000);
});

test("without a guard whoever asks is the owner", () => {
  expect(unguarded.callerOf(undefined, "::1")).toMatchObject({ factories: "all", roles: ["operator"] });
});
