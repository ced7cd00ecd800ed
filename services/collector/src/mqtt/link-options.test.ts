import { expect, test } from "vitest";
import { laterMs, linkOptions } from "./link-options.ts";

const readFile = (path: string): string => `content of ${path}\n`;
const settings = { clientId: "celadon-hall", isClean: false, readFile };

test("secrets and certificates are read from their files, a password without its last line end", () => {
  const broker = {
    url: "mqtts://broker",
    ...{ user: "mill", passwordFile: "p", caFile: "ca", certFile: "cert", keyFile: "key" },
  };
  expect(linkOptions({ ...settings, broker })).toMatchObject({
    ...{ username: "mill", password: "content of p", ca: "content of ca\n", cert: "content of cert\n" },
    ...{ key: "content of key\n", clientId: "celadon-hall", clean: false, protocolVersion: 4 },
  });
});

test("a broker that speaks MQTT 5 is told how much may be in flight, and to keep the session while we are away", () => {
  const broker = { url: "mqtt://broker", version: "5", inFlight: 300 } as const;
  expect(linkOptions({ ...settings, broker })).toMatchObject({
    protocolVersion: 5,
    properties: { receiveMaximum: 300, sessionExpiryInterval: 604_800 },
  });
  expect(linkOptions({ ...settings, broker, isClean: true }).properties).not.toHaveProperty("sessionExpiryInterval");
});

test("a broker that is away is tried again after 1, 2, 4 ... and at most 60 s", () => {
  const waits = Array.from({ length: 8 }, (_, i) => i).reduce<number[]>(
    (all) => [...all, laterMs(all.at(-1))],
    [1_000],
  );
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});
