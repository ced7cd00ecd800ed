import { expect, test } from "vitest";
import { withoutPassword } from "./without-password.ts";

test.each([
  ["##0087QN=1;PW=123456;MN=A", "##0087QN=1;PW=******;MN=A"],
  ["PW = secret;pw=another,MN=A", "PW =*******;pw=*******,MN=A"],
  ["PW=cut off\r\nPW=&&", "PW=*******\r\nPW=&&"],
  ["PWR=1;SPW;P", "PWR=1;SPW;P"],
])("%j is kept as %j", (text, kept) => {
  expect(Buffer.from(withoutPassword(Buffer.from(text))).toString()).toBe(kept);
});
