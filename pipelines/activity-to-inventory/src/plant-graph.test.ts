import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type PlantGraph, plantGraphOf } from "./plant-graph.ts";
import { readPlantModel } from "./read-plant-model.ts";

const mill = /```yaml\n([\s\S]*?)```/.exec(readFileSync(new URL("../format.md", import.meta.url), "utf8"))?.[1] ?? "";
const graph = (yaml: string): PlantGraph => {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw new Error(model.evidence);
  return plantGraphOf(model.value);
};
const arrows = (yaml: string): readonly string[] => {
  const { nodes, edges } = graph(yaml);
  const nameOf = (id: string) => {
    const { kind, label } = nodes.find((node) => node.id === id) ?? { kind: "nothing", label: id };
    return kind === "process" ? label : `(${kind} ${label})`;
  };
  return edges.map(({ from, to, label }) => `${nameOf(from)} -${label}-> ${nameOf(to)}`);
};

test("the mill of the format: what is bought, made, used, given off and handed on, in the names of the file", () => {
  expect(arrows(mill)).toEqual([
    "(input grid power) --> board machine",
    "(input lubricants) --> board machine",
    "(input starch) --> board machine",
    "board machine --> (product board)",
    "board machine --> (product trim)",
    "board machine --> (waste rejects)",
    "(input lime) --> effluent plant",
    "effluent plant -water treatment-> board machine",
    "effluent plant --> (emission methane)",
    "(input coal) --> power station",
    "power station -own power-> board machine",
    "power station -steam-> board machine",
    "power station --> (product steam)",
  ]);
});

test("a product nobody takes is left over", () => {
  const unused = mill.replace(
    "      own power: ownKwh\n      steam: steamT - soldSteamT",
    "      steam: steamT - soldSteamT",
  );
  expect(arrows(unused)).toContain("power station --> (left over own power)");
});

test("every arrow ends at a node, and no two nodes have one id", () => {
  const { nodes, edges } = graph(mill);
  const ids = nodes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { from, to } of edges) expect([ids.includes(from), ids.includes(to)]).toEqual([true, true]);
});
