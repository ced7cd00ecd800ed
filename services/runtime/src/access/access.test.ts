import { expect, test } from "vitest";
import { admit, anyRole, noFactory, ownFactories } from "./access.ts";
import { type Caller, owner, reaches, refuseForeign } from "./caller.ts";

const meter: Caller = { name: "north", roles: ["meter"], factories: ["mill"] };

test("a role that is not in the rule is refused, an operator never", () => {
  expect(() => admit(ownFactories("engineer"), meter)).toThrow(
    'The token "north" has the role meter, and this is for engineer, operator: ask with such a token.',
  );
  for (const rule of [ownFactories("meter", "engineer"), anyRole, "anybody" as const]) {
    expect(admit(rule, meter).caller).toMatchObject({ name: "north", factories: ["mill"] });
  }
  expect(admit(noFactory("engineer"), owner).caller.name).toBe("owner");
});

test("an answer of factories without a look at whose they are is a bug", () => {
  const { caller, checked } = admit(ownFactories("meter"), meter);
  expect(checked).toThrow("without a look at whose they are");
  expect(reaches(caller, "tannery")).toBe(false);
  expect(checked).not.toThrow();
  expect(admit(anyRole, meter).checked).not.toThrow();
});

test("another factory is refused in the same words whether there is one or not", () => {
  expect(() => refuseForeign(meter, "mill")).not.toThrow();
  expect(() => refuseForeign(owner, "anything")).not.toThrow();
  expect(() => refuseForeign({ ...meter, factories: ["a", "b"] }, "mill")).toThrow(
    'The token "north" is for "a", "b" and not for factory "mill": ask with a token of that factory.',
  );
});
