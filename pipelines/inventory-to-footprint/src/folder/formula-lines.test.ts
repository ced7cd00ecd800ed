import { expect, test } from "vitest";
import { accepted, solverOf } from "../linear/accepted-in-test.ts";
import { sensitivities } from "../linear/sensitivities.ts";
import { spreadOf } from "../linear/spread-system.ts";
import { keptOf } from "../uncertainty/kept-of.ts";
import type { Runs } from "../uncertainty/runs.ts";
import { spreadOfRuns } from "../uncertainty/spread-of-runs.ts";
import { canonicalSystem } from "./canonical-system.ts";

// Board takes 1.8 kg of steam, of which each kg emits 2 kg of CO2, and emits 3 kg itself.
const solver = solverOf({
  processes: {
    mill: { products: { board: 1, steam: -1.8 }, flows: { co2: 3 } },
    boiler: { products: { steam: 1 }, flows: { co2: 2 } },
  },
});
const { system } = solver;
const at = (list: "products" | "processes" | "flows", id: string): number =>
  system[list].find((one) => one.id === id)?.index as number;
const [mill, boiler] = [at("processes", "mill"), at("processes", "boiler")];
const steam = `A,${at("products", "steam")},${mill}`;
const header = "matrix,row,col,distribution,p1,p2,p3,group\n";
const share = "P,share,0.6,normal,0.6,0.05,,\n";

function runsOf(lines: string, count = 4000, from = 0): Runs {
  const drawn = accepted(spreadOf(solver, "gwp", header + lines)).runs.runs({
    ...{ seed: 1, from, to: from + count, products: [at("products", "board")] },
  });
  if (drawn.kind !== "accept") throw new Error(drawn.evidence);
  return drawn.value;
}
const sentenceOf = (lines: string): string => {
  const answer = spreadOf(solver, "gwp", header + lines);
  return answer.kind === "accept" ? "" : answer.message;
};

test("entries of both matrices that share a parameter move together: the spread of a linear function is known exactly", () => {
  // h = 2 (2.4 - share) + 5 share = 4.8 + 3 share
  const lines = `${share}${steam},formula,2.4 $share - neg,,,\n`;
  const emission = `B,0,${mill},formula,5 $share *,,,\n`;
  const runs = runsOf(lines + emission);
  const { mean, sd } = spreadOfRuns(runs, at("products", "board"));
  expect(Math.abs(mean - 6.6)).toBeLessThan((4 * 0.15) / Math.sqrt(4000));
  expect(Math.abs(sd / 0.15 - 1)).toBeLessThan(0.05); // drawn apart it would be 0.27
  const { firstOrder, intensity } = accepted(spreadOf(solver, "gwp", header + lines + emission));
  expect(intensity[at("products", "board")]).toBeCloseTo(6.6, 12);
  expect(accepted(firstOrder("board"))).toMatchObject({ sd: expect.closeTo(0.15, 12), shares: [{ draw: "P:share" }] });
});

test("a parameter may be a formula over others, in any order of lines, and any order has the same bits and hash", () => {
  const lines = [
    `${steam},formula,$need neg,,,`,
    "P,need,,formula,2.4 $share -,,,",
    share.trim(),
    `B,0,${mill},formula,$need 1.2 + $emission *,,,`,
    "P,emission,1,lognormal,1,1.1,,",
  ];
  const [one, other] = [lines, lines.toReversed()].map((all) => `${all.join("\n")}\n`) as [string, string];
  expect(keptOf(runsOf(other), at("products", "board"))).toEqual(keptOf(runsOf(one), at("products", "board")));
  const hashes = [one, other].map((text) => accepted(canonicalSystem(system, header + text)).hash);
  expect(hashes[0]).toBe(hashes[1]);
  const again = accepted(canonicalSystem(system, header + one)).uncertainty as string;
  const canonical = accepted(spreadOf(solver, "gwp", again)).runs;
  const drawn = canonical.runs({ seed: 1, from: 0, to: 4000, products: [at("products", "board")] });
  expect(drawn).toMatchObject({ value: { kept: runsOf(one).kept } });
});

test("without spread the runs have the static bits, also where the formula rounds otherwise", () => {
  const lines = `P,x,0.1,normal,0.1,0,,\n${steam},formula,$x 3 * 6 * neg,,,\nB,0,${boiler},formula,2.0000000001 $x 10 * *,,,\n`;
  const { intensity } = accepted(spreadOf(solver, "gwp", header + lines));
  const kept = keptOf(runsOf(lines, 3), at("products", "board"));
  expect([...kept]).toEqual([1, 2, 3].map(() => intensity[at("products", "board")]));
});

test("a run does not depend on which others were made", () => {
  const lines = `${share}${steam},formula,2.4 $share - neg,,,\n`;
  expect(runsOf(lines, 10, 490).kept).toEqual(runsOf(lines, 500).kept.slice(490));
});

