import { hourMs } from "@celadon/quantity";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LedgerHarness, openLedgerHarness } from "./ledger-harness.ts";
import { at, tellChannel } from "./tell-channel.ts";

let harness: LedgerHarness;
beforeAll(async () => {
  harness = await openLedgerHarness();
}, 60_000);
afterAll(() => harness[Symbol.asyncDispose](), 60_000);

const held = { $case: "registerReset", value: { closing: undefined, opening: "0" } } as const;
const closed = { $case: "registerReset", value: { closing: "104", opening: "0" } } as const;
const withdrawn = { $case: "withdrawal", value: {} } as const;
const nothing = { pico: 0n, measuredMs: 0, estimatedMs: 0, marks: 0 };

/** More effects than it takes to store a withdrawal with what follows from it and to announce that. */
const deaths = Array.from({ length: 8 }, (_, effects) => effects);

test.each([
  { what: "a rate that is held up to a border", rule: { kind: "rate", unit: "kW" }, border: "12:30", fact: held },
  { what: "a counter with a closing register", rule: { ratedPerHour: "200" }, border: "15:30", fact: closed },
] as const)(
  "$what, once that is withdrawn, leaves nothing in an hour that a lot cuts, wherever the ledger dies",
  async ({ rule, border, fact }) => {
    const cutAt = at(border) - 600_000;
    let announced = 0;
    for (const effects of deaths) {
      const meter = tellChannel(harness);
      const cut = async () => (await harness.cutsOf(meter.factory)).get("main")?.get(cutAt);
      meter.model([rule]);
      meter.reads("main", ["11:45", "100"]);
      meter.declares(border, fact, { key: "border" });
      meter.lot("lot", "11:00", border.replace("30", "20"));
      await meter.windows();
      expect((await cut())?.hour).not.toEqual(nothing);
      meter.declares(border, withdrawn, { key: "border", revision: 1 });
      expect((await meter.windows("main", [effects])).hours, `died after ${effects} effects`).toEqual({});
      expect((await cut())?.hour, `died after ${effects} effects`).toEqual(nothing);
      for (const { touched } of harness.announced()) {
        announced += 1;
        const reached = Math.max(...touched.map(({ toMs }) => Number(toMs)));
        expect(reached, `died after ${effects} effects`).toBeGreaterThanOrEqual(at(border) + hourMs / 2);
      }
    }
    expect(announced).toBeGreaterThan(0);
  },
  300_000,
);
