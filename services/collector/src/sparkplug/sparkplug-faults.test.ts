import { faultText } from "@celadon/activity-to-inventory/closed-yaml";
import { expect, test } from "vitest";
import { checkMetersFile } from "../meters/meters-file.ts";

test("an edge node has one name", () => {
  const node = "{ group: Mill, node: g1, factory: mill }";
  const yaml = `sparkplug:\n  plant:\n    url: mqtt://broker\n    nodes:\n      a: ${node}\n      b: ${node}\n`;
  expect(checkMetersFile(yaml).faults.map(faultText)).toEqual([
    'line 6, column 31: "a" and "b" are both edge node Mill/g1. An edge node has one name: take one of them out.',
  ]);
});