test("derivatives are exact: of every operation as of its difference quotient", () => {
  const x = 0.6;
  for (const formula of [
    "$x $x *",
    "1 $x /",
    "$x 3 ^",
    "2 $x ^",
    "$x sqrt",
    "$x exp",
    "$x ln",
    "$x log10",
    "$x sin",
    "$x cos",
    "$x tan",
    "$x neg abs",
    "$x 1 min",
    "$x 0.1 max",
    "$x 0.5 > $x 2 * 1 0 / if",
    "$x floor $x ceil + $x 0.2 = + $x +",
  ]) {
    const valueAt = (p: number): number => valueIn(formula, p);
    const slope = (valueAt(x + 1e-6) - valueAt(x - 1e-6)) / 2e-6;
    const own = solverOf({ processes: { mill: { products: { board: 1 }, flows: { co2: valueAt(x) } } } });
    const uncertainty = `${header}P,x,0.6,normal,0.6,0.01,,\nB,0,0,formula,${formula},,,\n`;
    const asked = { product: "board", method: "gwp", top: 5, uncertainty };
    const sd = accepted(sensitivities(own, asked)).uncertainty?.sd as number;
    expect(sd, formula).toBeCloseTo(Math.abs(slope) * 0.01, 8);
  }
});

/** What a formula gives at a parameter, by a reader of the test's own. */
function valueIn(formula: string, x: number): number {
  const stack: number[] = [];
  const two: Record<string, (a: number, b: number) => number> = {
    ...{ "*": (a, b) => a * b, "/": (a, b) => a / b, "+": (a, b) => a + b, "^": (a, b) => a ** b },
    ...{ min: Math.min, max: Math.max, ">": (a, b) => Number(a > b), "=": (a, b) => Number(a === b) },
  };
  const one: Record<string, (a: number) => number> = {
    ...{ neg: (a) => -a, abs: Math.abs, sqrt: Math.sqrt, exp: Math.exp, ln: Math.log, log10: Math.log10 },
    ...{ sin: Math.sin, cos: Math.cos, tan: Math.tan, floor: Math.floor, ceil: Math.ceil },
  };
  for (const word of formula.split(" ")) {
    const pop = (): number => stack.pop() as number;
    if (word === "$x") stack.push(x);
    else if (word === "if") {
      const [otherwise, then, condition] = [pop(), pop(), pop()];
      stack.push(condition === 0 ? otherwise : then);
    } else if (two[word] !== undefined) {
      const b = pop();
      stack.push(two[word](pop(), b));
    } else stack.push(one[word]?.(pop()) ?? Number(word));
  }
  return stack[0] as number;
}

test("a formula without a finite value in some run ends the runs, with the entry and its parameters", () => {
  const lines = `P,x,0.6,uniform,0,1,,\n${steam},formula,$x 0.5 - sqrt 0 * 1.8 + neg,,,\n`;
  const drawn = accepted(spreadOf(solver, "gwp", header + lines)).runs.runs({
    seed: 1,
    from: 0,
    to: 100,
    products: [],
  });
  expect(drawn).toMatchObject({ kind: "reject", reason: "formula" });
  if (drawn.kind !== "accept")
    expect(drawn.evidence).toMatch(/^Run \d+: the formula of entry A:steam,mill has no finite value at x = 0\.\d+\. /);
});

test("an entry that nets to 0 in the static run alone, and one that changes its sign, are drawn and counted", () => {
  const lines = `P,x,1.8,normal,1.8,2,,\n${steam},formula,$x neg,,,\n`;
  expect(runsOf(lines).crossings.get("A:steam,mill")).toBeGreaterThan(100);
});

test.each([
  [`${steam},formula,$x,,,\n`, 'line 2: "$x" is no parameter'],
  [`${share}${steam},formula,$share neg,,,\n`, "Entry A:steam,mill is -1.8, but its formula gives -0.6 at the static"],
  [`${share}${steam},formula,$share 0.6 - ln,,,\n`, "gives no finite value at the static parameters"],
  [`${share}${steam},formula,$share +,,,\n`, '"+" needs 2 values before it'],
  [`${share}${steam},formula,$share 1,,,\n`, "makes 2 values, and has to make one"],
  [`${share}${steam},formula,,,,\n`, "makes 0 values, and has to make one"],
  [
    `${share}${steam},formula,share,,,\n`,
    '"share" is neither a number, nor a parameter such as $share, nor one of + -',
  ],
  ["P,a,,formula,$b,,,\nP,b,,formula,$c 1 +,,,\nP,c,,formula,$b,,,\n", "Parameters need each other: b -> c -> b."],
  [`${share}${share}`, 'Parameter "share" stands in line 2 already'],
  ["P,share,,normal,0.6,0.05,,\n", 'Parameter "share" has no value under col'],
  ["P,a b,1,normal,1,1,,\n", '"a b" is no id of a parameter'],
  ["P,share,0.6,gamma,0.6,0.05,,\n", '"gamma" is no distribution'],
  ["P,share,0.6,lognormal,0.5,1.1,,\n", "P:share"],
  [`${steam},normal,-1.8,0.1,,\n${steam},formula,1.8 neg,,,\n`, "stands in line 2 already"],
])("a line that no formula or parameter is in is refused: %j", (lines, sentence) => {
  expect(sentenceOf(lines)).toContain(sentence);
});
