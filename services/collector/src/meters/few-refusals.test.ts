import { expect, test } from "vitest";
import { fewRefusals } from "./few-refusals.ts";

test("twenty of a source are kept in a minute, the others counted, and in the next one twenty more", async () => {
  const kept: string[] = [];
  const unkept: string[] = [];
  let nowMs = Date.parse("2027-01-01T00:00:59Z");
  const door = {
    deliver: async () => undefined,
    refuse: async ({ origin }: { readonly origin: string }) => void kept.push(origin),
    refuseUnkept: (reason: string) => void unkept.push(reason),
  };
  const refusals = fewRefusals(door, "mqtt:presses", () => nowMs);
  const tryOnce = () => refusals.keep({ reason: "bad-json", evidence: "It is none.", content: new Uint8Array(0) });
  for (let i = 0; i < 20; i++) expect(await tryOnce()).toBe(true);
  expect(await tryOnce()).toBe(false);
  expect(unkept).toEqual(["bad-json"]);
  nowMs += 1_000;
  expect(await tryOnce()).toBe(true);
  expect(kept).toHaveLength(21);
});
