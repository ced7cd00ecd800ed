import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { metersInTest } from "../meters/meters-in-test.ts";

// The broker of the other tests does not speak MQTT 5; this one is its packets, written out by hand.

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
const topic = "t/a";
const payload = '{"ts":1798761600000,"v":1}';
const publish = Buffer.concat([
  hex("32"), // QoS 1
  Buffer.from([2 + topic.length + 2 + 1 + payload.length]),
  hex("00 03"),
  Buffer.from(topic),
  hex("0007 00"), // its id, no properties
  Buffer.from(payload),
]);

test("with MQTT 5 the broker is told of window and session, and a message is acknowledged with its id", async () => {
  const heard: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on("data", (given) => {
      const bytes = typeof given === "string" ? Buffer.from(given) : given;
      heard.push(bytes);
      if (bytes[0] === 0x10) socket.write(hex("20 03 00 00 00"));
      const subscribe = bytes[0] === 0x82 ? bytes : undefined;
      if (subscribe === undefined) return;
      socket.write(Buffer.concat([hex("90 04"), subscribe.subarray(2, 4), hex("00 01")]));
      socket.write(publish);
    });
    socket.on("error", () => undefined);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : Number.NaN;
  {
    await using meters = metersInTest(`mqtt:
  five:
    url: mqtt://127.0.0.1:${port}
    version: "5"
    inFlight: 300
    sources:
      a: { topic: t/a, factory: mill, time: { at: ts, form: epoch-ms }, readings: [{ channel: v, value: v }] }
`);
    await meters.until(() => Buffer.concat(heard).includes(hex("40 02 00 07")));
    expect(meters.readings()).toMatchObject([{ channel: "v", valueMicro: 1_000_000n }]);
  }
  server.close();
  const connect = heard[0] as Buffer;
  expect(connect.includes(hex("11 00093a80")), "session expiry of a week").toBe(true);
  expect(connect.includes(hex("21 012c")), "receive maximum of 300").toBe(true);
});
