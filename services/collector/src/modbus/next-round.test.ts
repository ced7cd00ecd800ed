import { expect, test } from "vitest";
import { nextRound } from "./next-round.ts";

const at = (text: string): number => Date.parse(`2027-01-01T${text}Z`);
const after = (everyS: number, failures: number, now: string, isAlive = false): string => {
  const { dueMs, isRepeat } = nextRound({ everyMs: 1_000 * everyS, failures, isAlive }, at(now), () => 1);
  return `${new Date(dueMs).toISOString().slice(11, 23)}${isRepeat ? " again" : ""}`;
};

test("rounds lie on multiples of their pace in UTC, so that one lies on each hour", () => {
  expect(after(60, 0, "09:59:07.250")).toBe("10:00:00.000");
  expect(after(900, 0, "09:45:00.004")).toBe("10:00:00.000");
  expect(after(60, 0, "10:00:00.000")).toBe("10:01:00.000");
});

test("after failures the next try comes after 1, 2, 4 ... at most 60 s, before the next round or instead of it", () => {
  expect(after(900, 1, "09:45:03.000")).toBe("09:45:04.000 again");
  expect(after(900, 3, "09:45:03.000")).toBe("09:45:07.000 again");
  expect(after(900, 99, "09:45:03.000")).toBe("09:46:03.000 again");
  expect(after(10, 5, "09:45:03.000")).toBe("09:45:20.000");
});

test("a slave that answers something is asked at its pace, however often a part of it fails", () => {
  expect(after(10, 1, "09:45:03.000", true)).toBe("09:45:04.000 again");
  expect(after(10, 5, "09:45:03.000", true)).toBe("09:45:10.000");
  expect(after(10, 99, "09:45:03.000", true)).toBe("09:45:10.000");
});
