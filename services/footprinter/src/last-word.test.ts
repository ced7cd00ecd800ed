import { ActivityEvent } from "@celadon/proto";
import { expect, test } from "vitest";
import { giveLastWord } from "./last-word.ts";

const published: { readonly topic: string; readonly key: string; readonly event: ActivityEvent }[] = [];
const log = {
  publish: async (topic: string, key: string, value: Uint8Array) => {
    published.push({ topic, key, event: ActivityEvent.decode(value) });
    return { partition: 0, position: 0 };
  },
};

test("whose partition it is looks again at the hours of all periods, each named once", async () => {
  const model = { factory: "mill", channels: [{ name: "main" }, { name: "steam" }] };
  const at = (text: string): number => Date.parse(text);
  await giveLastWord(log, model, [
    { fromMs: at("2026-02-01T00:00Z"), toMs: at("2026-03-01T00:00Z") },
    { fromMs: at("2026-01-01T00:30Z"), toMs: at("2026-02-01T00:00Z") },
    { fromMs: at("2026-05-01T00:00Z"), toMs: at("2026-05-01T00:20Z") },
  ]);
  expect(published).toEqual([
    {
      topic: "activity",
      key: "mill",
      event: {
        ...{ factory: "mill", position: "", models: [] },
        touched: [
          {
            channel: "main",
            fromMs: BigInt(at("2026-01-01T00:00Z")),
            toMs: BigInt(at("2026-03-01T00:00Z")),
            appended: false,
          },
          {
            channel: "main",
            fromMs: BigInt(at("2026-05-01T00:00Z")),
            toMs: BigInt(at("2026-05-01T01:00Z")),
            appended: false,
          },
        ],
      },
    },
  ]);
});
