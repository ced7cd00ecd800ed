import { expect, test } from "vitest";
import { chooseGroup, type WantedGroup } from "./choose-group.ts";
import { peers } from "./plant-in-test.ts";

const anything: WantedGroup = {
  productGroup: "finished leather",
  declaredUnit: "",
  boundary: "",
  keys: [],
  population: "",
  byFactory: false,
};
const farm = (value: string) => ({ ...peers, keys: [...peers.keys, { name: "farm rule", value }] });
const groups = [
  { group: farm("en16887"), members: 12 },
  { group: farm("pefcr"), members: 3 },
  { group: { ...farm("en16887"), simulated: true }, members: 40 },
];

test("one group is the group", () => {
  expect(chooseGroup(groups.slice(0, 1), anything)).toEqual({ kind: "accept", value: farm("en16887") });
});

test("of several none is chosen: the refusal counts them, tells what differs and how to narrow", () => {
  const outcome = chooseGroup(groups, anything);
  expect(outcome.kind === "reject" ? outcome.reason : "").toBe("several-groups");
  expect(outcome.kind === "reject" ? outcome.evidence : "").toMatchInlineSnapshot(
    `""finished leather" holds 3 groups that cannot be compared, for they differ in farm rule ("en16887" or "pefcr"), population ("real" or "simulated"): 40 with farm rule "en16887", population "simulated"; 12 with farm rule "en16887", population "real"; 3 with farm rule "pefcr", population "real". Narrow it: --key "farm rule=en16887", --simulated or --real."`,
  );
});

test("keys and population narrow; a key that a group lacks is none", () => {
  const keys = [{ name: "farm rule", value: "en16887" }];
  expect(chooseGroup(groups, { ...anything, keys, population: "real" })).toMatchObject({ value: farm("en16887") });
  expect(chooseGroup(groups, { ...anything, population: "simulated" })).toMatchObject({ value: { simulated: true } });
  const without = { group: peers, members: 2 };
  const none = [{ name: "farm rule", value: "none" }];
  expect(chooseGroup([...groups, without], { ...anything, keys: none })).toMatchObject({ value: peers });
});

test("named factories that differ are not peers, and hear in what", () => {
  expect(chooseGroup(groups.slice(0, 2), { ...anything, productGroup: "", byFactory: true })).toMatchObject({
    reason: "not-peers",
    evidence: expect.stringContaining('they differ in farm rule ("en16887" or "pefcr")'),
  });
});

test.each<[Partial<WantedGroup>, string]>([
  [{ productGroup: "finished lether" }, 'Did you mean "finished leather"?'],
  [{ keys: [{ name: "animal", value: "sheep" }] }, "fits what is asked (animal=sheep)"],
])("what nobody belongs to is refused: %j", (more, sentence) => {
  expect(chooseGroup(groups, { ...anything, ...more })).toMatchObject({
    reason: "unknown-group",
    evidence: expect.stringContaining(sentence),
  });
});
