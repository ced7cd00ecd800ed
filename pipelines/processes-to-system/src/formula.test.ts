import { accept } from "@celadon/quantity";
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
  expect(formulaValue("if(1 > 0; 2; 1 / 0)", constants)).toMatchObject({ value: { value: 2 } }); // what is not chosen is not asked
});

test("a name that stands twice, in any case of letters, has no value: neither the first nor the last counts", () => {
  const scope = parameterScope([
    { name: "x", value: 1 },
    { name: "X ", value: 2 },
    { name: "y", value: 3 },
  ]);
  expect(scope("x")).toMatchObject({ kind: "reject", evidence: expect.stringContaining("several times") });
  expect(formulaValue("y", scope)).toMatchObject({ value: { value: 3 } });
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
  expect(scope("p300")).toMatchObject({ value: { value: 300 } });
});

test("names are of the letters of any script, in any case", () => {
  const scope = parameterScope([
    { name: "含碳率", value: 0.5 },
    { name: "Größe", value: 3 },
    { name: "煤耗2", formula: "含碳率 * 8" },
  ]);
  expect(formulaValue("煤耗2 + 2 * GRÖSSE", scope)).toMatchObject({ kind: "reject" }); // another name
  expect(formulaValue("煤耗2 + 2 * GRÖßE", scope)).toMatchObject({ value: { value: 10 } });
});

test("a formula that follows from drawn parameters comes with the words of a folder, what is certain in it as a number", () => {
  const drawing = { parameters: new Map(), findings: [] };
  const spreadOf = () => accept({ distribution: "normal", sd: 0.1 } as const);
  const scope = parameterScope(
    [
      { name: "x", value: 2, spreadOf },
      { name: "y", value: 3 },
      { name: "z", formula: "x ^ 2 + y" },
    ],
    { drawing },
  );
  const wordsOf = (formula: string): string | undefined => {
    const valued = formulaValue(formula, scope);
    return valued.kind === "accept" ? valued.value.words : valued.evidence;
  };
  expect(wordsOf("y * 2")).toBe(undefined);
  expect(wordsOf("x * 2 - (y + 1)")).toBe("$x 2 * 4 -");
  expect(wordsOf("min(x; y; 1 + z)")).toBe("$x 3 min 1 $z + min");
  expect(wordsOf("-x / +sqrt(x)")).toBe("$x neg $x sqrt /");
  expect(wordsOf("if(y > 1; x; 1 / 0)")).toBe("$x");
  expect(wordsOf("if(x > 0; x; 1 / 0)")).toBe("$x 0 > $x NaN if");
  expect(wordsOf("if(x < 0; 1 / x; pow(x; 2)) != 1")).toBe("$x 0 < 1 $x / $x 2 ^ if 1 !=");
  expect([...drawing.parameters.values()]).toEqual([
    { id: "x", value: 2, spread: { distribution: "normal", sd: 0.1 }, group: "" },
    { id: "z", formula: "$x 2 ^ 3 +" },
  ]);
});
