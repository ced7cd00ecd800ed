import { decodeFrame } from "@celadon/hj212";
import { expect, test } from "vitest";
import { framed } from "./frames-in-test.ts";
import type { Peer } from "./peer.ts";
import { stationWatch } from "./station-watch.ts";

const peer = { address: "192.0.2.7" } as Peer;
const received = Date.parse("2027-01-01T00:01:00Z"); // 08:01 in China
const watched = (...headers: readonly string[]) => {
  const watch = stationWatch();
  for (const header of headers)
    watch.see("ABC", decodeFrame(Buffer.from(framed(`${header};PW=1;MN=ABC;Flag=9;CP=&&&&`))), peer, received);
  return watch.of("ABC");
};
const data = (qn: string) => `QN=${qn};ST=32;CN=2011`;

test("a clock is known from three exchanges that the station began, heartbeats too, and never from answers", () => {
  const ahead = "20270101080200000";
  expect(watched(data(ahead), data(ahead))?.skewMs).toBeUndefined();
  expect(watched(...Array(3).fill(`QN=${ahead};ST=91;CN=9015`))?.skewMs).toBe(60_000);
  for (const cn of ["9011", "9012", "9013", "9014"])
    expect(watched(...Array(5).fill(`QN=${ahead};ST=91;CN=${cn}`))?.skewMs).toBeUndefined();
});

test("a frame that is sent again makes no clock that is behind, wherever it stands among the last five", () => {
  const [old, right] = [data("20270101070100000"), data("20270101080100000")];
  expect(watched(right, right, old)?.skewMs).toBe(0);
  expect(watched(right, old, old, old, old, old)?.skewMs).toBe(-3_600_000);
});

test("the system type of a station is that of its data, not that of exchanges", () => {
  expect(watched("QN=20270101080100000;ST=31;CN=2011", "QN=20270101080100000;ST=91;CN=9015")?.st).toBe("31");
});
