import { setTimeout as sleep } from "node:timers/promises";
import { askTime, decodeFrame, type Field, type Frame } from "@celadon/hj212";
import { expect, test } from "vitest";
import { openExchanges } from "./exchanges.ts";
import { framed } from "./frames-in-test.ts";

const exchange = { version: 2017, st: "32", pw: "1", mn: "ABC" } as const;
const frame = (cn: string, qn: string, data = ""): Frame =>
  decodeFrame(Buffer.from(framed(`QN=${qn};ST=91;CN=${cn};PW=1;MN=ABC;Flag=4;CP=&&${data}&&`)), { lenient: true });

function asking(answerMs: number, workMs: number) {
  const clock = { nowMs: Date.UTC(2027, 0, 1) };
  const sent: string[] = [];
  const stop = new AbortController();
  const exchanges = openExchanges(() => clock.nowMs, stop.signal, { answerMs, workMs });
  let count = 0;
  const peer = { address: "", isOpen: () => true, shutOut: () => undefined, send: () => void count++ };
  const qnOf = (fields: readonly Field[]) => fields.find(([name]) => name === "QN")?.[1] ?? "";
  const ask = (mn = "ABC") =>
    exchanges.ask({
      ...{ mn, peer, exchange: { ...exchange, mn }, fields: askTime },
      encode: (fields) => {
        sent.push(qnOf(fields));
        return new Uint8Array(1);
      },
    });
  return { exchanges, clock, sent, ask, stop, transmitted: () => count };
}

test("two exchanges that begin in one millisecond have two names, and of one station there is one at a time", () => {
  const { ask, sent, exchanges, stop } = asking(60_000, 60_000);
  expect([ask(), ask("DEF")].every((one) => one !== undefined)).toBe(true);
  expect(ask()).toBeUndefined();
  expect([exchanges.isBusy("ABC"), exchanges.isBusy("GHI")]).toEqual([true, false]);
  expect(sent).toEqual(["20270101080000000", "20270101080000001"]);
  stop.abort();
});

test("an answer to an exchange that is over ends none", async () => {
  const { ask, sent, exchanges } = asking(60_000, 60_000);
  const end = ask();
  exchanges.hear("ABC", frame("9012", "20260101000000000", "ExeRtn=1"));
  await sleep(20);
  exchanges.hear("ABC", frame("9012", sent[0] ?? "", "ExeRtn=3"));
  expect(await end).toEqual({ kind: "refused", code: "ExeRtn 3" });
});

test("a heartbeat that by chance has the name of our exchange is no answer: the request is not sent again", async () => {
  const { ask, sent, exchanges, transmitted, stop } = asking(60_000, 60_000);
  ask();
  exchanges.hear("ABC", frame("9015", sent[0] ?? ""));
  await sleep(20);
  expect(transmitted()).toBe(1);
  stop.abort();
});

test("while it is at work its data keep the exchange alive, and silence ends it", async () => {
  const { ask, sent, exchanges, clock } = asking(60_000, 20);
  let end: unknown;
  const asked = ask()?.then((kind) => {
    end = kind;
  });
  exchanges.hear("ABC", frame("9011", sent[0] ?? "", "QnRtn=1"));
  for (let i = 0; i < 5; i++) {
    clock.nowMs += 15;
    exchanges.hear("ABC", frame("2061", "20270101080000999", "DataTime=20270101070000"));
    await sleep(30); // longer than workMs by the wall, never by the clock that counts
  }
  expect(end).toBeUndefined();
  clock.nowMs += 21;
  await asked;
  expect(end).toEqual({ kind: "silent" });
});
