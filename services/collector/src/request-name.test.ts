import { type Caller, owner } from "@celadon/runtime";
import { expect, test } from "vitest";
import { refuseOthersRequest, requestName } from "./request-name.ts";

const north: Caller = { name: "north", roles: ["meter"], factories: ["mill"] };
const south: Caller = { ...north, name: "south" };

test("the lines of a request are its sender's, and an operator's", () => {
  const request = requestName(north);
  expect(request).toMatch(/^[0-9a-f-]{36}\.north$/);
  expect(() => refuseOthersRequest(north, request)).not.toThrow();
  expect(() => refuseOthersRequest(owner, request)).not.toThrow();
  expect(() => refuseOthersRequest(south, request)).toThrow("was not sent with the token");
});

test("a request of somebody who is bound to no factory is nobody else's", () => {
  const request = requestName(owner);
  expect(request).toMatch(/^[0-9a-f-]{36}$/);
  expect(() => refuseOthersRequest(north, request)).toThrow("was not sent with the token");
});
