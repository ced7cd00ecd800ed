import { expect, test } from "vitest";
import { formulaValue } from "./formula.ts";
import { parameterScope } from "./parameter-scope.ts";

const constants = parameterScope([]);

test("a step without a finite value is never swallowed by the next one", () => {
  for (const formula of [
    "1 / (1 / 0)",
    "min(1; 1 / 0)",
    "0 / 0 > 1",
    "if(0 / 0; 1; 2)",
    "sqrt(0 - 1) < 1",
    "exp(1000)",
  ])
    expect(formulaValue(formula, constants), formula).toMatchObject({ kind: "reject" });
  expect(formulaValue("if(1 > 0; 2; 1 / 0)", constants)).toMatchObject({ value: 2 }); // what is not chosen is not asked
});

test("a name that stands twice, in any case of letters, has no value: neither the first nor the last counts", () => {
  const scope = parameterScope([
    { name: "x", value: 1 },
    { name: "X ", value: 2 },
    { name: "y", value: 3 },
  ]);
  expect(scope("x")).toMatchObject({ kind: "reject", evidence: expect.stringContaining("several times") });
  expect(formulaValue("y", scope)).toMatchObject({ value: 3 });
});

test("what is too deep is refused, and nothing after it is taken for a cycle", () => {
  const deep = 20_000;
  const chain = Array.from({ length: deep }, (_, i) => ({ name: `p${i + 1}`, formula: `p${i} + 1` }));
  const scope = parameterScope([{ name: "p0", value: 0 }, ...chain]);
  expect(scope(`p${deep}`)).toMatchObject({ kind: "reject", evidence: expect.not.stringContaining("->") });
  for (const shallow of [deep - 300, 300]) {
    const said = scope(`p${shallow}`);
    expect(said.kind === "reject" ? said.evidence : "").not.toContain("->");
  }
  expect(scope("p300")).toMatchObject({ value: 300 });
});

test("names are of the letters of any script, in any case", () => {
  const scope = parameterScope([
    { name: "含碳率", value: 0.5 },
    { name: "Größe", value: 3 },
    { name: "煤耗2", formula: "含碳率 * 8" },
  ]);
  expect(formulaValue("煤耗2 + 2 * GRÖSSE", scope)).toMatchObject({ kind: "reject" }); // another name
  expect(formulaValue("煤耗2 + 2 * GRÖßE", scope)).toMatchObject({ value: 10 });
});
