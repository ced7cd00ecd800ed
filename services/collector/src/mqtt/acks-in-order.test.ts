import { expect, test } from "vitest";
import { acksInOrder } from "./acks-in-order.ts";

test("acknowledgements leave in the order of the messages, each once it and all before it are durable", () => {
  const written: string[] = [];
  const acks = acksInOrder((pubacks) => written.push(Buffer.from(pubacks).toString("hex")));
  const [first, second, third] = [1, 0x1234, 3].map((id) => acks.hold(id));
  second?.();
  expect(written).toEqual([]);
  first?.();
  expect(written).toEqual(["4002000140021234"]);
  third?.();
  expect(written).toEqual(["4002000140021234", "40020003"]);
});
